"""Notices that wait to be sent: one small file each, so that a restart forgets none.

A notice holds a reference, times, and the public address of an organization's or the publisher's
coordinator, which is closed on the disk: a file does not tell whom its number is about. It never
holds an answer, a form's name or a sender's address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from forms_backend.config import Settings
from forms_backend.mail.addressees import Addressees
from forms_backend.sealing.readable_codes import REFERENCE
from forms_backend.stores.durable_files import make_folder, replace_file


@dataclass(frozen=True)
class Notice:
    """`sent` are the times (UTC) at which it went out, `failures` the tries in vain since then.

    to: empty where the address was never closed, or to a key that is gone.
    """

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
    """A folder of notices, `<reference>.json` each. OSError when the disk refuses.

    addressees: what closes their addresses, and opens them for the account that sends.
    """

    folder: Path
    addressees: Addressees

    @classmethod
    def of(cls, settings: Settings) -> NoticeQueue:
        """The queue of a service."""
        return cls(settings.mail / "notices", Addressees(settings.var / "mail-key"))

    def put(self, notice: Notice) -> None:
        """Keep a notice, or what became of it, once it is on the disk."""
        make_folder(self.folder)
        row = {
            "reference": notice.reference,
            "closed": self.addressees.close(notice.to) if notice.to else "",
            "queued": notice.queued.isoformat(),
            "sent": [one.isoformat() for one in notice.sent],
            "failures": notice.failures,
            "tried": notice.tried and notice.tried.isoformat(),
        }
        replace_file(self._path(notice.reference), json.dumps(row).encode())

    def add(self, notice: Notice) -> None:
        """Keep a notice, unless its submission has one already."""
        if not self._path(notice.reference).exists():
            self.put(notice)

    def drop(self, reference: str) -> None:
        """Forget a notice."""
        self._path(reference).unlink(missing_ok=True)

    def waiting(self) -> Iterator[Notice]:
        """Every notice that can be read, by reference. One that cannot is taken away.

        Files of before December 2026 name their address in the open; it is closed at once.
        """
        for path in sorted(self.folder.glob("*.json")):
            try:
                row = json.loads(path.read_bytes())
                notice = self._notice(row)
            except (ValueError, KeyError, TypeError):
                path.unlink(missing_ok=True)  # the sweep of unread submissions makes it anew
                continue
            if "to" in row:
                self.put(notice)
            yield notice

    def _notice(self, row: Any) -> Notice:
        return Notice(
            row["reference"],
            row["to"] if "to" in row else self.addressees.open(row["closed"]),
            datetime.fromisoformat(row["queued"]),
            tuple(datetime.fromisoformat(one) for one in row["sent"]),
            row["failures"],
            datetime.fromisoformat(row["tried"]) if row["tried"] else None,
        )

    def _path(self, reference: str) -> Path:
        if not REFERENCE.fullmatch(reference):
            raise ValueError(reference)
        return self.folder / f"{reference}.json"
