"""Notices that wait to be sent: one small file each, so that a restart forgets none.

A notice holds a reference, the public address of an organization's or the publisher's coordinator,
and times. It never holds an answer, a form's name or a sender's address.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from forms_backend.sealing.readable_codes import REFERENCE
from forms_backend.stores.durable_files import file_mode, make_folder


@dataclass(frozen=True)
class Notice:
    """`sent` are the times (UTC) at which it went out, `failures` the tries in vain since then."""

    reference: str
    to: str
    queued: datetime
    sent: tuple[datetime, ...] = ()
    failures: int = 0
    tried: datetime | None = None

    def went_out(self, now: datetime) -> Notice:
        """The same, sent once more."""
        return replace(self, sent=(*self.sent, now), failures=0, tried=now)

    def failed(self, now: datetime) -> Notice:
        """The same, tried in vain once more."""
        return replace(self, failures=self.failures + 1, tried=now)


@dataclass(frozen=True)
class NoticeQueue:
    """A folder of notices, `<reference>.json` each. OSError when the disk refuses."""

    folder: Path

    def put(self, notice: Notice) -> None:
        """Keep a notice, or what became of it, once it is on the disk."""
        make_folder(self.folder)
        path = self._path(notice.reference)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, file_mode(self.folder))
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(_row(notice)).encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    def add(self, notice: Notice) -> None:
        """Keep a notice, unless its submission has one already."""
        if not self._path(notice.reference).exists():
            self.put(notice)

    def drop(self, reference: str) -> None:
        """Forget a notice."""
        self._path(reference).unlink(missing_ok=True)

    def waiting(self) -> Iterator[Notice]:
        """Every notice that can be read, by reference. One that cannot is taken away."""
        for path in sorted(self.folder.glob("*.json")):
            try:
                yield _notice(json.loads(path.read_bytes()))
            except (ValueError, KeyError, TypeError):
                path.unlink(missing_ok=True)  # the sweep of unread submissions makes it anew

    def _path(self, reference: str) -> Path:
        if not REFERENCE.fullmatch(reference):
            raise ValueError(reference)
        return self.folder / f"{reference}.json"


def _row(notice: Notice) -> dict[str, Any]:
    return {
        "reference": notice.reference,
        "to": notice.to,
        "queued": notice.queued.isoformat(),
        "sent": [one.isoformat() for one in notice.sent],
        "failures": notice.failures,
        "tried": notice.tried and notice.tried.isoformat(),
    }


def _notice(row: Any) -> Notice:
    return Notice(
        row["reference"],
        row["to"],
        datetime.fromisoformat(row["queued"]),
        tuple(datetime.fromisoformat(one) for one in row["sent"]),
        row["failures"],
        datetime.fromisoformat(row["tried"]) if row["tried"] else None,
    )
