"""What can be wrong with one session of a club: ids, days, hours, single changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from catalog.clubs.model import Cycle, Session
from catalog.clubs.timetable import Series, closed, series
from catalog.records.problems import Path, RecordProblem
from catalog.text.phrases import long_date

_FIELDS = {
    "week": ({"weekdays"}, {"weekdays", "since", "until"}),
    "two_weeks": ({"weekdays"}, {"weekdays", "since", "until"}),
    "month": (set[str](), {"weekdays", "nth", "month_day", "since", "until"}),
    "once": ({"day"}, {"day"}),
}
"""Which fields a rhythm needs, and which it may have."""
_MONTHLY = ({"month_day"}, {"nth", "weekdays"})
"""The two ways to say which day of a month; half of one, or both, would say nothing clear."""
_RHYTHM_FIELDS = ("weekdays", "nth", "month_day", "day", "since", "until")


@dataclass(frozen=True)
class SessionChecker:
    """Checks sessions against their cycle. `known` are ids by list; paths start at the session."""

    cycle: Cycle
    known: Mapping[str, set[str]]

    def problems(self, session: Session, given: Series | None) -> list[RecordProblem]:
        """First what is wrong in itself; only then, with days in hand, its single changes.

        `given` is what the session gives, where somebody has already found it.
        """
        found = list(self._itself(session))
        if found or self.cycle.first_day is None or self.cycle.last_day is None:
            return found
        given = given or series(self.cycle, session)
        return list(self._changes(given)) or list(self._silence(given))

    def _within(self, day: date) -> bool:
        """Whether a day is in the cycle, as far as the cycle is known."""
        first, last = self.cycle.first_day, self.cycle.last_day
        return first is None or last is None or first <= day <= last

    def _cycle_words(self) -> str:
        """The days that are in the cycle, as what was expected."""
        first, last = self.cycle.first_day, self.cycle.last_day
        assert first is not None
        assert last is not None
        return f"oczekiwano dni od {long_date(first)} do {long_date(last)}"

    def _itself(self, session: Session) -> Iterator[RecordProblem]:
        yield from self._unknown(("what",), "classes", session.what)
        for index, group in enumerate(session.groups):
            yield from self._unknown(("groups", index), "groups", group)
        yield from self._unknown(("room",), "rooms", session.room)
        for index, move in enumerate(session.moved):
            yield from self._unknown(("moved", index, "room"), "rooms", move.room)
        if session.ends_at <= session.starts_at:
            yield _backwards(("ends_at",), session.starts_at.strftime("%H:%M"))
        yield from _rhythm(session)
        for key in ("day", "since", "until"):
            day = getattr(session, key)
            if day is not None and not self._within(day):
                yield RecordProblem(
                    (key,), f"pole „{key}”: {long_date(day)} jest poza cyklem", self._cycle_words()
                )

    def _unknown(self, path: Path, shelf: str, name: str | None) -> Iterator[RecordProblem]:
        if name is not None and name not in self.known[shelf]:
            yield RecordProblem(
                path,
                f"pole „{path[0]}”: „{name}” nie ma na liście „{shelf}” tego klubu",
                f"oczekiwano jednego z: {', '.join(sorted(self.known[shelf])) or '(lista pusta)'}",
            )

    def _changes(self, given: Series) -> Iterator[RecordProblem]:
        session, days = given.session, set(given.days)
        seen: set[date] = set()
        for index, move in enumerate(session.moved):
            path: Path = ("moved", index)
            yield from _no_meeting((*path, "day"), move.day, days, seen)
            off = closed(self.cycle, session, move.to)
            if off is not None:
                yield RecordProblem(
                    (*path, "to"),
                    f"{long_date(move.to)} klub nie działa ({off.why})",
                    "oczekiwano dnia poza przerwami i świętami",
                )
            elif not self._within(move.to):
                yield RecordProblem(
                    (*path, "to"), f"{long_date(move.to)} jest poza cyklem", self._cycle_words()
                )
            starts, ends = move.starts_at or session.starts_at, move.ends_at or session.ends_at
            if ends <= starts:
                yield _backwards((*path, "ends_at"), starts.strftime("%H:%M"))
        for index, one in enumerate(session.cancelled):
            path = ("cancelled", index, "day")
            yield from _no_meeting(path, one.day, days, seen)
            off = closed(self.cycle, session, one.day)
            if off is not None:
                yield RecordProblem(
                    path,
                    f"{long_date(one.day)} i tak nie ma spotkania ({off.why})",
                    "oczekiwano dnia, w którym spotkanie miało być",
                )

    def _silence(self, given: Series) -> Iterator[RecordProblem]:
        if given.occurrences or given.session.cancelled:
            return
        why = [f"{long_date(off.day)}: {off.why}" for off in given.days_off[:3]]
        yield RecordProblem(
            (),
            f"reguła „{given.session.id}” nie daje żadnego spotkania"
            + (f" ({'; '.join(why)})" if why else ""),
            "oczekiwano co najmniej jednego; na święto pozwala „despite_holidays: tak”",
        )


def _rhythm(session: Session) -> Iterator[RecordProblem]:
    """Fields that a rhythm needs and has not, or has and cannot use."""
    needed, allowed = _FIELDS[session.every]
    given = {key for key in _RHYTHM_FIELDS if getattr(session, key) not in (None, ())}
    for key in sorted(needed - given):
        yield RecordProblem(
            (),
            f"reguła „{session.id}”: brak pola „{key}”",
            f"oczekiwano go przy „every: {session.every}”",
        )
    for key in sorted(given - allowed):
        yield RecordProblem(
            (key,),
            f"reguła „{session.id}”: pole „{key}” nie pasuje do „every: {session.every}”",
            f"oczekiwano tylko: {', '.join(sorted(allowed))}",
        )
    monthly = given & {"month_day", "nth", "weekdays"}
    if session.every == "month" and (monthly not in _MONTHLY or session.nth == 0):
        yield RecordProblem(
            (),
            f"reguła „{session.id}”: nie wiadomo, którego dnia miesiąca",
            "oczekiwano „month_day” albo „nth” razem z „weekdays”",
        )
    if session.since and session.until and session.until < session.since:
        yield RecordProblem(
            ("until",),
            f"reguła „{session.id}” kończy się, zanim się zacznie",
            f"oczekiwano dnia nie wcześniej niż {long_date(session.since)}",
        )


def _no_meeting(path: Path, day: date, days: set[date], seen: set[date]) -> Iterator[RecordProblem]:
    if day not in days:
        yield RecordProblem(
            path,
            f"reguła nie daje spotkania w dniu {long_date(day)}",
            "oczekiwano dnia, w którym spotkanie miało być",
        )
    elif day in seen:
        yield RecordProblem(
            path, f"{long_date(day)} ma już zmianę", "oczekiwano jednej zmiany na spotkanie"
        )
    seen.add(day)


def _backwards(path: Path, start: str) -> RecordProblem:
    return RecordProblem(
        path, "spotkanie kończy się, zanim się zacznie", f"oczekiwano godziny po {start}"
    )
