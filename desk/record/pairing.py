"""From the record to matching: a request, the offers that may fit it, and their match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from catalog.text.time_zone import WARSAW
from desk.database.errors import UnknownThingError
from desk.database.record import Record
from desk.database.tables import EXCHANGES, MATCHES, MOVES, PEOPLE, THINGS
from desk.database.things import thing_of, within
from desk.details.detail_kind import things_of
from desk.details.exchanges import Exchange
from desk.details.matches import Pairing, Side
from desk.details.registry import details_of
from desk.kinds.matches import SIDES
from desk.kinds.registry import KINDS
from desk.matching.fitting import Fit, explained, left_out, ordered
from desk.matching.reasons import Hard
from desk.matching.sides import Offered, Wanted
from desk.matching.times import times_of
from desk.record.rows import find_thing
from desk.rules.move import Thing
from desk.rules.places import Places
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Candidate:
    """An offer that fits: its row, whose it is, and why."""

    thing: Thing
    exchange: Exchange
    fit: Fit


@dataclass(frozen=True)
class Candidates:
    """What fits a request, the best first, at most `SHOWN`; how many fit, and why others do not."""

    thing: Thing
    exchange: Exchange
    found: tuple[Candidate, ...]
    number: int
    left_out: Counter[Hard]


SHOWN = 20
"""So many candidates are explained; whoever needs more says more exactly what is needed."""


def candidates(
    record: Record, scope: Scope, reference: str, places: Places, today: date
) -> Candidates:
    """The offers of the scope that fit a request. UnknownThingError."""
    with record.reading() as connection:
        thing = find_thing(connection, scope, reference)
        exchange = details_of(connection, scope, [thing]).get(thing.id)
        if not isinstance(exchange, Exchange):
            raise UnknownThingError(reference)
        wanted = _wanted(connection, thing, places)
        ids, offers = _offers(connection, scope, wanted.category, places)
        best = ordered(wanted, offers, today)
        rows = things_of(connection, scope, [ids[one.reference] for one in best[:SHOWN]])
        shown = [rows[ids[one.reference]] for one in best[:SHOWN]]
        details = details_of(connection, scope, shown)
    found = []
    for offer, one in zip(best, shown, strict=False):
        detail = details[one.id]
        assert isinstance(detail, Exchange)
        found.append(Candidate(one, detail, explained(wanted, offer, today)))
    out = left_out(wanted, offers, today)
    return Candidates(thing, exchange, tuple(found), len(best), out)


def fitting(
    connection: sa.Connection, scope: Scope, request: Thing, places: Places, today: date
) -> tuple[str, ...]:
    """The numbers of all offers of the scope that fit, within the transaction of a move."""
    wanted = _wanted(connection, request, places)
    _ids, offers = _offers(connection, scope, wanted.category, places)
    return tuple(one.reference for one in ordered(wanted, offers, today))


@dataclass(frozen=True)
class Talk:
    """A match that goes on: which sides were not told yet, and to which a letter went."""

    thing: Thing
    pairing: Pairing
    untold: tuple[str, ...]
    written: tuple[str, ...]

    def side(self, name: str) -> Side:
        """By "request" or "offer"."""
        return self.pairing.request if name == "request" else self.pairing.offer


def talks(record: Record, scope: Scope) -> tuple[Talk, ...]:
    """Every match in which somebody has still to be told, the longest waiting first."""
    states = sorted(KINDS["match"].open_states - {"agreed"})
    query = (
        sa.select(THINGS)
        .where(within(scope), THINGS.c.kind == "match", THINGS.c.state.in_(states))
        .order_by(THINGS.c.urgent.desc(), THINGS.c.created, THINGS.c.id)
    )
    with record.reading() as connection:
        things = [thing_of(row) for row in connection.execute(query)]
        pairings = details_of(connection, scope, things)
        ids = [one.id for one in things]
        lines = sa.select(MOVES.c.thing, MOVES.c.move).where(MOVES.c.thing.in_(ids))
        done = {(row.thing, row.move) for row in connection.execute(lines)}
    found = []
    for one in things:
        pairing = pairings.get(one.id)
        if isinstance(pairing, Pairing):
            untold = tuple(side for side in SIDES if (one.id, f"tell {side}") not in done)
            written = tuple(side for side in SIDES if (one.id, f"write {side}") in done)
            found.append(Talk(one, pairing, untold, written))
    return tuple(one for one in found if one.untold)


def _wanted(connection: sa.Connection, request: Thing, places: Places) -> Wanted:
    query = sa.select(EXCHANGES, THINGS.c.created).join(THINGS, THINGS.c.id == EXCHANGES.c.thing)
    row = connection.execute(query.where(EXCHANGES.c.thing == request.id)).one()
    refused, dropped = _said_no(connection, row.person)
    return Wanted(
        request.reference,
        row.person,
        row.category,
        _day(row.created),
        places.sure(row.town),
        times_of(row.times),
        request.organization,
        row.language,
        row.by_day,
        row.valid_until,
        row.children == "tak",
        request.state == "open",
        refused,
        dropped,
        frozenset(_paired(connection, request.id)),
    )


_OF_OFFERS = (
    *(THINGS.c[name] for name in ("id", "reference", "state", "organization", "created")),
    *(one for one in EXCHANGES.c if one.name not in ("thing", "what", "board", "by_day")),
    PEOPLE.c.child_check,
)


def _offers(
    connection: sa.Connection, scope: Scope, category: str, places: Places
) -> tuple[Mapping[str, int], list[Offered]]:
    """Every live offer of this kind of help in the scope: ids by number, and for matching."""
    live = sorted(KINDS["offer"].open_states - {"draft"})
    query = (
        sa.select(*_OF_OFFERS)
        .join(EXCHANGES, EXCHANGES.c.thing == THINGS.c.id)
        .join(PEOPLE, PEOPLE.c.thing == EXCHANGES.c.person)
        .where(
            within(scope),
            THINGS.c.kind == "offer",
            THINGS.c.state.in_(live),
            EXCHANGES.c.category == category,
        )
    )
    rows = connection.execute(query).all()
    busy = _busy(connection)
    return {row.reference: row.id for row in rows}, [_offered(row, places, busy) for row in rows]


def _offered(row: sa.Row[Any], places: Places, busy: Mapping[int, int]) -> Offered:
    return Offered(
        row.reference,
        row.person,
        row.category,
        _day(row.created),
        places.sure(row.town),
        row.how_far or "dalej",
        times_of(row.times),
        row.organization,
        row.language,
        row.valid_until,
        row.child_check,
        row.state == "open",
        busy.get(row.id, 0),
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(WARSAW).date()


_LIVE = sorted(KINDS["match"].open_states)


def _busy(connection: sa.Connection) -> dict[int, int]:
    """In how many matches that are not ended each offer is."""
    query = (
        sa.select(MATCHES.c.offer, sa.func.count())
        .join(THINGS, THINGS.c.id == MATCHES.c.thing)
        .where(THINGS.c.state.in_(_LIVE))
        .group_by(MATCHES.c.offer)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _paired(connection: sa.Connection, request: int) -> Iterator[str]:
    offers = THINGS.alias()
    query = (
        sa.select(offers.c.reference)
        .join(MATCHES, MATCHES.c.offer == offers.c.id)
        .join(THINGS, THINGS.c.id == MATCHES.c.thing)
        .where(MATCHES.c.request == request, THINGS.c.state.in_(_LIVE))
    )
    yield from connection.scalars(query)


def _said_no(connection: sa.Connection, person: int) -> tuple[frozenset[int], frozenset[int]]:
    """With whom a match was refused by a side, and with whom a coordinator ended one."""
    asked, offered = EXCHANGES.alias(), EXCHANGES.alias()
    query = (
        sa.select(offered.c.person, MATCHES.c.refused_by)
        .join(THINGS, THINGS.c.id == MATCHES.c.thing)
        .join(asked, asked.c.thing == MATCHES.c.request)
        .join(offered, offered.c.thing == MATCHES.c.offer)
        .where(asked.c.person == person, THINGS.c.state == "rejected")
    )
    rows = connection.execute(query).all()
    return (
        frozenset(row.person for row in rows if row.refused_by in ("request", "offer")),
        frozenset(row.person for row in rows if row.refused_by == "coordinator"),
    )
