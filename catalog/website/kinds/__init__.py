"""What the website shows of a kind of record, and the kinds that it shows."""
