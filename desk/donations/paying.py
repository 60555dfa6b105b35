"""Lines of bank statements: kept once, and each paying at most one donation, or giving it back.

Nothing here happens by itself: a match that is sure is shown as sure, and a treasurer confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from catalog.text.money import zloty
from desk.database.errors import RefusedMoveError
from desk.database.record import Entry, Record, note
from desk.database.tables import BANK_LINES, DONATIONS, THINGS
from desk.database.things import thing_of, within
from desk.kinds.registry import KINDS
from desk.ledger.balances import Movement, pay_in, take_back
from desk.record.rows import add, step
from desk.rules.move import Thing
from desk.rules.roles import Capability, Role, Scope
from desk.statements.matching import DeclaredDonation, LineMatch, match_lines
from desk.statements.statement import Statement, StatementLine

NEW = "new"
"""The choice that a line is a gift which nobody has announced."""
ASIDE = "aside"
"""The choice that a line is no donation."""

_WAITS = ("declared", "expired")
_CAME = ("received", "confirmed")


@dataclass(frozen=True)
class Kept:
    """How many lines of statements are new here, and how many were here before."""

    new: int
    known: int


@dataclass(frozen=True)
class WaitingLine:
    """A line that a treasurer has to look at. organization: whose account it is of (slug).

    match: for money that came, the donation it pays or suggestions; for money that left, the codes
    of donations that it may give back.
    """

    organization: str
    match: LineMatch


def keep_lines(
    record: Record, scope: Scope, organization: str, statements: Iterable[Statement], now: datetime
) -> Kept:
    """Keep those lines that are not there yet: all of them or none. RefusedMoveError, RecordError.

    organization: whose account it is; the only one that a treasurer of an organization may name.
    """
    _refuse_others(scope, organization)
    rows = {
        line.identity: {
            "identity": line.identity,
            "account": one.account,
            "organization": organization,
            "day": line.day,
            "grosze": line.grosze,
            "title": line.title,
            "name": line.name,
            "bank_reference": line.bank_reference,
            "reversal": line.reversal,
            "aside": False,
            "code": "",
        }
        for one in statements
        for line in one.lines
    }
    with record.writing() as connection:
        known = set(connection.scalars(sa.select(BANK_LINES.c.identity))) & rows.keys()
        fresh = [row for identity, row in rows.items() if identity not in known]
        if fresh:
            connection.execute(sa.insert(BANK_LINES), fresh)
            note(connection, scope, Entry("statement"), now)
    return Kept(len(fresh), len(known))


def waiting_lines(record: Record, scope: Scope) -> tuple[WaitingLine, ...]:
    """Lines that pay nothing yet and may be donations, or may give one back; the oldest first."""
    with record.reading() as connection:
        lines = _waiting(connection, scope)
        came = _donations(connection, scope, _CAME)
        waits = _donations(connection, scope, _WAITS)
    found = []
    for organization in dict.fromkeys(row.organization for row in lines):
        own = [_line(row) for row in lines if row.organization == organization]
        incoming = [one for one in own if one.grosze > 0]
        outgoing = [one for one in own if one.grosze <= 0]
        matches = match_lines(incoming, waits.get(organization, ()))
        back = match_lines(outgoing, came.get(organization, ()))
        found += [WaitingLine(organization, one) for one in (*matches, *back)]
    left = [one for one in found if one.match.line.grosze > 0 or one.match.codes]
    return tuple(sorted(left, key=lambda one: (one.match.line.day, one.match.line.identity)))


def settle_lines(record: Record, scope: Scope, chosen: Mapping[str, str], now: datetime) -> int:
    """Do what a treasurer has chosen for each line, by its identity: all of it or nothing.

    A choice is the code of a donation (which the line pays, or gives back where the money leaves),
    NEW or ASIDE. Answers how many. RefusedMoveError: a line is settled already or is none that can
    be chosen so, a donation is paid already, or is not in the scope.
    """
    _refuse_others(scope, scope.organization or "")
    with record.writing() as connection:
        for identity, choice in chosen.items():
            _settle(connection, scope, (identity, choice), now)
    return len(chosen)


def _settle(connection: sa.Connection, scope: Scope, pair: tuple[str, str], now: datetime) -> None:
    identity, choice = pair
    row = next(iter(_waiting(connection, scope, BANK_LINES.c.identity == identity)), None)
    if row is None:
        raise RefusedMoveError(["Tę wpłatę ktoś już przypisał. Niczego nie zmieniono."])
    if choice == ASIDE:
        _mark(connection, row, aside=True)
    elif row.grosze > 0:
        thing = (
            _announce(connection, scope, row, now)
            if choice == NEW
            else _donation(connection, scope, (choice, row.organization), _WAITS)
        )
        step(connection, scope, thing, "paid by transfer", now)
        _mark(connection, row, pays=thing.id, code=_code(connection, thing))
        values = {"paid": row.grosze, "paid_on": row.day, "proof": "przelew na wyciągu"}
        here = DONATIONS.c.thing == thing.id
        connection.execute(sa.update(DONATIONS).where(here).values(**values))
        pay_in(connection, Movement(thing, row.grosze, "donation", now))
    else:
        thing = _donation(connection, scope, (choice, row.organization), _CAME)
        paid = connection.scalar(sa.select(DONATIONS.c.paid).where(DONATIONS.c.thing == thing.id))
        if paid != -row.grosze:
            came = f"a darowizna {choice} wyniosła {zloty(paid or 0)}"
            raise RefusedMoveError(
                [f"Przelew zwrotny to {zloty(-row.grosze)}, {came}. Niczego nie zmieniono."]
            )
        step(connection, scope, thing, "returned by transfer", now)
        _mark(connection, row, gives_back=thing.id, code=choice)
        take_back(connection, Movement(thing, -row.grosze, "given back", now))


def _announce(connection: sa.Connection, scope: Scope, row: sa.Row[Any], now: datetime) -> Thing:
    """A donation that no form has announced: its code is its own number."""
    thing = Thing(0, "donation", "", KINDS["donation"].first, organization=row.organization)
    thing = add(connection, scope, thing, now)
    values = {
        "thing": thing.id,
        "code": thing.reference,
        "name": row.name,
        "email": "",
        "purpose": "",
        "declared_on": row.day,
        "proof": "",
    }
    connection.execute(sa.insert(DONATIONS).values(**values))
    return thing


def _donation(
    connection: sa.Connection, scope: Scope, about: tuple[str, str], states: Sequence[str]
) -> Thing:
    """The donation of a code and an organization, in one of these states. RefusedMoveError."""
    code, organization = about
    query = (
        sa.select(THINGS)
        .join(DONATIONS, DONATIONS.c.thing == THINGS.c.id)
        .where(
            within(scope),
            DONATIONS.c.code == code,
            THINGS.c.organization == organization,
            THINGS.c.state.in_(states),
        )
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise RefusedMoveError(
            [f"Darowizna {code} nie czeka już na ten przelew. Niczego nie zmieniono."]
        )
    return thing_of(row)


def _mark(connection: sa.Connection, row: sa.Row[Any], **columns: object) -> None:
    here = BANK_LINES.c.id == row.id
    connection.execute(sa.update(BANK_LINES).where(here).values(**columns))


def _code(connection: sa.Connection, thing: Thing) -> str:
    query = sa.select(DONATIONS.c.code).where(DONATIONS.c.thing == thing.id)
    return str(connection.execute(query).scalar_one())


def _waiting(
    connection: sa.Connection, scope: Scope, *conditions: sa.ColumnElement[bool]
) -> Sequence[sa.Row[Any]]:
    """Lines of the scope that nobody has settled; money that the bank gives back is no gift."""
    query = (
        sa.select(BANK_LINES)
        .where(
            own_lines(scope),
            BANK_LINES.c.pays.is_(None),
            BANK_LINES.c.gives_back.is_(None),
            BANK_LINES.c.code == "",
            ~BANK_LINES.c.aside,
            sa.not_(BANK_LINES.c.reversal & (BANK_LINES.c.grosze > 0)),
            *conditions,
        )
        .order_by(BANK_LINES.c.day, BANK_LINES.c.id)
    )
    return connection.execute(query).all()


def own_lines(scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that a line is of an account whose treasurer asks."""
    if Role.TREASURER not in scope.roles:
        return sa.false()
    if scope.organization is None:
        return sa.true()
    return BANK_LINES.c.organization == scope.organization


def _refuse_others(scope: Scope, organization: str) -> None:
    if not scope.may(Capability.MONEY) or scope.organization not in (None, organization):
        raise RefusedMoveError(["To nie jest rachunek Twojej organizacji. Niczego nie zmieniono."])


def _donations(
    connection: sa.Connection, scope: Scope, states: Sequence[str]
) -> dict[str, list[DeclaredDonation]]:
    """Donations of the scope in these states, by organization."""
    query = (
        sa.select(THINGS.c.organization, DONATIONS)
        .join(DONATIONS, DONATIONS.c.thing == THINGS.c.id)
        .where(within(scope), THINGS.c.state.in_(states))
        .order_by(THINGS.c.id)
    )
    found: dict[str, list[DeclaredDonation]] = {}
    for row in connection.execute(query):
        one = DeclaredDonation(row.code, row.declared, row.name, row.declared_on)
        found.setdefault(row.organization, []).append(one)
    return found


def _line(row: sa.Row[Any]) -> StatementLine:
    return StatementLine(
        row.day, row.grosze, row.title, row.name, row.bank_reference, row.reversal, row.identity
    )
