"""Does the real content cost much more to build than with an older commit? By turns, in one run.

`python -m tests.bench.older FOLDER`: a checkout of that commit with a Python of its own, made by
`git worktree add --detach FOLDER COMMIT` and `make .venv/bin/python` or `make test` in it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.bench.pages import Run, build
from tests.bench.report import ROOT, table, write_section

MOST = 1.5
"""The ratio that issue 12 allows."""


def measure(older: Path, rounds: int) -> dict[str, list[Run]]:
    """Builds of each by turns: the older one first, with its own content and libraries."""
    runs: dict[str, list[Run]] = {"older": [], "this one": []}
    for turn in range(rounds):
        for name, root in zip(runs, (older, ROOT), strict=True):
            python = root / ".venv" / "bin" / "python"
            run = build(root / "content", root=root, python=str(python))
            runs[name].append(run)
            print(f"{turn + 1}/{rounds}: {name}: {run}", flush=True)
    return runs


def ratio(runs: Mapping[str, Sequence[Run]]) -> float:
    """The median of processor seconds of this commit to that of the older one."""
    before, now = (median(run.cpu for run in found) for found in runs.values())
    return now / before


def report(runs: Mapping[str, Sequence[Run]], commit: str, load: float) -> str:
    """The section's text."""
    rows = [
        (
            name if name != "older" else f"`{commit}`",
            f"{found[0].pages:,}",
            f"{median(run.cpu for run in found):.1f} s",
            f"{median(run.clock for run in found):.1f} s",
            f"{max(run.memory for run in found):.0f} MB",
        )
        for name, found in runs.items()
    ]
    words = (
        f"The real content takes **{ratio(runs):.2f}** times the processor seconds of `{commit}` "
        f"(at most {MOST} is wanted); rounds: {len(runs['older'])}, by turns, medians; load before "
        f"it began: {load:.1f}. Each build makes its search indexes anew; all its processes count."
    )
    head = ("commit", "pages", "processor", "clock", "most memory")
    return f"{table(head, rows)}\n\n{words}"


def main(words: Sequence[str] | None = None) -> int:
    """Measure and write the section. Returns an exit code: 1 where the ratio is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("older", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args(words)
    load = os.getloadavg()[0]
    told = ["git", "-C", str(wanted.older), "rev-parse", "--short=10", "HEAD"]
    commit = subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()
    runs = measure(wanted.older.resolve(), wanted.rounds)
    command = f"python -m tests.bench.older FOLDER --rounds {wanted.rounds}"
    write_section("older", command, report(runs, commit, load))
    return int(ratio(runs) > MOST)


if __name__ == "__main__":
    sys.exit(main())
