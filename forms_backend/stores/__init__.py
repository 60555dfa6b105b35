"""Where sealed submissions are kept: one contract, one file for each kind of store."""
