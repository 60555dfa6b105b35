"""Pages about places: voivodeship, powiat, town, and the way to one's own town.

A town has a page when somebody is in it or not far away. Every other town of the index leads to the
nearest town where somebody is, with the distance, so that nobody ends on an empty page.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from catalog.language import N_, _
from catalog.model import Catalog, Organization
from catalog.places import Powiat, Town, Voivodeship
from catalog.text import sort_key
from catalog.website.cards import Card
from catalog.website.finding import Finder
from catalog.website.indexes import Indexes, sorted_by_name
from catalog.website.maps import regions
from catalog.website.nearby import Near, Neighbourhood, whole_km
from catalog.website.rendering import Page

_HOME = (N_("Początek"), "/")
_ABOVE = (N_("Województwa"), "/wojewodztwa/")
_NEAR_KM = 15
_MOST = 8
TOWNS_FILE = "/miejscowosci/miejscowosci.json"


@dataclass(frozen=True)
class Way:
    """A town of the index: where it leads, and how far that is (None: it has its own page)."""

    town: Town
    powiat: Powiat
    target: Town | None
    km: int | None

    @property
    def path(self) -> str:
        """The page to go to."""
        return f"/miejscowosci/{self.target.slug}/" if self.target else "/wojewodztwa/"


@dataclass(frozen=True)
class Localities:
    """All pages about places."""

    catalog: Catalog
    indexes: Indexes
    finder: Finder

    def pages(self) -> Iterator[Page]:
        """The index by voivodeship, and a page for each place."""
        yield self._choose()
        yield self._voivodeships()
        for voivodeship in self.finder.voivodeships:
            yield self._voivodeship(voivodeship)
            yield self._index(voivodeship)
        for code in self.by_powiat:
            yield self._powiat(self.catalog.places.powiats[code])
        for way in self.ways.values():
            if way.km is None and way.target:
                yield self._town(way.town)

    @cached_property
    def _near(self) -> Neighbourhood:
        return Neighbourhood(self.catalog, self.indexes)

    @cached_property
    def ways(self) -> Mapping[str, Way]:
        """Every town by its slug, in the order of a Polish dictionary."""
        towns = sorted(self.catalog.places.towns.values(), key=lambda one: sort_key(one.name))
        return {town.slug: self._way(town) for town in towns}

    def _way(self, town: Town) -> Way:
        powiat = self.catalog.places.powiat_of(town.slug)
        nearest = self._near.nearest_town(town)
        if nearest is None:
            return Way(town, powiat, None, None)
        km, other = nearest
        if km <= _NEAR_KM:
            return Way(town, powiat, town, None)
        return Way(town, powiat, other, whole_km(km))

    @cached_property
    def by_powiat(self) -> Mapping[str, tuple[Organization, ...]]:
        """Powiat code → organizations with their seat or their work there."""
        found: dict[str, dict[str, Organization]] = defaultdict(dict)
        for slug, here in self._near.by_town.items():
            for one in here:
                found[self.catalog.places.towns[slug].powiat][one.slug] = one
        return {code: sorted_by_name(here.values()) for code, here in sorted(found.items())}

    @cached_property
    def _ways(self) -> Mapping[str, Sequence[Way]]:
        """TERYT code of a powiat or voivodeship → its towns."""
        found: dict[str, list[Way]] = defaultdict(list)
        for way in self.ways.values():
            found[way.town.powiat].append(way)
            found[way.town.powiat[:2]].append(way)
        return found

    def towns_file(self) -> bytes:
        """What town.js asks for: names, powiats and where each leads, as JSON.

        `towns` has rows of name, index in `powiats`, slug of the page, kilometres to it (0: here).
        """
        powiats = sorted({way.powiat for way in self.ways.values()}, key=lambda one: one.teryt)
        number = {one.teryt: index for index, one in enumerate(powiats)}
        towns = [
            [way.town.name, number[way.powiat.teryt], way.target.slug, way.km or 0]
            for way in self.ways.values()
            if way.target
        ]
        told = {"powiats": [one.name for one in powiats], "towns": towns}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    def _choose(self) -> Page:
        return Page(
            path="/miejscowosci/",
            template="pages/towns.html",
            title=_("Wybierz swoją miejscowość"),
            description=_("Zobacz, kto pomaga najbliżej Twojej miejscowości."),
            trail=(_HOME,),
            kind="towns",
            context={
                "regions": regions(self.catalog, self.indexes),
                "towns_file": TOWNS_FILE,
                "number": len(self.ways),
            },
        )

    def _index(self, voivodeship: Voivodeship) -> Page:
        ways = self._ways[voivodeship.teryt]
        letters: dict[str, list[Way]] = defaultdict(list)
        for way in ways:
            letters[way.town.name[0].upper()].append(way)
        times = Counter(way.town.name for way in ways)
        return Page(
            path=f"/miejscowosci/a-z/{voivodeship.slug}/",
            template="pages/towns_of.html",
            title=_("Miejscowości od A do Z: województwo {voivodeship}").format(
                voivodeship=voivodeship.name
            ),
            description=_("Miejscowości w województwie {voivodeship} i najbliższa pomoc.").format(
                voivodeship=voivodeship.within
            ),
            trail=(_HOME, (N_("Miejscowości"), "/miejscowosci/")),
            kind="towns_of",
            context={
                "voivodeship": voivodeship,
                "letters": tuple(letters.items()),
                "doubled": frozenset(name for name in times if times[name] > 1),
            },
        )

    def _voivodeships(self) -> Page:
        return Page(
            path="/wojewodztwa/",
            template="pages/voivodeships.html",
            title=_("Wybierz województwo"),
            description=_(
                "Szesnaście województw na mapie i na liście: zobacz, kto pomaga blisko Ciebie."
            ),
            trail=(_HOME,),
            kind="voivodeships",
            context={"regions": regions(self.catalog, self.indexes)},
        )

    def _voivodeship(self, voivodeship: Voivodeship) -> Page:
        catalog, places = self.catalog, self.catalog.places
        where = voivodeship.within
        here = self.indexes.organizations_by_voivodeship.get(voivodeship.slug, ())
        return Page(
            path=f"/wojewodztwa/{voivodeship.slug}/",
            template="pages/voivodeship.html",
            title=_("Pomoc w województwie {voivodeship}").format(voivodeship=where),
            description=_(
                "Organizacje, partnerstwa, kluby i projekty w województwie {voivodeship}."
            ).format(voivodeship=where),
            trail=(_HOME, _ABOVE),
            kind="voivodeship",
            updated=max((one.updated for one in here), default=None),
            context={
                "voivodeship": voivodeship,
                "cards": self.finder.cards.of(here),
                "filters": self.finder.filters_in(voivodeship),
                "powiats": tuple(
                    (places.powiats[code], len(found))
                    for code, found in self.by_powiat.items()
                    if code.startswith(voivodeship.teryt)
                ),
                "partnerships": sorted_by_name(
                    one
                    for one in catalog.partnerships.values()
                    if places.voivodeship_of(one.place) == voivodeship
                ),
                "clubs": sorted_by_name(
                    one
                    for one in catalog.real_clubs.values()
                    if one.place and places.voivodeship_of(one.place) == voivodeship
                ),
                "calendar": f"/wojewodztwa/{voivodeship.slug}/" in self.indexes.calendars,
                "projects": sorted_by_name(
                    one
                    for one in catalog.projects.values()
                    if self.indexes.voivodeship_of_project(one) == voivodeship
                ),
                "others": tuple(one for one in self.finder.voivodeships if one != voivodeship),
            },
        )

    def _powiat(self, powiat: Powiat) -> Page:
        voivodeship = self._voivodeship_of(powiat)
        here = self.by_powiat[powiat.teryt]
        return Page(
            path=f"/powiaty/{powiat.slug}/",
            template="pages/powiat.html",
            title=self._full_name(powiat),
            description=_("Kto pomaga: {powiat}, województwo {voivodeship}.").format(
                powiat=self._full_name(powiat), voivodeship=voivodeship.name
            ),
            trail=(_HOME, _ABOVE, (voivodeship.name, f"/wojewodztwa/{voivodeship.slug}/")),
            kind="powiat",
            context={
                "voivodeship": voivodeship,
                "cards": self.finder.cards.of(here),
                "towns": tuple(way for way in self._ways[powiat.teryt] if way.km is None),
            },
        )

    def _town(self, town: Town) -> Page:
        powiat = self.catalog.places.powiat_of(town.slug)
        voivodeship = self.catalog.places.voivodeship_of(town.slug)
        nearest = self._near.nearest(town, max(_MOST, len(self._near.by_town.get(town.slug, ()))))
        trail = [_HOME, _ABOVE, (voivodeship.name, f"/wojewodztwa/{voivodeship.slug}/")]
        if powiat.teryt in self.by_powiat:
            trail.append((powiat.name, f"/powiaty/{powiat.slug}/"))
        return Page(
            path=f"/miejscowosci/{town.slug}/",
            template="pages/town.html",
            title=_("Pomoc blisko: {town}").format(town=town.name),
            description=_(
                "Kto pomaga najbliżej: {town} ({powiat}, województwo {voivodeship})."
            ).format(town=town.name, powiat=powiat.name, voivodeship=voivodeship.name),
            trail=tuple(trail),
            kind="town",
            context={
                "town": town,
                "powiat": powiat,
                "voivodeship": voivodeship,
                "here": self._cards(one for one in nearest if one.town.slug == town.slug),
                "near": self._cards(one for one in nearest if one.town.slug != town.slug),
                "clubs": self.indexes.clubs_by_town.get(town.slug, ()),
                "partnerships": self.indexes.partnerships_by_town.get(town.slug, ()),
            },
        )

    def _cards(self, found: Iterable[Near]) -> tuple[Card, ...]:
        cards = self.finder.cards
        return tuple(cards.one(one.organization, whole_km(one.km)) for one in found)

    def _voivodeship_of(self, powiat: Powiat) -> Voivodeship:
        return next(one for one in self.finder.voivodeships if powiat.teryt.startswith(one.teryt))

    def _full_name(self, powiat: Powiat) -> str:
        return powiat.name[:1].upper() + powiat.name[1:]
