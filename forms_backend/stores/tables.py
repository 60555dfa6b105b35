"""The tables of the database stores, and the statements that every append needs.

Times are kept as text in UTC, to the second, alike on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Column, Integer, String, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

from forms_backend.stores.columns import COLUMNS
from forms_backend.stores.group_commit import Statements

Insert: TypeAlias = Callable[[Table], Any]
METADATA = sa.MetaData()
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    *(Column(name, Text, nullable=False) for name in COLUMNS[1:]),
)
SENDINGS = Table(
    "sendings",
    METADATA,
    Column("page", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("reference", String(16), nullable=False),
    Column("received", Text, nullable=False, index=True),
)
FORMS = Table(
    "forms",
    METADATA,
    Column("version", String(64), primary_key=True),
    Column("definition", Text, nullable=False),
)
ONCE = (SENDINGS.c.page, SENDINGS.c.digest)
# Statements of every append are made once: making them again costs more than running them.
_STALE = sa.select(*ONCE).where(SENDINGS.c.received < sa.bindparam("earliest"))
FORGET = sa.delete(SENDINGS).where(sa.tuple_(*ONCE).in_(_STALE.with_for_update(skip_locked=True)))
SAME = sa.select(SENDINGS.c.reference).where(*(one == sa.bindparam(one.name) for one in ONCE))
WRITE = "BEGIN IMMEDIATE"
"""How SQLite begins a transaction that writes: it takes its turn at once."""


@cache
def inserts(insert: Insert) -> tuple[Mapping[Table, sa.Insert], Mapping[Table, sa.Insert]]:
    """For each table what adds a row where there is none; the second gives its reference then."""
    add = {one: insert(one).on_conflict_do_nothing() for one in METADATA.sorted_tables}
    new = {one: add[one].returning(one.c.reference) for one in (SUBMISSIONS, SENDINGS)}
    return add, new


@cache
def statements(insert: Insert) -> Statements:
    """What every append needs, as text for the driver."""
    add, new = inserts(insert)
    on_file = insert is sqlite.insert
    dialect = sqlite.dialect(paramstyle="named") if on_file else postgresql.dialect()  # type: ignore[no-untyped-call]

    def text(statement: sa.Delete | sa.Insert, *names: str) -> str:
        return str(statement.compile(dialect=dialect, column_keys=names or None))

    return Statements(
        begin=WRITE if on_file else "",
        forget=text(FORGET),
        sending=text(new[SENDINGS]),
        form=text(add[FORMS]),
        submission=text(new[SUBMISSIONS], *COLUMNS),
    )
