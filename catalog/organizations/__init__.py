"""Organizations, their contact and their kinds of help."""
