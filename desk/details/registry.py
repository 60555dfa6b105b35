"""Every table that only some kinds of thing have: read together, and filled by answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from catalog.text.money import parse_amount
from desk.details.agreements import AGREEMENT_DETAILS, Agreement
from desk.details.detail_kind import DetailKind
from desk.details.donations import DONATION_DETAILS, Donation
from desk.details.exchanges import EXCHANGE_DETAILS, Exchange
from desk.details.matches import MATCH_DETAILS, Pairing
from desk.details.notices import NOTICE_DETAILS, Posting
from desk.details.people import PEOPLE_DETAILS, Person
from desk.details.support import SUPPORT_DETAILS, Support
from desk.details.tasks import REFERENCE_DETAILS, TASK_DETAILS, Reference, Task
from desk.rules.move import Thing
from desk.rules.roles import Scope

Detail = Person | Exchange | Pairing | Posting | Agreement | Task | Reference | Donation | Support

DETAILS: tuple[DetailKind, ...] = (
    PEOPLE_DETAILS,
    EXCHANGE_DETAILS,
    MATCH_DETAILS,
    NOTICE_DETAILS,
    AGREEMENT_DETAILS,
    TASK_DETAILS,
    REFERENCE_DETAILS,
    DONATION_DETAILS,
    SUPPORT_DETAILS,
)
_OF_KIND = {kind: one for one in DETAILS for kind in one.kinds}


def details_of(
    connection: sa.Connection, scope: Scope, things: Iterable[Thing]
) -> dict[int, Detail]:
    """By the thing's id, for those that have one; a handful of queries however many they are."""
    ids: dict[str, list[int]] = {}
    for one in things:
        ids.setdefault(one.kind, []).append(one.id)
    found: dict[int, Detail] = {}
    for detail in DETAILS:
        wanted = [number for kind in detail.kinds for number in ids.get(kind, ())]
        if wanted:
            found |= detail.read(connection, scope, wanted)
    return found


def keep_details(connection: sa.Connection, thing: Thing, answers: Mapping[str, str]) -> None:
    """Write what a move asked into the columns that only this kind has."""
    detail = _OF_KIND.get(thing.kind)
    if detail is None:
        return
    columns = {one.name: one for one in detail.table.c if one.name not in detail.not_filled}
    row = {name: _read(columns[name], text) for name, text in answers.items() if name in columns}
    if row:
        here = detail.table.c.thing == thing.id
        connection.execute(sa.update(detail.table).where(here).values(**row))


def _read(column: sa.Column[object], text: str) -> object:
    """A typed day is a day, typed money grosze; a column of words keeps them as they are."""
    if isinstance(column.type, sa.Integer):
        return parse_amount(text).grosze if text else None
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(text) if text else None
    return text


def belonging(connection: sa.Connection, ids: Iterable[int]) -> frozenset[int]:
    """These ids, and those of everything that belongs to them, however far."""
    found, fresh = frozenset[int](), frozenset(ids)
    while fresh:
        found |= fresh
        owned = sa.union(
            *(
                sa.select(detail.table.c.thing).where(parent.in_(fresh))
                for detail in DETAILS
                for parent in detail.parents
            )
        )
        fresh = frozenset(connection.scalars(owned)) - found
    return found


def owners(connection: sa.Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Of each of these ids, itself and all that it belongs to, however far; as `belonging`, up."""
    above: dict[int, set[int]] = {}
    fresh = set(ids)
    while fresh:
        above |= {one: set() for one in fresh}
        upward = sa.union(
            *(
                sa.select(detail.table.c.thing, parent.label("parent")).where(
                    detail.table.c.thing.in_(fresh), parent.is_not(None)
                )
                for detail in DETAILS
                for parent in detail.parents
            )
        )
        for row in connection.execute(upward):
            above[row.thing].add(row.parent)
        fresh = {parent for one in fresh for parent in above[one]} - above.keys()
    return {one: _reached(above, one) for one in ids}


def _reached(above: Mapping[int, Collection[int]], start: int) -> frozenset[int]:
    found, fresh = frozenset[int](), frozenset({start})
    while fresh:
        found |= fresh
        fresh = frozenset(parent for one in fresh for parent in above[one]) - found
    return found


def related(thing: Thing) -> list[sa.Select[tuple[int]]]:
    """Ids of what this thing belongs to, and of what belongs to it: a query for each column."""
    found = []
    for detail in DETAILS:
        for parent in detail.parents:
            found.append(sa.select(detail.table.c.thing).where(parent == thing.id))
            found.append(sa.select(parent).where(detail.table.c.thing == thing.id))
    return found
