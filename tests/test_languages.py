"""The two languages of the site: the same pages, tied to one another, each in its own words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from catalog.text.language import HOME
from tests.conftest import ENGLISH, BuiltSite
from tests.pages import Element, Page
from tests.real_content import CATALOG

NAMES = {"pl": "Polski", "en": "English"}
SHARED = "/404.html"
"""The one page that any address may show. It is Polish, with a way to the English pages."""


def twin(page: Page) -> str | None:
    """The address of the same page in the other language; None for pages that have none."""
    if page.language == ENGLISH.code:
        return ENGLISH.polish(page.path)
    return ENGLISH.path(page.path) if ENGLISH.has(page.path) and page.path != SHARED else None


def links(page: Page) -> Iterator[tuple[Element, str]]:
    """Each link of a page that stays on the site, with the path of what it leads to."""
    for one in page.all("a"):
        target = urlsplit(urljoin(page.path, one["href"]))
        if not target.scheme and not target.netloc:
            yield one, target.path


def alternates(page: Page) -> dict[str, str]:
    """The addresses that a page names as itself in each language."""
    return {one["hreflang"]: one["href"] for one in page.all("link") if one["hreflang"]}


def test_a_page_that_is_not_there_speaks_both_languages(built_site: BuiltSite) -> None:
    """Any address may show the 404 page: it tells whoever reads English where to go."""
    page = built_site.paths()[SHARED]
    assert ["/en/"] == [path for one, path in links(page) if one.language == "en"]


def test_every_page_is_there_in_both_languages(built_site: BuiltSite) -> None:
    """Each Polish page but the staff's guides has an English one, and each English one a Polish."""
    twins = [twin(page) for page in built_site.polish]
    assert {page.path for page in built_site.english} == {path for path in twins if path}
    alone = {page.path.split("/")[1] for page in built_site.polish if twin(page) is None}
    assert {"404.html", "obsluga", "redakcja"} == alone
    assert len(built_site.pages) == len(built_site.polish) + len(built_site.english)


def test_the_language_is_that_of_the_address(built_site: BuiltSite) -> None:
    """What lies below /en/ says that it is English, and nothing else does."""
    wrong = [
        page.path
        for page in built_site.pages
        if page.language != ("en" if page.path.startswith("/en/") else "pl")
    ]
    assert [] == wrong


def test_the_switch_leads_to_the_same_page(built_site: BuiltSite) -> None:
    """The header has one link to the other language; it leads to this very page, both ways."""
    wrong = {}
    for page in built_site.pages:
        other = "pl" if page.language == "en" else "en"
        found = [
            (path, one["lang"], one["hreflang"], one.text)
            for one, path in links(page)
            if one["class"] == "tongue"
        ]
        address = twin(page)
        wanted = [(address, other, other, NAMES[other])] if address else []
        if found != wanted:
            wrong[page.path] = found
    assert {} == wrong


def test_canonical_and_alternates_agree(built_site: BuiltSite) -> None:
    """Both pages name the same pair of addresses: canonical ones, which the sitemap lists."""
    canonical = {
        one["href"]: page.path
        for page in built_site.pages
        for one in page.all("link")
        if one["rel"] == "canonical"
    }
    sitemap = ET.parse(built_site.folder / "sitemap.xml").iter()  # noqa: S314  # our own file
    listed = {one.text for one in sitemap if one.tag.endswith("loc")}
    assert set() == set(canonical) - listed
    assert {page.path for page in built_site.pages} - {"/404.html"} == set(canonical.values())
    wrong = {}
    for page in built_site.pages:
        named = {code: canonical.get(url) for code, url in alternates(page).items()}
        other = twin(page)
        wanted = {page.language: page.path, "en" if page.language == "pl" else "pl": other}
        if named != (wanted if other else {}):
            wrong[page.path] = named
    assert {} == wrong


def test_addresses_can_be_turned_round(built_site: BuiltSite) -> None:
    """A Polish path has one English path, no other page shares it, and it leads back."""
    paths = [page.path for page in built_site.polish if twin(page)]
    there = {path: ENGLISH.path(path) for path in paths}
    assert len(paths) == len(set(there.values()))
    assert {} == {path: to for path, to in there.items() if ENGLISH.polish(to) != path}


def test_each_word_of_an_address_is_translated_once() -> None:
    """No two Polish words of addresses share an English one, and an English one stays as it is."""
    assert len(ENGLISH.segments) == len(set(ENGLISH.segments.values()))
    there_and_on = {
        polish: ours
        for polish, ours in ENGLISH.segments.items()
        if ours in ENGLISH.segments and ours != polish
    }
    assert {} == there_and_on


def test_english_addresses_are_english(built_site: BuiltSite) -> None:
    """A word of an English address is translated, or the name of a record or place, or a number."""
    names = {
        *CATALOG.organizations,
        *CATALOG.partnerships,
        *CATALOG.clubs,
        *CATALOG.projects,
        *CATALOG.places.voivodeships,
        *(town.slug for town in CATALOG.places.towns.values()),
        *(powiat.slug for powiat in CATALOG.places.powiats.values()),
    }
    known = names | set(ENGLISH.segments.values()) | set(ascii_lowercase)  # towns by first letter
    unknown = Counter(
        word
        for page in built_site.english
        for word in page.path.removeprefix("/en/").split("/")
        if word not in known and not re.fullmatch(r"(page-)?\d*", word)
    )
    assert {} == dict(unknown)


@pytest.mark.parametrize(("code", "other"), [("pl", "en"), ("en", "pl")])
def test_links_stay_in_their_language(built_site: BuiltSite, code: str, other: str) -> None:
    """Whoever reads one language stays in it; a link to a page in the other says so."""
    foreign = {page.path for page in built_site.pages if page.language == other}
    wrong: dict[str, list[str]] = {}
    for page in built_site.pages:
        for one, path in links(page) if page.language == code else ():
            if path in foreign and one["hreflang"] != other:
                wrong.setdefault(page.path, []).append(path)
    assert {} == wrong


def test_what_machines_read_names_english_addresses(built_site: BuiltSite) -> None:
    """An address in the data of an English page, and in its preview, is that of an English page."""
    base = alternates(built_site.paths()["/"])["pl"].rstrip("/")
    polish = {base + page.path for page in built_site.polish}
    wrong = {
        page.path: found
        for page in built_site.english
        if (found := [url for url in urls(page) if url.partition("?")[0] in polish])
    }
    assert {} == wrong
    assert all(base + page.path in set(urls(page)) for page in built_site.english)


def urls(page: Page) -> Iterator[str]:
    """The addresses in a page's JSON-LD and in what previews read."""
    yield from (one["content"] for one in page.all("meta") if one["property"] == "og:url")
    for script in page.all("script"):
        if script["type"] == "application/ld+json":
            yield from (one for one in inside(json.loads(script.text)) if one.startswith("http"))


def inside(value: Any) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from inside(one)


@pytest.mark.parametrize("code", [HOME, ENGLISH.code])
def test_every_page_has_a_description_of_its_own(built_site: BuiltSite, code: str) -> None:
    """No two pages of a language tell search engines the same."""
    pages = [page for page in built_site.pages if page.language == code]
    told: dict[str, list[str]] = {}
    for page in pages:
        told.setdefault(page.description, []).append(page.path)
    assert {} == {text: paths for text, paths in told.items() if len(paths) > 1 or not text}
