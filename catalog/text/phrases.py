"""Plural forms, dates and names of months in the language spoken."""

from __future__ import annotations

from datetime import date

from catalog.text.language import HOME, _, spoken

_MONTHS = (
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia"
).split()


_MONTH_NAMES = (
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik "
    "listopad grudzień"
).split()


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form for a count: 1 klub, 2-4 and 22 kluby, 0, 5-21 and 112 klubów; 1 club, 5 clubs."""
    if spoken().code != HOME:
        return _(one) if count == 1 else _(many)
    if count == 1:
        return one
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return few
    return many


def long_date(day: date) -> str:
    """A date as people write it: 22 listopada 2026, 22 November 2026."""
    return f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"


def month_name(month: int) -> str:
    """The name of a month in the nominative: 1 is styczeń."""
    return _(_MONTH_NAMES[month - 1])
