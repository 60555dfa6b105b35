"""A row of things as a value, and the condition that it is in a scope."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa

from desk.database.tables import THINGS
from desk.rules.move import Thing
from desk.rules.roles import OF_MONEY, Role, Scope

_COLUMNS = tuple(one.name for one in fields(Thing))


def within(scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that a thing is in the scope; the same law as `Scope.sees`."""
    if Role.CLOCK in scope.roles:
        return sa.true()
    money, own = THINGS.c.kind.in_(sorted(OF_MONEY)), THINGS.c.organization == scope.organization
    ways: list[sa.ColumnElement[bool]] = []
    if scope.sees_all:
        ways.append(~money)
    elif Role.ORGANIZATION in scope.roles and scope.organization is not None:
        ways.append(~money & own)
    if Role.TREASURER in scope.roles:
        ways.append(money if scope.organization is None else money & own)
    return sa.or_(sa.false(), *ways)


def thing_of(row: sa.Row[Any]) -> Thing:
    """The thing of a row that has the columns of THINGS."""
    return Thing(**{name: getattr(row, name) for name in _COLUMNS})


def columns_of(thing: Thing) -> dict[str, object]:
    """What a row of THINGS holds of it, but its id."""
    return {name: value for name, value in asdict(thing).items() if name != "id"}
