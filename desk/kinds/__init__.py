"""Every kind of thing at the desk: its states, its moves, how long it is kept, what is possible."""
