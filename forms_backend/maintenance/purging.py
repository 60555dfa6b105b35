"""What a nightly purge usually takes, and when it has to ask: a clock may run ahead by years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from catalog.text.system_errors import reason
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.contract import StoreError
from forms_backend.stores.durable_files import replace_file

FEW = 2
"""So many may always go."""
PAUSE = timedelta(days=31)
"""After so long without a purge or anything new, the day itself is in doubt."""


@dataclass(frozen=True)
class PurgeLog:
    """The file that holds the day of the last purge."""

    path: Path

    def last(self) -> date | None:
        """That day; None when there was none."""
        try:
            return date.fromisoformat(self.path.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return None

    def note(self, today: date) -> None:
        """A purge is done. Raises StoreError."""
        try:
            replace_file(self.path, f"{today}\n".encode())
        except OSError as error:
            raise StoreError(f"Nie da się zapisać {self.path}: {reason(error)}.") from error


def unusual(records: Sequence[SealedSubmission], today: date, last: date | None) -> str:
    """Why a purge of these records today has to be confirmed: a Polish sentence; or nothing.

    last: the day of the purge before.
    """
    if not records:
        return ""
    old = sum(one.keep_until < today for one in records)
    newest = max(one.label.received for one in records).date()
    return unusually_many(old, len(records), max(last or newest, newest), today)


def unusually_many(old: int, number: int, known: date, today: date) -> str:
    """Why erasing `old` of `number` today has to be confirmed: a Polish sentence; or nothing.

    known: the last day that something else than the clock tells.
    """
    if not old:
        return ""
    if today - known > PAUSE:
        return (
            f"Skasować trzeba by {old} z {number}, a ostatni znany dzień to {known}: od tego "
            f"czasu minęło dni: {(today - known).days}."
        )
    if old > FEW and 2 * old > number:
        return f"Skasować trzeba by {old} z {number}, czyli niezwykle dużo."
    return ""
