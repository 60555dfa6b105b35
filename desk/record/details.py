"""What only one kind of thing has: what was sent, a person, a request or offer, a match's sides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from catalog.forms.form import Answer, Form
from desk.database.tables import (
    CATEGORIES,
    EXCHANGES,
    FORMS,
    MATCHES,
    NOTICES,
    PEOPLE,
    SUBMISSIONS,
    THINGS,
)
from desk.record.rows import thing_of, within
from desk.rules.move import Thing
from desk.rules.roles import Scope
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed

SENT = [one for one in SUBMISSIONS.c if one.name != "thing"]
"""The columns of a submission beside those of its thing."""


def with_submissions() -> sa.FromClause:
    """Things, with what was sent where something was."""
    joined = THINGS.outerjoin(SUBMISSIONS, SUBMISSIONS.c.thing == THINGS.c.id)
    return joined.outerjoin(FORMS, FORMS.c.version == SUBMISSIONS.c.form_version)


def opened_of(thing: Thing, row: Any) -> Opened | None:
    """As it was asked and answered; the envelope is not here any more. None for other kinds."""
    if row.answers is None:
        return None
    label = Label(thing.reference, row.form, row.form_version, row.clause_version, row.received)
    submission = Submission(
        label,
        _answers(row.answers),
        tuple(json.loads(row.doubts)),
        _answers(row.paper),
        row.language,
    )
    last = thing.keep_until or date.max
    sealed = Sealed(label, Envelope(b"", ()), last, thing.state)
    return Opened(sealed, submission, form_of(row.definition))


def read_opened(connection: sa.Connection, thing: Thing) -> Opened | None:
    """What was sent with this thing."""
    query = (
        sa.select(THINGS.c.id, *SENT, FORMS.c.definition)
        .select_from(with_submissions())
        .where(THINGS.c.id == thing.id)
    )
    return opened_of(thing, connection.execute(query).one())


def _answers(text: str) -> dict[str, Answer]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
    }


@lru_cache(maxsize=64)
def form_of(definition: str) -> Form:
    """A form out of the text that is kept of it."""
    return Form.from_text(definition)


@dataclass(frozen=True)
class Person:
    """Somebody, as far as helping needs it. `phones`: as people read them, as a button dials them.

    way, callback: how and when to call, as it was answered. of_age: "tak", "zgoda", "nie" or "".
    needs, abilities: slugs of kinds of help.
    """

    name: str
    town: str
    phones: tuple[tuple[str, str], ...]
    email: str
    way: str
    callback: str
    may_leave_message: str
    of_age: str
    roles: tuple[str, ...]
    language: str
    child_check: date | None = None
    needs: tuple[str, ...] = ()
    abilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """What is asked for or offered, and by whom. `person` is None when out of the scope."""

    person: Person | None
    person_thing: Thing | None
    category: str
    what: str
    town: str
    how_far: str
    times: str
    children: str
    board: str
    language: str
    by_day: date | None
    valid_until: date | None


@dataclass(frozen=True)
class Side:
    """One side of a match."""

    thing: Thing
    exchange: Exchange


@dataclass(frozen=True)
class Pairing:
    """Both sides of a match, who said yes first, who said no."""

    request: Side
    offer: Side
    willing: str
    refused_by: str


@dataclass(frozen=True)
class Posting:
    """A notice, and the request or offer that it is of. `powiat`: a TERYT code, or "" for none."""

    side: Side
    words: str
    powiat: str
    when: str
    until: date


Detail = Person | Exchange | Pairing | Posting


def details_of(
    connection: sa.Connection, scope: Scope, things: Iterable[Thing]
) -> dict[int, Detail]:
    """By the thing's id, for those that have one; a handful of queries however many they are."""
    ids: dict[str, list[int]] = {}
    for one in things:
        ids.setdefault(one.kind, []).append(one.id)
    found: dict[int, Detail] = {}
    found |= _people(connection, scope, ids.get("person", ()))
    found |= _exchanges(connection, scope, [*ids.get("request", ()), *ids.get("offer", ())])
    found |= _pairings(connection, scope, ids.get("match", ()))
    found |= _postings(connection, scope, ids.get("notice", ()))
    return found


def things_of(connection: sa.Connection, scope: Scope, ids: Iterable[int]) -> dict[int, Thing]:
    """Those of these things that are in the scope."""
    query = sa.select(THINGS).where(THINGS.c.id.in_(set(ids)), within(scope))
    return {row.id: thing_of(row) for row in connection.execute(query)}


def _people(connection: sa.Connection, scope: Scope, ids: Sequence[int]) -> dict[int, Person]:
    if not ids:
        return {}
    kept: dict[tuple[int, str], list[str]] = {}
    query = sa.select(CATEGORIES).where(CATEGORIES.c.thing.in_(ids)).order_by(CATEGORIES.c.id)
    for row in connection.execute(query):
        kept.setdefault((row.thing, row.what), []).append(row.category)
    people = (
        sa.select(PEOPLE)
        .join(THINGS, THINGS.c.id == PEOPLE.c.thing)
        .where(PEOPLE.c.thing.in_(ids), within(scope))
    )
    return {row.thing: _person(row, kept) for row in connection.execute(people)}


def _person(row: sa.Row[Any], kept: Mapping[tuple[int, str], Sequence[str]]) -> Person:
    return Person(
        row.name,
        row.town,
        tuple((shown, number) for shown, number in json.loads(row.phones)),
        row.email,
        row.way,
        row.callback,
        row.may_leave_message,
        row.of_age,
        tuple(json.loads(row.roles)),
        row.language,
        row.child_check,
        tuple(kept.get((row.thing, "need"), ())),
        tuple(kept.get((row.thing, "ability"), ())),
    )


def _exchanges(connection: sa.Connection, scope: Scope, ids: Sequence[int]) -> dict[int, Exchange]:
    if not ids:
        return {}
    rows = connection.execute(sa.select(EXCHANGES).where(EXCHANGES.c.thing.in_(ids))).all()
    owners = [row.person for row in rows]
    people, things = _people(connection, scope, owners), things_of(connection, scope, owners)
    return {
        row.thing: Exchange(
            people.get(row.person),
            things.get(row.person),
            row.category,
            row.what,
            row.town,
            row.how_far,
            row.times,
            row.children,
            row.board,
            row.language,
            row.by_day,
            row.valid_until,
        )
        for row in rows
    }


def _pairings(connection: sa.Connection, scope: Scope, ids: Sequence[int]) -> dict[int, Pairing]:
    if not ids:
        return {}
    rows = connection.execute(sa.select(MATCHES).where(MATCHES.c.thing.in_(ids))).all()
    both = [one for row in rows for one in (row.request, row.offer)]
    things, exchanges = things_of(connection, scope, both), _exchanges(connection, scope, both)
    return {
        row.thing: Pairing(
            Side(things[row.request], exchanges[row.request]),
            Side(things[row.offer], exchanges[row.offer]),
            row.willing,
            row.refused_by,
        )
        for row in rows
        if row.request in things and row.offer in things
    }


def _postings(connection: sa.Connection, scope: Scope, ids: Sequence[int]) -> dict[int, Posting]:
    if not ids:
        return {}
    rows = connection.execute(sa.select(NOTICES).where(NOTICES.c.thing.in_(ids))).all()
    behind = [row.exchange for row in rows]
    things, exchanges = things_of(connection, scope, behind), _exchanges(connection, scope, behind)
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


_TABLES = {
    "person": PEOPLE,
    "request": EXCHANGES,
    "offer": EXCHANGES,
    "match": MATCHES,
    "notice": NOTICES,
}
_DAYS = ("child_check", "by_day", "valid_until", "until")


def keep_details(connection: sa.Connection, thing: Thing, answers: Mapping[str, str]) -> None:
    """Write what a move asked into the columns that only this kind has.

    What a person's move asks about a request or an offer to be made has no column of theirs.
    """
    table = _TABLES.get(thing.kind)
    if table is None:
        return
    known = {one.name for one in table.c} - ({"town"} if thing.kind == "person" else set())
    row: dict[str, object] = {
        name: (date.fromisoformat(text) if text else None) if name in _DAYS else text
        for name, text in answers.items()
        if name in known
    }
    if row:
        connection.execute(sa.update(table).where(table.c.thing == thing.id).values(**row))
