"""An organization in schema.org's words."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.organizations.model import Organization
from catalog.organizations.website.organization_page import OrganizationContext
from catalog.website.feeds.json_ld import Node, in_polish

_TYPES = {
    "stowarzyszenie": "NGO",
    "fundacja": "NGO",
    "zwiazek-organizacji": "NGO",
    "osrodek-pomocy-spolecznej": "GovernmentOffice",
    "urzad-pracy": "GovernmentOffice",
    "administracja-publiczna": "GovernmentOffice",
    "fundusz-publiczny": "GovernmentOrganization",
}


def nodes(address: str, one: Organization, shown: OrganizationContext) -> Iterator[Node]:
    """The organization with its seat and what it offers."""
    seat, institution = shown.seat, shown.institution
    contact = one.contact
    areas = [place.name for place in shown.voivodeships]
    yield {
        "@type": _TYPES.get(one.kind, "Organization"),
        "@id": address,
        "name": one.name,
        "alternateName": one.short_name,
        "description": institution.summary.here if institution else in_polish(one.summary),
        "url": address,
        "sameAs": contact.website,
        "telephone": contact.phone,
        "email": contact.email,
        "taxID": one.nip,
        "address": seat
        and {
            "@type": "PostalAddress",
            "streetAddress": contact.street,
            "postalCode": contact.postal_code,
            "addressLocality": seat.town.name,
            "addressRegion": seat.voivodeship.name,
            "addressCountry": "PL",
        },
        "areaServed": areas,
        "makesOffer": [
            {
                "@type": "Offer",
                "itemOffered": {
                    "@type": "Service",
                    "name": in_polish(service.name),
                    "description": in_polish(service.description),
                    "serviceType": category.label,
                    "provider": {"@id": address},
                },
            }
            for service, category in shown.services
        ],
    }
