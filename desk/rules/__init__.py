"""Words in which rules are written: moves, roles, working days, the chain; no SQL, no Flask."""
