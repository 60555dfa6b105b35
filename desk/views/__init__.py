"""View models: what a page or a paper shows of a thing."""
