"""Donations and the bank: lines of statements kept once, what each pays, the register of a year."""
