"""A hand-written page says its next step below the summary, too, and links to what is there."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

import pytest

from catalog.records.sources import MADE_UP, Source
from catalog.website.render.prose import lift_next_step, link_known_records
from tests.conftest import ROOT, BuiltSite
from tests.real_content import CATALOG

SUMMARY = '<div class="admonition abstract">\n<p>W skrócie</p>\n</div>\n'
NOW = re.compile(r'<p class="now">(<a .*?</a>)</p>', re.DOTALL)


def test_the_last_sections_link_is_lifted() -> None:
    """It is the first link after the last h2, whatever links stand before and after."""
    other, step, last = (f'<a href="{name}">{name}</a>' for name in "abc")
    end = f"<h2>Raz</h2>{other}<h2>Następny krok</h2>{step}<p>{last}</p>"
    expected = f'<h1>A</h1>{SUMMARY}<p class="now">{step}</p>\n{end}'
    assert expected == lift_next_step(f"<h1>A</h1>{SUMMARY}{end}")


def test_without_summary_or_link_nothing_changes() -> None:
    """A page that has no step, or no place for it, is left as it is."""
    for html in (
        "<h1>A</h1><h2>B</h2><a>b</a>",
        f"<h1>A</h1>{SUMMARY}<h2>B</h2>b",
        f"<a>a</a>{SUMMARY}b",
    ):
        assert html == lift_next_step(html)


def test_pages_for_the_public_have_it(built_site: BuiltSite) -> None:
    """Every page that ends with a next step begins with it; the pages of staff may have none."""
    missing = [
        page.path
        for page in built_site.prose()
        if not NOW.search(page.html) and not page.path.startswith("/obsluga/")
    ]
    assert [] == missing


def test_breadcrumbs_are_headings(built_site: BuiltSite) -> None:
    """A page of prose calls the section page above it by that page's own heading."""
    headings = {page.path: page.all("h1")[0].text.strip() for page in built_site.prose()}
    told = [
        (crumb.text.strip(), headings[urljoin(page.path, crumb["href"])])
        for page in built_site.prose()
        for crumb in page.all("a")
        if any(one["class"] == "trail" for one in crumb.around)
        and urljoin(page.path, crumb["href"]) not in ("/", "/en/")
    ]
    assert len(told) > 30
    assert [] == [both for both in told if both[0] != both[1]]


NAMED = sorted(
    {
        path
        for file in (ROOT / "docs").rglob("*.md")
        for path in re.findall(
            r"\]\((/(?:organizacje/|kluby/|standardy)[^)]+)\)", file.read_text("utf-8")
        )
    }
)
"""The organizations, clubs and standards that hand-written pages name."""
OURS = CATALOG.organizations["wrzos"]
SOURCE = Source(slug=MADE_UP, title="Dane", author="my", kind="dane zmyślone", year=2026)
CITED = OURS.sources[0].model_copy(update={"document": MADE_UP})
SAMPLE = replace(
    CATALOG.having(
        organizations={"zmyslona": OURS.model_copy(update={"sources": (CITED,)})},
        clubs={},
        standards={},
    ),
    sources={**CATALOG.sources, MADE_UP: SOURCE},
)
"""A made-up catalogue: without clubs and standards; what else is in it is real."""


@pytest.mark.parametrize("path", [*NAMED, "/organizacje/wrzos/#kontakt"])
def test_a_made_up_catalogue_keeps_the_words_of_a_link(path: str) -> None:
    """A record that is real leads nowhere there; in the real catalogue its link stays."""
    html = f'<p>Zob. <a class="x" href="{path}">klub <em>obok</em></a>, <a href="/b/">b</a>.</p>'
    kept = '<p>Zob. klub <em>obok</em>, <a href="/b/">b</a>.</p>'
    assert (kept, html) == (link_known_records(html, SAMPLE), link_known_records(html, CATALOG))


@pytest.mark.parametrize(
    "path",
    [
        "/organizacje/zmyslona/",
        "/organizacje/",
        "/kluby/",
        "/partnerstwa/legionowo/",
        "/nic/wrzos/",
        "/telefony/nie-ma-takiego/",
        "https://przyklad.example/organizacje/wrzos/",
    ],
)
def test_other_links_of_a_made_up_catalogue_stay(path: str) -> None:
    """What is there is linked; what never was is left for the build to name."""
    html = f'<a href="{path}">x</a>'
    assert html == link_known_records(html, SAMPLE)
