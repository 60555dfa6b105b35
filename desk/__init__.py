"""RUNNING: sealed submissions are opened, kept in an encrypted record, and moved to an end.

Third flow of the house, imported by `wzajemnie.py` alone. Rooms, each above the next:

- `desk.pages` what coordinators see: Flask, one capability for each route;
- `desk.demo` invented people for `make run`;
- `desk.intake` sealed submissions in, states and erasures back;
- `desk.record` what is remembered: moves that are made, and reads that are asked, with a `Scope`;
- `desk.database` the encrypted file: key, tables, steps, transactions, chain;
- `desk.letters` the one letter to people: please call us;
- `desk.matching` pure: which offers fit a request, and why;
- `desk.kinds` pure: kinds of things, their states and moves, retention, what is possible;
- `desk.rules` pure: the words in which rules are written, roles, places, the hash chain.

Whoever adds a kind of thing writes one module in `desk.kinds` (a `Kind` with states and moves),
lists it in `desk/kinds/registry.py`, adds its own columns as a table in a new Alembic step, and its
pages. `possible` then draws its buttons, refuses its POSTs, and the tests ask every cell of it.
"""
