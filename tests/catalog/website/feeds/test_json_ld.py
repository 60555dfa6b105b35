"""Laws of what machines read: valid, true to the page, and nothing unknown filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from catalog.organizations.model import Organization
from tests.conftest import BuiltSite
from tests.pages import Page
from tests.real_content import CATALOG

ATOM = "{http://www.w3.org/2005/Atom}"
TYPES = {
    "BreadcrumbList", "ListItem", "WebSite", "SearchAction", "NGO", "GovernmentOffice", "Event",
    "GovernmentOrganization", "Organization", "PostalAddress", "Offer", "Service", "Place",
}  # fmt: skip


def blocks(page: Page) -> Iterator[dict[str, Any]]:
    """Every node of the page's JSON-LD."""
    for script in page.all("script"):
        if script["type"] == "application/ld+json":
            yield from json.loads(script.text)["@graph"]


def inside(value: Any) -> Iterator[Any]:
    """A value and all values in it."""
    yield value
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in children:
            yield from inside(one)


def test_data_blocks_hold_known_types_and_nothing_empty(built_site: BuiltSite) -> None:
    """Only schema.org's types that we mean, and no empty value: what is unknown is absent."""
    everything = [one for page in built_site.pages for node in blocks(page) for one in inside(node)]
    found = {one["@type"] for one in everything if isinstance(one, dict) and "@type" in one}
    assert found <= TYPES
    assert {"NGO", "GovernmentOffice", "Service", "BreadcrumbList", "WebSite"} <= found
    assert [] == [one for one in everything if one in (None, "", [], {})]


def test_every_organization_says_what_it_is(built_site: BuiltSite) -> None:
    """An organization's block bears the name of the page and its canonical address."""
    for page in built_site.below("organizacje"):
        named = [node for node in blocks(page) if node.get("@id")]
        assert [" ".join(page.all("h1")[0].text.split())] == [one["name"] for one in named]
        assert named[0]["url"].endswith(page.path)


def test_english_data_marks_what_is_polish(built_site: BuiltSite) -> None:
    """A record speaks Polish; the data of an English page says so of each of its sentences."""
    polish = {text for one in CATALOG.organizations.values() for text in sentences(one)}
    found = [
        one
        for page in built_site.english
        for node in blocks(page)
        for one in inside(node)
        if isinstance(one, dict)
    ]
    marked = [one["@value"] for one in found if one.get("@language") == "pl"]
    assert polish == set(marked)
    plain = [text for one in found if "@value" not in one for text in one.values()]
    assert [] == [text for text in plain if isinstance(text, str) and text in polish]


def sentences(one: Organization) -> Iterator[str]:
    """What an organization says of itself in Polish; what its kind says is in both languages."""
    if not CATALOG.institution_of(one):
        yield one.summary
    for service in one.services:
        yield from filter(None, (service.name, service.description))


def test_social_previews_say_what_the_page_says(built_site: BuiltSite) -> None:
    """Every page but the 404 has Open Graph's title and address, which are its own."""
    for page in built_site.pages:
        if page.path == "/404.html":
            continue
        told = {one["property"]: one["content"] for one in page.all("meta") if one["property"]}
        assert told["og:url"].endswith(page.path)
        assert told["og:title"]


def test_the_feed_names_real_pages(built_site: BuiltSite) -> None:
    """The Atom feed has unique ids, newest first, and each leads to a page of the site."""
    feed = ET.parse(built_site.folder / "zmiany.xml").getroot()  # noqa: S314  # our own file
    rows = feed.findall(f"{ATOM}entry")
    ids = [str(row.findtext(f"{ATOM}id")) for row in rows]
    days = [str(row.findtext(f"{ATOM}updated")) for row in rows]
    assert 0 < len(ids) == len(set(ids)) <= 100
    assert sorted(days, reverse=True) == days
    paths = built_site.paths()
    assert [] == [one for one in ids if "/" + one.split("/", 3)[3] not in paths]
