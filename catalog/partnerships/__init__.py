"""Partnerships of organizations."""
