"""Opened submissions, and their export as tables."""
