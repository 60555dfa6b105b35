"""The wording that two parties agree to: a text, what was settled, and a hash over all of it.

Who agrees, agrees to this hash: another wording is another agreement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MODES = (("free", "bezpłatnie"), ("paid", "w ramach odpłatnej działalności pożytku publicznego"))
"""How the organization works; whoever helps is never paid."""
PAPER_DAYS = 30
"""Of more days an agreement with a volunteer is in writing: Act of 24 April 2003, art. 44(4)."""
UNREVIEWED = "Wzór. Prawnik jeszcze go nie sprawdził."


@dataclass(frozen=True)
class AgreementTemplate:
    """A text with words in braces. version, reviewed: days; reviewed is empty before a lawyer."""

    title: str
    version: str
    reviewed: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """What was settled, and between whom. Both days belong to the agreement."""

    organization: str
    person: str
    what: str
    starts: date
    ends: date
    mode: str

    @property
    def days(self) -> int:
        """How many days it holds, the first and the last included."""
        return (self.ends - self.starts).days + 1


def worded(template: AgreementTemplate, terms: Terms) -> str:
    """The whole text as both parties read it: the title, then a numbered line for each point.

    What was typed is put in once: words in braces that somebody typed stay as they are.
    """
    words = {
        "organizacja": terms.organization,
        "osoba": terms.person,
        "zakres": terms.what,
        "od": _day(terms.starts),
        "do": _day(terms.ends),
        "tryb": dict(MODES)[terms.mode],
    }
    lines = [f"{at}. {_filled(one, words)}" for at, one in enumerate(template.points, 1)]
    note = [] if template.reviewed else [UNREVIEWED]
    head = [template.title, f"Tekst z {_day(date.fromisoformat(template.version))}.", *note]
    return "\n".join([*head, *lines])


def digest(text: str) -> str:
    """SHA-256 of a wording, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def short(hexadecimal: str) -> str:
    """As people compare it: the first twelve signs in groups of four."""
    return spaced(hexadecimal[:12])


def spaced(hexadecimal: str) -> str:
    """In groups of four, so that an eye keeps its place."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))


def needs_paper(starts: date, ends: date) -> bool:
    """Whether an agreement with a volunteer of these days has to be in writing."""
    return (ends - starts).days + 1 > PAPER_DAYS


def _filled(point: str, words: Mapping[str, str]) -> str:
    """Each place in braces once, from left to right; nothing that was put in is read again."""
    made, rest = "", point
    while True:
        before, opened, after = rest.partition("{")
        name, closed, left = after.partition("}")
        if not (opened and closed):
            return made + rest
        made, rest = f"{made}{before}{words[name]}", left


_MONTHS = (
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia"
).split()


def _day(day: date) -> str:
    """12 grudnia 2026 roku. The same whatever a library says of dates: the hash stands on it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} roku"
