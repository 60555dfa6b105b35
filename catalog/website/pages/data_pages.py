"""Every data page of the site, from a catalogue: lists and pages about the site itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from catalog.clubs.model import Club
from catalog.forms.form import Form
from catalog.forms.form_class import empty
from catalog.institutions.model import Institution
from catalog.model import Catalog, last_change
from catalog.notices.model import Notice
from catalog.publication import NavLink, Publication
from catalog.records.places import Voivodeship
from catalog.records.record import Record
from catalog.records.taxonomies import Term
from catalog.text.folding import sort_key
from catalog.text.language import N_, _, spoken
from catalog.website.kinds.registry import SITE_KINDS
from catalog.website.lookup.indexes import Indexes, sorted_by_name
from catalog.website.lookup.town_routes import TOWNS_FILE, Ways
from catalog.website.pages.facets import Finder
from catalog.website.pages.folder_pages import with_folders
from catalog.website.pages.helpline_pages import answered
from catalog.website.pages.institution_pages import ordered
from catalog.website.pages.place_pages import Localities
from catalog.website.pages.record_pages import partner_count, record_pages
from catalog.website.pages.town_pages import Towns
from catalog.website.pages.voivodeship_map import Region, regions
from catalog.website.print.form_pdfs import FormContext
from catalog.website.render.contexts import Context
from catalog.website.render.frame import relative_link
from catalog.website.render.templates import Page
from catalog.website.site_pages.registry import SITE_PAGES

NO_SERVICE = "none"
"""The address of the service of a site that is only files."""
_HOME = (N_("Początek"), "/")
_NEEDS = (
    (N_("Ktoś mnie bije albo straszy"), "/telefony/przemoc/"),
    (N_("Nie mam gdzie spać"), "/potrzeby/schronienie/"),
    (N_("Szukam pracy"), "/potrzeby/praca-i-doradztwo/"),
    (N_("Ktoś bliski pije albo bierze"), "/telefony/nalog/"),
    (N_("Chcę wyjść z nałogu"), "/potrzeby/wychodzenie-z-uzaleznien/"),
    (N_("Jest mi ciężko i chcę porozmawiać"), "/potrzeby/wsparcie-psychologiczne/"),
    (N_("Brakuje mi na życie i jedzenie"), "/potrzeby/pomoc-materialna/"),
    (N_("Nie radzę sobie z dokumentami"), "/potrzeby/dokumenty-i-urzedy/"),
    (N_("Chcę wziąć udział i pomóc innym"), "/formularze/uczestnik/"),
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


class KindOfMap(NamedTuple):
    """A kind of record on the site map: its label, the path of its list, its records."""

    label: str
    path: str
    records: tuple[Record, ...]


def data_pages(
    ways: Ways,
    publication: Publication,
    forms_url: str,
    prose: Sequence[Prose],
    indexes: Indexes,
) -> Iterator[Page]:
    """All pages but prose of the catalogue that `ways` lead through.

    `forms_url` is the service's address, empty on the same host. `indexes` are of the same
    catalogue, and of the day of the build, which pages with dates name. Each page knows `where`
    its town box leads: to the service, where one runs.
    """
    for page in with_folders(_pages(ways, publication, forms_url, prose, indexes)):
        where = service_address(page.path, forms_url, "/gdzie/")
        yield replace(page, where=where)


def _pages(
    ways: Ways,
    publication: Publication,
    forms_url: str,
    prose: Sequence[Prose],
    indexes: Indexes,
) -> Iterator[Page]:
    catalog = ways.catalog
    finder = Finder(catalog, indexes)
    yield _home(catalog, indexes)
    yield from finder.pages()
    yield from Localities(ways, indexes, finder).pages()
    yield from Towns(ways, indexes, finder).pages()
    yield from _forms(publication, forms_url)
    yield from (one.page(indexes, publication) for one in SITE_PAGES)
    for shown in SITE_KINDS:
        records = record_pages(indexes, shown)
        yield from _with_report(records, publication, forms_url)
        yield from _with_reply(shown.other_pages(indexes), forms_url)
    yield _site_map(catalog, publication, prose)


@dataclass(frozen=True)
class HomeContext:
    """What the home page may name: each need with the path of what helps."""

    regions: tuple[Region, ...]
    towns_file: str
    needs: tuple[tuple[str, str], ...]
    clubs: Sequence[Club]
    catalog: Catalog
    partners: int
    notices: bool


@dataclass(frozen=True)
class FormsContext:
    """What the list of forms may name. `state` is where one asks how things stand."""

    served: bool
    state: str | None
    doors: tuple[tuple[str, tuple[Form, ...]], ...]


@dataclass(frozen=True)
class SiteMapContext:
    """What the site map may name."""

    pages: tuple[NavLink, ...]
    prose: tuple[Prose, ...]
    forms: tuple[Form, ...]
    board: bool
    kinds: tuple[KindOfMap, ...]
    voivodeships: tuple[Voivodeship, ...]
    helps: Sequence[Term]
    groups: Sequence[Term]
    troubles: tuple[Term, ...]
    institutions: tuple[Institution, ...]


def _fixed(path: str, template: str, title: str, description: str, context: Context) -> Page:
    trail = (_HOME,) if path != "/" else ()
    return Page(
        path=path,
        template=f"pages/{template}.html",
        title=title,
        description=description,
        context=context,
        trail=trail,
        kind=template,
    )


def _home(catalog: Catalog, indexes: Indexes) -> Page:
    name = catalog.publisher.site_name
    page = _fixed(
        "/",
        "home",
        name,
        _("Znajdź organizację, klub albo ludzi, którzy pomogą Ci blisko domu. Albo pomóż sam."),
        HomeContext(
            regions=regions(catalog, indexes),
            towns_file=TOWNS_FILE,
            needs=tuple((_(label), path) for label, path in _NEEDS),
            clubs=indexes.clubs,
            catalog=catalog,
            partners=partner_count(catalog),
            notices=bool(catalog.of(Notice)),
        ),
    )
    return replace(page, updated=last_change(catalog.organizations))


def _forms(publication: Publication, forms_url: str) -> Iterator[Page]:
    known = publication.edition(spoken().code).forms
    forms = tuple(sorted(known.values(), key=lambda one: (one.order, one.name)))
    yield _fixed(
        "/formularze/",
        "forms",
        _("Zgłoś się"),
        _("Zgłoś organizację albo siebie. Formularze są krótkie i działają na starym telefonie."),
        FormsContext(
            served=forms_url != NO_SERVICE,
            state=action("/formularze/", forms_url, "stan"),
            doors=tuple(
                (_(title), tuple(one for one in forms if one.audience == audience and one.offered))
                for audience, title in _DOORS.items()
            ),
        ),
    )
    for form in forms:
        bound = empty(form)
        yield Page(
            path=form.path,
            template="forms/form.html",
            title=form.title,
            description=form.summary,
            trail=(_HOME, (N_("Zgłoś się"), "/formularze/")),
            kind="form",
            context=FormContext(form, bound, action(form.path, forms_url, form.name)),
        )


def _with_report(pages: Iterable[Page], publication: Publication, forms_url: str) -> Iterator[Page]:
    """Each page with the address of the form that reports a mistake on it, where there is one."""
    form = publication.forms.get("poprawka")
    for page in pages:
        target = action(page.path, forms_url, form.name) if form else None
        yield replace(page, report=f"{target}?wpis={page.path}") if target else page


def _with_reply(pages: Iterable[Page], forms_url: str) -> Iterator[Page]:
    """Each page that a form answers with the address of that form; None where no service runs."""
    for page in pages:
        form, _mark, query = (page.reply or "").partition("?")
        target = action(page.path, forms_url, form) if form else None
        yield replace(page, reply=f"{target}?{query}") if target else replace(page, reply=None)


def action(page: str, forms_url: str, form: str) -> str | None:
    """Where a form page sends its answers: the service's address, or a path on the same host.

    None where no service runs (`--forms-url none`): the page says that the form is closed.
    """
    return service_address(page, forms_url, f"/zgloszenia/{form}")


def service_address(page: str, forms_url: str, target: str) -> str | None:
    """Where a page finds a path of the service; None where no service runs."""
    if forms_url == NO_SERVICE:
        return None
    if forms_url:
        return forms_url.rstrip("/") + spoken().path(target)
    return relative_link(page)(target)


def _site_map(catalog: Catalog, publication: Publication, prose: Sequence[Prose]) -> Page:
    return _fixed(
        "/mapa-strony/",
        "site_map",
        _("Mapa strony"),
        _("Wszystkie strony w jednym miejscu."),
        SiteMapContext(
            pages=tuple(NavLink(path=one.path, label=_(one.title)) for one in SITE_PAGES),
            prose=tuple(sorted(prose, key=_place_of_prose)),
            forms=tuple(
                one for one in publication.edition(spoken().code).forms.values() if one.offered
            ),
            board=bool(catalog.of(Notice)),
            kinds=_kinds_of_map(catalog),
            voivodeships=_voivodeships(catalog),
            helps=catalog.taxonomies["help_categories"].terms,
            groups=catalog.taxonomies["groups"].terms,
            troubles=answered(catalog),
            institutions=ordered(catalog),
        ),
    )


def _kinds_of_map(catalog: Catalog) -> tuple[KindOfMap, ...]:
    """The entries of each kind by name; the longest list last, so that it hides no other."""
    found = [
        KindOfMap(kind.label, kind.path, sorted_by_name(catalog.listed(kind).values()))
        for kind in (shown.kind for shown in SITE_KINDS if shown.page)
    ]
    longest = max(found, key=lambda one: len(one.records), default=None)
    return tuple(sorted(found, key=lambda one: one is longest))


def _place_of_prose(page: Prose) -> tuple[str, bool, object]:
    """A section's first page, then its other pages by title."""
    parts = page.path.strip("/").split("/")
    return parts[0], len(parts) > 1, sort_key(page.title)


def _voivodeships(catalog: Catalog) -> tuple[Voivodeship, ...]:
    return tuple(sorted(catalog.places.voivodeships.values(), key=lambda one: sort_key(one.name)))
