"""What only one kind of thing has: its table, how a row of it is read, what it belongs to."""
