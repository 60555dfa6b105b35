"""Types of questions, one module each, and the formats in which answers are typed and kept."""
