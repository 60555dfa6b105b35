"""What we know and how it becomes a site. Never imports Flask, TinyDB or forms_backend."""
