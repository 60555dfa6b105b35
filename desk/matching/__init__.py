"""Which offers fit a request, in which order, and why: pure, explained in sentences."""
