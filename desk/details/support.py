"""Support of a person: what for, in money or things, how it was given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desk.database.ledger_tables import SUPPORT
from desk.details.detail_kind import DetailKind
from desk.details.people import Person, read_people
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Support:
    """`person` is None when out of the scope. category: slug of a kind of help.

    means: "money" or "things". grosze: out of donations; None where nothing is taken from them.
    giver, folder: who handed it over and where the signed slip lies; empty before.
    """

    person: Person | None
    category: str
    what: str
    means: str
    grosze: int | None
    items: str
    giver: str
    folder: str


def read_support(connection: sa.Connection, scope: Scope, ids: Sequence[int]) -> dict[int, Support]:
    """Support by the thing's id."""
    rows = connection.execute(sa.select(SUPPORT).where(SUPPORT.c.thing.in_(ids))).all()
    people = read_people(connection, scope, [row.person for row in rows])
    return {
        row.thing: Support(
            people.get(row.person),
            row.category,
            row.what,
            row.means,
            row.grosze,
            row.items,
            row.giver,
            row.folder,
        )
        for row in rows
    }


SUPPORT_DETAILS = DetailKind(("support",), SUPPORT, read_support)
