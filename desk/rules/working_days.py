"""Days on which offices in Poland work: a missed call is tried again on the next one."""

from __future__ import annotations

from datetime import date, timedelta

import holidays


def is_working_day(day: date) -> bool:
    """Whether it is from Monday to Friday and no public holiday of Poland."""
    return day.weekday() < 5 and day not in holidays.country_holidays("PL", years=day.year)


def next_working_day(day: date) -> date:
    """The first working day after this one."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
