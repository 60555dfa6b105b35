"""Every data page of the site, from a catalogue: lists and pages about the site itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalog.forms.form_class import empty
from catalog.forms.form_page import Leaf
from catalog.model import Catalog, last_change
from catalog.publication import Publication
from catalog.records.places import Voivodeship
from catalog.text.folding import sort_key
from catalog.text.language import N_, _, spoken
from catalog.website.lookup.indexes import Indexes, sorted_by_name
from catalog.website.lookup.town_routes import TOWNS_FILE, Ways
from catalog.website.pages.club_pages import club_pages
from catalog.website.pages.facets import Finder
from catalog.website.pages.place_pages import Localities
from catalog.website.pages.project_pages import project_pages
from catalog.website.pages.record_pages import location, record_pages, roles
from catalog.website.pages.standard_pages import standard_pages
from catalog.website.pages.voivodeship_map import regions
from catalog.website.render.frame import relative_link
from catalog.website.render.templates import Page
from catalog.website.search.pagefind_index import INDEX
from catalog.website.search.pagefind_index import available as searchable

NO_SERVICE = "none"
"""The address of the service of a site that is only files."""
_HOME = (N_("Początek"), "/")
_NEEDS = (
    (N_("Nie mam gdzie spać"), "/potrzeby/schronienie/"),
    (N_("Szukam pracy"), "/potrzeby/praca-i-doradztwo/"),
    (N_("Chcę wyjść z nałogu"), "/potrzeby/wychodzenie-z-uzaleznien/"),
    (N_("Jest mi ciężko i chcę porozmawiać"), "/potrzeby/wsparcie-psychologiczne/"),
    (N_("Brakuje mi na życie"), "/potrzeby/pomoc-materialna/"),
    (N_("Nie radzę sobie z dokumentami"), "/potrzeby/dokumenty-i-urzedy/"),
)
_DOORS = {
    "need": N_("Potrzebuję pomocy"),
    "help": N_("Chcę pomóc"),
    "institution": N_("Reprezentuję organizację albo firmę"),
    "reader": N_("Coś się tu nie zgadza"),
}


@dataclass(frozen=True)
class Prose:
    """A page that MkDocs made: for the site map and the sitemap. `words` are its keywords."""

    path: str
    title: str
    words: tuple[str, ...] = ()


def data_pages(
    ways: Ways,
    publication: Publication,
    forms_url: str,
    prose: Sequence[Prose],
    today: date,
) -> Iterator[Page]:
    """All pages but prose of the catalogue that `ways` lead through.

    `forms_url` is the service's address, empty on the same host; `today` is the day of the build:
    pages with dates name it.
    """
    catalog = ways.catalog
    indexes = Indexes(catalog, today)
    finder = Finder(catalog, indexes)
    yield _home(catalog, indexes)
    yield from _lists(catalog)
    yield from finder.pages()
    yield from Localities(ways, indexes, finder).pages()
    yield from _forms(publication, forms_url)
    yield from _about(catalog, publication)
    yield _fixed(
        "/szukaj/",
        "search",
        _("Szukaj"),
        _("Znajdź organizację, rodzaj pomocy albo miejscowość. Działa też z literówką."),
        searchable=searchable(),
        index=f"{spoken().prefix}/{INDEX}",
    )
    for records in (
        record_pages(catalog, indexes),
        club_pages(catalog, indexes, today),
        project_pages(catalog, indexes),
    ):
        yield from _with_report(records, publication, forms_url)
    yield from standard_pages(catalog)
    yield _site_map(catalog, publication, prose)


def _fixed(path: str, template: str, title: str, description: str, **context: Any) -> Page:
    updated: date | None = context.pop("updated", None)
    trail = (_HOME,) if path != "/" else ()
    return Page(
        path=path,
        template=f"pages/{template}.html",
        title=title,
        description=description,
        context=context,
        updated=updated,
        trail=trail,
        kind=template,
    )


def _home(catalog: Catalog, indexes: Indexes) -> Page:
    name = catalog.publisher.site_name
    return _fixed(
        "/",
        "home",
        name,
        _("Znajdź organizację, klub albo ludzi, którzy pomogą Ci blisko domu. Albo pomóż sam."),
        regions=regions(catalog, indexes),
        towns_file=TOWNS_FILE,
        needs=tuple((_(label), path) for label, path in _NEEDS),
        clubs=indexes.clubs,
        catalog=catalog,
        partners=_partner_count(catalog),
        updated=last_change(catalog.organizations),
    )


def _lists(catalog: Catalog) -> Iterator[Page]:
    partnerships = sorted(catalog.partnerships.values(), key=lambda one: one.number)
    yield _fixed(
        "/partnerstwa/",
        "partnerships",
        _("Partnerstwa"),
        _("Urząd pracy, ośrodek pomocy społecznej i organizacja społeczna pomagają razem."),
        rows=tuple(
            (one, location(catalog, one.place), roles(catalog, one)) for one in partnerships
        ),
        partners=_partner_count(catalog),
        has_standards=bool(catalog.standards),
        updated=last_change(catalog.partnerships),
    )


def _forms(publication: Publication, forms_url: str) -> Iterator[Page]:
    known = publication.edition(spoken().code).forms
    forms = tuple(sorted(known.values(), key=lambda one: (one.order, one.name)))
    yield _fixed(
        "/formularze/",
        "forms",
        _("Zgłoś się"),
        _("Zgłoś organizację albo siebie. Formularze są krótkie i działają na starym telefonie."),
        served=forms_url != NO_SERVICE,
        doors=tuple(
            (_(title), tuple(one for one in forms if one.audience == audience))
            for audience, title in _DOORS.items()
        ),
    )
    for form in forms:
        sheet = empty(form)
        yield Page(
            path=form.path,
            template="forms/form.html",
            title=form.title,
            description=form.summary,
            trail=(_HOME, (N_("Zgłoś się"), "/formularze/")),
            kind="form",
            context={
                "form": form,
                "sheet": sheet,
                "leaf": Leaf(sheet),
                "trap": "",
                "page": "",
                "action": action(form.path, forms_url, form.name),
                "paper": None,
            },
        )


def _with_report(pages: Iterable[Page], publication: Publication, forms_url: str) -> Iterator[Page]:
    """Each page with the address of the form that reports a mistake on it, where there is one."""
    form = publication.forms.get("poprawka")
    for page in pages:
        target = form and action(page.path, forms_url, form.name)
        report = target and f"{target}?wpis={page.path}"
        yield replace(page, context={**page.context, "report": report})


def action(page: str, forms_url: str, form: str) -> str | None:
    """Where a form page sends its answers: the service's address, or a path on the same host.

    None where no service runs (`--forms-url none`): the page says that the form is closed.
    """
    if forms_url == NO_SERVICE:
        return None
    target = f"/zgloszenia/{form}"
    if forms_url:
        return forms_url.rstrip("/") + spoken().path(target)
    return relative_link(page)(target)


def _about(catalog: Catalog, publication: Publication) -> Iterator[Page]:
    publisher = catalog.publisher
    forms = tuple(publication.edition(spoken().code).forms.values())
    for path, template, title, description in (
        (
            "/kontakt/",
            "contact",
            _("Kontakt"),
            _("Jak dać nam znać i gdzie szukać pomocy od razu."),
        ),
        (
            "/prywatnosc/",
            "privacy",
            _("Prywatność"),
            _("Co dzieje się z Twoimi danymi i jakie masz prawa."),
        ),
        (
            "/dostepnosc/",
            "accessibility",
            _("Deklaracja dostępności"),
            _("Na ile ta strona jest dostępna i co zrobić, gdy coś nie działa."),
        ),
    ):
        yield _fixed(path, template, title, description, publisher=publisher, forms=forms)
    yield _fixed(
        "/zrodla/",
        "sources",
        _("Źródła i licencje"),
        _("Skąd mamy informacje i kto jest ich autorem."),
        sources=tuple(sorted(catalog.sources.values(), key=lambda one: sort_key(one.title))),
        towns=len(catalog.places.towns),
    )


def _site_map(catalog: Catalog, publication: Publication, prose: Sequence[Prose]) -> Page:
    return _fixed(
        "/mapa-strony/",
        "site_map",
        _("Mapa strony"),
        _("Wszystkie strony w jednym miejscu."),
        prose=tuple(sorted(prose, key=_place_of_prose)),
        forms=tuple(publication.edition(spoken().code).forms.values()),
        organizations=sorted_by_name(catalog.organizations.values()),
        partnerships=sorted_by_name(catalog.partnerships.values()),
        clubs=sorted_by_name(one for one in catalog.clubs.values() if not one.example),
        projects=sorted_by_name(catalog.projects.values()),
        voivodeships=_voivodeships(catalog),
        helps=catalog.taxonomies["help_categories"].terms,
        groups=catalog.taxonomies["groups"].terms,
    )


def _place_of_prose(page: Prose) -> tuple[str, bool, object]:
    """A section's first page, then its other pages by title."""
    parts = page.path.strip("/").split("/")
    return parts[0], len(parts) > 1, sort_key(page.title)


def _voivodeships(catalog: Catalog) -> tuple[Voivodeship, ...]:
    return tuple(sorted(catalog.places.voivodeships.values(), key=lambda one: sort_key(one.name)))


def _partner_count(catalog: Catalog) -> int:
    """How many different organizations are partners."""
    return len({p.organization for one in catalog.partnerships.values() for p in one.partners})
