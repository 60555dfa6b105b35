"""The catalogue turned round: who is where, what is near."""
