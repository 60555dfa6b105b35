"""Amounts of money: always an integer of grosze, written the Polish way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from babel.numbers import format_decimal

from catalog.text.language import HOME, _, spoken

_AMOUNT = re.compile(
    r"(\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+)"  # 381 352 or 15.000 or 4860
    r"(?:,(\d{1,2})|,-|\.(\d{2}))?"  # ,81 or ,- or .81
    r"\s*(?:zł|pln)?"
)
_SPACE = "\u00a0"

MOST_GROSZE = 100_000_000
"""A million złotych. More is a slip of the hand, not a donation by form."""


class Precision(StrEnum):
    """How exactly a source gives an amount. Only exact amounts are ever added up."""

    EXACT = ""
    NEARLY = "blisko"
    ABOUT = "około"
    OVER = "ponad"


@dataclass(frozen=True)
class Amount:
    """An amount in grosze, and how exactly the source gives it."""

    grosze: int
    precision: Precision = Precision.EXACT

    def __str__(self) -> str:
        return f"{_(self.precision)} {zloty(self.grosze)}".strip()


def parse_amount(written: str) -> Amount:
    """Read "381 352,81 zł", "15.000,-", "4860" or "blisko 22 000 zł". ValueError for the rest."""
    text = written.strip().lower()
    precision = Precision.EXACT
    for candidate in (Precision.NEARLY, Precision.ABOUT, Precision.OVER):
        if text.startswith(f"{candidate} "):
            precision, text = candidate, text[len(candidate) :].strip()
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError(written)
    whole = int(re.sub(r"\D", "", match[1]))
    part = (match[2] or match[3] or "").ljust(2, "0")
    return Amount(whole * 100 + int(part), precision)


def zloty(grosze: int) -> str:
    """An amount as print writes it, with spaces that do not break: 381 352,81 zł, PLN 1,200.50."""
    sign = "-" if grosze < 0 else ""
    whole, part = divmod(abs(grosze), 100)
    if spoken().code != HOME:
        written = format_decimal(abs(grosze) / 100, "#,##0.00", locale=spoken().locale)
        return f"PLN{_SPACE}{sign}{written}"
    grouped = f"{whole:,}".replace(",", _SPACE)
    return f"{sign}{grouped},{part:02d}{_SPACE}zł"


def total(amounts: Iterable[Amount | None]) -> int | None:
    """The sum of exact amounts in grosze; None when there is none, or when one is not exact."""
    known = [amount for amount in amounts if amount is not None]
    if not known or any(amount.precision is not Precision.EXACT for amount in known):
        return None
    return sum(amount.grosze for amount in known)
