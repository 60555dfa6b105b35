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

_START = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One line. `action` is a word such as "show"; `details` are such as a form's name."""

    when: datetime
    who: str
    action: str
    references: tuple[str, ...]
    details: str


class AuditError(Exception):
    """The log is not what was written to it. The message is a Polish sentence."""


def note(path: Path, action: str, references: Iterable[str], details: str = "") -> None:
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
                    "details": details,
                    "before": _hash_of_last(path),
                },
                ensure_ascii=False,
            )
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(line.encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise AuditError(
            f"Nie da się dopisać do dziennika {path} ({error.strerror}), więc niczego nie zrobiono."
        ) from None


def entries(path: Path) -> Iterator[Entry]:
    """Every line, oldest first. Raises AuditError at the first that does not follow the last."""
    before = _START
    for number, line in enumerate(_lines(path), start=1):
        try:
            yield _entry(json.loads(line), before)
        except (ValueError, KeyError, TypeError):
            raise AuditError(
                f"Dziennik {path} jest zmieniony albo uszkodzony: wiersz {number} nie pasuje do "
                "poprzednich."
            ) from None
        before = _hash(line)


def _entry(row: Any, before: str) -> Entry:
    if row["before"] != before:
        raise ValueError(before)
    when = datetime.fromisoformat(row["when"])
    return Entry(when, row["who"], row["action"], tuple(row["references"]), row["details"])


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines() if path.exists() else []


def _hash_of_last(path: Path) -> str:
    lines = _lines(path)
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
