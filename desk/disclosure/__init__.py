"""What the record holds of one person, told to that person (GDPR, articles 15 and 20)."""
