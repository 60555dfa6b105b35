"""Bank statements: what a bank's file says, and which of its lines pay which declared donation."""
