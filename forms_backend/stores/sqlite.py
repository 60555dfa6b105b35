"""What is particular to SQLite: how a file is made, opened, scrubbed, and read when it is damaged.

WAL with `synchronous=FULL`: an answered submission survives a power cut. `secure_delete` writes
zeros over what is erased at once; then the file is written anew and the write-ahead log cut off.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from forms_backend.stores.contract import StoreError
from forms_backend.stores.durable_files import file_mode, make_folder, sync_folder

WAIT_SECONDS = 20
_TRACES = (
    "Zgłoszenia są skasowane, ale ich ślad jest jeszcze w plikach bazy ({}). Powtórz polecenie za "
    "chwilę."
)
_PRAGMAS = ("PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON")


def connect(path: Path, *, damaged: bool = False) -> sqlite3.Connection:
    """A connection to a file that is there. It never makes one; transactions are begun by hand.

    Raises sqlite3.DatabaseError for a file that was cut short, unless it may be `damaged`.
    """
    connection = sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?mode=rw",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if not damaged and _is_cut_short(connection, path):
            raise sqlite3.DatabaseError("database disk image is malformed")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_cut_short(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether pages are missing at the end, with no write-ahead log that could hold them.

    SQLite compares the sizes only while nobody else has the file open: afterwards it believes the
    shared memory, and a missing last page reads as zeros. Asked twice, since another process may
    shrink the file in between.
    """
    counted = connection.execute("PRAGMA page_count").fetchone()
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return False
    size = path.stat().st_size
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    again = connection.execute("PRAGMA page_count").fetchone()
    return bool(counted == again and size < counted[0] * page_size)


def make_file(path: Path) -> None:
    """An empty database that only its owner can read; nothing when the file is there."""
    make_folder(path.parent)
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, file_mode(path.parent)))
        sync_folder(path.parent)
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def scrub(path: Path) -> None:
    """Make sure that erased bytes are in no file. StoreError when that cannot be done now.

    Zeros are not enough: when rows move between pages, SQLite leaves copies of them in free room,
    where nothing writes zeros later. So the whole file is written anew from what is kept, by way
    of memory; then the write-ahead log is emptied.
    """
    end = time.monotonic() + WAIT_SECONDS
    try:
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.execute("VACUUM")
            while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > end:
                    raise StoreError(_TRACES.format("ktoś ją czyta"))
                time.sleep(0.05)
    except sqlite3.Error as error:
        raise StoreError(_TRACES.format(error)) from error


def salvage(path: Path, columns: str, table: str, key: str) -> list[tuple[Any, ...]]:
    """The rows that a damaged file still gives: from the first on, then from the last back."""
    found: dict[Any, tuple[Any, ...]] = {}
    try:
        with closing(connect(path, damaged=True)) as connection:
            connection.execute("PRAGMA writable_schema=ON")  # Opens a file that was cut short.
            for way in ("ASC", "DESC"):
                query = f"SELECT {key}, {columns} FROM {table} ORDER BY {key} {way}"  # noqa: S608
                _read_until_damaged(connection, query, found)
    except sqlite3.Error:
        pass  # What was found is what there is; the caller names the damage.
    return [row for _, row in sorted(found.items())]


def _read_until_damaged(
    connection: sqlite3.Connection, query: str, found: dict[Any, tuple[Any, ...]]
) -> None:
    try:
        for number, *row in connection.execute(query):
            found[number] = tuple(row)
    except sqlite3.DatabaseError:
        return
