"""Ways to what one looks for: a page for each need, group and kind, and for each voivodeship.

Every filter is a plain link to a page that the build wrote; filter.js only makes the list of all
organizations quicker. Two filters are combined only with a voivodeship, and only where somebody is
found, so that the number of pages stays small and no link leads to an empty page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from catalog.institutions.model import Institution
from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.records.places import Voivodeship
from catalog.records.taxonomies import Term
from catalog.text.folding import sort_key
from catalog.text.language import N_, _
from catalog.website.lookup.helplines import HelplineCard, helplines_for
from catalog.website.lookup.indexes import Indexes, sorted_by_name
from catalog.website.pages.cards import Cards
from catalog.website.pages.filter_links import (
    Choice,
    Chosen,
    Filter,
    FoundContext,
    OrganizationsContext,
    TermsContext,
)
from catalog.website.pages.institution_pages import institutions_for
from catalog.website.render.quick_exit import is_sensitive
from catalog.website.render.templates import Folder, Page

_HOME = (N_("Początek"), "/")
CLUBS = "/z-klubem/"


@dataclass(frozen=True)
class Facet:
    """One question that a reader may answer. `path` is its page; `mark` its letter in filter.js."""

    mark: str
    path: str
    title: str
    taxonomy: str
    label: str


FACETS = (
    Facet(
        "p", "/potrzeby/", N_("Czego potrzebujesz?"), "help_categories", N_("Czego potrzebujesz")
    ),
    Facet("g", "/dla-kogo/", N_("Dla kogo jest pomoc"), "groups", N_("Dla kogo")),
    Facet(
        "r", "/rodzaje/", N_("Rodzaje organizacji"), "organization_kinds", N_("Rodzaj organizacji")
    ),
)


@dataclass(frozen=True)
class Finder:
    """All pages that lead to organizations by what they are, do and where."""

    catalog: Catalog
    indexes: Indexes

    def pages(self) -> Iterator[Page]:
        """The whole list, and a page for each choice and each pair of choices."""
        yield self._everything()
        yield self._with_clubs()
        for facet in FACETS:
            yield self._choices_page(facet)
            for term in self._terms(facet):
                yield self._term_page(facet, term)
                for voivodeship in self.voivodeships:
                    if term.slug in self._within[facet.path, voivodeship.slug]:
                        yield self._pair_page(facet, term, voivodeship)

    @cached_property
    def cards(self) -> Cards:
        """The cards of all lists of organizations."""
        return Cards(self.catalog, self.indexes)

    @cached_property
    def voivodeships(self) -> tuple[Voivodeship, ...]:
        """All sixteen, in the order of a Polish dictionary."""
        places = self.catalog.places.voivodeships.values()
        return tuple(sorted(places, key=lambda one: sort_key(one.name)))

    @cached_property
    def _found(self) -> Mapping[str, Mapping[str, tuple[Organization, ...]]]:
        """Facet path → term slug → organizations."""
        return {
            "/potrzeby/": self.indexes.organizations_by_help,
            "/dla-kogo/": self.indexes.organizations_by_group,
            "/rodzaje/": self.indexes.organizations_by_kind,
        }

    @cached_property
    def _within(self) -> Mapping[tuple[str, str], Mapping[str, tuple[Organization, ...]]]:
        """(facet path, voivodeship slug) → term slug → organizations there."""
        found: dict[tuple[str, str], dict[str, list[Organization]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for path, terms in self._found.items():
            for term, organizations in terms.items():
                for one in organizations:
                    for voivodeship in self.indexes.voivodeships_of(one):
                        found[path, voivodeship.slug][term].append(one)
        frozen = {
            key: {term: tuple(here) for term, here in terms.items()} for key, terms in found.items()
        }
        return defaultdict(dict, frozen)

    def filters(self) -> tuple[Filter, ...]:
        """Every facet with every choice that finds somebody, in the whole catalogue."""
        places = self._places(self.indexes.organizations_by_voivodeship, "/wojewodztwa/{}/")
        clubs = Choice("tak", _("Prowadzi klub"), CLUBS, len(self._running_clubs))
        return (
            Filter("w", _("Województwo"), places),
            *(Filter(one.mark, _(one.label), self._choices(one)) for one in FACETS),
            *([Filter("k", _("Kluby"), (clubs,))] if clubs.number else []),
        )

    def filters_in(self, voivodeship: Voivodeship) -> tuple[Filter, ...]:
        """Every facet with what can be found in one voivodeship."""
        return tuple(
            Filter(
                facet.mark,
                _(facet.label),
                tuple(
                    Choice(
                        term.slug, term.label, _pair(voivodeship, facet, term), len(here[term.slug])
                    )
                    for term in self._terms(facet)
                    if term.slug in here
                ),
            )
            for facet in FACETS
            if (here := self._within[facet.path, voivodeship.slug])
        )

    def _terms(self, facet: Facet) -> tuple[Term, ...]:
        """In the taxonomy's order; what people do for each other is seldom urgent and waits."""
        terms = self.catalog.taxonomies[facet.taxonomy].terms
        return tuple(sorted(terms, key=lambda term: term.exchangeable))

    def _choices(self, facet: Facet) -> tuple[Choice, ...]:
        found = self._found[facet.path]
        return tuple(
            Choice(term.slug, term.label, f"{facet.path}{term.slug}/", len(found[term.slug]))
            for term in self._terms(facet)
            if term.slug in found
        )

    def _places(
        self, found: Mapping[str, tuple[Organization, ...]], path: str
    ) -> tuple[Choice, ...]:
        return tuple(
            Choice(one.slug, one.name, path.format(one.slug), len(found[one.slug]))
            for one in self.voivodeships
            if found.get(one.slug)
        )

    def _everything(self) -> Page:
        everyone = self.indexes.organizations
        return Page(
            path="/organizacje/",
            template="pages/organizations.html",
            long_list="cards",
            title=_("Organizacje"),
            description=_(
                "Ośrodki pomocy społecznej, urzędy pracy, stowarzyszenia, fundacje i spółdzielnie."
            ),
            trail=(_HOME,),
            kind="organizations",
            updated=max((one.updated for one in everyone), default=None),
            context=OrganizationsContext(
                cards=self.cards.of(everyone),
                filters=self.filters(),
            ),
        )

    @cached_property
    def _running_clubs(self) -> tuple[Organization, ...]:
        found = self.indexes.clubs_by_organization
        return tuple(one for one in self.indexes.organizations if one.slug in found)

    def _with_clubs(self) -> Page:
        return Page(
            path=CLUBS,
            template="pages/found.html",
            long_list="cards",
            title=_("Organizacje z klubem"),
            description=_("Organizacje, które prowadzą klub integracji albo klub samopomocy."),
            trail=(_HOME, (N_("Organizacje"), "/organizacje/")),
            kind="found",
            context=FoundContext(
                lead=_("Klub to miejsce, gdzie ludzie spotykają się regularnie i wspierają się."),
                cards=self.cards.of(self._running_clubs),
                chosen=(Chosen(_("Prowadzi klub"), "/organizacje/"),),
                filters=(),
                partnerships=(),
                leave=False,
                need="",
                lines=(),
                institutions=(),
            ),
        )

    def _choices_page(self, facet: Facet) -> Page:
        found = self._found[facet.path]
        return Page(
            path=facet.path,
            template="pages/terms.html",
            title=_(facet.title),
            description=_("{label}: wybierz z listy i zobacz, kogo znamy.").format(
                label=_(facet.label)
            ),
            trail=(_HOME,),
            kind="terms",
            context=TermsContext(
                rows=sorted(  # those that find nobody come last
                    (
                        (term, f"{facet.path}{term.slug}/", len(found.get(term.slug, ())))
                        for term in self._terms(facet)
                    ),
                    key=lambda row: not row[2],
                ),
            ),
        )

    def _term_page(self, facet: Facet, term: Term) -> Page:
        organizations = self._found[facet.path].get(term.slug, ())
        found = {one.slug: self._within[facet.path, one.slug] for one in self.voivodeships}
        here = {slug: terms[term.slug] for slug, terms in found.items() if term.slug in terms}
        places = self._places(here, f"/znajdz/{{}}{facet.path}{term.slug}/")
        partnerships = () if facet.path != "/dla-kogo/" else self.catalog.partnerships.values()
        return Page(
            path=f"{facet.path}{term.slug}/",
            template="pages/found.html",
            long_list="cards",
            title=term.label,
            description=_("{term}: organizacje, które znamy, i następny krok.").format(
                term=term.label
            ),
            trail=(_HOME, (_(facet.title).rstrip("?"), facet.path)),
            kind="found",
            context=FoundContext(
                lead=_(term.description or ""),
                cards=self.cards.of(organizations),
                chosen=(Chosen(f"{_(facet.label)}: {term.label}", "/organizacje/"),),
                filters=(Filter("w", _("Województwo"), places),) if places else (),
                partnerships=sorted_by_name(one for one in partnerships if term.slug in one.groups),
                leave=is_sensitive(term),
                need=_travels(facet, term),
                lines=self._lines(facet, term),
                institutions=self._institutions(facet, term),
            ),
        )

    def _lines(
        self, facet: Facet, term: Term, voivodeship: Voivodeship | None = None
    ) -> tuple[HelplineCard, ...]:
        """The helplines for a need or a group, those of the region first."""
        where = voivodeship.slug if voivodeship else None
        if facet.path == "/potrzeby/":
            return helplines_for(self.catalog, need=term.slug, voivodeship=where)
        if facet.path == "/dla-kogo/":
            return helplines_for(self.catalog, group=term.slug, voivodeship=where)
        return ()

    def _institutions(self, facet: Facet, term: Term) -> tuple[Institution, ...]:
        """What exists in every gmina or powiat for a need or a group, or what this kind does."""
        if facet.path == "/potrzeby/":
            return institutions_for(self.catalog, need=term.slug)
        if facet.path == "/dla-kogo/":
            return institutions_for(self.catalog, group=term.slug)
        found = self.catalog.institutions.values()
        return tuple(one for one in found if one.kind == term.slug)

    def _pair_page(self, facet: Facet, term: Term, voivodeship: Voivodeship) -> Page:
        where = _("województwo {voivodeship}").format(voivodeship=voivodeship.name)
        organizations = self._within[facet.path, voivodeship.slug][term.slug]
        without = f"/wojewodztwa/{voivodeship.slug}/"
        return Page(
            path=_pair(voivodeship, facet, term),
            template="pages/found.html",
            long_list="cards",
            title=f"{term.label}, {where}",
            description=_("{term}: organizacje, które znamy, i następny krok.").format(
                term=f"{term.label} ({where})"
            ),
            trail=(_HOME, (N_("Województwa"), "/wojewodztwa/"), (voivodeship.name, without)),
            kind="found",
            context=FoundContext(
                lead=_(term.description or ""),
                cards=self.cards.of(organizations),
                chosen=(
                    Chosen(f"{_(facet.label)}: {term.label}", without),
                    Chosen(f"{_('Województwo')}: {voivodeship.name}", f"{facet.path}{term.slug}/"),
                ),
                filters=tuple(
                    one for one in self.filters_in(voivodeship) if one.mark == facet.mark
                ),
                partnerships=(),
                leave=is_sensitive(term),
                need=_travels(facet, term),
                lines=self._lines(facet, term, voivodeship),
                institutions=self._institutions(facet, term),
            ),
            folders=_folders(voivodeship, facet),
            name=term.label,
        )


def _folders(voivodeship: Voivodeship, facet: Facet) -> tuple[Folder, ...]:
    """The folders around the pages of a facet within a voivodeship."""
    where = _("województwo {voivodeship}").format(voivodeship=voivodeship.name)
    within = _("Pomoc w województwie {voivodeship}").format(voivodeship=voivodeship.within)
    there = within, f"/wojewodztwa/{voivodeship.slug}/"
    label, path = _(facet.label), f"/znajdz/{voivodeship.slug}/"
    choose = _("Wybierz województwo"), "/wojewodztwa/"
    return (
        Folder("/znajdz/", "", _("Znajdź pomoc w swoim województwie"), choose, sort=True),
        Folder(path, voivodeship.name, _("Znajdź pomoc: {where}").format(where=where), there),
        Folder(f"{path.rstrip('/')}{facet.path}", label, f"{label}: {where}", there),
    )


def _pair(voivodeship: Voivodeship, facet: Facet, term: Term) -> str:
    return f"/znajdz/{voivodeship.slug}{facet.path}{term.slug}/"


def _travels(facet: Facet, term: Term) -> str:
    """The need that a place chosen on its page keeps; nothing for what a town's page leaves out."""
    return "" if facet.path != "/potrzeby/" or term.exchangeable else term.slug
