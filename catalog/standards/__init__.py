"""Support standards of partnerships."""
