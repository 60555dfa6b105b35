"""What can be found by searching: every page of the directory with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.model import Catalog, Organization, Term
from catalog.publication import Publication
from catalog.website.finding import CLUBS, FACETS
from catalog.website.indexes import Indexes
from catalog.website.localities import Localities
from catalog.website.records import location
from catalog.website.search import Entry

_HERE = {
    "/potrzeby/": "Pomoc",
    "/dla-kogo/": "Dla kogo",
    "/rodzaje/": "Rodzaj organizacji",
}

_ABOUT = (
    ("/organizacje/", "Organizacje", "Wszystkie organizacje od A do Z.", ("katalog", "lista")),
    ("/partnerstwa/", "Partnerstwa", "Urzędy i organizacje, które pomagają razem.", ()),
    ("/kluby/", "Kluby", "Kluby integracji i samopomocy.", ("spotkania", "zajęcia")),
    ("/projekty/", "Projekty", "Projekty z dotacjami.", ("dotacje", "pieniądze", "granty")),
    ("/spotkania/", "Spotkania w klubach", "Najbliższe spotkania.", ("kalendarz", "terminy")),
    ("/miejscowosci/", "Wybierz swoją miejscowość", "Kto pomaga najbliżej.", ("blisko mnie",)),
    ("/wojewodztwa/", "Wybierz województwo", "Mapa i lista województw.", ("mapa Polski",)),
    ("/kontakt/", "Kontakt", "Kto prowadzi tę stronę i gdzie dzwonić od razu.", ("telefon",)),
    ("/prywatnosc/", "Prywatność", "Co dzieje się z Twoimi danymi.", ("RODO", "dane osobowe")),
    ("/dostepnosc/", "Deklaracja dostępności", "Na ile ta strona jest dostępna.", ("WCAG",)),
    ("/zrodla/", "Źródła i licencje", "Skąd mamy informacje.", ("autorzy", "prawa autorskie")),
    ("/mapa-strony/", "Mapa strony", "Wszystkie strony w jednym miejscu.", ("spis treści",)),
)


def entries(catalog: Catalog, localities: Localities, publication: Publication) -> Iterator[Entry]:
    """Everything that search knows but hand-written pages."""
    indexes = localities.indexes
    for organization in catalog.organizations.values():
        yield _organization(catalog, indexes, organization)
    yield from _partnerships(catalog)
    yield from _clubs(catalog)
    yield from _projects(catalog, indexes)
    yield from _terms(catalog)
    yield from _places(catalog, localities)
    for path, title, told, names in _ABOUT:
        yield Entry(path, "Strona", title, told, names)
    for form in publication.forms.values():
        yield Entry(form.path, "Formularz", form.title, form.summary)


def _words(terms: Iterable[Term]) -> tuple[str, ...]:
    found = [word for term in terms for word in (term.pl, term.abbreviation) if word]
    return tuple(dict.fromkeys(found))


def _towns(catalog: Catalog, slugs: Iterable[str | None]) -> tuple[str, ...]:
    places = catalog.places
    found = [places.towns[slug] for slug in dict.fromkeys(slugs) if slug]
    return tuple(word for one in found for word in (one.name, places.powiat_of(one.slug).name))


def _organization(catalog: Catalog, indexes: Indexes, one: Organization) -> Entry:
    kind = catalog.term("organization_kinds", one.kind)
    terms = [catalog.term("groups", slug) for slug in one.groups]
    terms += [catalog.term("help_categories", service.category) for service in one.services]
    told = [text for service in one.services for text in (service.name, service.description)]
    return Entry(
        path=f"/organizacje/{one.slug}/",
        kind="Organizacja",
        title=one.name,
        told=one.summary,
        names=tuple(filter(None, (one.short_name, *_shorts(kind, one)))),
        words=(*_words((kind, *terms)), *_towns(catalog, (one.place, *one.works_in))),
        text=tuple(filter(None, (one.description, *told))),
        places=tuple(place.name for place in indexes.voivodeships_of(one)),
    )


def _shorts(kind: Term, one: Organization) -> tuple[str, ...]:
    """What people call such an office: "pośredniak", "opieka społeczna"."""
    return kind.synonyms if one.kind in ("osrodek-pomocy-spolecznej", "urzad-pracy") else ()


def _partnerships(catalog: Catalog) -> Iterator[Entry]:
    for one in catalog.partnerships.values():
        groups = [catalog.term("groups", slug) for slug in one.groups]
        members = [catalog.organizations[partner.organization].name for partner in one.partners]
        yield Entry(
            path=f"/partnerstwa/{one.slug}/",
            kind="Partnerstwo",
            title=one.name,
            told=one.summary,
            words=(one.standard, *_words(groups), *_towns(catalog, (one.place,))),
            text=(one.target_group, one.description or "", *members),
            places=(catalog.places.voivodeship_of(one.place).name,),
        )


def _clubs(catalog: Catalog) -> Iterator[Entry]:
    for one in catalog.real_clubs.values():
        kind = catalog.term("club_kinds", one.kind)
        seat = location(catalog, one.place)
        yield Entry(
            path=f"/kluby/{one.slug}/",
            kind="Klub",
            title=one.name,
            told=one.summary,
            names=kind.synonyms,
            words=(*_words((kind,)), *_towns(catalog, (one.place,))),
            text=(one.description or "", *(lesson.name for lesson in one.cycle.classes)),
            places=(seat.voivodeship.name,) if seat else (),
        )


def _projects(catalog: Catalog, indexes: Indexes) -> Iterator[Entry]:
    for one in catalog.projects.values():
        voivodeship = indexes.voivodeship_of_project(one)
        terms = [catalog.term("groups", slug) for slug in one.groups]
        theme = catalog.term("project_themes", one.theme)
        programme = catalog.term("funding_programmes", one.programme)
        yield Entry(
            path=f"/projekty/{one.slug}/",
            kind="Projekt",
            title=one.name,
            told=one.summary,
            words=(*one.keywords, *_words((theme, programme, *terms)), *programme.synonyms),
            text=(one.description or "", *one.activities, *_towns(catalog, (one.place,))),
            places=(voivodeship.name,) if voivodeship else (),
        )


def _terms(catalog: Catalog) -> Iterator[Entry]:
    for facet in FACETS:
        for term in catalog.taxonomies[facet.taxonomy].terms:
            yield Entry(
                path=f"{facet.path}{term.slug}/",
                kind=_HERE[facet.path],
                title=term.pl,
                told=term.description or f"Organizacje, które znamy: {term.pl.lower()}.",
                names=tuple(filter(None, (term.abbreviation,))) + term.synonyms,
                words=("pomoc", term.en),
            )
    yield Entry(CLUBS, "Klub", "Organizacje z klubem", "Organizacje, które prowadzą klub.")


def _places(catalog: Catalog, localities: Localities) -> Iterator[Entry]:
    places = catalog.places
    for voivodeship in places.voivodeships.values():
        yield Entry(
            path=f"/wojewodztwa/{voivodeship.slug}/",
            kind="Miejsce",
            title=f"Województwo {voivodeship.name}",
            told=f"Organizacje, partnerstwa, kluby i projekty w województwie {voivodeship.within}.",
            places=(voivodeship.name,),
        )
    for way in localities.ways.values():
        if way.target is None:
            continue
        voivodeship = places.voivodeship_of(way.town.slug)
        near = f" Najbliżej: {way.target.name}, {way.km} km." if way.km else ""
        yield Entry(
            id=f"/miejscowosci/{way.town.slug}/",
            path=way.path,
            kind="Miejsce",
            title=way.town.name,
            told=f"Kto pomaga najbliżej ({way.powiat.name}, województwo {voivodeship.name}).{near}",
            places=(voivodeship.name,),
        )
