"""Notices of the board: what may stand in one, and the file of those that are public now."""
