"""What machines read: calendars, Atom, JSON-LD, sitemap."""
