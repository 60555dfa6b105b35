"""Forms as data: their questions, question types, answer formats and pages."""
