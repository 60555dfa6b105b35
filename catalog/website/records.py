"""A page for each record: organization, partnership, club, project, voivodeship, term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.model import (
    Catalog,
    Organization,
    Partner,
    Partnership,
    Source,
    Term,
)
from catalog.places import Powiat, Town, Voivodeship
from catalog.record import Record
from catalog.website.indexes import Indexes, sorted_by_name
from catalog.website.rendering import Page
from catalog.website.standing import next_step, notice

_HOME = ("Początek", "/")
_DESCRIPTION = 155


@dataclass(frozen=True)
class Location:
    """A town with the powiat and voivodeship that it lies in."""

    town: Town
    powiat: Powiat
    voivodeship: Voivodeship


@dataclass(frozen=True)
class Cited:
    """A source, and the place in it."""

    source: Source
    part: str | None


@dataclass(frozen=True)
class Role:
    """A partner with its organization and the term of its role."""

    partner: Partner
    organization: Organization
    role: Term


def location(catalog: Catalog, town: str | None) -> Location | None:
    """Where a town is; None for an unknown town."""
    if town is None:
        return None
    places = catalog.places
    return Location(places.towns[town], places.powiat_of(town), places.voivodeship_of(town))


def record_pages(catalog: Catalog, indexes: Indexes) -> Iterator[Page]:
    """All pages that show one record or one term."""
    for organization in catalog.organizations.values():
        yield organization_page(catalog, indexes, organization)
    for partnership in catalog.partnerships.values():
        yield partnership_page(catalog, indexes, partnership)
    for voivodeship in catalog.places.voivodeships.values():
        yield voivodeship_page(catalog, indexes, voivodeship)
    yield from term_pages(catalog, indexes)


def organization_page(catalog: Catalog, indexes: Indexes, organization: Organization) -> Page:
    """One organization: contact, services, what it takes part in."""
    slug = organization.slug
    return record_page(
        catalog,
        indexes,
        organization,
        ("Organizacje", "/organizacje/"),
        "organization",
        organization_kind=catalog.term("organization_kinds", organization.kind),
        seat=location(catalog, organization.place),
        works_in=tuple(location(catalog, town) for town in organization.works_in),
        voivodeships=indexes.voivodeships_of(organization),
        groups=terms(catalog, "groups", organization.groups),
        services=tuple(
            (service, catalog.term("help_categories", service.category))
            for service in organization.services
        ),
        memberships=tuple(
            (one, catalog.term("partner_roles", one.partner.role))
            for one in indexes.memberships.get(slug, ())
        ),
        clubs=indexes.clubs_by_organization.get(slug, ()),
        calendar=f"/organizacje/{slug}/" in indexes.calendars,
        projects=indexes.projects_by_organization.get(slug, ()),
        funded=indexes.funded_by_organization.get(slug, ()),
    )


def partnership_page(catalog: Catalog, indexes: Indexes, partnership: Partnership) -> Page:
    """One partnership: whom it helps, and who does what in it."""
    return record_page(
        catalog,
        indexes,
        partnership,
        ("Partnerstwa", "/partnerstwa/"),
        "partnership",
        seat=location(catalog, partnership.place),
        groups=terms(catalog, "groups", partnership.groups),
        roles=roles(catalog, partnership),
        standard=indexes.standard_of.get(partnership.slug),
    )


def roles(catalog: Catalog, partnership: Partnership) -> tuple[Role, ...]:
    """The partners in the order of the record."""
    return tuple(
        Role(
            partner,
            catalog.organizations[partner.organization],
            catalog.term("partner_roles", partner.role),
        )
        for partner in partnership.partners
    )


def voivodeship_page(catalog: Catalog, indexes: Indexes, voivodeship: Voivodeship) -> Page:
    """Everything that we know in one voivodeship."""
    places = catalog.places
    where = voivodeship.locative
    here = indexes.organizations_by_voivodeship.get(voivodeship.slug, ())
    projects = sorted_by_name(
        project
        for project in catalog.projects.values()
        if indexes.voivodeship_of_project(project) == voivodeship
    )
    return Page(
        path=f"/wojewodztwa/{voivodeship.slug}/",
        template="pages/voivodeship.html",
        title=f"Pomoc w województwie {where}",
        description=f"Organizacje, partnerstwa, kluby i projekty w województwie {where}.",
        trail=(_HOME, ("Województwa", "/wojewodztwa/")),
        kind="voivodeship",
        updated=max((one.updated for one in here), default=None),
        context={
            "voivodeship": voivodeship,
            "cards": organization_cards(catalog, indexes, here),
            "partnerships": sorted_by_name(
                one
                for one in catalog.partnerships.values()
                if places.voivodeship_of(one.place) == voivodeship
            ),
            "clubs": sorted_by_name(
                one
                for one in catalog.real_clubs.values()
                if one.place and places.voivodeship_of(one.place) == voivodeship
            ),
            "calendar": f"/wojewodztwa/{voivodeship.slug}/" in indexes.calendars,
            "projects": projects,
            "others": tuple(one for one in places.voivodeships.values() if one != voivodeship),
        },
    )


def term_pages(catalog: Catalog, indexes: Indexes) -> Iterator[Page]:
    """A page per kind of help and per group of people: who gives it, whom it is for."""
    for term in catalog.taxonomies["help_categories"].terms:
        found = indexes.organizations_by_help.get(term.slug, ())
        cards = organization_cards(catalog, indexes, found)
        yield _term_page(term, ("Potrzeby", "/potrzeby/"), cards, ())
    for term in catalog.taxonomies["groups"].terms:
        found = indexes.organizations_by_group.get(term.slug, ())
        cards = organization_cards(catalog, indexes, found)
        partnerships = sorted_by_name(
            one for one in catalog.partnerships.values() if term.slug in one.groups
        )
        yield _term_page(term, ("Dla kogo", "/dla-kogo/"), cards, partnerships)


def _term_page(
    term: Term,
    above: tuple[str, str],
    cards: tuple[Card, ...],
    partnerships: tuple[Partnership, ...],
) -> Page:
    return Page(
        path=f"{above[1]}{term.slug}/",
        template="pages/term.html",
        title=term.pl,
        description=f"{term.pl}: organizacje, które w tym pomagały, i następny krok.",
        trail=(_HOME, above),
        kind="term",
        context={"term": term, "cards": cards, "partnerships": partnerships},
    )


@dataclass(frozen=True)
class Card:
    """An organization in a list: what it is and where."""

    organization: Organization
    kind: Term
    towns: str
    voivodeships: tuple[Voivodeship, ...]
    groups: tuple[Term, ...]


def organization_cards(
    catalog: Catalog, indexes: Indexes, organizations: tuple[Organization, ...]
) -> tuple[Card, ...]:
    """Cards in the given order."""
    return tuple(
        Card(
            one,
            catalog.term("organization_kinds", one.kind),
            _towns(catalog, one),
            indexes.voivodeships_of(one),
            terms(catalog, "groups", one.groups),
        )
        for one in organizations
    )


def _towns(catalog: Catalog, organization: Organization) -> str:
    slugs = dict.fromkeys([*filter(None, [organization.place]), *organization.works_in])
    return ", ".join(catalog.places.towns[slug].name for slug in slugs)


def terms(catalog: Catalog, taxonomy: str, slugs: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms of a record's field, in its order."""
    return tuple(catalog.term(taxonomy, slug) for slug in slugs)


def record_page(
    catalog: Catalog,
    indexes: Indexes,
    record: Record,
    above: tuple[str, str],
    kind: str,
    **context: Any,
) -> Page:
    """What every record's page has: its standing, its sources, its next step."""
    return Page(
        path=f"{above[1]}{record.slug}/",
        template=f"pages/{kind}.html",
        title=record.name,
        description=_shortened(record.summary),
        trail=(_HOME, above),
        kind=kind,
        updated=record.updated,
        context={
            "record": record,
            "notice": notice(catalog, record),
            "next_step": next_step(catalog, indexes, record),
            "cited": tuple(
                Cited(catalog.sources[citation.document], citation.part)
                for citation in record.sources
            ),
            **context,
        },
    )


def _shortened(text: str) -> str:
    if len(text) <= _DESCRIPTION:
        return text
    return text[: _DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;–") + "…"
