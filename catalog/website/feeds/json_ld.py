"""What machines read: JSON-LD in schema.org's words, and an Atom feed of changes (RFC 4287).

JSON-LD says only what the page says: nothing unknown is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from catalog.clubs.model import Club
from catalog.organizations.model import Organization
from catalog.publication import SiteFrame
from catalog.text.language import HOME, spoken

_MEETINGS = 10
_TYPES = {
    "stowarzyszenie": "NGO",
    "fundacja": "NGO",
    "zwiazek-organizacji": "NGO",
    "osrodek-pomocy-spolecznej": "GovernmentOffice",
    "urzad-pracy": "GovernmentOffice",
    "administracja-publiczna": "GovernmentOffice",
    "fundusz-publiczny": "GovernmentOrganization",
}

Node = dict[str, Any]


def json_ld(
    site: SiteFrame,
    path: str,
    title: str,
    trail: Sequence[tuple[str, str]],
    context: Mapping[str, Any],
) -> Markup:
    """The text of a page's data block; empty when there is nothing to say."""
    nodes = [*_crumbs(site.url, path, title, trail), *_things(site, path, context)]
    if not nodes:
        return Markup("")
    graph = {"@context": "https://schema.org", "@graph": [_known(node) for node in nodes]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    # Within <script> only "<" could end the block; JSON has its own way to write it.
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def _crumbs(url: str, path: str, title: str, trail: Sequence[tuple[str, str]]) -> Iterator[Node]:
    if trail:
        steps = [*trail, (title, path)]
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": number,
                    "name": label,
                    "item": _address(url, target),
                }
                for number, (label, target) in enumerate(steps, 1)
            ],
        }


def _things(site: SiteFrame, path: str, context: Mapping[str, Any]) -> Iterator[Node]:
    url = site.url
    record = context.get("record")
    if path == "/":
        yield {
            "@type": "WebSite",
            "name": site.name,
            "url": _address(url, "/"),
            "inLanguage": site.lang,
            "potentialAction": {
                "@type": "SearchAction",
                "target": _address(url, "/szukaj/?q={q}"),
                "query-input": "required name=q",
            },
        }
    elif isinstance(record, Organization):
        yield _organization(_address(url, path), record, context)
    elif isinstance(record, Club):
        yield from _events(_address(url, path), record, context)


def _address(url: str, path: str) -> str:
    return url + spoken().path(path)


def _organization(address: str, one: Organization, context: Mapping[str, Any]) -> Node:
    seat = context.get("seat")
    contact = one.contact
    areas = [place.name for place in context.get("voivodeships", ())]
    return {
        "@type": _TYPES.get(one.kind, "Organization"),
        "@id": address,
        "name": one.name,
        "alternateName": one.short_name,
        "description": _in_polish(one.summary),
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
                    "name": _in_polish(service.name),
                    "description": _in_polish(service.description),
                    "serviceType": category.label,
                    "provider": {"@id": address},
                },
            }
            for service, category in context.get("services", ())
        ],
    }


def _in_polish(text: str | None) -> str | Node | None:
    """A record's text: on a page in another language it says that it is Polish (JSON-LD 1.1)."""
    if text is None or spoken().code == HOME:
        return text
    return {"@value": text, "@language": HOME}


def _events(address: str, club: Club, context: Mapping[str, Any]) -> Iterator[Node]:
    plan, seat = context.get("plan"), context.get("seat")
    if plan is None or club.example:
        return
    for meeting in plan.shown[:_MEETINGS]:
        yield {
            "@type": "Event",
            "name": f"{club.name}: {meeting.name}",
            "url": address,
            "startDate": meeting.start.isoformat(timespec="minutes"),
            "endDate": meeting.end.isoformat(timespec="minutes"),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": seat
            and {
                "@type": "Place",
                "address": {"addressLocality": seat.town.name, "addressCountry": "PL"},
            },
        }


def _known(value: Any) -> Any:
    """The same without what nobody knows."""
    if isinstance(value, dict):
        kept = {key: _known(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, [], {})}
    if isinstance(value, list):
        return [_known(one) for one in value]
    return value
