"""Days, hours and cycles of clubs in words."""
