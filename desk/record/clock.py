"""What the program does by itself: it reminds before an end, ends what is past its day, and
hands over the letters that wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from desk.database.record import Record
from desk.database.tables import EXCHANGES, MATCHES, OUTBOX, PEOPLE, THINGS
from desk.kinds.exchanges import REMINDED_DAYS
from desk.record.rows import step, thing_of
from desk.rules.move import Thing
from desk.rules.roles import CLOCK


def tend(record: Record, today: date, now: datetime) -> tuple[str, ...]:
    """End the requests and offers whose day is over, remind those whose end is near.

    The numbers of what was changed. Nothing is written where nothing is due.
    """
    with record.reading() as connection:
        if not (_over(connection, today) or _near(connection, today)):
            return ()
    with record.writing() as connection:
        over, near = _over(connection, today), _near(connection, today)
        for thing in over:
            step(connection, CLOCK, thing, "expire", now)
        for thing in near:
            step(connection, CLOCK, thing, "remind", now)
        return tuple(one.reference for one in (*over, *near))


def _over(connection: sa.Connection, today: date) -> list[Thing]:
    return _open(connection, EXCHANGES.c.valid_until < today)


def _near(connection: sa.Connection, today: date) -> list[Thing]:
    """Once for each end: a reminder of an earlier end that was moved away does not count."""
    last = EXCHANGES.c.valid_until
    found = []
    for thing in _open(connection, last >= today, last <= today + timedelta(days=REMINDED_DAYS)):
        sent = sa.select(sa.func.max(OUTBOX.c.at)).where(
            OUTBOX.c.thing == thing.id, OUTBOX.c.letter == "ends soon"
        )
        end = connection.scalar(sa.select(last).where(EXCHANGES.c.thing == thing.id))
        before = connection.scalar(sent)
        if end and (before is None or before.date() < end - timedelta(days=REMINDED_DAYS + 1)):
            found.append(thing)
    return found


def _open(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Thing]:
    query = (
        sa.select(THINGS)
        .join(EXCHANGES, EXCHANGES.c.thing == THINGS.c.id)
        .where(THINGS.c.state == "open", *conditions)
        .order_by(THINGS.c.id)
    )
    return [thing_of(row) for row in connection.execute(query)]


@dataclass(frozen=True)
class Letter:
    """A letter that waits. It says nothing of what it is about; `number` is its thing's."""

    id: int
    email: str
    number: str


def waiting_letters(record: Record) -> tuple[Letter, ...]:
    """Those to people who gave an e-mail; the others are on the list of calls."""
    exchanges = sa.case(
        (OUTBOX.c.letter == "request side", MATCHES.c.request),
        (OUTBOX.c.letter == "offer side", MATCHES.c.offer),
        else_=OUTBOX.c.thing,
    )
    query = (
        sa.select(OUTBOX.c.id, PEOPLE.c.email, THINGS.c.reference)
        .join(THINGS, THINGS.c.id == OUTBOX.c.thing)
        .outerjoin(MATCHES, MATCHES.c.thing == OUTBOX.c.thing)
        .join(EXCHANGES, EXCHANGES.c.thing == exchanges)
        .join(PEOPLE, PEOPLE.c.thing == EXCHANGES.c.person)
        .where(OUTBOX.c.sent.is_(None), PEOPLE.c.email != "")
        .order_by(OUTBOX.c.id)
    )
    with record.reading() as connection:
        return tuple(Letter(*row) for row in connection.execute(query))


def note_sent(record: Record, letters: Iterable[Letter], now: datetime) -> None:
    """These are handed over and are not sent again."""
    ids = [one.id for one in letters]
    with record.writing() as connection:
        connection.execute(sa.update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(sent=now))
