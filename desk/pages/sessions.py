"""Who is in: sessions in the memory of this program, by a cookie that is not written anywhere."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from desk.rules.roles import Scope
from desk.statements.statement import Statement

SILENCE = 30 * 60
QUARTER = 15 * 60
MOST_OF_A_NAME = 5
"""As the record counts for names that it has: nobody learns which those are by being shut out."""
MOST_OF_A_HOME = 20
"""From one address, whatever names it tries."""
_MOST_KEPT = 20_000
LONGEST = 10 * 60 * 60


def _seconds() -> float:
    """Time that also passes while the machine sleeps, where the system tells it."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


@dataclass
class Session:
    """One browser. `token` stands in each of its forms."""

    scope: Scope
    since: float
    seen: float
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    typed: str = ""
    """The number of the sheet of paper that was typed in last."""
    statement: SentFile | None = field(default=None, repr=False)
    """The bank statement that was sent and not kept yet."""


@dataclass
class SentFile:
    """A bank statement in memory. `statements` is empty while the file is refused."""

    organization: str
    name: str
    data: bytes = field(repr=False)
    statements: tuple[Statement, ...] = field(default=(), repr=False)


@dataclass
class Sessions:
    """All that are in. They end after half an hour of silence, or after ten hours."""

    clock: Callable[[], float] = _seconds
    _known: dict[str, Session] = field(default_factory=dict, repr=False)
    _last: float = 0.0
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        self._last = self.clock()

    def begin(self, scope: Scope) -> str:
        """A new session; the cookie that finds it."""
        cookie, now = secrets.token_urlsafe(32), self.clock()
        with self._turn:
            self._known[cookie] = Session(scope, now, now)
        return cookie

    def find(self, cookie: str) -> Session | None:
        """The session of a cookie, if it has not ended."""
        now = self.clock()
        with self._turn:
            for key, one in list(self._known.items()):
                if now - one.seen > SILENCE or now - one.since > LONGEST:
                    del self._known[key]
            session = self._known.get(cookie)
            if session is not None:
                session.seen = self._last = now
            return session

    def silent_for(self) -> float:
        """Seconds since anybody was here, or since the desk was started."""
        return self.clock() - self._last

    def end(self, cookie: str) -> None:
        """This browser is out."""
        with self._turn:
            self._known.pop(cookie, None)

    def end_account(self, name: str) -> None:
        """Every browser of an account is out."""
        with self._turn:
            for key, one in list(self._known.items()):
                if one.scope.user == name:
                    del self._known[key]

    def clear(self) -> None:
        """Everybody is out."""
        with self._turn:
            self._known.clear()


@dataclass
class Tries:
    """Wrong tries to come in of the last quarter of an hour, for each name and each address."""

    clock: Callable[[], float] = _seconds
    _known: dict[str, list[float]] = field(default_factory=dict, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def may(self, name: str, home: str) -> bool:
        """Whether somebody may try now. home: an address, or nothing where all have the same."""
        with self._turn:
            named, from_home = self._of(f"name {name}"), self._of(f"home {home}")
        return len(named) < MOST_OF_A_NAME and (not home or len(from_home) < MOST_OF_A_HOME)

    def count(self, name: str, home: str) -> None:
        """One more that was wrong."""
        now = self.clock()
        with self._turn:
            for key in (f"name {name}", f"home {home}"):
                self._known[key] = [*self._of(key), now]
            while len(self._known) > _MOST_KEPT:
                del self._known[next(iter(self._known))]

    def clear(self, name: str) -> None:
        """Whoever came in may be wrong again."""
        with self._turn:
            self._known.pop(f"name {name}", None)

    def _of(self, key: str) -> list[float]:
        """Those that still count; forgotten where none does."""
        after = self.clock() - QUARTER
        left = [one for one in self._known.pop(key, []) if one > after]
        if left:
            self._known[key] = left
        return left
