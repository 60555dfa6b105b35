"""Who read, exported, changed or erased which submissions, and when: a log that only grows.

One JSON object a line and record: time (UTC), account of the computer with its number and that of
whoever logged in, action, reference, and the hash of the line before it, so that a line that was
changed or taken out is noticed. Never an answer. How many lines there are and the hash of the last
stand beside it (`audit.head`) and go to the system's journal: a cut end is noticed, too.
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import syslog
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from catalog.text.system_errors import reason
from forms_backend.operator_error import OperatorError
from forms_backend.stores.durable_files import (
    append_lines,
    file_mode,
    make_folder,
    replace_file,
    whole_lines,
)

ACTIONS = {
    "list": "lista w przeglądarce",
    "show": "odczyt w oknie poleceń",
    "read": "odczyt w przeglądarce",
    "export": "zapis do pliku",
    "search": "szukanie osoby",
    "state": "zmiana stanu",
    "enter": "przepisanie kartki",
    "mail": "wysłanie numeru",
    "erase": "skasowanie",
    "purge": "skasowanie po czasie",
    "inventory": "spis zgłoszeń",
}
"""What was done, as people read it, by the first word of an action."""
_START = "0" * 64


@dataclass(frozen=True)
class LogLine:
    """One line. `action` is a word of ACTIONS, and how: "show", "state done"."""

    when: datetime
    who: str
    action: str
    references: tuple[str, ...]
    uid: int | None = None
    """The account's number, which no variable changes; None in lines of before."""
    login: int | None = None
    """The number under which somebody logged in, which the system keeps through `sudo`."""

    @property
    def by(self) -> str:
        """Who, as `who` says, and as the system says."""
        login = "" if self.login is None else f", zalogowany jako {self.login}"
        return self.who if self.uid is None else f"{self.who} (uid {self.uid}{login})"

    @property
    def told(self) -> str:
        """The action in Polish: "zmiana stanu: done"."""
        word, _, how = self.action.partition(" ")
        return ": ".join(filter(None, (ACTIONS.get(word, word), how)))


class AuditError(OperatorError):
    """The log is not what was written to it. The message is a Polish sentence."""


def note(path: Path, action: str, references: Iterable[str]) -> None:
    """Add a line for each, see them on the disk before anything is shown. Raises AuditError."""
    try:
        make_folder(path.parent)
        with FileLock(path.with_suffix(".lock"), timeout=20, mode=file_mode(path.parent)):
            head, lines = _Head.read(path), whole_lines(path)
            # What was cut off stays missing: the next line follows what is not there.
            cut = head is not None and head.lines > len(lines)
            before = head.last if head and cut else _hash_of_last(lines)
            fresh = []
            for one in sorted(references) or [""]:
                fresh.append(_line(action, one, before))
                before = _hash(fresh[-1])
            append_lines(path, b"".join(line + b"\n" for line in fresh))
            _Head(len(lines) + len(fresh), before).write(path)
    except OSError as error:
        raise AuditError(
            f"Nie da się dopisać do dziennika {path} ({reason(error)}), więc niczego nie zrobiono."
        ) from None


@dataclass(frozen=True)
class _Head:
    """How long the log is, and the hash of its last line."""

    lines: int
    last: str

    @classmethod
    def read(cls, path: Path) -> _Head | None:
        """None where none was kept yet, or it is spoiled."""
        try:
            row = json.loads(path.with_suffix(".head").read_bytes())
            return cls(int(row["lines"]), str(row["last"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Beside the log, and into the system's journal, which accounts of ours cannot change."""
        row = {"lines": self.lines, "last": self.last}
        replace_file(path.with_suffix(".head"), json.dumps(row).encode() + b"\n")
        syslog.openlog("wzajemnie-audit", 0, syslog.LOG_AUTH)
        syslog.syslog(syslog.LOG_NOTICE, f"{path.name} {self.lines} {self.last}")

    def fits(self, lines: Sequence[bytes]) -> bool:
        """Whether the log still has its end."""
        return len(lines) >= self.lines and (
            not self.lines or _hash(lines[self.lines - 1]) == self.last
        )


def _line(action: str, reference: str, before: str) -> bytes:
    row = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": _account(),
        "uid": os.getuid(),
        "login": _login(),
        "action": action,
        "references": [reference] if reference else [],
        "before": before,
    }
    return json.dumps(row, ensure_ascii=False).encode()


def log_lines(path: Path) -> Iterator[LogLine]:
    """Every line that can be read, oldest first; then AuditError names those that were harmed."""
    before, harmed = _START, list[str]()
    head, lines = _Head.read(path), whole_lines(path)
    for number, line in enumerate(lines, start=1):
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
    if head is not None and not head.fits(lines):
        raise AuditError(
            f"Dziennik {path} ma zmieniony albo ucięty koniec: było wierszy {head.lines}, jest "
            f"{len(lines)}."
        )


def _entry(row: Any) -> LogLine:
    when = datetime.fromisoformat(row["when"])
    references = tuple(map(str, row["references"]))
    who, action = str(row["who"]), str(row["action"])
    return LogLine(when, who, action, references, row.get("uid"), row.get("login"))


def _hash_of_last(lines: Sequence[bytes]) -> str:
    return _hash(lines[-1]) if lines else _START


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _account() -> str:
    """The account by its number; before it, who somebody says that they were before `sudo`."""
    try:
        account = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        account = str(os.getuid())
    return "/".join(dict.fromkeys((os.environ.get("SUDO_USER") or account, account)))


def _login() -> int | None:
    """Linux keeps it for each process from the login on (audit(7)); None where nobody logged in."""
    try:
        number = int(Path("/proc/self/loginuid").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if number == 2**32 - 1 else number
