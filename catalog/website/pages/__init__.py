"""The pages of the directory, one module for each kind of page."""
