"""When a line is answered: weekly hours on a Polish wall, and the season of lines for the winter.

A week is counted in minutes from Monday 0:00 in Warsaw, which is also how a page tells them to
`helplines.js`. Source of the notation of days: schema.org, OpeningHoursSpecification.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from catalog.records.problems import value_problem
from catalog.records.record import Frozen

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OpeningDay = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAY = 24 * 60
WEEK = 7 * DAY
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")


def _minute(value: object) -> int:
    """Minutes since midnight, from 16:00; 24:00 is the end of a day."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise value_problem(
            f"zła godzina „{value}”", "oczekiwano godziny takiej jak 16:00 albo 24:00"
        )
    return DAY if match[1] is None else int(match[1]) * 60 + int(match[2])


Minute = Annotated[int, BeforeValidator(_minute, json_schema_input_type=str)]
"""Written 16:00; 24:00 at the end of a day."""
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
"""A day of every year, written 11-01 for the first of November."""


class Opening(Frozen):
    """Some days of the week with the hours between which somebody answers on each."""

    days: tuple[OpeningDay, ...] = Field(min_length=1)
    starts: Minute = 0
    ends: Minute = DAY


class Season(Frozen):
    """The part of every year in which a line works, both days included; it may span New Year."""

    starts: MonthDay
    ends: MonthDay

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        here = f"{day:%m-%d}"
        if self.starts <= self.ends:
            return self.starts <= here <= self.ends
        return here >= self.starts or here <= self.ends


def spans(openings: tuple[Opening, ...]) -> tuple[tuple[int, int], ...]:
    """The open parts of a week as minutes from Monday 0:00; parts that touch are one."""
    parts = sorted(
        (DAYS.index(day) * DAY + one.starts, DAYS.index(day) * DAY + one.ends)
        for one in openings
        for day in one.days
    )
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def is_open(openings: tuple[Opening, ...], season: Season | None, moment: datetime) -> bool:
    """Whether somebody answers at a moment of Polish time."""
    if season is not None and not season.holds(moment.date()):
        return False
    minute = moment.weekday() * DAY + moment.hour * 60 + moment.minute
    return any(start <= minute < end for start, end in spans(openings))
