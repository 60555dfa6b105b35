"""Clubs: who meets, in which classes, and by which rules. Frozen values.

Words come from RFC 5545 (a rule recurs, a meeting is an occurrence of it) and Open Referral HSDS.
A rule has an `id` that never changes: calendars that people subscribed to know a meeting by it.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from catalog.records.problems import value_problem
from catalog.records.record import Frozen, Record
from catalog.records.value_types import (
    ClubKind,
    Day,
    Flag,
    GroupTerm,
    Line,
    OrganizationRef,
    PartialDate,
    ProjectRef,
    Slug,
    TownRef,
    When,
)

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_EARLIEST = time(5)
YEARS = range(1900, 2101)
"""Years that a record may speak of: 0214 is a slip of the hand."""


def _clock(value: Any) -> time:
    """Clocks change between 1 and 3 at night: no meeting may touch an hour that is not there."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is not None and int(match[1]) < 24 and int(match[2]) < 60:
        read = time(int(match[1]), int(match[2]))
        if read >= _EARLIEST:
            return read
    raise value_problem(f"zła godzina „{value}”", "oczekiwano godziny od 5:00 do 23:59, jak 16:30")


Clock = Annotated[time, BeforeValidator(_clock, json_schema_input_type=str)]
"""Time on a Polish wall, to the minute, written 16:30."""
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class LegalBasis(Frozen):
    """A rule of law that a club stands on, and the year in which the source says so."""

    act: Line
    article: Line
    says: Line
    as_of: int


class ClubGroup(Frozen):
    """People who meet together; `places` is how many may join."""

    id: Slug
    name: Line
    places: int = Field(ge=1)


class ClubClass(Frozen):
    """A kind of class with its planned hours for the whole cycle (None: the source gives none)."""

    id: Slug
    name: Line
    kind: Literal["social", "vocational", "support", "leisure"]
    hours: int | None = Field(default=None, ge=1)
    leader: Line | None = None


class CountedMeeting(Frozen):
    """A rhythm that the source gives without weekday or start: counted, never dated.

    `every` is the length of the rhythm; `times` meetings happen in each. Hours are per meeting.
    """

    id: Slug
    name: Line
    times: int = Field(ge=1)
    every: Literal["week", "two_weeks", "month"]
    min_hours: int | None = Field(default=None, ge=1)
    max_hours: int | None = Field(default=None, ge=1)
    part_of_day: Line | None = None


class Room(Frozen):
    """Where a session meets; `access` says how to get in, and whether a wheelchair can."""

    id: Slug
    name: Line
    access: Line | None = None


class Move(Frozen):
    """One meeting on another day, or at other hours, or in another room. None: as ever."""

    day: Day
    to: Day
    starts_at: Clock | None = None
    ends_at: Clock | None = None
    room: Slug | None = None
    reason: Line | None = None


class Cancellation(Frozen):
    """One meeting that does not happen."""

    day: Day
    reason: Line | None = None


class Session(Frozen):
    """A rule by which a class meets: the same weekday, day of the month, or one single day.

    `what` is the id of a class, `groups` ids of groups (none: all of them), `room` of a room.
    `weekdays` belong to week and two_weeks, with `nth` (1 to 5, or -1 for the last) to month;
    `month_day` to month; `day` to once. `since` and `until` narrow the cycle; every second week
    counts from the first meeting. A month without its `month_day` or fifth weekday has none.
    """

    id: Slug
    what: Slug
    groups: tuple[Slug, ...] = ()
    every: Literal["week", "two_weeks", "month", "once"]
    weekdays: tuple[Weekday, ...] = ()
    nth: int | None = Field(default=None, ge=-1, le=5)
    month_day: int | None = Field(default=None, ge=1, le=31)
    day: Day | None = None
    starts_at: Clock
    ends_at: Clock
    since: Day | None = None
    until: Day | None = None
    room: Slug | None = None
    leader: Line | None = None
    despite_holidays: Flag = False
    moved: tuple[Move, ...] = ()
    cancelled: tuple[Cancellation, ...] = ()


class Break(Frozen):
    """Days without meetings, the first and the last included."""

    id: Slug
    name: Line
    starts: Day
    ends: Day


class ExpectedResult(Frozen):
    """What a club set out to reach; `percent` of the participants where the source counts."""

    text: Line
    percent: int | None = Field(default=None, ge=0, le=100)
    measured_by: Line | None = None


class Cycle(Frozen):
    """One run of a club: its period, who meets, what is planned and when.

    It ends on `ends` or after `weeks`. `meetings` are counted, `sessions` have dates.
    `hours_for` says whose hours the classes count: of each group, of all groups together, or None
    where the source does not say.
    """

    starts: When
    ends: When | None = None
    weeks: int | None = Field(default=None, ge=1, le=110)
    groups: tuple[ClubGroup, ...] = Field(min_length=1)
    classes: tuple[ClubClass, ...] = Field(min_length=1)
    hours_for: Literal["each_group", "all_groups"] | None = None
    meetings: tuple[CountedMeeting, ...] = ()
    rooms: tuple[Room, ...] = ()
    sessions: tuple[Session, ...] = ()
    breaks: tuple[Break, ...] = ()
    closed_on_holidays: Flag = True

    @property
    def first_day(self) -> date | None:
        """The day that the cycle starts; None where only its month or year is known."""
        return exact(self.starts)

    @property
    def last_day(self) -> date | None:
        """The day that the cycle ends, from `ends` or `weeks`; None where the source is vague."""
        if self.ends is not None:
            return exact(self.ends)
        if self.first_day is None or self.weeks is None:
            return None
        return self.first_day + timedelta(weeks=self.weeks, days=-1)

    @property
    def last_year(self) -> int | None:
        """The year in which the cycle ends."""
        if self.ends is not None:
            return self.ends.year
        return self.last_day.year if self.last_day else None

    @property
    def length(self) -> int | None:
        """How many weeks, begun ones included; None where nobody can say."""
        if self.weeks is not None:
            return self.weeks
        if self.first_day is None or self.last_day is None:
            return None
        return (self.last_day - self.first_day).days // 7 + 1


def exact(when: PartialDate) -> date | None:
    """A partial date as a day, if it is one."""
    if when.month is None or when.day is None:
        return None
    return date(when.year, when.month, when.day)


def before(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is earlier, as far as both are known: 2014 is not earlier than 2014-05."""
    known = min(len(one.iso), len(other.iso))
    return one.iso[:known] < other.iso[:known]


class Joining(Frozen):
    """Whether one signs up, and how. None: nobody has said."""

    sign_up: Flag | None = None
    how: Line | None = None


class Club(Record):
    """A social-integration club (KIS) or a self-help club.

    An `example` shows editors every feature; nobody runs it anywhere, and it counts nowhere.
    """

    kind: ClubKind
    example: Flag = False
    run_by: OrganizationRef | None = None
    place: TownRef | None = None
    rooms: int | None = Field(default=None, ge=1)
    status: Literal["running", "finished", "unknown"]
    for_whom: tuple[Line, ...] = Field(min_length=1)
    joining: Joining = Joining()
    groups: tuple[GroupTerm, ...] = ()
    aims: tuple[Line, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    cycle: Cycle
    staff: tuple[Line, ...] = ()
    projects: tuple[ProjectRef, ...] = ()
    funding: tuple[Line, ...] = ()
    results: tuple[ExpectedResult, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether anything in it can be on a calendar."""
        return bool(self.cycle.sessions)
