"""A page for each record: what every record has, and organizations and partnerships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.partnerships.model import Partner, Partnership
from catalog.records.places import Powiat, Town, Voivodeship
from catalog.records.record import Record
from catalog.records.sources import Source
from catalog.records.taxonomies import Term
from catalog.text.language import HOME, N_, _, spoken
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.freshness import notice
from catalog.website.render.next_step import next_step
from catalog.website.render.quick_exit import any_sensitive
from catalog.website.render.templates import Page

_HOME = (N_("Początek"), "/")
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
    """All pages that show one organization or one partnership."""
    for organization in catalog.organizations.values():
        yield organization_page(catalog, indexes, organization)
    for partnership in catalog.partnerships.values():
        yield partnership_page(catalog, indexes, partnership)


def organization_page(catalog: Catalog, indexes: Indexes, organization: Organization) -> Page:
    """One organization: contact, services, what it takes part in."""
    slug = organization.slug
    return record_page(
        catalog,
        indexes,
        organization,
        (N_("Organizacje"), "/organizacje/"),
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
        leave=any_sensitive(
            (
                *terms(catalog, "groups", organization.groups),
                *(catalog.term("help_categories", one.category) for one in organization.services),
            )
        ),
    )


def partnership_page(catalog: Catalog, indexes: Indexes, partnership: Partnership) -> Page:
    """One partnership: whom it helps, and who does what in it."""
    return record_page(
        catalog,
        indexes,
        partnership,
        (N_("Partnerstwa"), "/partnerstwa/"),
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


def terms(catalog: Catalog, taxonomy: str, slugs: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms of a record's field, in its order."""
    return tuple(catalog.term(taxonomy, slug) for slug in slugs)


def cited(catalog: Catalog, record: Record) -> tuple[Cited, ...]:
    """Each source once, with all its places."""
    parts: dict[str, list[str]] = {}
    for citation in record.sources:
        parts.setdefault(citation.document, []).extend(filter(None, [citation.part]))
    return tuple(
        Cited(catalog.sources[document], "; ".join(found) or None)
        for document, found in parts.items()
    )


def record_page(
    catalog: Catalog,
    indexes: Indexes,
    record: Record,
    above: tuple[str, str],
    kind: str,
    **context: Any,
) -> Page:
    """What every record's page has: its standing, its sources, its next step.

    Its description is the record's summary; in another language, what is known of it in that one.
    """
    summary = (
        _shortened(record.summary) if spoken().code == HOME else _known(record, above, context)
    )
    return Page(
        path=f"{above[1]}{record.slug}/",
        template=f"pages/{kind}.html",
        title=record.name,
        description=summary,
        trail=(_HOME, above),
        kind=kind,
        updated=record.updated,
        context={
            "record": record,
            "leave": False,
            "notice": notice(catalog, record, indexes.today),
            "next_step": next_step(catalog, indexes, record),
            "cited": cited(catalog, record),
            **context,
        },
    )


def _known(record: Record, above: tuple[str, str], context: Mapping[str, Any]) -> str:
    """A record in words that every language has: its name, kind, place and groups."""
    kinds = [context.get(name) for name in ("organization_kind", "club_kind", "theme")]
    what = next((one.label for one in kinds if one is not None), _(above[0]))
    seat = context.get("seat")
    where = f", {seat.town.name}" if seat else ""
    groups = ", ".join(term.label.lower() for term in context.get("groups", ()))
    whom = f" {_('Dla kogo:')} {groups}." if groups else ""
    return f"{record.name}: {what.lower()}{where}.{whom}"


def _shortened(text: str) -> str:
    if len(text) <= _DESCRIPTION:
        return text
    return text[: _DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;–") + "…"
