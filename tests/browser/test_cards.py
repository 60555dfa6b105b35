"""Laws of meetings on cards: what is over is not shown, and without JavaScript dates tell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from catalog.website.build.site_builder import Site
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.data_pages import data_pages
from catalog.website.render.templates import write
from tests.browser.test_meetings import BUILT, CLUB, read_at, serving
from tests.conftest import ROOT
from tests.real_content import CATALOG as REAL

PATH = "/z-klubem/"
HOST = "mgops-wiecbork"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The list of organizations with clubs, one of which meets; built on 22 November 2026."""
    folder: Path = tmp_path_factory.mktemp("cards")
    club = CLUB.model_copy(update={"example": False, "run_by": HOST, "place": "wiecbork"})
    catalog = REAL.having(clubs={club.slug: club})
    templates = ROOT / "site_templates"
    shutil.copytree(templates / "assets", folder / "assets")
    site = Site.of(catalog, templates)
    pages = data_pages(Ways(catalog), site.publication, "", [], Indexes(catalog, BUILT))
    list(write(site.renderer, (one for one in pages if one.path == PATH), folder))
    with serving(folder) as server:
        yield f"http://127.0.0.1:{server.server_port}{PATH}"
        server.shutdown()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with JavaScript."""
    with browser.new_context(timezone_id="America/New_York", locale="pl-PL") as context:
        context.set_default_timeout(10_000)
        yield context


def shown(page: Page) -> list[str]:
    """The meetings that a reader sees on cards."""
    return [
        " ".join(text.split()) for text in page.locator(".meeting > :visible").all_inner_texts()
    ]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-22T12:00", ["jutro Spotkanie w klubie: poniedziałek, 23 listopada 2026, 16:00"]),
        ("2026-11-23T17:29", ["trwa teraz Spotkanie w klubie: poniedziałek, 23 listopada 2026"]),
        ("2026-11-23T17:30", ["dziś Spotkanie w klubie: poniedziałek, 23 listopada 2026, 17:45"]),
        ("2026-11-24T17:00", ["trwa teraz Spotkanie w klubie: wtorek, 24 listopada 2026, 16:00"]),
        ("2026-11-24T18:00", []),
    ],
)
def test_a_card_shows_the_first_meeting_that_is_not_over(
    address: str, reader: BrowserContext, moment: str, expected: list[str]
) -> None:
    """One meeting at most, never one that is over; when all it knows are over, none."""
    found = shown(read_at(reader, address, moment))
    assert len(expected) == len(found)
    assert [True] * len(found) == [a.startswith(b) for a, b in zip(found, expected, strict=True)]


def test_without_javascript_the_date_tells(address: str, browser: Browser) -> None:
    """One meeting with weekday, day and year, and no word that grows false."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        assert ["Spotkanie w klubie: poniedziałek, 23 listopada 2026, 16:00–17:30"] == shown(page)
