"""Which helplines a page offers, and how one of them is shown: number, hours, cost, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import NamedTuple

from catalog.helplines.model import Helpline, Tongue
from catalog.helplines.opening_hours import DAY, DAYS, WEEK, Opening, spans
from catalog.model import Catalog
from catalog.records.places import Voivodeship
from catalog.records.taxonomies import Term
from catalog.text.language import N_, _, spoken
from catalog.text.phrases import long_month_day

EMERGENCY = "112"
_MOST_CALLED = 2
"""How many lines of the whole country stand above what search finds."""
_ROOF = "brak-noclegu"
_CHILDREN = "dzieci"
_URGENT = (_ROOF, "przemoc", "kryzys")
"""Troubles that cannot wait for the morning, in the order of pages. The number of children is in
the header of each.
"""
_SHORT_DAYS = (N_("pn."), N_("wt."), N_("śr."), N_("czw."), N_("pt."), N_("sob."), N_("niedz."))
_TONGUES: dict[Tongue, str] = {
    "pl": N_("polsku"),
    "uk": N_("ukraińsku"),
    "ru": N_("rosyjsku"),
    "en": N_("angielsku"),
}


@dataclass(frozen=True)
class HelplineCard:
    """A helpline in a list. `openings` is for helplines.js: minutes of a week from Monday 0:00 in
    Warsaw, such as "0-1440 2880-4320"; `season` is "11-01/03-31", or nothing.
    """

    line: Helpline
    dialled: str
    hours: str
    openings: str
    season: str
    tongues: str
    voivodeships: tuple[Voivodeship, ...]


def helplines_for(
    catalog: Catalog,
    *,
    trouble: str | None = None,
    need: str | None = None,
    group: str | None = None,
    voivodeship: str | None = None,
) -> tuple[HelplineCard, ...]:
    """The lines for a trouble, a need or a group, by slug; all of them when none is asked for.

    With `voivodeship` those of other parts of the country stay out and the regional one is first.
    """
    asked = trouble or need or group
    found = (
        one
        for one in catalog.helplines.values()
        if one.serves(voivodeship)
        and (
            not asked
            or trouble in one.troubles
            or (need is not None and need in one.needs)
            or (group is not None and group in one.groups)
        )
    )

    def first(one: Helpline) -> bool:
        named = ((one.troubles, trouble), (one.needs, need), (one.groups, group))
        return any(mine[:1] == (theirs,) for mine, theirs in named)

    regional = voivodeship is not None
    return cards(catalog, sorted(found, key=lambda one: _rank(one, first, regional)))


class Call(NamedTuple):
    """A trouble, and whom one may call about it."""

    trouble: Term
    lines: tuple[HelplineCard, ...]


def calls(catalog: Catalog) -> tuple[Call, ...]:
    """For each trouble its lines in their order: all of regions, the first of the whole country."""
    found = []
    for trouble in catalog.taxonomies["troubles"].terms:
        lines = helplines_for(catalog, trouble=trouble.slug)
        most = [one for one in lines if not one.voivodeships][:_MOST_CALLED]
        if lines:
            kept = tuple(one for one in lines if one.voivodeships or one in most)
            found.append(Call(trouble, kept))
    return tuple(found)


@dataclass(frozen=True)
class UrgentLines:
    """The few lines that pages about places and empty answers show: those that always answer.

    Called with the slug of a voivodeship, or nothing; drawn up once for each, in each language,
    since thousands of towns ask.
    """

    catalog: Catalog
    _made: dict[tuple[str, str | None], tuple[UrgentLine, ...]] = field(
        default_factory=dict, repr=False
    )

    def __call__(self, voivodeship: str | None = None) -> tuple[UrgentLine, ...]:
        """The line of the region for a night without a roof first, then one for each trouble."""
        key = spoken().code, voivodeship
        if key not in self._made:
            self._made[key] = tuple(self._found(voivodeship))
        return self._made[key]

    def _found(self, voivodeship: str | None) -> Iterator[UrgentLine]:
        troubles = self.catalog.taxonomies["troubles"]
        for slug in _URGENT:
            lines = helplines_for(self.catalog, trouble=slug, voivodeship=voivodeship)
            if slug == _ROOF:  # else 112, which is in the header of every page
                lines = tuple(one for one in lines if one.voivodeships and voivodeship)
            always = (one for one in lines if one.line.always and one.line.troubles[0] == slug)
            for one in islice(always, 1):
                yield UrgentLine(troubles[slug].label, one)


class UrgentLine(NamedTuple):
    """What one calls about, in the words of a page, and the line."""

    trouble: str
    card: HelplineCard


def _rank(one: Helpline, first: Callable[[Helpline], bool], regional: bool) -> tuple[bool, ...]:
    """Of this region first, then made for just this, then day and night, the rest last.

    112 is in the header of every page, so it comes after those who have time to listen; so does
    what is made for children, where the page is about something else.
    """
    return (
        regional and not one.voivodeships,
        not first(one),
        one.number == EMERGENCY,
        one.troubles[0] == _CHILDREN,
        not one.always,
    )


def cards(catalog: Catalog, lines: Iterable[Helpline]) -> tuple[HelplineCard, ...]:
    """Lines as they are shown, in the order given."""
    places = catalog.places.voivodeships
    return tuple(
        HelplineCard(
            line=one,
            dialled=_grouped(one.number),
            hours=hours_words(one),
            openings=" ".join(f"{start}-{end}" for start, end in spans(one.openings)),
            season=f"{one.season.starts}/{one.season.ends}" if one.season else "",
            tongues=_tongues(one),
            voivodeships=tuple(places[slug] for slug in one.voivodeships if slug in places),
        )
        for one in lines
    )


def _grouped(number: str) -> str:
    """A number as people read it aloud: 800 120 002, 116 123. Large letters part it."""
    if not number.startswith("+48"):
        parts = [number[at : at + 3] for at in range(0, len(number), 3)]
    elif number.startswith(("+48800", "+485", "+486", "+487", "+4888")):
        parts = [number[3:6], number[6:9], number[9:]]
    else:
        parts = [number[3:5], number[5:8], number[8:10], number[10:]]
    return " ".join(parts)


def _tongues(one: Helpline) -> str:
    """The languages, where not Polish alone: "po polsku, ukraińsku, rosyjsku"."""
    if one.languages == ("pl",):
        return ""
    return _("po {languages}").format(languages=", ".join(_(_TONGUES[it]) for it in one.languages))


def hours_words(one: Helpline) -> str:
    """When somebody answers, in words: "całą dobę, codziennie", "pn.–pt. 17:00–20:00"."""
    if one.always:
        said = _("całą dobę, codziennie")
    else:
        said = "; ".join(_opening_words(opening) for opening in one.openings)
    if one.season is None:
        return said
    return _("{hours}, od {first} do {last}").format(
        hours=said, first=long_month_day(one.season.starts), last=long_month_day(one.season.ends)
    )


def _opening_words(opening: Opening) -> str:
    days = _day_words(opening)
    if opening.starts == 0 and opening.ends == DAY:
        return _("{days} całą dobę").format(days=days)
    if opening.ends == DAY:
        return _("{days} od {clock}").format(days=days, clock=_clock(opening.starts))
    if opening.starts == 0:
        return _("{days} do {clock}").format(days=days, clock=_clock(opening.ends))
    return f"{days} {_clock(opening.starts)}–{_clock(opening.ends)}"


def _day_words(opening: Opening) -> str:
    """Days in a row as one span: "pn.–pt.", "pn., śr."; all seven are "codziennie"."""
    numbers = sorted(DAYS.index(day) for day in opening.days)
    if len(numbers) * DAY == WEEK:
        return _("codziennie")
    found = []
    for _key, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [_(_SHORT_DAYS[number]) for _place, number in run]
        found.append(f"{row[0]}–{row[-1]}" if len(row) > 2 else ", ".join(row))
    return ", ".join(found)


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
