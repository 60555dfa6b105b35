"""Who read, exported, changed or erased which submissions, and when: a log that only grows.

One JSON object a line: time (UTC), account of the computer, action, references, and the hash of
the line before it, so that a line that was changed or taken out is noticed. Never an answer.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from forms_backend.stores.durable_files import append_lines, whole_lines

ACTIONS = {
    "show": "odczyt w oknie poleceń",
    "read": "odczyt w przeglądarce",
    "export": "zapis do pliku",
    "search": "szukanie osoby",
    "state": "zmiana stanu",
    "enter": "przepisanie kartki",
    "mail": "wysłanie numeru",
    "erase": "skasowanie",
    "purge": "skasowanie po czasie",
}
"""What was done, as people read it, by the first word of an action."""
_START = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One line. `action` is a word of ACTIONS, and how: "show", "state done"."""

    when: datetime
    who: str
    action: str
    references: tuple[str, ...]

    @property
    def told(self) -> str:
        """The action in Polish: "zmiana stanu: done"."""
        word, _, how = self.action.partition(" ")
        return ": ".join(filter(None, (ACTIONS.get(word, word), how)))


class AuditError(Exception):
    """The log is not what was written to it. The message is a Polish sentence."""


def note(path: Path, action: str, references: Iterable[str]) -> None:
    """Add a line and see it on the disk before anything is shown. Raises AuditError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=20, mode=0o600):
            line = json.dumps(
                {
                    "when": datetime.now(UTC).isoformat(timespec="seconds"),
                    "who": _account(),
                    "action": action,
                    "references": sorted(references),
                    "before": _hash_of_last(path),
                },
                ensure_ascii=False,
            )
            append_lines(path, line.encode() + b"\n")
    except OSError as error:
        raise AuditError(
            f"Nie da się dopisać do dziennika {path} ({error.strerror}), więc niczego nie zrobiono."
        ) from None


def entries(path: Path) -> Iterator[Entry]:
    """Every line that can be read, oldest first; then AuditError names those that were harmed."""
    before, harmed = _START, list[str]()
    for number, line in enumerate(whole_lines(path), start=1):
        try:
            row = json.loads(line)
            if row["before"] != before:
                harmed.append(str(number))
            yield _entry(row)
        except (ValueError, KeyError, TypeError):
            harmed.append(str(number))
        before = _hash(line)
    if harmed:
        raise AuditError(
            f"Dziennik {path} jest zmieniony albo uszkodzony. Wiersze, które nie pasują do "
            f"poprzednich: {', '.join(dict.fromkeys(harmed))}."
        )


def _entry(row: Any) -> Entry:
    when = datetime.fromisoformat(row["when"])
    references = tuple(map(str, row["references"]))
    return Entry(when, str(row["who"]), str(row["action"]), references)


def _hash_of_last(path: Path) -> str:
    lines = whole_lines(path)
    return _hash(lines[-1]) if lines else _START


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _account() -> str:
    """The computer's account; on a server, where all use one by sudo, who they were before it."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError):
        account = str(os.getuid())
    return "/".join(dict.fromkeys((os.environ.get("SUDO_USER") or account, account)))
