"""Funded projects."""
