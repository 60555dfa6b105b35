"""Laws that every page of the real site keeps."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from forms_backend.serving.headers import SEARCH
from tests.conftest import BuiltSite
from tests.pages import Element, Page

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
EMPTY_WORDS = ("", "tutaj", "więcej", "link", "here", "more", "click here")
LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}


def broken(site: BuiltSite, law: Callable[[Page], object]) -> dict[str, object]:
    """The pages that break a law, each with what breaks it."""
    return {page.path: wrong for page in site.pages if (wrong := law(page))}


def test_one_heading_names_the_page(built_site: BuiltSite) -> None:
    """A page has one h1, and its title starts with it."""

    def law(page: Page) -> object:
        names = [" ".join(one.text.split()) for one in page.all("h1")]
        title = " ".join(page.all("title")[0].text.split())
        right = len(names) == 1 and title.startswith(names[0].rstrip("."))
        return () if right else (title, names)

    assert {} == broken(built_site, law)


def test_headings_skip_no_level(built_site: BuiltSite) -> None:
    """A heading is at most one level below the heading before it."""

    def law(page: Page) -> object:
        levels = [int(one.tag[1]) for one in page.headings()]
        return [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]

    assert {} == broken(built_site, law)


def test_ids_are_unique(built_site: BuiltSite) -> None:
    """An id stands once in a page."""
    assert {} == broken(
        built_site, lambda page: [name for name, times in Counter(page.ids()).items() if times > 1]
    )


def test_language_is_said(built_site: BuiltSite) -> None:
    """A page says its language, its character set and how wide it is."""

    def law(page: Page) -> object:
        names = {one["name"] for one in page.all("meta")} | {
            name for one in page.all("meta") for name in one.attributes
        }
        return page.language not in {"pl", "en"} or {"charset", "viewport"} - names

    assert {} == broken(built_site, law)


def test_nothing_loads_from_another_host(built_site: BuiltSite) -> None:
    """Nothing that a page loads, and nothing that its stylesheet names, is on another host."""

    def law(page: Page) -> object:
        rel = {"canonical", "alternate"}
        return [
            one[name]
            for tag, name in LOADED.items()
            for one in page.all(tag)
            if urlsplit(one[name]).netloc and one["rel"] not in rel
        ]

    assert {} == broken(built_site, law)
    sheets = "".join(p.read_text(encoding="utf-8") for p in built_site.folder.rglob("*.css"))
    assert "//" not in sheets.replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in sheets


def test_no_inline_script_and_no_inline_style(built_site: BuiltSite) -> None:
    """A script is a deferred file of ours; what stands in the page itself the policy forbids."""

    def ours(one: Element) -> bool:
        if one["type"] == "application/ld+json":  # data, which no browser runs
            return True
        return "defer" in one.attributes and "assets/" in one["src"] and not one.text

    def law(page: Page) -> object:
        return [
            (one.tag, one.attributes)
            for one in page.elements
            if (one.tag == "script" and not ours(one))
            or one.tag == "style"
            or any(name == "style" or name.startswith("on") for name in one.attributes)
        ]

    assert {} == broken(built_site, law)


def test_every_field_has_a_label(built_site: BuiltSite) -> None:
    """Every form says where it goes, and each of its fields has a label that names it."""

    def named(page: Page, one: Element) -> bool:
        labels = {label["for"] for label in page.all("label")}
        inside = any(outer.tag == "label" for outer in one.around)
        return inside or one["id"] in labels or bool(one["aria-label"])

    def law(page: Page) -> object:
        nowhere = [one for one in page.all("form") if not one["action"]]
        fields = page.all("input", "select", "textarea")
        quiet = {"hidden", "submit"}
        return nowhere + [f for f in fields if f["type"] not in quiet and not named(page, f)]

    assert {} == broken(built_site, law)


def test_pictures_and_links_have_words(built_site: BuiltSite) -> None:
    """A picture has an alternative, a link has words, and a link never says only "here"."""

    def law(page: Page) -> object:
        pictures = [one for one in page.all("img") if "alt" not in one.attributes]
        links = [
            one
            for one in page.all("a")
            if (one.text.strip() or one["aria-label"]).lower() in EMPTY_WORDS
        ]
        return pictures + links

    assert {} == broken(built_site, law)


def test_demonstration_says_so(built_site: BuiltSite) -> None:
    """As shipped nobody runs the site, and every page says so."""
    said = {"pl": "To jest wersja pokazowa.", "en": "This is a demonstration."}
    assert {} == broken(built_site, lambda page: said[page.language] not in page.html)


def test_sitemap_lists_every_page_once(built_site: BuiltSite) -> None:
    """The sitemap lists each page that a reader can be sent to, once, and nothing else."""
    tree = ET.parse(built_site.folder / "sitemap.xml")  # noqa: S314  # our own file
    listed = Counter(urlsplit(str(one.text)).path for one in tree.iter(f"{SITEMAP}loc"))
    assert Counter(built_site.addresses()) == listed


def test_every_folder_of_an_address_is_a_page(built_site: BuiltSite) -> None:
    """Whoever cuts an address short meets a page, in each language."""
    written = built_site.addresses()

    def above(address: str) -> list[str]:
        words = address.strip("/").split("/")
        return ["/" + "".join(f"{word}/" for word in words[:many]) for many in range(len(words))]

    assert set() == {folder for one in written for folder in above(one)} - written


def test_canonical_names_the_page_itself(built_site: BuiltSite) -> None:
    """A page's canonical address ends with its own path; the 404 page has none."""

    def law(page: Page) -> object:
        found = [
            urlsplit(one["href"]).path for one in page.all("link") if one["rel"] == "canonical"
        ]
        return found != ([] if page.path == "/404.html" else [page.path]) and found

    assert {} == broken(built_site, law)


@pytest.mark.parametrize(("ending", "most"), [("css", 8), ("woff2", 0), ("ttf", 0)])
def test_site_stays_light(built_site: BuiltSite, ending: str, most: int) -> None:
    """All stylesheets together are at most 8 KB after gzip; no font is sent."""
    files = built_site.folder.rglob(f"*.{ending}")
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= most * 1024


def test_scripts_are_light(built_site: BuiltSite) -> None:
    """No page asks for more than 4 KB of scripts after gzip; the search page for 5."""
    weights = {
        file.name: len(gzip.compress(file.read_bytes()))
        for file in (built_site.folder / "assets").glob("*.js")
    }

    def law(page: Page) -> object:
        names = [urlsplit(one["src"]).path.rpartition("/")[2] for one in page.all("script")]
        weight = sum(weights[name] for name in names if name)
        return weight > (5 if page.path in SEARCH else 4) * 1024 and weight

    assert {} == broken(built_site, law)


def test_page_is_light(built_site: BuiltSite) -> None:
    """A page that is no list is at most 12 KB after gzip; a list at most 30 KB."""

    def law(page: Page) -> object:
        words = page.path.removeprefix("/en").strip("/").split("/")
        most = 30 if len(words) == 1 else 12
        weight = len(gzip.compress(page.html.encode()))
        return weight > most * 1024 and weight

    assert {} == broken(built_site, law)
