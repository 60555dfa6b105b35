"""Where benchmarks write: each its own section of `docs/developers/benchmarks.md`.

A section tells the commit, the command and the machine, so that a figure can be had again.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
_REPORTS = "docs/developers"
REPORT = ROOT / _REPORTS / "benchmarks.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first hold numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_section(name: str, command: str, text: str, report: Path = REPORT) -> None:
    """Replace the section `name` of the report, or add it at the end."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = f"{begin}\n\n{_origin(command)}\n\n{text.strip()}\n\n{end}"
    old = report.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if pattern.search(old):
        fresh = pattern.sub(lambda _: section, old)
    else:
        fresh = f"{old.rstrip()}\n\n{section}\n"
    report.write_text(fresh, encoding="utf-8")


def _origin(command: str) -> str:
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {day} at commit `{_commit()}` with `{command}`; "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores."
    )


def _commit() -> str:
    """The commit that was measured; a plus tells that something measured was changed since."""
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", f":!{_REPORTS}")
    return _git("rev-parse", "--short=10", "HEAD") + ("+" if changed else "")


def _git(*words: str) -> str:
    run = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.strip()
