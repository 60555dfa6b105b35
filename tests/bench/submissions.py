"""How many submissions a second are accepted and on the disk, through HTTP, for each store.

A real `wzajemnie serve` answers eight clients over sockets; its store was filled beforehand. Beside
it, in the same run and with the same clients: Flask saying hello from the same kind of server, and
a loop that appends and syncs. What counts are the ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from forms_backend.sealing.readable_codes import new_reference
from tests.bench.report import ROOT, table, write_section
from tests.conftest import clean_environment, free_port, status
from tests.forms_backend.sealed_records import Place, place_of, record
from tests.forms_backend.synthetic_service import FORM, furnish, sent
from tests.postgres import MISSING, Server, binaries, running_server
from tests.torture.loading import serving

CLIENTS = 8
SIZES = {
    "tinydb": (100, 1_000, 10_000),
    "sqlite": (100, 1_000, 10_000, 50_000),
    "postgresql": (100, 1_000, 10_000, 50_000),
}
REQUESTS = {
    ("hello", 0): 4_000,
    ("tinydb", 100): 120,
    ("tinydb", 1_000): 64,
    ("tinydb", 10_000): 16,
}
"""As many as take a second or two; fewer would say more of chance than of the store."""
MOST = 800
HELLO = (
    "import sys, flask, waitress; app = flask.Flask('hello'); "
    "app.add_url_rule('/', 'hello', lambda: 'Dzień dobry', methods=['GET', 'POST']); "
    "app.add_url_rule('/zdrowie', 'health', lambda: 'ok'); "
    "waitress.serve(app, host='127.0.0.1', port=int(sys.argv[1]), threads=8, ident=None)"
)


@dataclass
class Measured:
    """Requests a second of each round, and how long each request took, in seconds."""

    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def share_of(self, other: Measured) -> float:
        """The median of what each round says: a machine that is slower for a while says the same.

        Rounds of both belong together.
        """
        pairs = zip(self.rates, other.rates, strict=True)
        return statistics.median(mine / others for mine, others in pairs)

    def quantile(self, share: float) -> str:
        """In milliseconds, for people."""
        ordered = sorted(self.times)
        return f"{1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]:.1f} ms"


def one_client(port: int, path: str, expected: int, bodies: list[str]) -> list[float]:
    """Send one after another over one connection; how long each took."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    times = []
    for body in bodies:
        start = time.perf_counter()
        connection.request("POST", path, body, head)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - start)
        assert expected == answer.status
    connection.close()
    return times


def measure(port: int, path: str, expected: int, number: int, into: Measured) -> None:
    """A round: so many requests by all clients together, after some that are not counted."""
    warm = max(number // 10, CLIENTS)
    bodies = [_body(at) for at in range(warm + number)]
    all_clients(port, path, expected, bodies[:warm])
    start = time.perf_counter()
    times = all_clients(port, path, expected, bodies[warm:])
    into.rates.append(number / (time.perf_counter() - start))
    into.times += times


def all_clients(port: int, path: str, expected: int, bodies: list[str]) -> list[float]:
    """Send them by all clients at once; how long each took."""
    shares = [bodies[client::CLIENTS] for client in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as threads:
        jobs = [threads.submit(one_client, port, path, expected, share) for share in shares]
        return [one for job in jobs for one in job.result()]


def _body(at: int) -> str:
    fields = sent(first_name=f"Anna {at}", wz_step="wyslij", wz_page=f"strona-do-pomiaru-{at}")
    return urlencode(list(fields.items(multi=True)))


@contextmanager
def hello() -> Iterator[int]:
    """Flask saying hello; its port."""
    port = free_port()
    words = [sys.executable, "-c", HELLO, str(port)]
    quiet = subprocess.DEVNULL  # It tells of every request that waits for a thread.
    with subprocess.Popen(words, cwd=ROOT, env=clean_environment(), stderr=quiet) as process:
        try:
            for _ in range(200):
                try:
                    status(port, "/zdrowie")
                except OSError:
                    time.sleep(0.05)
                else:
                    break
            yield port
        finally:
            process.terminate()


def append_and_sync(folder: Path, into: Measured, number: int = 300) -> None:
    """A loop that does nothing but append two kilobytes and wait for the disk."""
    with (folder / "loop").open("ab", buffering=0) as file:
        begin = time.perf_counter()
        for _ in range(number):
            start = time.perf_counter()
            file.write(b"x" * 2048)
            os.fsync(file.fileno())
            into.times.append(time.perf_counter() - start)
        into.rates.append(number / (time.perf_counter() - begin))


def filled(kind: str, size: int, folder: Path, server: Server) -> Place:
    """A store with so many rows of this month: the same sealed text under many references."""
    one = record(when=datetime.now(UTC).replace(microsecond=0))
    place = place_of(kind, folder / "store", server.new_database)
    references: set[str] = set()
    while len(references) < size:
        references.add(new_reference())
    labels = (replace(one.label, reference=each) for each in references)
    place.open().adopt((replace(one, label=label) for label in labels), {FORM.version: FORM})
    place.open().erase([])  # Empties SQLite's log, so that the file can be copied.
    return place


def fresh(place: Place, var: Path, server: Server) -> Place:
    """A copy of a filled store in the folder of a service."""
    if place.kind == "postgresql":
        return replace(place, address=server.copy_database(place.address))
    shutil.copytree(place.folder, var / "store", dirs_exist_ok=True)
    address = place.address.replace(str(place.folder), str(var / "store"))
    return replace(place, address=address, folder=var / "store")


def run(rounds: int, folder: Path, server: Server) -> dict[tuple[str, int], Measured]:
    """Every store and size by turns, so many times; under ("hello", 0) and ("loop", 0) the rest."""
    places = {
        (kind, size): filled(kind, size, folder / f"{kind}-{size}", server)
        for kind, sizes in SIZES.items()
        for size in sizes
    }
    found = {key: Measured() for key in (("hello", 0), ("loop", 0), *places)}
    for turn in range(rounds):
        with hello() as port:
            measure(port, "/", 200, REQUESTS["hello", 0], found["hello", 0])
        append_and_sync(folder, found["loop", 0])
        for (kind, size), place in places.items():
            var = folder / f"var-{turn}-{kind}-{size}"
            furnish(var, demonstration=False)
            with serving(var, fresh(place, var, server).address) as port:
                number = REQUESTS.get((kind, size), MOST)
                measure(port, "/zgloszenia/proba", 303, number, found[kind, size])
            shutil.rmtree(var)
            print(turn, kind, size, f"{found[kind, size].rates[-1]:.0f}/s", flush=True)
    return found


def report(found: dict[tuple[str, int], Measured], rounds: int, minutes: float, load: float) -> str:
    """The table, and what it says of the wanted ratios."""
    hello = found["hello", 0]
    rows = [
        _row("Flask saying hello", "", hello, hello, hello),
        _row("append and sync, no HTTP", "", found["loop", 0], hello, found["loop", 0]),
    ]
    for (kind, size), one in found.items():
        if size:
            rows.append(_row(kind, f"{size:,}", one, hello, found[kind, 100]))
    head = ("store", "rows before", "a second", "of hello", "of its rate at 100", "p50", "p99")
    told = [_told(kind, found) for kind in ("sqlite", "postgresql")]
    return (
        f"{table(head, rows)}\n\nMedians of {rounds} rounds by turns, ratios too; {CLIENTS} "
        f"clients beside the server; {minutes:.0f} minutes for everything; load before it began: "
        f"{load:.1f}. {' '.join(told)} TinyDB writes a month's file anew for each submission: move "
        "on (`wzajemnie store move`) when a form has more than some hundred submissions a month."
    )


def _told(kind: str, found: dict[tuple[str, int], Measured]) -> str:
    """How a database does at its largest size, beside what is wanted."""
    last = SIZES[kind][-1]
    one = found[kind, last]
    return (
        f"{kind} at {last:,} rows has **{one.share_of(found[kind, 100]):.2f}** of its rate at 100 "
        f"(at least 0.6 is wanted) and **{one.share_of(found['hello', 0]):.2f}** of hello (at "
        "least 0.12)."
    )


def _row(name: str, size: str, one: Measured, hello: Measured, first: Measured) -> tuple[str, ...]:
    ratios = f"{one.share_of(hello):.2f}", f"{one.share_of(first):.2f}"
    return (name, size, f"{one.rate:.0f}", *ratios, one.quantile(0.5), one.quantile(0.99))


def main() -> int:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    where = binaries()
    if where is None:
        print(MISSING, file=sys.stderr)
        return 1
    began, load = time.monotonic(), os.getloadavg()[0]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # Takes the server along.
    with (
        running_server(where, sync=True) as server,
        tempfile.TemporaryDirectory(prefix="wz-") as folder,
    ):
        found = run(rounds, Path(folder), server)
    command = f"python -m tests.bench.submissions --rounds {rounds}"
    minutes = (time.monotonic() - began) / 60
    write_section("submissions", command, report(found, rounds, minutes, load))
    return 0


if __name__ == "__main__":
    sys.exit(main())
