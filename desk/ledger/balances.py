"""Donated money: what an organization has of it, changed only by entries that add up to it.

Every function works inside the transaction of the move that calls it. That no balance goes below
zero is the database's own law (a CHECK); here it is said in a sentence before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from catalog.text.money import zloty
from desk.database.errors import RefusedMoveError
from desk.database.ledger_tables import LEDGER_ACCOUNTS, LEDGER_ENTRIES
from desk.database.record import Record
from desk.rules.move import Thing
from desk.rules.roles import Role, Scope

AVAILABLE = "available"
"""What came and was not given on."""
UNEXPLAINED = "unexplained"
"""What the bank or the treasurer gave back to donors after it had been given on: a debt."""


@dataclass(frozen=True)
class Movement:
    """Grosze (more than none) that a thing moves, of its organization. what: for the entry."""

    thing: Thing
    grosze: int
    what: str
    at: datetime


@dataclass(frozen=True)
class Balance:
    """Of one organization, in grosze, never below zero."""

    available: int = 0
    unexplained: int = 0


def balance(connection: sa.Connection, organization: str | None) -> Balance:
    """What there is; nothing where no money has come yet. organization: None for the programme."""
    query = sa.select(LEDGER_ACCOUNTS.c.name, LEDGER_ACCOUNTS.c.grosze).where(
        LEDGER_ACCOUNTS.c.organization == (organization or "")
    )
    found = {row.name: row.grosze for row in connection.execute(query)}
    return Balance(found.get(AVAILABLE, 0), found.get(UNEXPLAINED, 0))


def balances(record: Record, scope: Scope) -> dict[str, Balance]:
    """By organization ("" for the programme), of those whose treasurer asks; others see none."""
    if Role.TREASURER not in scope.roles:
        return {}
    query = sa.select(LEDGER_ACCOUNTS.c.organization).distinct()
    with record.reading() as connection:
        found = sorted(connection.scalars(query))
        return {
            one: balance(connection, one)
            for one in found
            if scope.organization is None or one == scope.organization
        }


def pay_in(connection: sa.Connection, movement: Movement) -> None:
    """A donation came, or what had been granted was not given."""
    _enter(connection, AVAILABLE, movement, movement.grosze)


def pay_out(connection: sa.Connection, movement: Movement) -> None:
    """RefusedMoveError, with both amounts, where there is less than that."""
    here = balance(connection, movement.thing.organization).available
    if here < movement.grosze:
        wanted = zloty(movement.grosze)
        raise RefusedMoveError(
            [f"Potrzeba {wanted}, a z darowizn zostało {zloty(here)}. Niczego nie zmieniono."]
        )
    _enter(connection, AVAILABLE, movement, -movement.grosze)


def take_back(connection: sa.Connection, movement: Movement) -> None:
    """A donation goes back: out of the balance, or to be explained where it was given on."""
    if balance(connection, movement.thing.organization).available >= movement.grosze:
        _enter(connection, AVAILABLE, movement, -movement.grosze)
    else:
        _enter(connection, UNEXPLAINED, movement, movement.grosze)


def explain(connection: sa.Connection, movement: Movement, *, from_donations: bool) -> None:
    """A donation that went back is no debt any more: RefusedMoveError as in `pay_out`.

    from_donations: paid by other donations, which came since; else by the organization's own money.
    """
    if from_donations:
        pay_out(connection, movement)
    _enter(connection, UNEXPLAINED, movement, -movement.grosze)


def unexplained(connection: sa.Connection, thing: Thing) -> int:
    """How much of it is to be explained because of this donation, in grosze."""
    query = (
        sa.select(sa.func.coalesce(sa.func.sum(LEDGER_ENTRIES.c.grosze), 0))
        .join(LEDGER_ACCOUNTS, LEDGER_ACCOUNTS.c.id == LEDGER_ENTRIES.c.account)
        .where(
            LEDGER_ACCOUNTS.c.name == UNEXPLAINED,
            LEDGER_ENTRIES.c.reference == thing.reference,
        )
    )
    return int(connection.execute(query).scalar_one())


def _enter(connection: sa.Connection, name: str, movement: Movement, grosze: int) -> None:
    """The entry and the balance together."""
    if movement.grosze <= 0:
        raise ValueError(f"{movement.grosze} grosze cannot be moved")
    account = _account(connection, movement.thing.organization or "", name)
    here = LEDGER_ACCOUNTS.c.id == account
    values = {"grosze": LEDGER_ACCOUNTS.c.grosze + grosze}
    connection.execute(sa.update(LEDGER_ACCOUNTS).where(here).values(**values))
    row = {
        "account": account,
        "grosze": grosze,
        "what": movement.what,
        "thing": movement.thing.id,
        "reference": movement.thing.reference,
        "at": movement.at,
    }
    connection.execute(sa.insert(LEDGER_ENTRIES).values(**row))


def _account(connection: sa.Connection, organization: str, name: str) -> int:
    """Its id; made empty at the first entry."""
    key = {"organization": organization, "name": name}
    query = sa.select(LEDGER_ACCOUNTS.c.id).filter_by(**key)
    found = connection.scalar(query)
    if found is None:
        made = sa.insert(LEDGER_ACCOUNTS).values(**key, grosze=0).returning(LEDGER_ACCOUNTS.c.id)
        found = connection.execute(made).scalar_one()
    return int(found)
