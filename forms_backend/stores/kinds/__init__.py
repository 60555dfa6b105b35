"""Kinds of stores: how each is called in the settings and opened, one module for each."""
