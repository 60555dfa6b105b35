"""A helpline: the number, whom it is for, when somebody answers, and how we know. Frozen values.

The names follow Open Referral HSDS where it has them (name, languages, schedule, phone).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from catalog.helplines.opening_hours import WEEK, Opening, Season, is_open, spans
from catalog.records import identifiers
from catalog.records.bilingual import PublicPage, Said
from catalog.records.problems import value_problem
from catalog.records.record import Frozen
from catalog.records.value_types import (
    Day,
    GroupTerm,
    HelpTerm,
    Slug,
    TroubleTerm,
    VoivodeshipRef,
    Website,
)

_SHORT = re.compile(r"1\d{2}|116\d{3}|9\d{2}")
"""Numbers without an area code (Polish numbering plan): 112, 116 123, 987."""


def _dialled(value: str) -> str:
    number = re.sub(r"[ -]", "", value)
    if _SHORT.fullmatch(number):
        return number
    try:
        return identifiers.e164(identifiers.phone(value))
    except ValueError:
        raise value_problem(
            f"zły telefon „{value}”", "oczekiwano numeru takiego jak 116 123"
        ) from None


DialledNumber = Annotated[str, AfterValidator(_dialled)]
"""E.164 (+48800120002), or a short number as it is dialled (116123)."""
Tongue = Literal["pl", "uk", "ru", "en"]


class Helpline(Frozen):
    """One line. `troubles`, `needs` and `groups` say on which pages it is offered.

    `when` says in one sentence when to call; `kept_by` who answers. Without `voivodeships` it is
    for the whole country. `checked` is the day on which number and hours were compared with at
    least two public pages; nobody has to have called.
    """

    slug: Slug
    name: Said
    number: DialledNumber
    when: Said
    tells: Said | None = None
    openings: tuple[Opening, ...] = Field(min_length=1)
    season: Season | None = None
    cost: Literal["free", "as_usual"]
    languages: tuple[Tongue, ...] = ("pl",)
    chat: Website | None = None
    voivodeships: tuple[VoivodeshipRef, ...] = ()
    troubles: tuple[TroubleTerm, ...] = Field(min_length=1)
    needs: tuple[HelpTerm, ...] = ()
    groups: tuple[GroupTerm, ...] = ()
    sources: tuple[PublicPage, ...] = Field(min_length=2)
    checked: Day

    @property
    def always(self) -> bool:
        """Whether somebody answers day and night, every day (of its season)."""
        return spans(self.openings) == ((0, WEEK),)

    def answers(self, moment: datetime) -> bool:
        """Whether somebody answers at a moment of Polish time."""
        return is_open(self.openings, self.season, moment)

    def serves(self, voivodeship: str | None) -> bool:
        """Whether it is for people of a voivodeship; None asks for the whole country or any."""
        return not self.voivodeships or voivodeship is None or voivodeship in self.voivodeships
