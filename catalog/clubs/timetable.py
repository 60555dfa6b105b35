"""From a club's rules to dated meetings; to counts, where the source gives no weekday. Pure.

Hours are those of a Polish wall, before and after both changes of the clock. Counts never become
dates: "twice a week in the afternoon" is 24 meetings in 12 weeks, and no calendar entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from catalog.clubs.model import ClubClass, CountedMeeting, Cycle, Move, Session
from catalog.text.time_zone import WARSAW
from catalog.text.working_days import public_holidays

_WEEKS = {"week": 1, "two_weeks": 2}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A meeting that happens: when, by which session, where. `moved` when not at its usual time."""

    start: datetime
    end: datetime
    session: Session
    room: str | None
    planned: date
    moved: Move | None = None

    @property
    def minutes(self) -> int:
        """How long it takes on the wall's clock."""
        return (self.end - self.start) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A meeting that a rule gives and that does not happen. `why` names it; None: nobody said."""

    day: date
    session: Session
    kind: Literal["break", "holiday", "cancelled"]
    why: str | None


@dataclass(frozen=True)
class Series:
    """Everything that one session gives in its cycle; `days` are its own rule's days."""

    session: Session
    days: tuple[date, ...]
    occurrences: tuple[Occurrence, ...]
    days_off: tuple[DayOff, ...]


def rule_days(cycle: Cycle, session: Session) -> tuple[date, ...]:
    """The days that a rule names in its cycle, before breaks, holidays and single changes."""
    if cycle.first_day is None or cycle.last_day is None:
        return ()
    first = max(cycle.first_day, session.since or cycle.first_day)
    last = min(cycle.last_day, session.until or cycle.last_day)
    if session.every == "once":
        return (session.day,) if session.day and first <= session.day <= last else ()
    start, end = (datetime(day.year, day.month, day.day) for day in (first, last))  # noqa: DTZ001
    weekdays = [_WEEKDAYS.index(name) for name in session.weekdays]
    if session.every == "month":
        nth = [weekday(number, session.nth) for number in weekdays] if session.nth else None
        if nth is None and session.month_day is None:
            return ()
        rule = rrule(MONTHLY, start, until=end, byweekday=nth, bymonthday=session.month_day)
    elif weekdays:
        # Every second week counts from the first meeting, so the rule has to start on its day.
        start += timedelta(days=min((number - first.weekday()) % 7 for number in weekdays))
        interval = _WEEKS[session.every]
        rule = rrule(WEEKLY, start, interval=interval, until=end, byweekday=weekdays)
    else:
        return ()
    return tuple(moment.date() for moment in rule)


def series(cycle: Cycle, session: Session) -> Series:
    """A session's meetings and its days off, each in the order of the rule's own days."""
    moves = {move.day: move for move in session.moved}
    cancelled = {one.day: one for one in session.cancelled}
    meetings: list[Occurrence] = []
    days_off: list[DayOff] = []
    days = rule_days(cycle, session)
    for day in days:
        move = moves.get(day)
        off = closed(cycle, session, move.to if move else day)
        if day in cancelled:
            off = DayOff(day, session, "cancelled", cancelled[day].reason)
        if off is None:
            meetings.append(_meeting(session, day, move))
        else:
            days_off.append(off)
    return Series(session, days, tuple(meetings), tuple(days_off))


def closed(cycle: Cycle, session: Session, day: date) -> DayOff | None:
    """Why a session cannot meet on a day: a break of the club or a public holiday."""
    for one in cycle.breaks:
        if one.starts <= day <= one.ends:
            return DayOff(day, session, "break", one.name)
    if cycle.closed_on_holidays and not session.despite_holidays:
        name = public_holidays(day.year).get(day)
        if name is not None:
            return DayOff(day, session, "holiday", name)
    return None


def _meeting(session: Session, day: date, move: Move | None) -> Occurrence:
    starts, ends, on, room = session.starts_at, session.ends_at, day, session.room
    if move is not None:
        on, room = move.to, move.room or room
        starts, ends = move.starts_at or starts, move.ends_at or ends
    start = datetime.combine(on, starts, WARSAW)
    return Occurrence(start, datetime.combine(on, ends, WARSAW), session, room, day, move)


@lru_cache(maxsize=4096)
def all_series(cycle: Cycle) -> tuple[Series, ...]:
    """What each session of a cycle gives. Kept: a build asks for it in many places."""
    return tuple(series(cycle, session) for session in cycle.sessions)


def occurrences(cycle: Cycle) -> tuple[Occurrence, ...]:
    """Every meeting of a cycle in the order of time."""
    found = [one for held in all_series(cycle) for one in held.occurrences]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.session.id)))


def days_off(cycle: Cycle) -> tuple[DayOff, ...]:
    """Every meeting that a rule gives and that does not happen, in the order of time."""
    found = [one for held in all_series(cycle) for one in held.days_off]
    return tuple(sorted(found, key=lambda one: (one.day, one.session.starts_at, one.session.id)))


def overlaps(found: Iterable[Occurrence]) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Pairs that last at one moment, from meetings in the order of time.

    One may begin when the other ends.
    """
    lasting: list[Occurrence] = []
    for one in found:
        lasting = [other for other in lasting if other.end > one.start]
        yield from ((other, one) for other in lasting)
        lasting.append(one)


@dataclass(frozen=True)
class Scheduled:
    """Hours of a class in the calendar: of each group that attends it, and of all together."""

    each_group: Mapping[str, float]
    all_groups: float


def scheduled(cycle: Cycle, found: Iterable[Occurrence]) -> Mapping[str, Scheduled]:
    """Class id → its hours in the calendar; a class without a session is left out."""
    everyone = tuple(group.id for group in cycle.groups)
    attending = {one.what: dict[str, float]() for one in cycle.sessions}
    together = dict.fromkeys(attending, 0.0)
    for session in cycle.sessions:
        for group in session.groups or everyone:
            attending[session.what].setdefault(group, 0.0)
    for one in found:
        hours = one.minutes / 60
        together[one.session.what] += hours
        for group in one.session.groups or everyone:
            attending[one.session.what][group] += hours
    return {what: Scheduled(attending[what], together[what]) for what in attending}


@dataclass(frozen=True)
class Week:
    """A week of a cycle, counted from 1: its days, its meetings, and why some do not happen."""

    number: int
    first: date
    last: date
    meetings: int
    hours: float
    closures: tuple[str, ...]


def weeks(cycle: Cycle, found: Iterable[Occurrence]) -> tuple[Week, ...]:
    """A dated cycle week by week, from its own first day."""
    if cycle.first_day is None or cycle.last_day is None:
        return ()
    first, last = cycle.first_day, cycle.last_day
    held: dict[int, list[int]] = defaultdict(list)
    for one in found:
        held[(one.start.date() - first).days // 7].append(one.minutes)
    made = []
    for number in range((last - first).days // 7 + 1):
        start = first + timedelta(weeks=number)
        end = min(start + timedelta(days=6), last)
        here = held.get(number, ())
        closures = tuple(_closures(cycle, start, end))
        made.append(Week(number + 1, start, end, len(here), sum(here) / 60, closures))
    return tuple(made)


def _closures(cycle: Cycle, first: date, last: date) -> Iterator[str]:
    yield from (one.name for one in cycle.breaks if one.starts <= last and first <= one.ends)
    if cycle.closed_on_holidays:
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
            name = public_holidays(day.year).get(day)
            if name is not None and day.weekday() < 6:
                yield name


@dataclass(frozen=True)
class Count:
    """How often a rhythm happens in a cycle. None: a month does not divide into whole weeks.

    Hours are for the whole cycle, from the shortest to the longest meetings.
    """

    meeting: CountedMeeting
    meetings: int | None
    min_hours: int | None
    max_hours: int | None


def count(meeting: CountedMeeting, length: int | None) -> Count:
    """The number of meetings in a cycle of so many weeks, and their hours."""
    every = _WEEKS.get(meeting.every)
    meetings = None if every is None or length is None else length // every * meeting.times
    least = _product(meetings, meeting.min_hours)
    return Count(meeting, meetings, least, _product(meetings, meeting.max_hours))


def counts(cycle: Cycle) -> tuple[Count, ...]:
    """Every rhythm of a cycle, counted."""
    return tuple(count(meeting, cycle.length) for meeting in cycle.meetings)


def planned_hours(classes: Iterable[ClubClass]) -> int:
    """The sum of planned hours; a class without hours adds nothing."""
    return sum(one.hours or 0 for one in classes)


def _product(times: int | None, hours: int | None) -> int | None:
    return None if times is None or hours is None else times * hours
