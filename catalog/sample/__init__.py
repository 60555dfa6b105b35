"""A synthetic catalogue: believable, always the same, and plainly made up.

For tests, benchmarks and trying things out. Every name ends in "(przykład)", every record cites a
source that says that it is made up, and no number in it can belong to anybody (see `numbers`).
"""
