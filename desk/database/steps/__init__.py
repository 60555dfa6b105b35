"""How an older database becomes today's: Alembic's environment and one module for each step."""
