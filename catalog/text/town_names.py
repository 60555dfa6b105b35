"""Which town somebody means: by its name, its beginning, a name with slips, or words around it.

Who names a region instead ("Pomorze", "na Podlasiu") means its voivodeship.

`site_templates/assets/town.js` follows the same rules in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from catalog.text.spelling import likeness, most_slips, slips, typed_words

MOST = 8
"""How many suggestions somebody gets."""
_MOST_WORDS = 8
_POSTAL = re.compile(r"\b[0-9]{2}[-\u2010-\u2015 ]?[0-9]{3}\b")


class NamedTown(BaseModel):
    """A town as it is published: `slug` is its page's, `powiat` tells towns of one name apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    powiat: str
    slug: str

    @property
    def path(self) -> str:
        """The Polish path of its page."""
        return f"/miejscowosci/{self.slug}/"


class NamedVoivodeship(BaseModel):
    """A voivodeship by its adjective; `regions` are what people call it or a part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    slug: str
    regions: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The Polish path of its page."""
        return f"/wojewodztwa/{self.slug}/"


NamedPlace = NamedTown | NamedVoivodeship


@dataclass(frozen=True)
class Meant:
    """The places that may be meant, the likeliest first. `sure`: the first alone is."""

    places: tuple[NamedPlace, ...]
    sure: bool


NONE = Meant((), sure=False)
"""Nothing that we know is like what was typed."""


@dataclass(frozen=True)
class TownNames:
    """All towns and voivodeships, to be found by what people type."""

    towns: Sequence[NamedTown]
    voivodeships: Sequence[NamedVoivodeship] = ()

    def meant(self, typed: str) -> Meant:
        """Who types a name gets its towns, or its voivodeship where it is a region's; else what
        begins so; else what is so with slips.

        A postal code beside the name is left out. Of "Rybnik Niedobczyce" or "gmina Kraków" the
        longest part that is a town counts, of two as long the first.
        """
        words = typed_words(_POSTAL.sub(" ", typed))[:_MOST_WORDS]
        if not words:
            return NONE
        key = " ".join(words)
        if exact := self._named(key):
            longer = [town for town, own in self._towns if own.startswith(f"{key} ")]
            return Meant(_few(exact + longer), sure=len(set(exact)) == 1)
        begun = [place for place, own in self._keys if len(key) > 1 and own.startswith(key)]
        if begun:
            return _meant(begun)
        words = tuple(one for one in words if len(one) > 1) or words
        if len(words) > 1 and (near := self._near(words)).places:
            return near
        part = next((one for one in _parts(words) if self._named(" ".join(one))), None)
        if part:
            return _meant(self._named(" ".join(part)))
        inside = [town for town, own in self._towns if len(key) > 2 and f" {key}" in own]
        if inside:
            return _meant(inside)
        if len(words) == 1:
            return self._near(words)
        alone = [place for word in words if len(word) > 4 for place in self._near([word]).places]
        return Meant(_few(alone), sure=False)

    def _named(self, key: str) -> list[NamedPlace]:
        return [place for place, own in self._keys if own == key]

    @cached_property
    def _towns(self) -> tuple[tuple[NamedPlace, str], ...]:
        return tuple((town, " ".join(typed_words(town.name))) for town in self.towns)

    @cached_property
    def _keys(self) -> tuple[tuple[NamedPlace, str], ...]:
        """Every name with its place, towns first."""
        return self._towns + tuple(
            (one, " ".join(typed_words(name)))
            for one in self.voivodeships
            for name in (one.name, *one.regions)
        )

    def _near(self, words: Sequence[str]) -> Meant:
        """The places whose name these words are with the fewest slips, and then with more."""
        found = [(far, place) for place, own in self._keys if (far := _far(words, own)) is not None]
        found.sort(key=lambda one: one[0])
        least = {place for far, place in found if far == found[0][0]}
        return Meant(_few(place for _, place in found), sure=len(least) == 1)


def _far(words: Sequence[str], own: str) -> float | None:
    """How far words are from a name; None when they are not like it.

    Each word is judged by itself: "Nowa Huta" is not "Nowa Ruda". Where words are joined or torn
    apart ("Nowysącz"), one slip in the whole is allowed beside that.
    """
    theirs = own.split(" ")
    if len(theirs) != len(words):
        whole = slips("".join(words), "".join(theirs), 1)
        return None if whole > 1 or most_slips("".join(words)) == 0 else whole
    total = 0.0
    for one, other in zip(words, theirs, strict=True):
        far = likeness(one, other)
        if far is None:
            return None
        total += far
    return total


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words in a row that are fewer than all of them, the longest rows first."""
    for length in range(min(len(words) - 1, 4), 0, -1):
        yield from (words[start : start + length] for start in range(len(words) - length + 1))


def _few(places: Iterable[NamedPlace]) -> tuple[NamedPlace, ...]:
    return tuple(dict.fromkeys(places))[:MOST]


def _meant(places: Iterable[NamedPlace]) -> Meant:
    """These, surely where they are one."""
    few = _few(places)
    return Meant(few, sure=len(few) == 1)
