"""SQLCipher under SQLAlchemy: the only file that knows it.

The database is encrypted page by page (AES-256, HMAC-SHA512) with a raw key of 32 bytes; its
write-ahead log too, and temporary tables stay in memory. Leaving it is one statement: see
`copy_to` without a key, after which the same tables are plain SQLite.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from catalog.text.system_errors import reason
from desk.database.errors import RecordError

KEY_BYTES = 32
WAIT_SECONDS = 20
_IN_USE = (
    "Baza jest teraz otwarta w stanowisku. Najpierw je zatrzymaj: "
    "sudo systemctl stop wzajemnie-desk. Niczego nie zmieniono."
)
_PRAGMAS = (
    "PRAGMA temp_store=MEMORY",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)


def engine_of(path: Path, key: bytes) -> sa.Engine:
    """Connections to a database that this key opens; an empty one is made where there is none.

    RecordError for a wrong key and for a file that cannot be read. A wrong key and a damaged file
    look alike.
    """
    _touch(path)
    try:
        with closing(_connect(path, key)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error as error:
        raise refusal(error, path) from None
    # SQLAlchemy would take one connection per thread for an address without a file, and closing
    # one that another thread still uses ends the process.
    return sa.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=8,
    )


def _touch(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise RecordError(f"Nie da się otworzyć bazy {path}: {reason(error)}.") from None


def _connect(path: Path, key: bytes) -> Any:
    """A connection in autocommit: transactions are begun by hand. Its key is never in an error."""
    if len(key) != KEY_BYTES:
        raise RecordError("Klucz bazy ma złą długość. Niczego nie zmieniono.")
    connection = dbapi2.connect(
        str(path), timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # it would tell a wrong key on stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def refusal(error: BaseException, path: Path) -> RecordError:
    """What the database says, as a Polish sentence without a value from it."""
    words = str(error).partition("\n")[0]
    if "not a database" in words:
        return RecordError(
            f"Baza {path} nie otwiera się tym kluczem: to inny klucz albo plik jest uszkodzony. "
            "Niczego nie zmieniono."
        )
    if "disk is full" in words or "disk I/O" in words:
        return RecordError(
            "Na dysku nie ma miejsca albo dysk odmawia. Niczego nie zmieniono. Powiedz o tym "
            "osobie, która opiekuje się serwerem."
        )
    if "locked" in words:
        return RecordError("Baza jest teraz zajęta. Niczego nie zmieniono. Spróbuj za chwilę.")
    return RecordError(f"Baza {path} odmawia ({type(error).__name__}). Niczego nie zmieniono.")


def copy_to(path: Path, key: bytes, target: Path, target_key: bytes | None) -> None:
    """A whole copy of one moment in another file, encrypted with another key; plain without one.

    Others may go on writing. `target` must not exist. RecordError when it cannot be written; then
    there is no such file.
    """
    if target.exists():
        raise RecordError(f"Plik {target} już jest. Niczego nie zapisano.")
    wanted = "''" if target_key is None else f"\"x'{target_key.hex()}'\""
    _touch(target)
    try:
        with closing(_connect(path, key)) as connection:
            connection.execute(f"ATTACH DATABASE ? AS copy KEY {wanted}", (str(target),))
            connection.execute(
                "BEGIN"
            )  # one moment of it, and one flush to the disk, not one a table
            connection.execute("SELECT sqlcipher_export('copy')")
            connection.execute("COMMIT")
            connection.execute("DETACH DATABASE copy")
    except dbapi2.Error as error:
        target.unlink(missing_ok=True)
        raise refusal(error, target) from None


def fits(path: Path, key: bytes) -> bool:
    """Whether this key opens the database. RecordError when the file cannot be read at all."""
    try:
        with closing(_connect(path, key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error):
            return False
        raise refusal(error, path) from None
    return True


def rekey(path: Path, key: bytes, new_key: bytes) -> None:
    """Encrypt every page anew with another key, in one transaction: killed, the old key still fits.

    RecordError when anybody else has the database open; then nothing is changed.
    """
    try:
        with closing(_connect(path, key)) as connection:
            # Only without a write-ahead log is there one file, and leaving it wants to be alone.
            connection.execute("PRAGMA busy_timeout=0")
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
            if mode != "delete":
                raise RecordError(_IN_USE)
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
    except dbapi2.Error as error:
        if "locked" in str(error):
            raise RecordError(_IN_USE) from None
        raise refusal(error, path) from None
    if not fits(path, new_key):
        raise RecordError(f"Baza {path} nie przyjęła nowego klucza. Stary działa dalej.")


def damages(path: Path, key: bytes) -> tuple[str, ...]:
    """What the database's own checks find: changed pages, broken indexes. Nothing when whole."""
    try:
        with closing(_connect(path, key)) as connection:
            pages = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            inner = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    except dbapi2.Error as error:
        return (str(refusal(error, path)),)
    return tuple(one for one in (*pages, *inner) if one != "ok")
