"""Texts of agreements, which the desk fills in for two parties."""
