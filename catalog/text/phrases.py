"""Plural forms, dates, numbers and names of months in the language spoken, by CLDR.

Source of the rules: https://cldr.unicode.org, read through Babel.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from catalog.text.language import HOME, Language, _, spoken


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form for a count: 1 klub, 2-4 and 22 kluby, 0, 5-21 and 112 klubów; 1 club, 5 clubs.

    A language without a form for a few translates `few` as `many`.
    """
    language = spoken()
    rule = _locale(language.locale).plural_form(count)
    form = {"one": one, "two": few, "few": few}.get(rule, many)
    return form if language.code == HOME else _(form)


def long_date(day: date) -> str:
    """A date as people write it: 22 listopada 2026, 22 November 2026."""
    return _formatted(day, "d MMMM y", spoken().locale)


def long_month_day(written: str) -> str:
    """A day of every year, written 11-01, as people write it: 1 listopada, 1 November."""
    month, day = map(int, written.split("-"))
    return _formatted(date(2000, month, day), "d MMMM", spoken().locale)


def month_name(month: int) -> str:
    """The name of a month in the nominative: 1 is styczeń."""
    return _formatted(date(2000, month, 1), "LLLL", spoken().locale)


def weekday_name(weekday: int) -> str:
    """The name of a weekday: 0 is poniedziałek."""
    return _formatted(date(2001, 1, 1 + weekday), "EEEE", spoken().locale)


def decimal(value: float) -> str:
    """A number with the language's own point and no empty fraction: 49,5 and 51; 49.5."""
    return format_decimal(value, "0.######", locale=_locale(spoken().locale))


def own_name(language: Language) -> str:
    """What a language calls itself: Polski, English."""
    name = Locale(_locale(language.locale).language).display_name or language.code
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@lru_cache(maxsize=16384)
def _formatted(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, _locale(locale))
