"""Sealed envelopes, the submission inside, and the codes on it."""
