"""A notice of the board: a kind of help, a powiat, a time and a last day; nothing of a person.

The desk publishes notices (`catalog.board`); whoever has no desk may write them as files.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from catalog.records.places import Teryt
from catalog.records.record import Frozen
from catalog.records.value_types import Day, HelpTerm, Line, Slug
from catalog.text.language import N_

NoticeSide = Literal["offer", "request"]
NoticeTime = Literal["any", "mornings", "afternoons", "evenings", "weekdays", "weekends"]

SIDES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"offer": ("oferty", N_("Oferta")), "request": ("prosby", N_("Prośba"))}
)
"""The word of each side in addresses, and what a page calls one of it."""
TIMES: Mapping[str, str] = MappingProxyType(
    {
        "any": N_("o każdej porze"),
        "mornings": N_("rano"),
        "afternoons": N_("po południu"),
        "evenings": N_("wieczorem"),
        "weekdays": N_("w dni robocze"),
        "weekends": N_("w weekendy"),
    }
)
"""How a page says when."""
assert set(get_args(NoticeTime)) == set(TIMES)


class Notice(Frozen):
    """One notice. `slug` is its number in small letters, by which people ask for it.

    `words` are one or two sentences of whoever moderates, in Polish, which `personal_words` checks.
    `powiat`: a TERYT code; None for help by telephone or over the internet. `until` is its last
    day; `published` the day when it came to the board.
    """

    slug: Slug
    side: NoticeSide
    category: HelpTerm
    powiat: Teryt | None = None
    when: NoticeTime = "any"
    words: Line
    published: Day
    until: Day

    @property
    def number(self) -> str:
        """As people read it out: K7M-D4QV."""
        return self.slug.upper()
