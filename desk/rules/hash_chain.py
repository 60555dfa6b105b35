"""The chain of moves: each line's hash covers the line before, so that no line goes unnoticed.

A line never holds an answer, so a person can be erased and the chain still proves itself. Who can
write the database can compute the whole chain anew: the newest hash therefore goes into every
backup, and a chain that does not hold it was changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

START = "0" * 64


@dataclass(frozen=True)
class Line:
    """One line. `at` is UTC to the second; `thing` is 0 where it concerns no single thing.

    move: a move of the kind, or "seen", "searched", "printed", "exported". channel: how it was
    done: "desk", "clock", "phone".
    """

    number: int
    at: datetime
    user: str
    kind: str
    thing: int
    move: str
    start: str
    to: str
    channel: str = "desk"

    def hash(self, before: str) -> str:
        """SHA-256 over the hash of the line before and everything in this one."""
        row = asdict(self) | {"at": self.at.isoformat(timespec="seconds"), "before": before}
        text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def damages(lines: Iterable[tuple[Line, str]], head: str | None = None) -> Iterator[str]:
    """What is wrong with a chain, a Polish sentence each: nothing for a whole one.

    lines: each with its stored hash, by number. head: a hash that was kept elsewhere, which has
    to be among them.
    """
    before, expected, known = START, 1, {START}
    for line, stored in lines:
        if line.number != expected:
            yield f"Brakuje wiersza {expected}."
        elif line.hash(before) != stored:
            yield f"Wiersz {line.number} jest zmieniony."
        before, expected = stored, line.number + 1
        known.add(stored)
    if head is not None and head not in known:
        yield "Koniec dziennika jest ucięty albo zmieniony."
