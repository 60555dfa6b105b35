"""What the desk remembers: things, their moves and who may come in, always asked with a scope."""
