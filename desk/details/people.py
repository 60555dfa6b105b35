"""Somebody, as far as helping needs it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desk.database.tables import CATEGORIES, PEOPLE, THINGS
from desk.database.things import within
from desk.details.detail_kind import DetailKind
from desk.rules.roles import Scope


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


def read_people(connection: sa.Connection, scope: Scope, ids: Sequence[int]) -> dict[int, Person]:
    """People of the scope by the thing's id."""
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


PEOPLE_DETAILS = DetailKind(("person",), PEOPLE, read_people, frozenset({"town"}))
"""What a person's move asks about a town is that of a request or an offer to be made."""
