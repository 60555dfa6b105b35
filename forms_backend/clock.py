"""The computer's clock, held against what is known to be past: no wrong clock destroys anything.

Last days and erasures rest on it, and neither can be taken back. A clock that shows less than when
the site was built, or when something was received, is wrong; how far it may run ahead nobody here
can know, so `submissions purge` asks where it would take unusually much.
"""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

from forms_backend.config import Settings
from forms_backend.stores.contract import Store, StoreError

TOLERANCE = timedelta(minutes=10)
"""So much may clocks of two computers differ, or one be set back, without a word."""


class ClockError(StoreError):
    """The clock is behind. The message is a Polish sentence for the operator."""


class Clock:
    """The time in UTC, to the second, once it is seen to be possible. Safe between threads."""

    def __init__(self, checked: date | None = None) -> None:
        """`checked`: a day on which somebody compared the clock with another one."""
        self._checked = checked
        self._floor = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()

    def now(self, built: datetime | None = None) -> datetime:
        """The time. Raises ClockError when it is before `built` or before what it was already."""
        now = datetime.now(UTC).replace(microsecond=0)
        if built is not None:
            self._refuse(now, built, "strona została zbudowana")
        with self._lock:
            self._refuse(now, self._floor, "to polecenie widziało już")
            self._floor = max(self._floor, now)
        return now

    def check(self, store: Store, built: datetime | None = None) -> datetime:
        """As `now`; ClockError also where the store has what was received later than that.

        A store that does not answer tells nothing.
        """
        now = self.now(built)
        try:
            later = store.listing(since=now + TOLERANCE).records
        except StoreError:
            return now
        if later:
            newest = max(record.label.received for record in later)
            self._refuse(now, newest, "ostatnie zgłoszenie przyszło")
        return now

    def _refuse(self, now: datetime, floor: datetime, known: str) -> None:
        """Unless it is not before; or somebody has looked at the clock on this day or before."""
        looked = self._checked is not None and now.date() >= self._checked
        if now + TOLERANCE >= floor or looked:
            return
        raise ClockError(
            f"Zegar tego komputera się spóźnia: pokazuje {_told(now)}, a {known} {_told(floor)}. "
            "Popraw zegar (timedatectl) i powtórz. Jeśli teraz jest dobry, a spieszył się "
            f"przedtem, ustaw WZAJEMNIE_CLOCK_CHECKED={now:%Y-%m-%d}."
        )


def clock_of(settings: Settings) -> Clock:
    """A clock that knows when somebody has looked at it."""
    return Clock(settings.clock_checked)


def _told(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
