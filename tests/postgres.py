"""A real PostgreSQL server from Debian's binaries, in a folder of its own, for one run of tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from tests.tools import POSTGRES

MISSING = POSTGRES.missing
_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server that only this machine's processes reach, over a socket in its folder."""

    folder: Path
    binaries: Path
    sync: bool

    def new_database(self, disk: Path | None = None) -> str:
        """The address of a fresh, empty database; its files may be on another disk."""
        name = f"proba_{next(_NUMBERS)}"
        place = ""
        with psycopg.connect(f"postgresql://postgres@/postgres?host={self.folder}") as connection:
            connection.autocommit = True
            if disk is not None:
                place = f" TABLESPACE disk_{name}"
                connection.execute(f"CREATE{place} LOCATION '{disk}'".encode())
            connection.execute(f"CREATE DATABASE {name}{place}".encode())
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def copy_database(self, address: str) -> str:
        """The address of a new database with the same rows; nobody may be connected to the old."""
        name, model = f"proba_{next(_NUMBERS)}", _name(address)
        with psycopg.connect(f"postgresql://postgres@/postgres?host={self.folder}") as connection:
            connection.autocommit = True
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {model}".encode())
        return address.replace(f"/{model}?", f"/{name}?")

    def drop(self, address: str) -> None:
        """Remove a database with its place on another disk, before that disk is gone."""
        name = _name(address)
        with psycopg.connect(f"postgresql://postgres@/postgres?host={self.folder}") as connection:
            connection.autocommit = True
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
            connection.execute(f"DROP TABLESPACE IF EXISTS disk_{name}".encode())

    def crash(self) -> None:
        """Stop as in a power cut, and start again."""
        self._control("stop", "-m", "immediate")
        self.start()

    def start(self) -> None:
        """Start and wait until it answers."""
        sync = "on" if self.sync else "off"
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync={sync}"
        self._control("start", "-l", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        """Stop at once; nobody needs the data any more."""
        self._control("stop", "-m", "immediate")

    def make(self) -> None:
        """Make the data folder."""
        words = ["-D", str(self.folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        self._run([str(self.binaries / "initdb"), *words, "--locale", "C", "--no-sync"])

    def _control(self, *words: str) -> None:
        data = str(self.folder / "data")
        self._run([str(self.binaries / "pg_ctl"), "-D", data, "-w", "-t", "60", *words])

    def _run(self, words: Sequence[str]) -> None:
        """The server refuses to run as root."""
        before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*before, *words],
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def wait_for_the_killed(address: str) -> None:
    """Until nobody is connected to this database any more.

    The server's own process goes on when its client was killed: a commit that was under way is
    still done, a moment later. Until then the store is not yet what it will be.
    """
    others = (
        "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        while connection.execute(others, [_name(address)]).fetchone():
            time.sleep(0.005)


def _name(address: str) -> str:
    return address.partition("@/")[2].partition("?")[0]


def binaries() -> Path | None:
    """The folder of the newest server on this machine; None when there is none."""
    found = POSTGRES.path
    return found.resolve().parent if found else None


@contextmanager
def running_server(where: Path, *, sync: bool) -> Iterator[Server]:
    """A server that is gone, with its data, at the end. `where` are its binaries.

    Without `sync` it is quicker, and still outlives a crash of its own, if not of the machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="wz-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        server = Server(folder, where, sync)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)
