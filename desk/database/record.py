"""The open record: its transactions, and the lines of the chain that each of them adds."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from desk.database import cipher
from desk.database.errors import RecordError
from desk.database.ledger_tables import LEDGER_ACCOUNTS, LEDGER_ENTRIES
from desk.database.schema import migrate
from desk.database.tables import MOVES
from desk.rules import hash_chain
from desk.rules.hash_chain import START, Line
from desk.rules.move import Thing
from desk.rules.roles import Scope

NOTHING = Thing(0, "", "", "")
"""What a line of the chain concerns when it concerns no single thing."""


@dataclass
class Record:
    """A database that is open. Safe between threads; `close` forgets its key.

    Threads that race for a write in SQLite sleep and try again; here they queue.
    """

    path: Path
    engine: sa.Engine = field(repr=False)
    key: bytes = field(repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def open(cls, path: Path, key: bytes) -> Record:
        """Open it, or make it; its tables are today's afterwards. RecordError."""
        engine = cipher.engine_of(path, key)
        try:
            migrate(engine)
        except DBAPIError as error:
            engine.dispose()
            raise cipher.refusal(error.orig or error, path) from None
        except RecordError:
            engine.dispose()
            raise
        return cls(path, engine, key)

    def close(self) -> None:
        """No connection stays open, and the key is gone from this value."""
        self.engine.dispose()
        self.key = b""

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one moment. RecordError."""
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                yield connection
        except DBAPIError as error:
            raise cipher.refusal(error.orig or error, self.path) from None

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is on the disk afterwards, or has never been. RecordError."""
        try:
            with self._turn, self.engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.commit()
        except DBAPIError as error:
            raise cipher.refusal(error.orig or error, self.path) from None

    def copy_to(self, target: Path, key: bytes | None) -> None:
        """A whole copy with another key, or plain without one. RecordError."""
        cipher.copy_to(self.path, self.key, target, key)

    def damages(self, head: str | None = None) -> tuple[str, ...]:
        """What is wrong with the file, indexes, chain and ledger: a sentence each; none if whole.

        head: the hash of a line that was kept elsewhere.
        """
        with self.reading() as connection:
            rows = connection.execute(sa.select(MOVES).order_by(MOVES.c.number)).all()
            ledger = _wrong_balances(connection)
        chain = hash_chain.damages(((_line(row), row.hash) for row in rows), head)
        return (*cipher.damages(self.path, self.key), *chain, *ledger)

    def head(self) -> str:
        """The newest hash of the chain, to be kept elsewhere."""
        with self.reading() as connection:
            return _newest(connection)[1]


@dataclass(frozen=True)
class Entry:
    """What a line of the chain tells: a move of a thing, or that somebody looked.

    to: the state after it; None where it stays. channel: "desk", "clock" or "phone".
    """

    move: str
    thing: Thing = NOTHING
    to: str | None = None
    channel: str = "desk"


def note(connection: sa.Connection, scope: Scope, entry: Entry, now: datetime) -> Line:
    """Add a line to the chain, in the transaction of what it tells."""
    number, before = _newest(connection)
    at = now.astimezone(UTC).replace(microsecond=0)
    thing = entry.thing
    after = thing.state if entry.to is None else entry.to
    about = (thing.kind, thing.id, entry.move, thing.state, after, entry.channel)
    line = Line(number + 1, at, scope.user, *about)
    connection.execute(sa.insert(MOVES).values(**_columns(line), hash=line.hash(before)))
    return line


def lines_of(connection: sa.Connection, things: Iterable[int]) -> Sequence[Line]:
    """All lines about these things, oldest first."""
    query = sa.select(MOVES).where(MOVES.c.thing.in_(list(things))).order_by(MOVES.c.number)
    return [_line(row) for row in connection.execute(query)]


def _wrong_balances(connection: sa.Connection) -> tuple[str, ...]:
    """A sentence for each account of the ledger whose balance is not the sum of its entries."""
    total = sa.func.coalesce(sa.func.sum(LEDGER_ENTRIES.c.grosze), 0)
    accounts = LEDGER_ACCOUNTS.outerjoin(LEDGER_ENTRIES)
    query = (
        sa.select(LEDGER_ACCOUNTS.c.organization, LEDGER_ACCOUNTS.c.name)
        .select_from(accounts)
        .group_by(LEDGER_ACCOUNTS.c.id)
        .having(total != LEDGER_ACCOUNTS.c.grosze)
    )
    return tuple(
        f"Saldo konta {row.organization or 'programu'} ({row.name}) nie jest sumą jego wpisów."
        for row in connection.execute(query)
    )


def _newest(connection: sa.Connection) -> tuple[int, str]:
    query = sa.select(MOVES.c.number, MOVES.c.hash).order_by(MOVES.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return (row.number, row.hash) if row else (0, START)


_FIELDS = ("number", "at", "user", "kind", "thing", "move", "start", "to", "channel")


def _columns(line: Line) -> dict[str, object]:
    return {name: getattr(line, name) for name in _FIELDS}


def _line(row: sa.Row[Any]) -> Line:
    return Line(*(getattr(row, name) for name in _FIELDS))
