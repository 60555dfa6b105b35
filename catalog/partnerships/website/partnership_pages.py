"""Pages of partnerships: whom each helps, and who does what in it; and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalog.model import Catalog, last_change
from catalog.organizations.model import Organization
from catalog.partnerships.model import Partner, Partnership
from catalog.records.taxonomies import Term
from catalog.standards.model import Standard
from catalog.text.language import N_, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.record_pages import Location, location, partner_count, terms
from catalog.website.render.freshness import Notice, notice_with
from catalog.website.render.next_step import NextStep, step_through
from catalog.website.render.templates import Page

_HOME = (N_("Początek"), "/")


@dataclass(frozen=True)
class Role:
    """A partner with its organization and the term of its role."""

    partner: Partner
    organization: Organization
    role: Term


@dataclass(frozen=True)
class PartnershipContext:
    """What the template of one partnership may name."""

    seat: Location | None
    groups: tuple[Term, ...]
    roles: tuple[Role, ...]
    standard: Standard | None


def context(indexes: Indexes, partnership: Partnership) -> PartnershipContext:
    """What one partnership shows: whom it helps, and who does what in it."""
    catalog = indexes.catalog
    return PartnershipContext(
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


def notice(catalog: Catalog, partnership: Partnership, today: date | None = None) -> Notice:
    """How old what we know of a partnership is."""

    def unchecked(origin: str, _partnership: Partnership) -> str:
        return f"{origin}; {_('nie wiemy, czy to partnerstwo nadal działa.')}"

    return notice_with(catalog, partnership, today, unchecked)


def next_step(indexes: Indexes, partnership: Partnership) -> NextStep:
    """Ask the partner that leads it, or the first."""
    lead = next((p for p in partnership.partners if p.lead), partnership.partners[0])
    return step_through(
        indexes.catalog.organizations[lead.organization],
        _("O partnerstwo pytaj tu: {name}. Zapytaj, czy podobna pomoc działa dziś."),
    )


@dataclass(frozen=True)
class PartnershipsContext:
    """What the template of the list may name: each partnership with its place and its partners."""

    rows: tuple[tuple[Partnership, Location | None, tuple[Role, ...]], ...]
    partners: int
    has_standards: bool


def list_page(indexes: Indexes) -> Iterator[Page]:
    """All partnerships by their numbers."""
    catalog = indexes.catalog
    partnerships = sorted(catalog.partnerships.values(), key=lambda one: one.number)
    yield Page(
        path="/partnerstwa/",
        template="pages/partnerships.html",
        long_list="rows",
        title=_("Partnerstwa"),
        description=_(
            "Urząd pracy, ośrodek pomocy społecznej i organizacja społeczna pomagają razem."
        ),
        trail=(_HOME,),
        kind="partnerships",
        updated=last_change(catalog.partnerships),
        context=PartnershipsContext(
            rows=tuple(
                (one, location(catalog, one.place), roles(catalog, one)) for one in partnerships
            ),
            partners=partner_count(catalog),
            has_standards=bool(catalog.standards),
        ),
    )
