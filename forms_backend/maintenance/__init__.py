"""Retention, backup and the audit log."""
