"""Pages of the site itself, made of no single record: one module each, found by itself."""
