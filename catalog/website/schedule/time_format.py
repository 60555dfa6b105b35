"""Days, hours and rules of meetings in words."""

from __future__ import annotations

from datetime import date, datetime, time

from catalog.clubs.model import Session, Weekday
from catalog.text import phrases
from catalog.text.language import _
from catalog.text.phrases import decimal

WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_FEMININE = {"wednesday", "saturday", "sunday"}
_ORDINALS = {
    1: ("pierwszy", "pierwsza"),
    2: ("drugi", "druga"),
    3: ("trzeci", "trzecia"),
    4: ("czwarty", "czwarta"),
    5: ("piąty", "piąta"),
    -1: ("ostatni", "ostatnia"),
}


def weekday_name(weekday: Weekday) -> str:
    """The name of a weekday: poniedziałek."""
    return phrases.weekday_name(WEEKDAYS.index(weekday))


def full_date(day: date) -> str:
    """A day with its weekday: poniedziałek, 23 listopada 2026."""
    return f"{phrases.weekday_name(day.weekday())}, {phrases.long_date(day)}"


def clock(moment: time | datetime) -> str:
    """An hour as clubs write it: 9:00, 16:30."""
    return f"{moment.hour}:{moment.minute:02d}"


def hours(start: time | datetime, end: time | datetime) -> str:
    """From when to when: 16:00–17:30, with a dash that Polish print uses."""
    return f"{clock(start)}–{clock(end)}"


def day_of_month(session: Session) -> str:
    """Which day of a month a monthly session meets: "15. dzień miesiąca", "druga sobota"."""
    if session.month_day is not None:
        return _("{day}. dzień miesiąca").format(day=session.month_day)
    days = []
    for weekday in session.weekdays:
        ordinal = _ORDINALS[session.nth or 1][weekday in _FEMININE]
        days.append(f"{_(ordinal)} {weekday_name(weekday)}")
    return _(" i ").join(days)


def number(value: float) -> str:
    """A number with a Polish comma and no empty fraction: 49,5 and 51; in English 49.5."""
    return decimal(value)
