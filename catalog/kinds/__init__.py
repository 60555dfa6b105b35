"""What a kind of record is, and every kind that there is."""
