"""`make torture`: the long run over every store; writes docs/developers/torture.md."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.report import ROOT, table, write_section
from tests.forms_backend.sealed_records import KINDS, place_of
from tests.forms_backend.synthetic_service import furnish
from tests.postgres import MISSING, Server, binaries, running_server
from tests.torture.disk import meet_a_full_disk, truncate
from tests.torture.fuzzing import report
from tests.torture.killing import kill
from tests.torture.loading import load, serve_and_load

REPORT = ROOT / "docs" / "developers" / "torture.md"
EACH = {"tinydb": 250, "sqlite": 1000, "postgresql": 1000}
FILES = {"tinydb": "proba-2026-11.json", "sqlite": "zgloszenia.db"}


@dataclass(frozen=True)
class Run:
    """One run of everything: how many kills, where, and the server."""

    kills: int
    folder: Path
    server: Server

    def killed(self, kind: str) -> str:
        """The store after so many kill -9."""
        crash = self.server.crash if kind == "postgresql" else None
        place = place_of(kind, self._new(kind) / "store", self.server.new_database)
        done = kill(place, self.kills, self._new("journals"), crash)
        crashes = ", and 10 of its server" if crash else ""
        return (
            f"{self.kills} kills{crashes}: {done.answered} answered operations kept, "
            f"{len(done.gone)} erased stay away"
        )

    def loaded(self, kind: str) -> str:
        """The store under four processes."""
        place = place_of(kind, self._new(kind) / "store", self.server.new_database)
        load(place, 4, EACH[kind], self._new("answered"))
        return f"4 processes × {EACH[kind]:,}: all stored, all different"

    def served(self, kind: str) -> str:
        """Two servers over sockets."""
        var = self._new(kind) / "var"
        furnish(var, demonstration=False)
        place = place_of(kind, var / "store", self.server.new_database)
        serve_and_load(var, place, 500)
        return "2 servers × 500 over sockets: 1,000 answered, stored and different"

    def full(self, kind: str) -> str:
        """A full disk."""
        settings = furnish(self._new(kind) / "var").settings
        accepted, refused = meet_a_full_disk(kind, settings, lambda: self.server)
        return f"{accepted} accepted and kept, {refused} answered 503, then accepted again"

    def cut(self, kind: str) -> str:
        """Every length of a file."""
        if kind not in FILES:
            return "its own server's affair"
        folder = self._new(kind) / "store"
        lengths = truncate(place_of(kind, folder, str), folder / FILES[kind], step=1)
        return f"{lengths:,} lengths: each read whole or named"

    def _new(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))


def rows(run: Run) -> Iterator[tuple[str, str, str, str]]:
    """Trial, store, what came of it, seconds."""
    trials: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("kill -9 under load", run.killed),
        ("many writers", run.loaded),
        ("two servers", run.served),
        ("full disk", run.full),
        ("cut files", run.cut),
    )
    for trial, function in trials:
        for kind in KINDS:
            start = time.monotonic()
            told = function(kind)
            row = (trial, kind, told, f"{time.monotonic() - start:.0f} s")
            print(" | ".join(row), flush=True)
            yield row


def main() -> int:
    """Run everything. A law that does not hold is an AssertionError, and nothing is written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    kills = parser.parse_args().kills
    where = binaries()
    if where is None or os.geteuid() != 0:
        print(f"{MISSING}. Potrzebny jest też root: robi mały dysk na próbę.", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # Takes the server along.
    logging.disable(logging.CRITICAL)  # Each refusal on a full disk is logged, as it should be.
    with (
        running_server(where, sync=True) as server,
        tempfile.TemporaryDirectory(prefix="wz-") as folder,
    ):
        found = list(rows(Run(kills, Path(folder), server)))
    text = table(("trial", "store", "what came of it", "time"), found)
    write_section("torture", f"python -m tests.torture --kills {kills}", text, REPORT)
    report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
