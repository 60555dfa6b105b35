"""Pages about voivodeships and powiats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.clubs.model import Club
from catalog.model import Catalog
from catalog.partnerships.model import Partnership
from catalog.projects.model import Project
from catalog.records.places import Powiat, Voivodeship
from catalog.text.language import N_, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Way, Ways
from catalog.website.pages.cards import Card
from catalog.website.pages.facets import Finder
from catalog.website.pages.filter_links import Filter
from catalog.website.pages.voivodeship_map import Region, regions
from catalog.website.render.templates import Folder, Page

_HOME = (N_("Początek"), "/")
_ABOVE = (N_("Województwa"), "/wojewodztwa/")


@dataclass(frozen=True)
class VoivodeshipsContext:
    """What the template of the map may name."""

    regions: tuple[Region, ...]


@dataclass(frozen=True)
class VoivodeshipContext:
    """What the template of a voivodeship may name: each powiat with its number of organizations."""

    voivodeship: Voivodeship
    cards: tuple[Card, ...]
    filters: tuple[Filter, ...]
    powiats: tuple[tuple[Powiat, int], ...]
    partnerships: Sequence[Partnership]
    clubs: Sequence[Club]
    calendar: bool
    projects: Sequence[Project]
    others: tuple[Voivodeship, ...]


@dataclass(frozen=True)
class PowiatContext:
    """What the template of a powiat may name."""

    voivodeship: Voivodeship
    cards: tuple[Card, ...]
    towns: tuple[Way, ...]


@dataclass(frozen=True)
class Localities:
    """All pages about voivodeships and powiats."""

    ways: Ways
    indexes: Indexes
    finder: Finder

    @property
    def catalog(self) -> Catalog:
        """Whose places they are."""
        return self.ways.catalog

    def pages(self) -> Iterator[Page]:
        """The map of voivodeships, each of them, and each powiat where somebody is."""
        yield self._voivodeships()
        for voivodeship in self.finder.voivodeships:
            yield self._voivodeship(voivodeship)
        for code in self.ways.organizations:
            yield self._powiat(self.catalog.places.powiats[code])

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
            context=VoivodeshipsContext(
                regions=regions(self.catalog, self.indexes),
            ),
        )

    def _voivodeship(self, voivodeship: Voivodeship) -> Page:
        places = self.catalog.places
        where = voivodeship.within
        here = self.indexes.organizations_by_voivodeship.get(voivodeship.slug, ())
        return Page(
            path=f"/wojewodztwa/{voivodeship.slug}/",
            template="pages/voivodeship.html",
            long_list="cards",
            title=_("Pomoc w województwie {voivodeship}").format(voivodeship=where),
            description=_(
                "Organizacje, partnerstwa, kluby i projekty w województwie {voivodeship}."
            ).format(voivodeship=where),
            trail=(_HOME, _ABOVE),
            kind="voivodeship",
            updated=max((one.updated for one in here), default=None),
            context=VoivodeshipContext(
                voivodeship=voivodeship,
                cards=self.finder.cards.of(here),
                filters=self.finder.filters_in(voivodeship),
                powiats=tuple(
                    (places.powiats[code], len(found))
                    for code, found in self.ways.organizations.items()
                    if code.startswith(voivodeship.teryt)
                ),
                partnerships=self.indexes.partnerships_by_voivodeship.get(voivodeship.slug, ()),
                clubs=self.indexes.clubs_by_voivodeship.get(voivodeship.slug, ()),
                calendar=f"/wojewodztwa/{voivodeship.slug}/" in self.indexes.calendars,
                projects=self.indexes.projects_by_voivodeship.get(voivodeship.slug, ()),
                others=tuple(one for one in self.finder.voivodeships if one != voivodeship),
            ),
        )

    def _powiat(self, powiat: Powiat) -> Page:
        voivodeship = self._voivodeship_of(powiat)
        here = self.ways.organizations[powiat.teryt]
        return Page(
            path=f"/powiaty/{powiat.slug}/",
            template="pages/powiat.html",
            long_list="cards",
            title=self._full_name(powiat),
            description=_("Kto pomaga: {powiat}, województwo {voivodeship}.").format(
                powiat=self._full_name(powiat), voivodeship=voivodeship.name
            ),
            trail=(_HOME, _ABOVE, (voivodeship.name, f"/wojewodztwa/{voivodeship.slug}/")),
            kind="powiat",
            context=PowiatContext(
                voivodeship=voivodeship,
                cards=self.finder.cards.of(here),
                towns=tuple(self.ways.within[powiat.teryt]),
            ),
            folders=(
                Folder(
                    "/powiaty/",
                    "",
                    _("Powiaty, w których kogoś znamy"),
                    (_("Wybierz województwo"), "/wojewodztwa/"),
                    sort=True,
                ),
            ),
            name=self._full_name(powiat),
        )

    def _voivodeship_of(self, powiat: Powiat) -> Voivodeship:
        return next(one for one in self.finder.voivodeships if powiat.teryt.startswith(one.teryt))

    def _full_name(self, powiat: Powiat) -> str:
        return powiat.name[:1].upper() + powiat.name[1:]
