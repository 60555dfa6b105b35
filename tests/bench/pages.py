"""Does a page cost the same in a large catalogue as in a small one? Time and memory of builds.

Builds made-up catalogues of 1,000 and 10,000 organizations in turn, each in a process of its own.
Processor time decides: other programs on the machine change it less than the clock.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from catalog.sample.writer import write_sample
from tests.bench.report import ROOT, table, write_section

SIZES = (1_000, 10_000)
MOST = 1.3
"""The ratio that issue 3 allows: time per page of the larger catalogue to that of the smaller."""


@dataclass(frozen=True)
class Run:
    """One build: how many pages, processor and clock seconds, the most memory in megabytes."""

    pages: int
    cpu: float
    clock: float
    memory: float


_WITHOUT_PRINTS = (
    "import sys; sys.modules['typst'] = None; import wzajemnie; "
    "sys.exit(wzajemnie.main(sys.argv[1:]))"
)
"""The same command on a machine without the extra `print`."""


def build(
    content: Path, *, prints: bool = True, root: Path = ROOT, python: str = sys.executable
) -> Run:
    """Run `wzajemnie build` in a new folder, where no search index is kept; see what it took.

    `root` and `python`: of another checkout of the project.
    """
    start_words = ["-m", "wzajemnie"] if prints else ["-c", _WITHOUT_PRINTS]
    words = [python, *start_words, "build", "--content", str(content)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with TemporaryDirectory() as here:
        start = perf_counter()
        with subprocess.Popen(
            words, cwd=here, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            said = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        clock = perf_counter() - start
    if process.returncode:
        raise SystemExit("The build failed.")
    found = re.search(r"Gotowe: (\d+)", said)
    assert found, said
    cpu = usage.ru_utime + usage.ru_stime
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Run(int(found[1]), cpu, clock, kilobytes / 1024)


def measure(rounds: int) -> dict[int, list[Run]]:
    """Builds of each size, by turns."""
    runs: dict[int, list[Run]] = {size: [] for size in SIZES}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            write_sample(size, ROOT / "content", folder / str(size))
        for turn in range(rounds):
            for size in SIZES:
                run = build(folder / str(size))
                runs[size].append(run)
                print(f"{turn + 1}/{rounds}: {size}: {run}", flush=True)
    return runs


def per_page(runs: list[Run]) -> float:
    """The median of processor milliseconds for a page."""
    return median(1000 * run.cpu / run.pages for run in runs)


def report(runs: dict[int, list[Run]]) -> tuple[str, float]:
    """The section's text, and the ratio of time per page."""
    rows = [
        (
            f"{size:,}",
            f"{found[0].pages:,}",
            f"{median(run.cpu for run in found):.1f} s",
            f"{median(run.clock for run in found):.1f} s",
            f"{per_page(found):.2f} ms",
            f"{max(run.memory for run in found):.0f} MB",
        )
        for size, found in runs.items()
    ]
    small, large = (per_page(runs[size]) for size in SIZES)
    ratio = large / small
    head = ("organizations", "pages", "processor", "clock", "per page", "most memory")
    words = (
        (
            f"Time per page at {SIZES[1]:,} is **{ratio:.2f}** times that at {SIZES[0]:,} "
            f"(at most {MOST} is wanted); rounds: {len(runs[SIZES[0]])}, by turns, medians."
        ),
        (
            "The time has everything in it: starting Python, MkDocs' prose, and the thousands of "
            "pages of towns that both sizes have. Each build makes its search indexes anew. By the "
            f"difference of the two sizes, one further page costs {further(runs):.2f} ms: "
            f"{further(runs) / small:.2f} times a page of the "
            "small catalogue."
        ),
        (
            "Memory is that of the largest single process. Where Pagefind is installed and the "
            "catalogue is large, that is Pagefind, which makes the search index."
        ),
    )
    return "\n\n".join([table(head, rows), *words]), ratio


def further(runs: dict[int, list[Run]]) -> float:
    """Processor milliseconds that each page beyond those of the smaller catalogue costs."""
    (few, small), (many, large) = (
        (found[0].pages, median(run.cpu for run in found)) for found in runs.values()
    )
    return 1000 * (large - small) / (many - few)


def main() -> int:
    """Measure, write the section, fail when the ratio is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    text, ratio = report(measure(options.rounds))
    write_section("pages", f"python -m tests.bench.pages --rounds {options.rounds}", text)
    print(text)
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
