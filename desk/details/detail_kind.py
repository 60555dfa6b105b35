"""What a room of rows says of itself: its kinds, its table, and how it is read within a scope."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from desk.database.tables import THINGS
from desk.database.things import thing_of, within
from desk.rules.move import Thing
from desk.rules.roles import Scope

Reader = Callable[[sa.Connection, Scope, Sequence[int]], Mapping[int, Any]]
"""Details by the thing's id, for those of the ids that have one; never called with no id."""


@dataclass(frozen=True)
class DetailKind:
    """The table that only these kinds of thing have, and how its rows are read.

    not_filled: columns that a move's answer of the same name does not fill.
    """

    kinds: tuple[str, ...]
    table: sa.Table
    read: Reader
    not_filled: frozenset[str] = field(default_factory=frozenset)

    @property
    def parents(self) -> tuple[sa.Column[int], ...]:
        """The columns that name another thing, to which this one belongs."""
        return tuple(
            one
            for one in self.table.c
            if one.name != "thing" and any(key.column is THINGS.c.id for key in one.foreign_keys)
        )


def things_of(connection: sa.Connection, scope: Scope, ids: Iterable[int]) -> dict[int, Thing]:
    """Those of these things that are in the scope."""
    query = sa.select(THINGS).where(THINGS.c.id.in_(set(ids)), within(scope))
    return {row.id: thing_of(row) for row in connection.execute(query)}
