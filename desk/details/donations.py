"""A donation: what was announced, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desk.database.ledger_tables import CONFIRMATIONS
from desk.database.tables import DONATIONS
from desk.details.detail_kind import DetailKind
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Donation:
    """`declared` and `paid` in grosze. code: what the transfer's title carries.

    name: how the donor wants to be called. email: where to confirm it; empty where nobody asked.
    purpose: as the form shows it. paid_on: when the bank booked it. proof: where no statement is.
    confirmation: its number, such as 3/2026, once it is confirmed.
    """

    code: str
    name: str
    email: str
    purpose: str
    declared: int | None
    declared_on: date
    paid: int | None
    paid_on: date | None
    proof: str
    confirmation: str = ""


def read_donations(
    connection: sa.Connection, _scope: Scope, ids: Sequence[int]
) -> dict[int, Donation]:
    """Donations by the thing's id."""
    rows = connection.execute(
        sa.select(DONATIONS, CONFIRMATIONS.c.number, CONFIRMATIONS.c.year)
        .outerjoin(CONFIRMATIONS, CONFIRMATIONS.c.thing == DONATIONS.c.thing)
        .where(DONATIONS.c.thing.in_(ids))
    )
    return {
        row.thing: Donation(
            row.code,
            row.name,
            row.email,
            row.purpose,
            row.declared,
            row.declared_on,
            row.paid,
            row.paid_on,
            row.proof,
            f"{row.number}/{row.year}" if row.number else "",
        )
        for row in rows
    }


DONATION_DETAILS = DetailKind(("donation",), DONATIONS, read_donations)
