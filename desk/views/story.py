"""What a line of the chain is called in Polish."""

from __future__ import annotations

from desk.kinds.registry import KINDS

_TOLD = {
    "received": "zgłoszenie przyszło",
    "typed in": "przepisuje kartkę",
    "made": "powstaje",
    "joined": "przychodzi nowe zgłoszenie tej osoby",
    "along": "przechodzi razem z osobą do innej organizacji",
    "seen": "czyta",
    "printed": "drukuje",
    "exported": "zapisuje do pliku",
}


def told_moves(kind: str) -> dict[str, str]:
    """By the name of the line: the moves of a kind of thing, and what is no move."""
    return {one.name: one.told or one.label for one in KINDS[kind].moves} | _TOLD
