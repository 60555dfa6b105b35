"""Templates, the frame of every page, freshness and the next step."""
