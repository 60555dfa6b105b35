"""What one person asks for or offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desk.database.tables import EXCHANGES
from desk.details.detail_kind import DetailKind, things_of
from desk.details.people import Person, read_people
from desk.rules.move import Thing
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Exchange:
    """What is asked for or offered, and by whom. `person` is None when out of the scope."""

    person: Person | None
    person_thing: Thing | None
    category: str
    what: str
    town: str
    how_far: str
    times: str
    children: str
    board: str
    language: str
    by_day: date | None
    valid_until: date | None


def read_exchanges(
    connection: sa.Connection, scope: Scope, ids: Sequence[int]
) -> dict[int, Exchange]:
    """Requests and offers by the thing's id; a person out of the scope is left out of them."""
    if not ids:
        return {}
    rows = connection.execute(sa.select(EXCHANGES).where(EXCHANGES.c.thing.in_(ids))).all()
    owners = [row.person for row in rows]
    people, things = read_people(connection, scope, owners), things_of(connection, scope, owners)
    return {
        row.thing: Exchange(
            people.get(row.person),
            things.get(row.person),
            row.category,
            row.what,
            row.town,
            row.how_far,
            row.times,
            row.children,
            row.board,
            row.language,
            row.by_day,
            row.valid_until,
        )
        for row in rows
    }


EXCHANGE_DETAILS = DetailKind(("request", "offer"), EXCHANGES, read_exchanges)
