"""The base of funded projects: each project, the whole list, and the list by every filter.

Filters are plain links to static pages, so that they work without JavaScript. Totals are computed
from exact amounts only, and say of how many projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.model import Catalog, last_change
from catalog.organizations.model import Organization
from catalog.projects.model import Project
from catalog.records.places import Voivodeship
from catalog.records.taxonomies import Term
from catalog.text.folding import slug, sort_key
from catalog.text.language import N_, _
from catalog.text.money import Amount, Precision
from catalog.website.lookup.indexes import Indexes, sorted_by_name
from catalog.website.pages.filter_links import Choice, Filter
from catalog.website.pages.record_pages import Location, location, terms
from catalog.website.render.templates import Folder, Page

_HOME = (N_("Początek"), "/")
_ABOVE = (N_("Projekty"), "/projekty/")

STATUS_WORDS = {
    "finished": ("zakonczone", N_("zakończony")),
    "running": ("w-trakcie", N_("w trakcie, gdy powstał dokument")),
    "planned": ("zaplanowane", N_("zaplanowany")),
    "unknown": ("nie-wiemy", N_("nie wiemy")),
}
"""How each status is called in an address and on a page."""

_LABELS = {
    "temat": N_("Temat"),
    "stan": N_("Stan"),
    "wojewodztwo": N_("Województwo"),
    "fundator": N_("Kto dał pieniądze"),
    "rok": N_("Rok"),
    "slowo": N_("Słowo kluczowe"),
}
"""The filters in their order: a word for addresses, and one for the page."""
_TITLES = {
    "temat": N_("Projekty według tematu"),
    "stan": N_("Projekty według stanu"),
    "wojewodztwo": N_("Projekty według województwa"),
    "fundator": N_("Projekty według tego, kto dał pieniądze"),
    "rok": N_("Projekty według roku"),
    "slowo": N_("Projekty według słowa kluczowego"),
}

Found = Mapping[str, Mapping[str, tuple[str, Sequence[Project]]]]
"""Filter → value → its label and its projects."""


@dataclass(frozen=True)
class Total:
    """A sum in grosze, and how many projects it adds up. `grosze` is None when that is none."""

    grosze: int | None
    projects: int


@dataclass(frozen=True)
class Totals:
    """What the projects of a list cost, were granted, and paid themselves."""

    budget: Total
    grant: Total
    own_share: Total


@dataclass(frozen=True)
class Row:
    """A project in a list, with its bar: the grant as a percentage of the list's greatest."""

    project: Project
    seat: Location | None
    bar: float | None


@dataclass(frozen=True)
class Funding:
    """The projects of one programme of money, with their totals."""

    programme: Term
    rows: tuple[Row, ...]
    totals: Totals


def list_pages(indexes: Indexes) -> Iterator[Page]:
    """The whole list, and a page for every value of every filter."""
    catalog = indexes.catalog
    found = found_by(catalog, indexes)
    filters = filters_of(found)
    yield _list_page(catalog, filters)
    for one in filters:
        for choice in one.choices:
            projects = found[one.mark][choice.slug][1]
            yield _filter_page(catalog, filters, one, choice, projects)


def totals(projects: Iterable[Project]) -> Totals:
    """Add up what is exactly known."""
    found = tuple(projects)
    return Totals(
        budget=_total(one.budget for one in found),
        grant=_total(one.grant for one in found),
        own_share=_total(None if one.own_share is None else Amount(one.own_share) for one in found),
    )


def found_by(catalog: Catalog, indexes: Indexes) -> Found:
    """What every value of every filter finds, in the order of a Polish dictionary."""
    found: dict[str, dict[str, tuple[str, list[Project]]]] = {mark: {} for mark in _LABELS}
    for project in indexes.projects:
        named = {(mark, value): label for mark, value, label in _values(catalog, indexes, project)}
        for (mark, value), label in named.items():  # each once: a fund may give money twice
            found[mark].setdefault(value, (label, []))[1].append(project)
    return found


def filters_of(found: Found) -> tuple[Filter, ...]:
    """Every filter with the values that some project has."""
    return tuple(
        Filter(mark, _(_LABELS[mark]), _choices(mark, values))
        for mark, values in found.items()
        if values
    )


def _choices(mark: str, values: Mapping[str, tuple[str, Sequence[Project]]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, label, f"/projekty-wedlug/{mark}/{value}/", len(projects))
        for value, (label, projects) in sorted(values.items(), key=lambda one: sort_key(one[1][0]))
    )


def _values(catalog: Catalog, indexes: Indexes, project: Project) -> Iterator[tuple[str, str, str]]:
    """The filter values of a project as (filter, slug, label)."""
    yield "temat", project.theme, catalog.term("project_themes", project.theme).label
    status, said = STATUS_WORDS[project.status]
    yield "stan", status, _(said)
    voivodeship = indexes.voivodeship_of_project(project)
    if voivodeship is not None:
        yield "wojewodztwo", voivodeship.slug, voivodeship.name
    for funder in project.funders:
        yield "fundator", funder.organization or slug(funder.name), _(funder.name)
    for year in _years(project):
        yield "rok", str(year), str(year)
    for keyword in project.keywords:
        yield "slowo", slug(keyword), _(keyword)


def _years(project: Project) -> Iterable[int]:
    known = [day.year for day in (project.starts, project.ends) if day is not None]
    return range(min(known), max(known) + 1) if known else ()


def _total(amounts: Iterable[Amount | None]) -> Total:
    exact = [one.grosze for one in amounts if one and one.precision is Precision.EXACT]
    return Total(sum(exact) if exact else None, len(exact))


def _rows(catalog: Catalog, projects: Iterable[Project]) -> tuple[Row, ...]:
    found = tuple(projects)
    most = max((one.grant.grosze for one in found if one.grant), default=0)
    return tuple(
        Row(
            one,
            location(catalog, one.place),
            round(100 * one.grant.grosze / most, 1) if one.grant and most else None,
        )
        for one in found
    )


@dataclass(frozen=True)
class ProjectsContext:
    """What the template of all projects may name."""

    fundings: tuple[Funding, ...]
    number: int
    totals: Totals
    filters: tuple[Filter, ...]


@dataclass(frozen=True)
class FoundProjectsContext:
    """What the template of the projects of one choice may name."""

    choice: Choice
    filter: Filter
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    totals: Totals


def _list_page(catalog: Catalog, filters: tuple[Filter, ...]) -> Page:
    fundings = []
    for term in catalog.taxonomies["funding_programmes"].terms:
        found = sorted_by_name(
            one for one in catalog.projects.values() if one.programme == term.slug
        )
        if found:
            fundings.append(Funding(term, _rows(catalog, found), totals(found)))
    return Page(
        path="/projekty/",
        template="pages/projects.html",
        title=_("Projekty"),
        description=_("Projekty z dotacjami: kto dał pieniądze, ile i co z tego wyszło."),
        trail=(_HOME,),
        kind="projects",
        updated=last_change(catalog.projects),
        context=ProjectsContext(
            fundings=tuple(fundings),
            number=len(catalog.projects),
            totals=totals(catalog.projects.values()),
            filters=filters,
        ),
    )


def _filter_page(
    catalog: Catalog,
    filters: tuple[Filter, ...],
    one: Filter,
    choice: Choice,
    projects: Sequence[Project],
) -> Page:
    return Page(
        path=choice.path,
        template="pages/projects_by.html",
        long_list="rows",
        title=_("Projekty: {choice}").format(choice=choice.label),
        description=_("Projekty z dotacjami. {label}: {choice}.").format(
            label=one.label, choice=choice.label
        ),
        trail=(_HOME, _ABOVE),
        kind="projects",
        context=FoundProjectsContext(
            choice=choice,
            filter=one,
            filters=filters,
            rows=_rows(catalog, projects),
            totals=totals(projects),
        ),
        folders=_folders(one),
        name=choice.label,
    )


def _folders(one: Filter) -> tuple[Folder, ...]:
    """The folders around the pages of a filter."""
    whole, path = (_("Projekty"), "/projekty/"), "/projekty-wedlug/"
    return (
        Folder(path, "", _("Projekty według tematu, roku i pieniędzy"), whole),
        Folder(f"{path}{one.mark}/", one.label, _(_TITLES[one.mark]), whole),
    )


@dataclass(frozen=True)
class ProjectContext:
    """What the template of one project may name.

    `keywords` are words with the page of their projects; `share` is the grant as a percentage of
    the whole, where both are exactly known.
    """

    theme: Term
    programme: Term
    status: str
    seat: Location | None
    voivodeship: Voivodeship | None
    groups: tuple[Term, ...]
    organization: Organization | None
    partners: tuple[Organization, ...]
    keywords: tuple[tuple[str, str], ...]
    share: float | None

    @property
    def what(self) -> Term:
        """What the project is about."""
        return self.theme


def context(indexes: Indexes, project: Project) -> ProjectContext:
    """What one project shows."""
    catalog = indexes.catalog
    share = None
    if project.own_share is not None and project.budget and project.grant and project.budget.grosze:
        share = round(100 * project.grant.grosze / project.budget.grosze, 1)
    return ProjectContext(
        theme=catalog.term("project_themes", project.theme),
        programme=catalog.term("funding_programmes", project.programme),
        status=_(STATUS_WORDS[project.status][1]),
        seat=location(catalog, project.place),
        voivodeship=indexes.voivodeship_of_project(project),
        groups=terms(catalog, "groups", project.groups),
        organization=catalog.organizations[project.run_by] if project.run_by else None,
        partners=tuple(catalog.organizations[slug] for slug in project.partners),
        keywords=tuple(
            (_(word), f"/projekty-wedlug/slowo/{slug(word)}/") for word in project.keywords
        ),
        share=share,
    )
