"""Numbers of confirmations: 1, 2, 3 … of each organization and year, with no gap, ever."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from catalog.text.time_zone import WARSAW
from desk.database.ledger_tables import CONFIRMATIONS
from desk.rules.move import Thing


def number_confirmation(connection: sa.Connection, donation: Thing, now: datetime) -> None:
    """Give it the next one, in the transaction of the move that confirms it."""
    row = {
        "organization": donation.organization or "",
        "year": now.astimezone(WARSAW).year,
        "thing": donation.id,
        "at": now,
    }
    last = sa.select(sa.func.coalesce(sa.func.max(CONFIRMATIONS.c.number), 0)).where(
        CONFIRMATIONS.c.organization == row["organization"], CONFIRMATIONS.c.year == row["year"]
    )
    number = connection.execute(last).scalar_one() + 1
    connection.execute(sa.insert(CONFIRMATIONS).values(**row, number=number))
