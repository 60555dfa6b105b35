"""Pages about places: voivodeship, powiat, town, and the way to one's own town.

A town has a page when somebody is in it or not far away. Every other town of the index leads to the
nearest town where somebody is, with the distance, so that nobody ends on an empty page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.model import Catalog
from catalog.records.places import Powiat, Town, Voivodeship
from catalog.text.language import N_, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.nearby import Near, whole_km
from catalog.website.lookup.town_routes import TOWNS_FILE, Way, Ways
from catalog.website.pages.cards import Card
from catalog.website.pages.facets import Finder
from catalog.website.pages.voivodeship_map import regions
from catalog.website.render.templates import Page

_HOME = (N_("Początek"), "/")
_ABOVE = (N_("Województwa"), "/wojewodztwa/")
_MOST = 8


@dataclass(frozen=True)
class Localities:
    """All pages about places."""

    ways: Ways
    indexes: Indexes
    finder: Finder

    @property
    def catalog(self) -> Catalog:
        """Whose places they are."""
        return self.ways.catalog

    def pages(self) -> Iterator[Page]:
        """The index by voivodeship, and a page for each place."""
        yield self._choose()
        yield self._voivodeships()
        for voivodeship in self.finder.voivodeships:
            yield self._voivodeship(voivodeship)
            yield self._index(voivodeship)
        for code in self.ways.organizations:
            yield self._powiat(self.catalog.places.powiats[code])
        for way in self.ways.by_town.values():
            if way.km is None and way.target:
                yield self._town(way.town)

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
                "number": len(self.ways.by_town),
            },
        )

    def _index(self, voivodeship: Voivodeship) -> Page:
        ways = self.ways.within[voivodeship.teryt]
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
        places = self.catalog.places
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
                    for code, found in self.ways.organizations.items()
                    if code.startswith(voivodeship.teryt)
                ),
                "partnerships": self.indexes.partnerships_by_voivodeship.get(voivodeship.slug, ()),
                "clubs": self.indexes.clubs_by_voivodeship.get(voivodeship.slug, ()),
                "calendar": f"/wojewodztwa/{voivodeship.slug}/" in self.indexes.calendars,
                "projects": self.indexes.projects_by_voivodeship.get(voivodeship.slug, ()),
                "others": tuple(one for one in self.finder.voivodeships if one != voivodeship),
            },
        )

    def _powiat(self, powiat: Powiat) -> Page:
        voivodeship = self._voivodeship_of(powiat)
        here = self.ways.organizations[powiat.teryt]
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
                "towns": tuple(way for way in self.ways.within[powiat.teryt] if way.km is None),
            },
        )

    def _town(self, town: Town) -> Page:
        powiat = self.catalog.places.powiat_of(town.slug)
        voivodeship = self.catalog.places.voivodeship_of(town.slug)
        nearest = self.ways.near.nearest(
            town, max(_MOST, len(self.ways.near.by_town.get(town.slug, ())))
        )
        trail = [_HOME, _ABOVE, (voivodeship.name, f"/wojewodztwa/{voivodeship.slug}/")]
        if powiat.teryt in self.ways.organizations:
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
