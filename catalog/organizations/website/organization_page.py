"""What the page of one organization shows: contact, services, what it takes part in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.clubs.model import Club
from catalog.institutions.model import Institution
from catalog.organizations.model import Organization, Service
from catalog.projects.model import Project
from catalog.records.places import Voivodeship
from catalog.records.taxonomies import Term
from catalog.text.language import _
from catalog.website.lookup.indexes import Indexes, Membership
from catalog.website.pages.record_pages import Location, location, terms
from catalog.website.render.quick_exit import any_sensitive


@dataclass(frozen=True)
class OrganizationContext:
    """What its template may name.

    `works_in` are towns besides its seat, `calendar` whether it has one of its clubs, `funded` what
    it gave money to, `leave` whether the page offers a quick way out; `institution` is what any
    office of its kind does; `unknown` names what we do not know of how to reach it.
    """

    organization_kind: Term
    seat: Location | None
    works_in: tuple[Location | None, ...]
    voivodeships: tuple[Voivodeship, ...]
    groups: tuple[Term, ...]
    services: tuple[tuple[Service, Term], ...]
    memberships: tuple[tuple[Membership, Term], ...]
    clubs: tuple[Club, ...]
    calendar: bool
    projects: tuple[Project, ...]
    funded: tuple[Project, ...]
    leave: bool
    institution: Institution | None
    unknown: tuple[str, ...]

    @property
    def what(self) -> Term:
        """What the organization is."""
        return self.organization_kind


def context(indexes: Indexes, organization: Organization) -> OrganizationContext:
    """What its template may name."""
    catalog = indexes.catalog
    slug = organization.slug
    return OrganizationContext(
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
        institution=catalog.institution_of(organization),
        unknown=tuple(_unknown(organization)),
    )


def _unknown(organization: Organization) -> Iterator[str]:
    """What we do not know of how to reach it, said once; the next step owns up to the number."""
    contact = organization.contact
    if contact.street is None:
        yield _("adresu")
    if contact.hours is None:
        yield _("godzin")
    if organization.place is None and organization.voivodeship is None:
        yield _("siedziby")


def description(organization: Organization, shown: OrganizationContext) -> str | None:
    """What any office of its kind does for anybody, where that is known."""
    if shown.institution is None:
        return None
    return f"{organization.name}: {shown.institution.summary.here}"
