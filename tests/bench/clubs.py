"""What clubs with timetables cost: expanding one big club, and a build with 1,000 of them.

The clubs are copies of the shipped example, run by real organizations in real towns: ten rules
each, a calendar, a file for the script and two prints.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from catalog.clubs.model import Cycle
from catalog.clubs.timetable import all_series, occurrences
from catalog.loading import load
from tests.bench.pages import Run, build
from tests.bench.report import ROOT, table, write_section

CLUBS = 1_000
MOST_SECONDS = 20.0
"""What issue 4 allows 1,000 clubs with feeds to add to a build on two cores."""
MOST_MILLISECONDS = 50.0
"""What issue 4 allows 5 groups and 40 rules over 52 weeks to take."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def big_cycle() -> Cycle:
    """5 groups and 40 weekly rules over 52 weeks."""
    groups = [{"id": f"grupa-{n}", "name": f"Grupa {n}", "places": "8"} for n in range(5)]
    sessions = [
        {
            "id": f"regula-{n}",
            "what": "zajecia",
            "groups": [f"grupa-{n % 5}"],
            "every": "week",
            "weekdays": [_WEEKDAYS[n % 7]],
            "starts_at": "16:00",
            "ends_at": "17:30",
        }
        for n in range(40)
    ]
    return Cycle.model_validate(
        {
            "starts": "2026-01-05",
            "weeks": "52",
            "groups": groups,
            "classes": [{"id": "zajecia", "name": "Zajęcia", "kind": "social"}],
            "sessions": sessions,
        }
    )


def expansion(rounds: int) -> tuple[int, float]:
    """How many meetings the big club has, and the median of milliseconds to find them."""
    cycle = big_cycle()
    spent, number = [], 0
    for _ in range(rounds):
        all_series.cache_clear()
        start = perf_counter()
        number = len(occurrences(cycle))
        spent.append(1000 * (perf_counter() - start))
    return number, median(spent)


def write_clubs(content: Path, number: int) -> None:
    """Add copies of the example as real clubs of real organizations."""
    catalog = load(content)
    hosts = [(one.slug, one.place) for one in catalog.organizations.values() if one.place]
    text = (content / "clubs/przyklad.yml").read_text(encoding="utf-8")
    for index in range(number):
        host, place = hosts[index % len(hosts)]
        real = f"example: nie\nrun_by: {host}\nplace: {place}"
        made = (
            text.replace("example: tak", real)
            .replace("name: Przykładowy klub", f"name: Klub na próbę {index}")
            .replace("name: Duża sala", f"name: Sala {index}")  # no two clubs have one timetable
        )
        (content / f"clubs/proba-{index}.yml").write_text(made, encoding="utf-8")


KINDS = ("real content", f"and {CLUBS:,} clubs with feeds", "and their prints")
"""What is built, by turns: the first two without prints, the last with two prints a club."""


def builds(rounds: int) -> dict[str, list[Run]]:
    """Builds of each kind, by turns."""
    runs: dict[str, list[Run]] = {kind: [] for kind in KINDS}
    with TemporaryDirectory() as name:
        folder = Path(name)
        without, with_clubs = folder / "without", folder / "with"
        for content in (without, with_clubs):
            shutil.copytree(ROOT / "content", content)
        write_clubs(with_clubs, CLUBS)
        for turn in range(rounds):
            for kind, content in zip(KINDS, (without, with_clubs, with_clubs), strict=True):
                runs[kind].append(build(content, prints=kind == KINDS[2]))
                print(f"{turn + 1}/{rounds}: {kind}: {runs[kind][-1]}", flush=True)
    return runs


def main() -> int:
    """Measure, write the section, fail when a figure is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    meetings, milliseconds = expansion(21)
    found = builds(options.rounds)
    clock = {kind: median(run.clock for run in runs) for kind, runs in found.items()}
    cpu = {kind: median(run.cpu for run in runs) for kind, runs in found.items()}
    added = {kind: clock[kind] - clock[KINDS[0]] for kind in KINDS}
    rows = [
        (
            kind,
            f"{runs[0].pages:,}",
            f"{clock[kind]:.1f} s",
            f"{cpu[kind]:.1f} s",
            f"{max(run.memory for run in runs):.0f} MB",
        )
        for kind, runs in found.items()
    ]
    head = ("build", "pages", "clock", "processor", "most memory")
    text = (
        f"{table(head, rows)}\n\n"
        f"{CLUBS:,} clubs with feeds add **{added[KINDS[1]]:.1f} s** by the clock (at most "
        f"{MOST_SECONDS:.0f} s are wanted); with two prints for each of them it is "
        f"**{added[KINDS[2]]:.1f} s**. Medians of {options.rounds} builds of each, by turns.\n\n"
        f"A club of 5 groups and 40 rules over 52 weeks has {meetings:,} meetings; finding them "
        f"takes **{milliseconds:.1f} ms** (under {MOST_MILLISECONDS:.0f} ms is wanted), the "
        "median of 21 runs."
    )
    write_section("clubs", f"python -m tests.bench.clubs --rounds {options.rounds}", text)
    print(text)
    return 0 if added[KINDS[1]] <= MOST_SECONDS and milliseconds < MOST_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
