"""The desk's encrypted file: its key, its tables, its transactions, and the chain in it."""
