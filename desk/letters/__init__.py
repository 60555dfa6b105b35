"""Letters of the desk to people: that somebody wants to talk to them, and nothing else."""
