"""Clubs, their rules of meeting, and the dated meetings that follow from them."""
