"""What can be found by searching: every page of the directory with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.publication import Publication
from catalog.records.taxonomies import Term
from catalog.text.language import HOME, N_, _, spoken
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.facets import CLUBS, FACETS
from catalog.website.pages.record_pages import location
from catalog.website.search.pagefind_index import Entry

_HERE = {
    "/potrzeby/": N_("Pomoc"),
    "/dla-kogo/": N_("Dla kogo"),
    "/rodzaje/": N_("Rodzaj organizacji"),
}

_ABOUT = (
    (
        "/organizacje/",
        N_("Organizacje"),
        N_("Wszystkie organizacje od A do Z."),
        (N_("katalog"), N_("lista")),
    ),
    (
        "/partnerstwa/",
        N_("Partnerstwa"),
        N_("Urzędy i organizacje, które pomagają razem."),
        (),
    ),
    (
        "/kluby/",
        N_("Kluby"),
        N_("Kluby integracji i samopomocy."),
        (N_("spotkania"), N_("zajęcia")),
    ),
    (
        "/projekty/",
        N_("Projekty"),
        N_("Projekty z dotacjami."),
        (N_("dotacje"), N_("pieniądze"), N_("granty")),
    ),
    (
        "/spotkania/",
        N_("Spotkania w klubach"),
        N_("Najbliższe spotkania."),
        (N_("kalendarz"), N_("terminy")),
    ),
    (
        "/miejscowosci/",
        N_("Wybierz swoją miejscowość"),
        N_("Kto pomaga najbliżej."),
        (N_("blisko mnie"),),
    ),
    (
        "/wojewodztwa/",
        N_("Wybierz województwo"),
        N_("Mapa i lista województw."),
        (N_("mapa Polski"),),
    ),
    (
        "/kontakt/",
        N_("Kontakt"),
        N_("Kto prowadzi tę stronę i gdzie dzwonić od razu."),
        (N_("telefon"),),
    ),
    (
        "/prywatnosc/",
        N_("Prywatność"),
        N_("Co dzieje się z Twoimi danymi."),
        ("RODO", N_("dane osobowe")),
    ),
    (
        "/dostepnosc/",
        N_("Deklaracja dostępności"),
        N_("Na ile ta strona jest dostępna."),
        ("WCAG",),
    ),
    (
        "/zrodla/",
        N_("Źródła i licencje"),
        N_("Skąd mamy informacje."),
        (N_("autorzy"), N_("prawa autorskie")),
    ),
    (
        "/mapa-strony/",
        N_("Mapa strony"),
        N_("Wszystkie strony w jednym miejscu."),
        (N_("spis treści"),),
    ),
)


def entries(ways: Ways, publication: Publication) -> Iterator[Entry]:
    """Everything that search knows but hand-written pages."""
    catalog = ways.catalog
    indexes = Indexes(catalog)
    for organization in catalog.organizations.values():
        yield _organization(catalog, indexes, organization)
    yield from _partnerships(catalog)
    yield from _clubs(catalog)
    yield from _projects(catalog, indexes)
    yield from _terms(catalog)
    yield from _places(ways)
    for path, title, told, names in _ABOUT:
        yield Entry(path, _("Strona"), _(title), _(told), tuple(map(_, names)))
    for form in publication.edition(spoken().code).forms.values():
        words = form.keywords if spoken().code == HOME else form.keywords_en
        yield Entry(form.path, _("Formularz"), form.title, form.summary, words)


def _words(terms: Iterable[Term]) -> tuple[str, ...]:
    found = [word for term in terms for word in (term.label, term.abbreviation) if word]
    return tuple(dict.fromkeys(found))


def _in_polish(*texts: str | None) -> tuple[str, ...]:
    """What records say at length, in Polish only: whoever searches in English has no use for it."""
    return tuple(filter(None, texts)) if spoken().code == HOME else ()


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
        kind=_("Organizacja"),
        title=one.name,
        told=one.summary,
        tongue=HOME,
        names=tuple(filter(None, (one.short_name, *_shorts(kind, one)))),
        words=(*_words((kind, *terms)), *_towns(catalog, (one.place, *one.works_in))),
        text=_in_polish(one.description, *told),
        places=tuple(place.name for place in indexes.voivodeships_of(one)),
    )


def _shorts(kind: Term, one: Organization) -> tuple[str, ...]:
    """What people call such an office: "pośredniak", "opieka społeczna"."""
    return kind.also if one.kind in ("osrodek-pomocy-spolecznej", "urzad-pracy") else ()


def _partnerships(catalog: Catalog) -> Iterator[Entry]:
    for one in catalog.partnerships.values():
        groups = [catalog.term("groups", slug) for slug in one.groups]
        members = [catalog.organizations[partner.organization].name for partner in one.partners]
        yield Entry(
            path=f"/partnerstwa/{one.slug}/",
            kind=_("Partnerstwo"),
            title=one.name,
            told=one.summary,
            tongue=HOME,
            words=(one.standard, *_words(groups), *_towns(catalog, (one.place,))),
            text=_in_polish(one.target_group, one.description, *members),
            places=(catalog.places.voivodeship_of(one.place).name,),
        )


def _clubs(catalog: Catalog) -> Iterator[Entry]:
    for one in catalog.real_clubs.values():
        kind = catalog.term("club_kinds", one.kind)
        seat = location(catalog, one.place)
        yield Entry(
            path=f"/kluby/{one.slug}/",
            kind=_("Klub"),
            title=one.name,
            told=one.summary,
            tongue=HOME,
            names=kind.also,
            words=(*_words((kind,)), *_towns(catalog, (one.place,))),
            text=_in_polish(one.description, *(lesson.name for lesson in one.cycle.classes)),
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
            kind=_("Projekt"),
            title=one.name,
            told=one.summary,
            tongue=HOME,
            words=(*map(_, one.keywords), *_words((theme, programme, *terms)), *programme.also),
            text=(
                *_in_polish(one.description, *one.activities),
                *_towns(catalog, (one.place,)),
            ),
            places=(voivodeship.name,) if voivodeship else (),
        )


def _terms(catalog: Catalog) -> Iterator[Entry]:
    for facet in FACETS:
        for term in catalog.taxonomies[facet.taxonomy].terms:
            yield Entry(
                path=f"{facet.path}{term.slug}/",
                kind=_(_HERE[facet.path]),
                title=term.label,
                told=_(term.description or "")
                or _("Organizacje, które znamy: {term}.").format(term=term.label.lower()),
                names=tuple(filter(None, (term.abbreviation,))) + term.also,
                words=("pomoc", "help", term.pl, term.en),
            )
    yield Entry(CLUBS, _("Klub"), _("Organizacje z klubem"), _("Organizacje, które prowadzą klub."))


def _places(ways: Ways) -> Iterator[Entry]:
    places = ways.catalog.places
    for voivodeship in places.voivodeships.values():
        yield Entry(
            path=f"/wojewodztwa/{voivodeship.slug}/",
            kind=_("Miejsce"),
            title=_("Województwo {voivodeship}").format(voivodeship=voivodeship.name),
            told=_(
                "Organizacje, partnerstwa, kluby i projekty w województwie {voivodeship}."
            ).format(voivodeship=voivodeship.within),
            places=(voivodeship.name,),
        )
    for code, here in ways.organizations.items():
        powiat = places.powiats[code]
        yield Entry(
            path=f"/powiaty/{powiat.slug}/",
            kind=_("Miejsce"),
            title=powiat.name[:1].upper() + powiat.name[1:],
            told=_("Organizacje, które znamy: {term}.").format(term=len(here)),
        )
    for way in ways.by_town.values():
        if way.target is None:
            continue
        voivodeship = places.voivodeship_of(way.town.slug)
        near = _("Najbliżej: {town}, {km} km.").format(town=way.target.name, km=way.km)
        yield Entry(
            path=way.path,
            kind=_("Miejsce"),
            title=way.town.name,
            told=_("Kto pomaga najbliżej ({powiat}, województwo {voivodeship}).").format(
                powiat=way.powiat.name, voivodeship=voivodeship.name
            )
            + (f" {near}" if way.km else ""),
            aside=True,
            places=(voivodeship.name,),
        )
