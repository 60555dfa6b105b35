"""Telephone lines that anybody in trouble may call: who answers, when, in which languages."""
