"""Whether keeping what comes at once in one transaction is worth its machinery.

The same `wzajemnie serve` twice, by turns and in one run: as it is, and with every append in a
plain transaction of SQLAlchemy. Beside them Flask says hello; what counts are the ratios to it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench.report import table, write_section
from tests.bench.submissions import MOST, REQUESTS, Measured, filled, fresh, hello, measure
from tests.forms_backend.synthetic_service import furnish
from tests.postgres import MISSING, Server, binaries, running_server
from tests.torture.loading import SERVE, serving

SIZE = 10_000
WANTED = 0.10
"""Of hello. What a plain transaction reaches needs no group commit."""
PLAIN = (
    "-c",
    (
        "import sys, wzajemnie; from forms_backend.stores.sql import SQLStore as S; "
        "S.append = S.append_alone; sys.argv[1:] = ['serve']; wzajemnie.main()"
    ),
)
WAYS = {"together": SERVE, "each alone": PLAIN}


def run(rounds: int, folder: Path, server: Server) -> dict[tuple[str, str], Measured]:
    """Both databases both ways by turns, so many times; under ("hello", "") Flask."""
    places = {kind: filled(kind, SIZE, folder / kind, server) for kind in ("sqlite", "postgresql")}
    found = {("hello", ""): Measured()}
    found |= {(kind, way): Measured() for kind in places for way in WAYS}
    for turn in range(rounds):
        with hello() as port:
            measure(port, "/", 200, REQUESTS["hello", 0], found["hello", ""])
        for kind, place in places.items():
            for number, (way, words) in enumerate(WAYS.items()):
                var = folder / f"var-{turn}-{kind}-{number}"
                furnish(var, demonstration=False)
                with serving(var, fresh(place, var, server).address, words) as port:
                    measure(port, "/zgloszenia/proba", 303, MOST, found[kind, way])
                shutil.rmtree(var)
                print(turn, kind, way, f"{found[kind, way].rates[-1]:.0f}/s", flush=True)
    return found


def report(found: dict[tuple[str, str], Measured], rounds: int, load: float) -> str:
    """The table, and what a plain transaction reaches."""
    flask = found["hello", ""]
    rows = [
        (
            kind,
            way,
            f"{one.rate:.0f}",
            f"{one.share_of(flask):.3f}",
            one.quantile(0.5),
            one.quantile(0.99),
        )
        for (kind, way), one in found.items()
    ]
    told = (
        f"{kind}: {found[kind, 'each alone'].share_of(flask):.3f} of hello in plain transactions "
        f"({WANTED:.2f} would make the machinery needless), and together "
        f"**{found[kind, 'together'].share_of(found[kind, 'each alone']):.2f}** times as many."
        for kind in ("sqlite", "postgresql")
    )
    head = ("store", "appends", "a second", "of hello", "p50", "p99")
    return (
        f"{table(head, rows)}\n\n{SIZE:,} rows before; medians of {rounds} rounds by turns, ratios "
        f"too; load before it began: {load:.1f}. {' '.join(told)}"
    )


def main() -> int:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    where = binaries()
    if where is None:
        print(MISSING, file=sys.stderr)
        return 1
    load = os.getloadavg()[0]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # Takes the server along.
    with (
        running_server(where, sync=True) as server,
        tempfile.TemporaryDirectory(prefix="wz-") as folder,
    ):
        found = run(rounds, Path(folder), server)
    command = f"python -m tests.bench.group_commit --rounds {rounds}"
    write_section("group commit", command, report(found, rounds, load))
    return 0


if __name__ == "__main__":
    sys.exit(main())
