"""The service's half of the command line."""
