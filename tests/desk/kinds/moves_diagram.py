"""The moves of every kind as tables for the developers' docs; a test keeps the page up to date."""

from __future__ import annotations

from collections.abc import Iterator

from desk.kinds.registry import KINDS
from desk.rules.move import Kind
from desk.rules.roles import ROLES


def diagram() -> str:
    """A Markdown section for each kind: from, move, to, who, what is needed first."""
    return "\n".join(line for kind in KINDS.values() for line in _section(kind)) + "\n"


def _section(kind: Kind) -> Iterator[str]:
    yield f"### {kind.name} ({kind.label})"
    yield ""
    yield "| from | move | to | by | needs |"
    yield "| --- | --- | --- | --- | --- |"
    order = [one.name for one in kind.states]
    for move in kind.moves:
        start = ", ".join(one for one in order if one in move.start)
        by = ", ".join(str(one) for one in ROLES if one in move.by)
        needs = ", ".join(one.fact for one in move.needs)
        yield f"| {start} | {move.name} | {move.to or 'stays'} | {by} | {needs or '-'} |"
    yield ""
