"""Erasing things for good: on request, by age, or because the forms' side has erased them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa

from desk.database.errors import UnknownThingError
from desk.database.record import Entry, Record, note
from desk.database.tables import (
    DONATIONS,
    ERASURES,
    EXCHANGES,
    LINKS,
    PEOPLE,
    SUBMISSIONS,
    THINGS,
)
from desk.database.things import thing_of
from desk.details.registry import belonging
from desk.ledger.granting import pay_back
from desk.record.rows import find_thing
from desk.rules.move import Thing
from desk.rules.roles import CLOCK, Scope
from forms_backend.maintenance.erasing import ANY, Erasure


def erase(record: Record, scope: Scope, references: Iterable[str], now: datetime) -> None:
    """Things with everything that belongs to them: answers, notes, links, letters, contacts.

    A submission takes with it the person who was made of it and of nothing else; a person what
    they sent, asked for and offered, and the matches of these.

    The chain keeps that a thing with such an id was erased, and by whom; it never knew more. The
    forms' side is told by `erased`. UnknownThingError for one that is not in the scope: then none
    is erased.
    """
    with record.writing() as connection:
        things = [find_thing(connection, scope, one) for one in references]
        _erase_all(connection, scope, family(connection, things), now)
    _empty_log(record)


def erase_expired(record: Record, today: date, now: datetime) -> tuple[str, ...]:
    """Everything whose last day is over; the references."""
    with record.writing() as connection:
        rows = connection.execute(sa.select(THINGS).where(THINGS.c.keep_until < today)).all()
        things = _with_belongings(connection, [thing_of(row) for row in rows])
        _erase_all(connection, CLOCK, things, now)
    if things:
        _empty_log(record)
    return tuple(thing.reference for thing in things)


def erase_elsewhere_erased(
    record: Record, erasures: Iterable[Erasure], now: datetime
) -> tuple[str, ...]:
    """What the forms' side has erased; another submission under the same number stays."""
    gone: list[str] = []
    with record.writing() as connection:
        for erasure in erasures:
            query = (
                sa.select(THINGS)
                .join(SUBMISSIONS)
                .where(THINGS.c.reference == erasure.reference, _meant_by(erasure))
            )
            row = connection.execute(query).one_or_none()
            if row is not None:
                things = family(connection, [thing_of(row)])
                _erase_all(connection, CLOCK, things, now)
                gone.append(erasure.reference)
    if gone:
        _empty_log(record)
    return tuple(gone)


def erase_again(record: Record, erasures: Iterable[Erasure], now: datetime) -> tuple[str, ...]:
    """In a record that was brought back: what was erased since; and it does not come in anew."""
    told = tuple(erasures)
    gone = erase_elsewhere_erased(record, told, now)
    with record.writing() as connection:
        known = set(connection.scalars(sa.select(ERASURES.c.identity)))
        rows = {
            one.envelope: {"identity": one.envelope, "reference": one.reference, "at": one.when}
            for one in told
            if one.envelope not in (None, ANY) and one.envelope not in known
        }
        if rows:
            connection.execute(sa.insert(ERASURES), list(rows.values()))
    return gone


def family(connection: sa.Connection, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """All that goes when these go. A donation that was paid stays: it is of the books."""
    people = {one.id for one in things if one.kind == "person"}
    sent = {one.id for one in things if one.kind == "submission"}
    sent |= _ids(connection, sa.select(_BECAME.c.thing).where(_BECAME.c.other.in_(people)))
    made = _ids(connection, sa.select(_BECAME.c.other).where(_BECAME.c.thing.in_(sent)))
    elsewhere = sa.select(_BECAME.c.other).where(_BECAME.c.thing.not_in(sent))
    people |= _ids(
        connection,
        sa.select(PEOPLE.c.thing).where(PEOPLE.c.thing.in_(made), PEOPLE.c.thing.not_in(elsewhere)),
    )
    exchanges = _ids(
        connection,
        sa.select(EXCHANGES.c.thing).where(
            EXCHANGES.c.thing.in_(made) | EXCHANGES.c.person.in_(people)
        ),
    )
    promised = _ids(
        connection,
        sa.select(DONATIONS.c.thing)
        .join(THINGS, THINGS.c.id == DONATIONS.c.thing)
        .where(DONATIONS.c.thing.in_(made), THINGS.c.state.in_(("declared", "expired"))),
    )
    wanted = {one.id for one in things} | sent | people | exchanges | promised
    return _with_belongings(connection, _things(connection, wanted))


_BECAME = sa.select(LINKS).where(LINKS.c.what == "became").subquery()


def _with_belongings(connection: sa.Connection, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """With everything that belongs to them: a person's requests, their matches and notices."""
    return _things(connection, belonging(connection, [one.id for one in things]))


def _things(connection: sa.Connection, ids: Collection[int]) -> tuple[Thing, ...]:
    query = sa.select(THINGS).where(THINGS.c.id.in_(ids)).order_by(THINGS.c.id)
    return tuple(thing_of(row) for row in connection.execute(query))


def _ids(connection: sa.Connection, query: sa.Select[tuple[int]]) -> set[int]:
    return set(connection.scalars(query))


def _meant_by(erasure: Erasure) -> sa.ColumnElement[bool]:
    """The same law as `Erasure.means`, for rows of SUBMISSIONS."""
    if erasure.envelope is None:
        return SUBMISSIONS.c.received <= erasure.when
    return sa.true() if erasure.envelope == ANY else SUBMISSIONS.c.identity == erasure.envelope


def erased(record: Record) -> tuple[Erasure, ...]:
    """Submissions that were erased here, oldest first."""
    query = sa.select(ERASURES).order_by(ERASURES.c.at, ERASURES.c.identity)
    with record.reading() as connection:
        return tuple(
            Erasure(row.reference, row.at.astimezone(UTC), row.identity)
            for row in connection.execute(query)
        )


def _erase_all(
    connection: sa.Connection, scope: Scope, things: Sequence[Thing], now: datetime
) -> None:
    """Money that was granted and nobody has got stays: first, for its row goes with its person."""
    for thing in things:
        if thing.kind == "support" and thing.state == "granted":
            pay_back(connection, thing, now)
    for thing in things:
        _erase(connection, scope, thing, now)


def _erase(connection: sa.Connection, scope: Scope, thing: Thing, now: datetime) -> None:
    of_it = sa.select(SUBMISSIONS.c.identity).where(SUBMISSIONS.c.thing == thing.id)
    identity = connection.scalar(of_it)
    if identity is not None:
        row = {"identity": identity, "reference": thing.reference, "at": now}
        connection.execute(sa.insert(ERASURES).values(**row))
    note(connection, scope, Entry("erased", thing, ""), now)
    done = connection.execute(sa.delete(THINGS).where(THINGS.c.id == thing.id))
    if done.rowcount != 1:
        raise UnknownThingError(thing.reference)


def _empty_log(record: Record) -> None:
    """Write what was erased out of the write-ahead log, encrypted as it is there, too."""
    with record.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
