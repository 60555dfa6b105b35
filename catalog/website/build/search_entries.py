"""What can be found by searching: every page of the directory with its words."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model import Catalog
from catalog.publication import Publication
from catalog.text.language import N_, _, spoken, typed_words
from catalog.website.kinds.registry import SITE_KINDS
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.facets import CLUBS, FACETS
from catalog.website.search.pagefind_index import Entry
from catalog.website.site_pages.registry import SITE_PAGES

_HERE = {
    "/potrzeby/": N_("Pomoc"),
    "/dla-kogo/": N_("Dla kogo"),
    "/rodzaje/": N_("Rodzaj organizacji"),
}

_ABOUT = (
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
        "/mapa-strony/",
        N_("Mapa strony"),
        N_("Wszystkie strony w jednym miejscu."),
        (N_("spis treści"),),
    ),
)


def entries(indexes: Indexes, ways: Ways, publication: Publication) -> Iterator[Entry]:
    """Everything that search knows but hand-written pages."""
    catalog = indexes.catalog
    for shown in SITE_KINDS:
        yield from shown.found(indexes)
    yield from _terms(catalog)
    yield from _places(ways)
    for shown in SITE_KINDS:
        yield from shown.list_entries()
    for path, title, told, names in _ABOUT:
        yield Entry(path, _("Strona"), _(title), _(told), tuple(map(_, names)))
    for one in SITE_PAGES:
        if one.told:
            yield Entry(one.path, _("Strona"), _(one.title), _(one.told), tuple(map(_, one.words)))
    for form in filter(lambda one: one.offered, publication.edition(spoken().code).forms.values()):
        words = typed_words(form.keywords, form.translated_keywords)
        yield Entry(form.path, _("Formularz"), form.title, form.summary, words)


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
                words=("pomoc", _("pomoc"), term.pl, *term.names),
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
            names=typed_words(voivodeship.synonyms, voivodeship.translated_synonyms),
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
        voivodeship = places.voivodeship_of(way.town.slug)
        near = way.nearest and _("Najbliżej: {town}, {km} km.").format(
            town=way.nearest.name, km=way.km
        )
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
