"""Words in which rules are written: moves, roles, hours, the chain; no SQL, no Flask."""
