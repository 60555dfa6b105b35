"""A row of things as a value, and the condition that it is in a scope."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa

from desk.database.tables import THINGS
from desk.rules.move import Thing
from desk.rules.roles import Role, Scope

_COLUMNS = tuple(one.name for one in fields(Thing))


def within(scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that a thing is in the scope; the same law as `Scope.sees`."""
    if scope.sees_all:
        return sa.true()
    if Role.ORGANIZATION in scope.roles and scope.organization is not None:
        return THINGS.c.organization == scope.organization
    return sa.false()


def thing_of(row: sa.Row[Any]) -> Thing:
    """The thing of a row that has the columns of THINGS."""
    return Thing(**{name: getattr(row, name) for name in _COLUMNS})


def columns_of(thing: Thing) -> dict[str, object]:
    """What a row of THINGS holds of it, but its id."""
    return {name: value for name, value in asdict(thing).items() if name != "id"}
