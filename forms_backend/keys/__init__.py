"""Key files, and opening what was sealed. Nothing that `create_app` reaches opens anything."""
