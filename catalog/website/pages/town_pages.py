"""Pages about towns: one for each town of the index, and the ways to one's own.

A town where we know nobody says so, and then who is nearest and how far: each line names its place
and the distance to it. First stands what exists in every gmina.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from markupsafe import Markup

from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.records.places import Voivodeship
from catalog.records.taxonomies import Term
from catalog.text.folding import fold
from catalog.text.language import N_, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.nearby import Near, whole_km
from catalog.website.lookup.town_needs import NOBODY, Fits
from catalog.website.lookup.town_routes import TOWNS_FILE, Way, Ways
from catalog.website.pages.facets import Finder
from catalog.website.pages.institution_pages import INSTITUTIONS, institutions_for, ordered
from catalog.website.pages.town_contexts import (
    NeedAnswer,
    Told,
    TownContext,
    TownsContext,
    TownsOfContext,
)
from catalog.website.pages.voivodeship_map import regions
from catalog.website.render.frame import relative_link
from catalog.website.render.templates import Alike, Folder, Page, count, in_polish

_HOME = (N_("Początek"), "/")
_MOST_INSTITUTIONS = 3
_ABOVE = (N_("Miejscowości"), "/miejscowosci/")
_NO_ROWS = Markup("")


@dataclass(frozen=True)
class Towns:
    """All pages about towns."""

    ways: Ways
    indexes: Indexes
    finder: Finder
    _rows: dict[tuple[str, str], Markup] = field(default_factory=dict, repr=False)

    @property
    def catalog(self) -> Catalog:
        """Whose towns they are."""
        return self.ways.catalog

    def pages(self) -> Iterator[Page]:
        """The choice, the lists by letter and by voivodeship, and every town."""
        yield self._choose()
        for letter, ways in self._letters.items():
            yield self._of_letter(letter, ways)
        for voivodeship in self.finder.voivodeships:
            yield self._of_voivodeship(voivodeship)
        for way in self.ways.by_town.values():
            yield self.page_of(way)

    @cached_property
    def _letters(self) -> dict[str, list[Way]]:
        """Towns by the first letter as a phone without Polish letters types it: Ł is under L."""
        found: dict[str, list[Way]] = defaultdict(list)
        for way in self.ways.by_town.values():
            found[fold(way.town.name)[0]].append(way)
        return dict(sorted(found.items()))

    def _choose(self) -> Page:
        return Page(
            path="/miejscowosci/",
            template="pages/towns.html",
            title=_("Wybierz swoją miejscowość"),
            description=_("Zobacz, kto pomaga najbliżej Twojej miejscowości."),
            trail=(_HOME,),
            kind="towns",
            context=TownsContext(
                regions=regions(self.catalog, self.indexes),
                letters=tuple(self._letters),
                towns_file=TOWNS_FILE,
                number=len(self.ways.by_town),
            ),
        )

    def _of_letter(self, letter: str, ways: Sequence[Way]) -> Page:
        return _index(
            letter,
            _("Miejscowości na literę {letter}").format(letter=letter.upper()),
            _("Miejscowości na literę {letter} i najbliższa pomoc.").format(letter=letter.upper()),
            _grouped(ways, 2),
        )

    def _of_voivodeship(self, voivodeship: Voivodeship) -> Page:
        return _index(
            voivodeship.slug,
            _("Miejscowości od A do Z: województwo {voivodeship}").format(
                voivodeship=voivodeship.name
            ),
            _("Miejscowości w województwie {voivodeship} i najbliższa pomoc.").format(
                voivodeship=voivodeship.within
            ),
            _grouped(self.ways.within.get(voivodeship.teryt, ()), 1),
            voivodeship,
        )

    def page_of(self, way: Way) -> Page:
        """The page of a town."""
        slug = way.town.slug
        told, linked = self._told(way), way.powiat.teryt in self.ways.organizations
        page = self._page(told, linked)
        here = self.ways.near.by_town.get(slug, ())
        assert isinstance(page.context, TownContext)
        context = replace(
            page.context,
            here=self.finder.cards.of(here),
            offices=self._offices(one for one in here if one.place == slug),
            clubs=self.indexes.clubs_by_town.get(slug, ()),
            partnerships=self.indexes.partnerships_by_town.get(slug, ()),
        )
        alone = not (here or context.clubs or context.partnerships)
        return replace(page, context=context, alike=self._alike(told, linked) if alone else None)

    def _offices(self, here: Iterable[Organization]) -> tuple[Organization, ...]:
        """The offices of a town that help with most of all, where they can be called."""
        kind = next((one.kind for one in ordered(self.catalog) if one.kind), None)
        return tuple(one for one in here if one.contact.phone and one.kind == kind)

    def _alike(self, told: Told, linked: bool) -> Alike | None:
        """Most towns of a voivodeship have nobody, and differ by words alone: as they stand in HTML
        and in JSON.
        """
        words = (told.slug, told.town, told.powiat, told.powiat_slug)
        if not told.near or not all(
            word.replace("-", "").replace(" ", "").isalnum() for word in words
        ):
            return None
        marks = self._marks._replace(voivodeship=told.voivodeship)
        values = dict(zip(_flat(marks), _flat(told), strict=True))
        return Alike(
            f"town {told.voivodeship[-1]} {linked}", lambda: self._page(marks, linked), values
        )

    def _page(self, told: Told, linked: bool) -> Page:
        """The page of a town; `linked`: its powiat has a page, too."""
        name, within, region = told.voivodeship
        trail = [_HOME, _ABOVE, (name, f"/wojewodztwa/{region}/")]
        if linked:
            trail.append((told.powiat, f"/powiaty/{told.powiat_slug}/"))
        return Page(
            path=f"/miejscowosci/{told.slug}/",
            template="pages/town.html",
            title=_("Pomoc blisko: {town}").format(town=told.town),
            description=_(
                "Kto pomaga najbliżej: {town} ({powiat}, województwo {voivodeship})."
            ).format(town=told.town, powiat=told.powiat, voivodeship=name),
            trail=tuple(trail),
            kind="town",
            context=TownContext(
                told=told,
                voivodeship=name,
                within=within,
                region=region,
                needs=tuple(
                    NeedAnswer(term, begin, rows)
                    for (term, begin), rows in zip(self._begin, told.needs, strict=True)
                ),
                here=(),
                offices=(),
                clubs=(),
                partnerships=(),
            ),
        )

    def _told(self, way: Way) -> Told:
        """What is to say of a town."""
        town = way.town
        voivodeship = self.catalog.places.voivodeship_of(town.slug)
        fits = self.ways.fits(town)
        return Told(
            slug=town.slug,
            town=town.name,
            powiat=way.powiat.name,
            kicker=way.powiat.name[:1].upper() + way.powiat.name[1:],
            powiat_slug=way.powiat.slug,
            voivodeship=(voivodeship.name, voivodeship.within, voivodeship.slug),
            lead=self._lead(way),
            near=self._list(one for one in self.ways.nearest(town) if one.town.slug != town.slug),
            needs=tuple(self._rows_of(fits.get(term.slug, NOBODY)) for term, _begin in self._begin),
        )

    def _lead(self, way: Way) -> Markup:
        """Whether we know somebody in the town, else who is nearest and how far."""
        number = len(self.ways.near.by_town.get(way.town.slug, ()))
        if number:
            many = _("1 organizację") if number == 1 else count(number, "organizacja")
            return Markup("{} {}.").format(_("na miejscu znamy"), many)
        if way.nearest is None:
            return Markup(_("na miejscu nie znamy nikogo."))  # noqa: S704 - a text of ours
        return Markup("{} {} {}, {}&nbsp;km.").format(
            _("na miejscu nie znamy nikogo."), _("Najbliżej:"), way.nearest.name, way.km
        )

    def _rows_of(self, found: Fits) -> Markup:
        """Who surely helps, then who perhaps does."""
        sure = self._list(found.sure)
        if not found.perhaps:
            return sure
        perhaps = self._list(found.perhaps)
        said = _("Być może pomogą też ci. Zapytaj, czy przyjmą Ciebie:")
        return Markup(f"{sure}<p>{said}</p>{perhaps}")  # noqa: S704 - quick; all three are HTML

    def _list(self, found: Iterable[Near]) -> Markup:
        """Rows that end with the distance; made by hand, since a site has 80,000 of them."""
        lines = ""
        for one in found:
            far = f"{max(1, whole_km(one.km))}\N{NO-BREAK SPACE}km" if one.km else self._on_the_spot
            lines += f"<li>{self._words(one)}&nbsp;· <strong>{far}</strong></li>\n"
        return Markup(f'<ul class="rows">\n{lines}</ul>\n') if lines else _NO_ROWS  # noqa: S704

    @cached_property
    def _on_the_spot(self) -> str:
        """What stands in place of a distance of nothing."""
        return _("na miejscu")

    @cached_property
    def _marks(self) -> Told:
        """A name of no town for each part, which stands in the pattern of all but its voivodeship:
        that says more than its name, such as who answers there at night.
        """
        return Told(
            slug="Xslugx",
            town="Xtownx",
            powiat="Xpowiatx",
            kicker="Xkickerx",
            powiat_slug="Xpowiatslugx",
            voivodeship=("", "", ""),
            lead=Markup("Xleadx"),
            near=Markup("Xnearx"),
            needs=tuple(Markup("Xneed{}x").format(number) for number in range(len(self._begin))),
        )

    @cached_property
    def _begin(self) -> tuple[tuple[Term, Markup], ...]:
        """Each need that is no exchange between people, and the institutions to begin with."""
        link = relative_link("/miejscowosci/x/")
        return tuple(
            (
                term,
                Markup(", ").join(
                    Markup('<a href="{}">{}</a>').format(
                        link(f"{INSTITUTIONS}{one.slug}/"), one.name.here
                    )
                    for one in institutions_for(self.catalog, need=term.slug)[:_MOST_INSTITUTIONS]
                ),
            )
            for term in self.catalog.taxonomies["help_categories"].terms
            if not term.exchangeable
        )

    def _words(self, one: Near) -> Markup:
        """Name with link, kind and place; drawn up once: the pages are equally deep."""
        key = one.organization.slug, one.town.slug
        if key not in self._rows:
            link = relative_link("/miejscowosci/x/")(f"/organizacje/{one.organization.slug}/")
            kind = self.catalog.term("organization_kinds", one.organization.kind).label
            self._rows[key] = Markup(
                '<a href="{}"{}>{}</a> <span class="quiet">{}&nbsp;· {}</span>'
            ).format(link, in_polish(), one.organization.name, kind, one.town.name)
        return self._rows[key]


def _flat(told: Told) -> list[str]:
    """Every part of what is told but the voivodeship, in one order."""
    *parts, _voivodeship, lead, near, needs = told
    return [*map(str, parts), lead, near, *needs]


def _grouped(ways: Iterable[Way], letters: int) -> Mapping[str, Sequence[Way]]:
    """Towns by so many first letters of their names, in the order given."""
    groups: dict[str, list[Way]] = defaultdict(list)
    for way in ways:
        groups[way.town.name[:letters].capitalize()].append(way)
    return groups


def _index(
    word: str,
    title: str,
    description: str,
    groups: Mapping[str, Sequence[Way]],
    voivodeship: Voivodeship | None = None,
) -> Page:
    """A list of towns in groups by the first letters of their names; `word` ends its address."""
    times = Counter(way.town.name for ways in groups.values() for way in ways)
    return Page(
        path=f"/miejscowosci/a-z/{word}/",
        template="pages/towns_of.html",
        title=title,
        description=description,
        trail=(_HOME, _ABOVE),
        kind="towns_of",
        context=TownsOfContext(
            voivodeship=voivodeship,
            letters=tuple(groups.items()),
            doubled=frozenset(town for town in times if times[town] > 1),
        ),
        folders=(
            Folder(
                "/miejscowosci/a-z/",
                "",
                _("Miejscowości od A do Z"),
                (_("Wybierz swoją miejscowość"), "/miejscowosci/"),
            ),
        ),
        name=voivodeship.name if voivodeship else word.upper(),
    )
