"""From a club's rhythm to counts, where the source gives no weekday and no start. Pure.

Counts never become dates: "twice a week in the afternoon" is 24 meetings in 12 weeks, and no
calendar entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.model import ClubClass, CountedMeeting, Cycle

_WEEKS = {"week": 1, "two_weeks": 2}


@dataclass(frozen=True)
class Count:
    """How often a rhythm happens in a cycle. None: a month does not divide into whole weeks.

    Hours are for the whole cycle, from the shortest to the longest meetings.
    """

    meeting: CountedMeeting
    meetings: int | None
    min_hours: int | None
    max_hours: int | None


def count(meeting: CountedMeeting, weeks: int) -> Count:
    """The number of meetings in a cycle of so many weeks, and their hours."""
    every = _WEEKS.get(meeting.every)
    meetings = None if every is None else weeks // every * meeting.times
    least = _product(meetings, meeting.min_hours)
    return Count(meeting, meetings, least, _product(meetings, meeting.max_hours))


def counts(cycle: Cycle) -> tuple[Count, ...]:
    """Every rhythm of a cycle, counted."""
    return tuple(count(meeting, cycle.weeks) for meeting in cycle.meetings)


def planned_hours(classes: Iterable[ClubClass]) -> int:
    """The sum of planned hours; a class without hours adds nothing."""
    return sum(one.hours or 0 for one in classes)


def _product(times: int | None, hours: int | None) -> int | None:
    return None if times is None or hours is None else times * hours
