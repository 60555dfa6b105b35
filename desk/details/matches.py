"""The two sides of a match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desk.database.tables import MATCHES
from desk.details.detail_kind import DetailKind, things_of
from desk.details.exchanges import Exchange, read_exchanges
from desk.rules.move import Thing
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Side:
    """One side of a match."""

    thing: Thing
    exchange: Exchange


@dataclass(frozen=True)
class Pairing:
    """Both sides of a match, who said yes first, who said no."""

    request: Side
    offer: Side
    willing: str
    refused_by: str


def read_pairings(
    connection: sa.Connection, scope: Scope, ids: Sequence[int]
) -> dict[int, Pairing]:
    """Matches by the thing's id, where both sides are in the scope."""
    if not ids:
        return {}
    rows = connection.execute(sa.select(MATCHES).where(MATCHES.c.thing.in_(ids))).all()
    both = [one for row in rows for one in (row.request, row.offer)]
    things, exchanges = things_of(connection, scope, both), read_exchanges(connection, scope, both)
    return {
        row.thing: Pairing(
            Side(things[row.request], exchanges[row.request]),
            Side(things[row.offer], exchanges[row.offer]),
            row.willing,
            row.refused_by,
        )
        for row in rows
        if row.request in things and row.offer in things
    }


MATCH_DETAILS = DetailKind(("match",), MATCHES, read_pairings)
