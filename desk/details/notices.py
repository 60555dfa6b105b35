"""A notice, and the request or offer that it is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desk.database.tables import NOTICES
from desk.details.detail_kind import DetailKind, things_of
from desk.details.exchanges import read_exchanges
from desk.details.matches import Side
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Posting:
    """A notice, and the request or offer that it is of. `powiat`: a TERYT code, or "" for none."""

    side: Side
    words: str
    powiat: str
    when: str
    until: date


def read_postings(
    connection: sa.Connection, scope: Scope, ids: Sequence[int]
) -> dict[int, Posting]:
    """Notices by the thing's id, where what they are of is in the scope."""
    if not ids:
        return {}
    rows = connection.execute(sa.select(NOTICES).where(NOTICES.c.thing.in_(ids))).all()
    behind = [row.exchange for row in rows]
    things, exchanges = (
        things_of(connection, scope, behind),
        read_exchanges(connection, scope, behind),
    )
    return {
        row.thing: Posting(
            Side(things[row.exchange], exchanges[row.exchange]),
            row.words,
            row.powiat,
            row.when,
            row.until,
        )
        for row in rows
        if row.exchange in things
    }


NOTICE_DETAILS = DetailKind(("notice",), NOTICES, read_postings)
