"""What the program does by itself: it reminds before an end, ends what is past its day, and
hands over the letters that wait; and when it does nothing, for the computer's clock is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from catalog.text.time_zone import WARSAW
from desk.database.record import Record
from desk.database.tables import (
    AGREEMENTS,
    EXCHANGES,
    MATCHES,
    MOVES,
    NOTICES,
    OUTBOX,
    PEOPLE,
    SUBMISSIONS,
    THINGS,
)
from desk.database.things import thing_of
from desk.kinds.exchanges import REMINDED_DAYS
from desk.kinds.registry import KINDS
from desk.record.rows import step
from desk.rules.move import Thing
from desk.rules.roles import CLOCK
from forms_backend.clock import TOLERANCE
from forms_backend.maintenance.purging import PAUSE, unusually_many


def tend(record: Record, today: date, now: datetime) -> tuple[str, ...]:
    """End what is past its day: requests, offers, agreements, notices; remind before an end; and
    take down notices whose request or offer is not open any more, or without consent.

    The numbers of what was changed. Nothing is written where nothing is due.
    """
    with record.reading() as connection:
        if not (_over(connection, today) or _near(connection, today) or _fallen(connection, today)):
            return ()
    with record.writing() as connection:
        over, near = _over(connection, today), _near(connection, today)
        for thing in over:
            step(connection, CLOCK, thing, "expire", now)
        for thing in near:
            step(connection, CLOCK, thing, "remind", now)
        fallen = _fallen(connection, today)
        for thing, name in fallen:
            step(connection, CLOCK, thing, name, now)
        return tuple(one.reference for one in (*over, *near, *(thing for thing, _name in fallen)))


def _fallen(connection: sa.Connection, today: date) -> list[tuple[Thing, str]]:
    """Notices that end, and by which move."""
    exchange = THINGS.alias()
    stands = (exchange.c.state == "open") & (EXCHANGES.c.board == "tak")
    over = NOTICES.c.until < today
    query = (
        sa.select(THINGS, over.label("over"))
        .join(NOTICES, NOTICES.c.thing == THINGS.c.id)
        .join(EXCHANGES, EXCHANGES.c.thing == NOTICES.c.exchange)
        .join(exchange, exchange.c.id == NOTICES.c.exchange)
        .where(THINGS.c.state.in_(sorted(KINDS["notice"].open_states)), over | ~stands)
        .order_by(THINGS.c.id)
    )
    rows = connection.execute(query).all()
    return [(thing_of(row), "expire" if row.over else "take down") for row in rows]


def _over(connection: sa.Connection, today: date) -> list[Thing]:
    return [*_open(connection, EXCHANGES.c.valid_until < today), *_lapsed(connection, today)]


def _lapsed(connection: sa.Connection, today: date) -> list[Thing]:
    """Agreements whose last day is over."""
    query = (
        sa.select(THINGS)
        .join(AGREEMENTS, AGREEMENTS.c.thing == THINGS.c.id)
        .where(THINGS.c.state == "concluded", AGREEMENTS.c.ends < today)
        .order_by(THINGS.c.id)
    )
    return [thing_of(row) for row in connection.execute(query)]


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


def runs_behind(record: Record, now: datetime, checked: date | None) -> str:
    """Why no move can be made at this moment: a Polish sentence; or nothing.

    A last day is counted from the moment of a move: made by a clock that is late, it comes early.
    checked: a day on which somebody compared the clock with another one. The newest line need not
    be the last one: pages that are looked at add lines, by a late clock too.
    """
    with record.reading() as connection:
        newest = connection.scalar(sa.select(sa.func.max(MOVES.c.at)))
    looked_at = checked is not None and checked <= _today(now)
    if newest is None or newest <= now + TOLERANCE or looked_at:
        return ""
    return (
        f"Zegar tego komputera się spóźnia: pokazuje {_told(now)}, a ostatnia zmiana "
        f"jest z {_told(newest)}. Niczego nie zmieniamy. Popraw zegar (timedatectl). Jeśli "
        f"jest dobry, a spieszył się przedtem, ustaw WZAJEMNIE_CLOCK_CHECKED={_today(now)}."
    )


def erases_too_much(record: Record, now: datetime, checked: date | None) -> str:
    """Why nothing is erased by age at this moment: a Polish sentence; or nothing.

    The last day that something else than this clock tells is that of the newest submission or of
    the last erasure by age. checked: as above; it holds for a month.
    """
    today = _today(now)
    old = sa.select(sa.func.count()).where(THINGS.c.keep_until < today)
    erased = sa.select(sa.func.max(MOVES.c.at)).where(
        MOVES.c.user == CLOCK.user, MOVES.c.move == "erased"
    )
    with record.reading() as connection:
        number = int(connection.scalar(sa.select(sa.func.count(THINGS.c.id))) or 0)
        late = int(connection.scalar(old) or 0)
        days = [
            _today(one)
            for one in (
                connection.scalar(sa.select(sa.func.max(SUBMISSIONS.c.received))),
                connection.scalar(erased),
            )
            if one is not None
        ]
    doubt = unusually_many(late, number, max(days, default=today), today)
    looked_at = checked is not None and checked <= today <= checked + PAUSE
    if not doubt or looked_at:
        return ""
    return (
        f"{doubt} Nic nie jest skasowane, bo może zegar się spieszy. Sprawdź datę tego komputera. "
        f"Jeśli jest dobra, ustaw WZAJEMNIE_CLOCK_CHECKED={today} i uruchom stanowisko ponownie."
    )


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(WARSAW):%Y-%m-%d %H:%M}"


def _today(now: datetime) -> date:
    return now.astimezone(WARSAW).date()
