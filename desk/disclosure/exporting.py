"""Everything the record holds of one person, for that person: GDPR, articles 15 and 20.

What is erased together with a person (`erasing.family`) is what is told here, and what the books
keep of their donations, out of every table that has a row of a thing: a new kind or a new table is
told without a line in this module.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desk.database.errors import UnknownThingError
from desk.database.ledger_tables import LEDGER_ACCOUNTS
from desk.database.record import Entry, Record, note
from desk.database.tables import (
    ACCOUNTS,
    BANK_LINES,
    DONATIONS,
    ERASURES,
    FORMS,
    LINKS,
    METADATA,
    OUTBOX,
    PEOPLE,
    SUBMISSIONS,
    THINGS,
)
from desk.details.detail_kind import things_of
from desk.details.registry import owners
from desk.details.submissions import read_opened
from desk.record.erasing import family
from desk.record.rows import find_thing
from desk.rules.move import Thing
from desk.rules.roles import CLOCK, ROLES, Role, Scope

Row = Mapping[str, object]
"""A row by its columns' names: text, numbers, days, UTC instants, lists; no id, no account."""

OF_DONATIONS = {BANK_LINES: (BANK_LINES.c.pays, BANK_LINES.c.gives_back)}
"""A table of the books, and the columns by which a row is of a donation."""
READ = (THINGS, *(one for one in METADATA.sorted_tables if "thing" in one.c), *OF_DONATIONS)
"""The tables that are told of a person."""
EXPORTED = frozenset({"person", "submission", "donation"})
"""Kinds of thing by whose number a person is found."""
NOT_OF_A_PERSON = (FORMS, ERASURES, ACCOUNTS, LEDGER_ACCOUNTS)
"""Questions without answers; hashes and numbers of what is gone; who works at the desk; sums."""

TECHNICAL = frozenset(
    {"things.version", "moves.number", "moves.kind", "moves.hash", "ledger_entries.account"}
)
"""Columns that say nothing of a person."""
_WHO = frozenset({"user", "coordinator"})
"""Columns with an account's name: told as the role of whoever has it."""
_JSON = frozenset({"phones", "roles", "doubts", "answers", "paper"})
_OF_A_SIDE = {"outcomes": "offer", "tasks.insured": "offer", "references_given.skills": "offer"}
"""What a thing of two people says of one of them: of whoever offers help."""


@dataclass(frozen=True)
class Held:
    """A thing with its rows, by the name of their table.

    shared: it is of somebody else, too: then no free words of it are here, as they may tell of
    the other person. left_out: those columns, where there was something in them.
    """

    kind: str
    reference: str
    shared: bool
    rows: Mapping[str, tuple[Row, ...]]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonExport:
    """What is held of a person. `made`: UTC. elsewhere: things of theirs that are not in the scope.

    reference: of the person; of a submission or a donation of which nobody was made.
    """

    made: datetime
    reference: str
    things: tuple[Held, ...]
    elsewhere: int


def export_person(record: Record, scope: Scope, reference: str, now: datetime) -> PersonExport:
    """All of it, at one moment; that it was taken out is a line of the chain.

    reference: of a person, of something that they sent, or of a donation. UnknownThingError for
    another kind, or out of the scope.
    """
    with record.writing() as connection:
        asked = find_thing(connection, scope, reference)
        roots = _roots(connection, scope, asked)
        ids = _ids(connection, roots)
        seen = things_of(connection, scope, ids)
        reading = _Reading(connection, frozenset(one.id for one in roots), seen)
        held = tuple(reading.held(seen[one]) for one in sorted(seen))
        for one in roots:
            note(connection, scope, Entry("exported", one), now)
    return PersonExport(now, roots[0].reference, held, len(ids) - len(seen))


def _roots(connection: sa.Connection, scope: Scope, asked: Thing) -> tuple[Thing, ...]:
    """Of a submission, whoever was made of it; itself as long as nobody was. Of a donation, what
    it came from, where that is still there.
    """
    if asked.kind == "person":
        return (asked,)
    if asked.kind == "donation":
        came = sa.select(LINKS.c.thing).where(LINKS.c.other == asked.id, LINKS.c.what == "became")
        sent = things_of(connection, scope, connection.scalars(came))
        return tuple(sent.values()) or (asked,)
    if asked.kind not in EXPORTED:
        raise UnknownThingError(asked.reference)
    people = _owners(connection, [asked.id])[asked.id]
    if not people:
        return (asked,)
    found = things_of(connection, scope, people)
    if len(found) != len(people):
        raise UnknownThingError(asked.reference)
    return tuple(found[one] for one in sorted(found))


def _ids(connection: sa.Connection, roots: Collection[Thing]) -> frozenset[int]:
    """What is erased with them, and the donations that stay for the books."""
    gone = frozenset(one.id for one in family(connection, tuple(roots)))
    became = sa.select(LINKS.c.other).where(LINKS.c.what == "became", LINKS.c.thing.in_(gone))
    kept = sa.select(DONATIONS.c.thing).where(DONATIONS.c.thing.in_(became))
    return gone | frozenset(connection.scalars(kept))


def _owners(connection: sa.Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The people of each of these things; of a submission, of what it became."""
    query = sa.select(LINKS.c.thing, LINKS.c.other)
    query = query.where(LINKS.c.what == "became", LINKS.c.thing.in_(ids))
    became = [(row.thing, row.other) for row in connection.execute(query)]
    above = owners(connection, {*ids, *(other for _thing, other in became)})
    people = frozenset(
        connection.scalars(
            sa.select(PEOPLE.c.thing).where(PEOPLE.c.thing.in_(frozenset().union(*above.values())))
        )
    )
    found = {one: above[one] & people for one in ids}
    for thing, other in became:
        found[thing] |= above[other] & people
    return found


class _Reading:
    """One export while it is read: whose it is, and what may be named in it."""

    def __init__(
        self, connection: sa.Connection, roots: frozenset[int], seen: Mapping[int, Thing]
    ) -> None:
        self._connection = connection
        self._seen = seen
        people = _owners(connection, list(seen))
        self._shared = {one for one in seen if people[one] - roots}
        self._above = owners(connection, list(seen))
        self._roles = dict(_roles(connection))

    def held(self, thing: Thing) -> Held:
        """A thing with what is told of its rows."""
        rows: dict[str, tuple[Row, ...]] = {}
        left_out: dict[str, None] = {}
        for table in READ:
            own = sa.or_(*(key == thing.id for key in _keys(table)))
            query = sa.select(table).where(own).order_by(*table.primary_key)
            told = [
                dict(self._told(thing, table, row, left_out))
                for row in self._connection.execute(query)
                if self._is_of_them(thing, table, row)
            ]
            if told and table is SUBMISSIONS:
                told[0]["asked"] = self._asked(thing)
            if told:
                rows[table.name] = tuple(told)
        shared = thing.id in self._shared
        return Held(thing.kind, thing.reference, shared, rows, tuple(left_out))

    def _told(
        self, thing: Thing, table: sa.Table, row: sa.Row[Any], left_out: dict[str, None]
    ) -> Iterator[tuple[str, object]]:
        for column in table.c:
            name, value = f"{table.name}.{column.name}", row._mapping[column]
            if column.name in ("id", "thing") or name in TECHNICAL or value is None:
                continue
            if column.name in _WHO:
                yield "by", self._roles.get(value, "koordynacja")
            elif any(key.column is THINGS.c.id for key in column.foreign_keys):
                if value in self._seen:
                    yield column.name, self._seen[value].reference
            elif self._may_tell_of_others(thing, name, column):
                if value:
                    left_out[name] = None
            else:
                yield column.name, json.loads(value) if column.name in _JSON else value

    def _is_of_them(self, thing: Thing, table: sa.Table, row: sa.Row[Any]) -> bool:
        """Whether a row beside a thing of two people is not of the other side: a letter to it."""
        if thing.id not in self._shared:
            return True
        whose = _OF_A_SIDE.get(table.name)
        if table is OUTBOX and row.letter.endswith(" side"):
            whose = row.letter.removesuffix(" side")
        return whose is None or whose in self._sides(thing)

    def _may_tell_of_others(self, thing: Thing, name: str, column: sa.Column[Any]) -> bool:
        """Free words beside a thing of two people; a short string is one of a few that we know."""
        if thing.id not in self._shared:
            return False
        if name in _OF_A_SIDE:
            return _OF_A_SIDE[name] not in self._sides(thing)
        return isinstance(column.type, sa.Text)

    def _sides(self, thing: Thing) -> set[str]:
        """On which side of a thing of two people they are: "request", "offer"."""
        own = self._above[thing.id] & self._seen.keys() - self._shared
        return {self._seen[one].kind for one in own}

    def _asked(self, thing: Thing) -> list[dict[str, str]]:
        """Questions and answers in words, as the form had them."""
        opened = read_opened(self._connection, thing)
        rows = opened.rows if opened else ()
        return [{"question": question, "answer": answer} for question, answer in rows if answer]


def _keys(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    """The columns that say which thing a row is of."""
    if table in OF_DONATIONS:
        return OF_DONATIONS[table]
    return (table.c.id if table is THINGS else table.c.thing,)


def _roles(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """What whoever has an account does, in Polish, by its name."""
    yield CLOCK.user, ROLES[Role.CLOCK]
    for row in connection.execute(sa.select(ACCOUNTS.c.name, ACCOUNTS.c.roles)):
        yield row.name, ", ".join(ROLES[Role(one)] for one in json.loads(row.roles))
