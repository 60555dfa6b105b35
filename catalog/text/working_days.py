"""Public holidays of Poland, and the days on which offices work.

Source: the Act of 18 January 1951 on days off work, as the library `holidays` keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=256)
def public_holidays(year: int) -> Mapping[date, str]:
    """Days off work by Polish law in a year, with their Polish names."""
    return dict(country_holidays("PL", years=year, language="pl"))


def is_working_day(day: date) -> bool:
    """Whether it is from Monday to Friday and no public holiday of Poland."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day after this one."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
