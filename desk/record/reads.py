"""What the record tells: always to a scope, and never more than the scope sees.

Lists hold at most `PAGE` things. A page that shows answers reads them here, each time anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from catalog.text.folding import fold
from desk.database.record import Entry, Record, lines_of, note
from desk.database.tables import (
    AGREEMENTS,
    CONTACTS,
    EXCHANGES,
    FORMS,
    LINKS,
    NOTES,
    SUBMISSIONS,
    THINGS,
)
from desk.database.things import thing_of, within
from desk.details.registry import Detail, details_of, related
from desk.details.submissions import SENT, form_of, opened_of, with_submissions
from desk.kinds.exchanges import REMINDED_DAYS
from desk.kinds.registry import KINDS
from desk.record.becoming import alike
from desk.record.erasing import family
from desk.record.facts import facts_of
from desk.record.rows import find_thing
from desk.rules.hash_chain import Line
from desk.rules.move import Facts, Thing
from desk.rules.roles import Scope
from forms_backend.reading.export import Opened
from forms_backend.sealing.readable_codes import tidy_reference
from forms_backend.stores.contract import REMEMBERED

PAGE = 50
ENDING = timedelta(days=14)
"""How long before its last day an open thing is shown as ending."""
MISSED_ENOUGH = 3
"""After so many missed calls somebody has to decide what to do instead."""


@dataclass(frozen=True)
class Item:
    """A thing in a list: what was sent, or what only its kind has. `created` is UTC."""

    thing: Thing
    created: datetime
    opened: Opened | None = None
    detail: Detail | None = None


@dataclass(frozen=True)
class Note:
    """Free words about a thing: when (UTC), by whom."""

    at: datetime
    user: str
    text: str


@dataclass(frozen=True)
class WholeThing:
    """A thing with all that belongs to it. `same` are numbers with the same answers near in time.

    linked: what this one led to or came from, in the scope. alike: people who may have sent it.
    """

    item: Item
    notes: tuple[Note, ...]
    lines: tuple[Line, ...]
    facts: Facts
    same: tuple[str, ...] = ()
    linked: tuple[Item, ...] = ()
    alike: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filter:
    """What a list is asked for. `state` is a state or "open"; `words` a number, phone or name.

    kind: one, or all where it is empty.
    """

    kind: str = "submission"
    state: str = "open"
    form: str = ""
    mine: bool = False
    urgent: bool = False
    organization: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """A page of a list, and how many there are in all."""

    items: tuple[Item, ...]
    number: int


@dataclass(frozen=True)
class Today:
    """The lists of a day, in the order of their weight; empty ones are not shown."""

    urgent: tuple[Item, ...]
    call: tuple[Item, ...]
    decide: tuple[Item, ...]
    waiting: tuple[Item, ...]
    ending: tuple[Item, ...]


def today(record: Record, scope: Scope, day: date) -> Today:
    """What somebody has to look at on this day."""
    live, unsettled = _live(), _unsettled()
    mine = THINGS.c.coordinator == scope.user
    nobody = THINGS.c.coordinator.is_(None)
    new = (THINGS.c.kind == "submission") & (THINGS.c.state == "new")
    due = THINGS.c.next_day.is_(None) | (THINGS.c.next_day <= day)
    asks = unsettled | THINGS.c.next_day.is_not(None)
    with record.reading() as connection:

        def some(*conditions: sa.ColumnElement[bool]) -> tuple[Item, ...]:
            return _items(connection, scope, conditions, PAGE, 0)

        return Today(
            urgent=some((THINGS.c.urgent & nobody & live) | new),
            call=some(mine, live, ~new, due, asks, THINGS.c.tries < MISSED_ENOUGH),
            decide=some(mine, live, THINGS.c.tries >= MISSED_ENOUGH),
            waiting=some(nobody, ~THINGS.c.urgent, unsettled),
            ending=some(live, (THINGS.c.keep_until <= day + ENDING) | _ends_soon(day)),
        )


_SETTLED = (
    "new",
    "accepted",
    "open",
    "taken",
    "agreed",
    "published",
    "concluded",
    "delegated",
    "approved",
    "declared",
)
"""States in which nobody has to do anything before its day, or which have their own list."""


def _unsettled() -> sa.ColumnElement[bool]:
    """The state itself wants something to be done; found by the index of states."""
    return sa.or_(
        *(
            (THINGS.c.kind == kind.name)
            & THINGS.c.state.in_(sorted(kind.open_states - {"quarantine", *_SETTLED}))
            for kind in KINDS.values()
        )
    )


def _live() -> sa.ColumnElement[bool]:
    """Not ended; said so that the index of something rarer is asked first."""
    return sa.and_(*(sa.not_((THINGS.c.kind == kind) & ~_open(kind)) for kind in KINDS))


def _ends_soon(day: date) -> sa.ColumnElement[bool]:
    """An open request or offer, or an agreement, whose last day is near: not everybody can be
    written to.
    """
    near = day + timedelta(days=REMINDED_DAYS)
    asked = sa.select(EXCHANGES.c.thing).where(EXCHANGES.c.valid_until <= near)
    agreed = sa.select(AGREEMENTS.c.thing).where(AGREEMENTS.c.ends <= near)
    return ((THINGS.c.state == "open") & THINGS.c.id.in_(asked)) | (
        (THINGS.c.state == "concluded") & THINGS.c.id.in_(agreed)
    )


def inbox(record: Record, scope: Scope, wanted: Filter, now: datetime) -> Listed:
    """The things that fit, urgent ones that nobody has taken first, then the longest waiting.

    A search by words is a line of the chain.
    """
    conditions = _conditions(scope, wanted)
    query = (
        sa.select(sa.func.count()).select_from(with_submissions()).where(within(scope), *conditions)
    )
    with record.reading() as connection:
        number = connection.scalar(query) or 0
        items = _items(connection, scope, conditions, PAGE, PAGE * (max(wanted.page, 1) - 1))
    if wanted.words:
        with record.writing() as connection:
            note(connection, scope, Entry("searched"), now)
    return Listed(items, number)


def whole_thing(
    record: Record, scope: Scope, reference: str, day: date, exchangeable: Collection[str] = ()
) -> WholeThing:
    """A thing with its notes, moves and links. UnknownThingError when it is not in the scope.

    exchangeable: the kinds of help that may be on the board, as guards ask.
    """
    with record.reading() as connection:
        thing = find_thing(connection, scope, reference)
        (item,) = _items(connection, scope, (THINGS.c.id == thing.id,), 1, 0)
        query = sa.select(NOTES).where(NOTES.c.thing == thing.id).order_by(NOTES.c.id)
        notes = tuple(Note(one.at, one.user, one.text) for one in connection.execute(query))
        lines = tuple(lines_of(connection, [thing.id]))
        facts = facts_of(connection, thing, day, exchangeable)
        return WholeThing(
            item,
            notes,
            lines,
            facts,
            _same(connection, scope, item),
            _links(connection, scope, thing),
            alike(connection, scope, thing) if thing.kind == "submission" else {},
        )


def goes_with(record: Record, scope: Scope, reference: str) -> tuple[Item, ...]:
    """What is erased together with a thing. UnknownThingError."""
    with record.reading() as connection:
        thing = find_thing(connection, scope, reference)
        others = [one.id for one in family(connection, [thing]) if one.id != thing.id]
        return _items(connection, scope, (THINGS.c.id.in_(others),), PAGE, 0)


def forms(record: Record, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Name and title of every form of which the scope has a submission."""
    query = (
        sa.select(SUBMISSIONS.c.form, sa.func.max(FORMS.c.definition).label("definition"))
        .join(THINGS, THINGS.c.id == SUBMISSIONS.c.thing)
        .join(FORMS, FORMS.c.version == SUBMISSIONS.c.form_version)
        .where(within(scope))
        .group_by(SUBMISSIONS.c.form)
    )
    with record.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(sorted((row.form, form_of(row.definition).title) for row in rows))


def _open(kind: str) -> sa.ColumnElement[bool]:
    """Somebody still has to do something; what looked like a machine does not count."""
    states = KINDS[kind].open_states - {"quarantine"}
    return (THINGS.c.kind == kind) & THINGS.c.state.in_(sorted(states))


def _conditions(scope: Scope, wanted: Filter) -> tuple[sa.ColumnElement[bool], ...]:
    found = [THINGS.c.kind == wanted.kind] if wanted.kind else []
    if wanted.words:
        found.append(_by_words(wanted.words))
    elif wanted.state == "open":
        found.append(_open(wanted.kind) if wanted.kind else sa.or_(*map(_open, KINDS)))
    if wanted.state not in ("", "open"):
        found.append(THINGS.c.state == wanted.state)
    if wanted.form:
        found.append(SUBMISSIONS.c.form == wanted.form)
    if wanted.mine:
        found.append(THINGS.c.coordinator == scope.user)
    if wanted.urgent:
        found.append(THINGS.c.urgent)
    if wanted.organization:
        nobody = wanted.organization == "-"
        column = THINGS.c.organization
        found.append(column.is_(None) if nobody else column == wanted.organization)
    return tuple(found)


def _by_words(words: str) -> sa.ColumnElement[bool]:
    """By number, by the end of a telephone number, by the start of a first name, by e-mail."""
    contact = CONTACTS.c.value
    digits = "".join(filter(str.isdigit, words))
    ways = [
        (CONTACTS.c.what == "name") & contact.startswith(fold(words), autoescape=True),
        (CONTACTS.c.what == "email") & (contact == words.strip().casefold()),
    ]
    if len(digits) >= 7:
        ways.append((CONTACTS.c.what == "phone") & contact.endswith(digits[-9:]))
    by_contact = THINGS.c.id.in_(sa.select(CONTACTS.c.thing).where(sa.or_(*ways)))
    return (THINGS.c.reference == tidy_reference(words)) | by_contact


def _items(
    connection: sa.Connection,
    scope: Scope,
    conditions: Sequence[sa.ColumnElement[bool]],
    limit: int,
    offset: int,
) -> tuple[Item, ...]:
    waiting = THINGS.c.urgent & THINGS.c.coordinator.is_(None)
    query = (
        sa.select(THINGS, *SENT, FORMS.c.definition)
        .select_from(with_submissions())
        .where(within(scope), *conditions)
        .order_by(sa.desc(waiting), sa.desc(THINGS.c.state == "new"), THINGS.c.created, THINGS.c.id)
        .limit(limit)
        .offset(offset)
    )
    rows = [(thing_of(row), row) for row in connection.execute(query)]
    details = details_of(connection, scope, [thing for thing, _row in rows])
    return tuple(
        Item(thing, row.created, opened_of(thing, row), details.get(thing.id))
        for thing, row in rows
    )


def _same(connection: sa.Connection, scope: Scope, item: Item) -> tuple[str, ...]:
    """Numbers of what says just the same to the same form within a day before or after."""
    if item.opened is None:
        return ()
    own = sa.select(SUBMISSIONS.c.answers).where(SUBMISSIONS.c.thing == item.thing.id)
    received = item.opened.record.label.received
    query = (
        sa.select(THINGS.c.reference)
        .join(SUBMISSIONS)
        .where(
            within(scope),
            THINGS.c.id != item.thing.id,
            SUBMISSIONS.c.form == item.opened.record.label.form,
            SUBMISSIONS.c.answers == own.scalar_subquery(),
            SUBMISSIONS.c.received.between(received - REMEMBERED, received + REMEMBERED),
        )
        .order_by(THINGS.c.id)
    )
    return tuple(connection.scalars(query))


def _links(connection: sa.Connection, scope: Scope, thing: Thing) -> tuple[Item, ...]:
    """What a submission became and the other way, and what belongs to each other by its rows."""
    others = sa.union(
        sa.select(LINKS.c.other).where(LINKS.c.thing == thing.id),
        sa.select(LINKS.c.thing).where(LINKS.c.other == thing.id),
        *related(thing),
    )
    return _items(connection, scope, (THINGS.c.id.in_(others),), PAGE, 0)
