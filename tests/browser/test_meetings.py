"""Laws of `meetings.js`: on the reader's own day the next meetings are right, wherever they are."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from catalog.clubs.timetable import occurrences
from catalog.text.time_zone import WARSAW
from catalog.website.build.site_builder import Site
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.data_pages import data_pages
from catalog.website.print.club_files import club_files
from catalog.website.print.club_pdfs import Sheets
from catalog.website.render.templates import write
from tests.conftest import ROOT
from tests.example import example_club
from tests.real_content import CATALOG as REAL

CLUB = example_club()
CATALOG = REAL.having(clubs={**REAL.clubs, CLUB.slug: CLUB})
MEETINGS = occurrences(CLUB.cycle)
PATH = "/kluby/przyklad/"
BUILT = date(2026, 11, 22)
STALE = date(2026, 9, 1)
"""A build that nobody has renewed since before the cycle."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[date, str]]:
    """The example's page as it was built on each of two days, each on a server of its own."""
    found = {}
    with ExitStack() as servers:
        for day in (BUILT, STALE):
            folder = tmp_path_factory.mktemp("site")
            write_club(folder, day)
            server = servers.enter_context(serving(folder))
            servers.callback(server.shutdown)
            found[day] = f"http://127.0.0.1:{server.server_port}{PATH}"
        yield found


def write_club(folder: Path, day: date) -> None:
    """The example's page, its files and what it loads, as a build of that day has them."""
    templates = ROOT / "site_templates"
    shutil.copytree(templates / "assets", folder / "assets")
    site = Site.of(CATALOG, templates)
    pages = data_pages(Ways(CATALOG), site.publication, "", [], Indexes(CATALOG, day))
    list(write(site.renderer, (one for one in pages if one.path == PATH), folder))
    sheets = Sheets(CATALOG, site.renderer.site.url, day)
    with club_files(sheets, site.languages, templates) as files:
        for path, content in files:
            target = folder / path.strip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def serving(folder: Path) -> ThreadingHTTPServer:
    """A running server of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with JavaScript whose telephone believes to be in New York."""
    with browser.new_context(timezone_id="America/New_York", locale="pl-PL") as context:
        context.set_default_timeout(10_000)
        yield context


def read_at(context: BrowserContext, address: str, moment: str) -> Page:
    """The page, opened when Polish clocks show `moment`."""
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(moment).replace(tzinfo=WARSAW))
    page.goto(address)
    return page


def shown(page: Page) -> list[str]:
    """The beginnings of the meetings that a reader sees."""
    rows = page.locator(".meetings li:visible")
    return [str(rows.nth(n).get_attribute("data-start")) for n in range(rows.count())]


def marks(page: Page) -> list[str]:
    """What is said beside them: today, tomorrow, on right now."""
    return page.locator(".meetings li:visible .when").all_inner_texts()


def next_three(moment: str) -> list[str]:
    """The first three meetings that are not over, from the timetable itself."""
    now = datetime.fromisoformat(moment).replace(tzinfo=WARSAW).astimezone(UTC)
    left = [one for one in MEETINGS if one.end.astimezone(UTC) > now]
    return [one.start.isoformat(timespec="minutes") for one in left[:3]]


MOMENTS = {
    "2026-09-01T12:00": [],
    "2026-09-06T23:59": ["jutro", "jutro"],
    "2026-09-07T00:00": ["dziś", "dziś", "jutro"],
    "2026-11-11T12:00": ["jutro"],
    "2026-10-25T00:30": ["jutro", "jutro"],
    "2026-10-25T02:30": ["jutro", "jutro"],
    "2026-10-26T15:59": ["dziś", "dziś", "jutro"],
    "2026-10-26T16:00": ["trwa teraz", "dziś", "jutro"],
    "2026-11-22T23:59": ["jutro", "jutro"],
    "2026-11-23T00:00": ["dziś", "dziś", "jutro"],
    "2026-11-23T17:29": ["trwa teraz", "dziś", "jutro"],
    "2026-11-23T17:30": ["dziś", "jutro"],
    "2026-12-24T11:30": ["trwa teraz"],
    "2027-03-28T01:59": [],
    "2027-03-30T09:00": ["jutro"],
    "2027-06-09T17:29": ["trwa teraz"],
    "2027-06-11T15:59": ["trwa teraz"],
}
"""What is said beside the next meetings when Polish clocks show a moment."""


@pytest.mark.parametrize(
    ("built", "moment"),
    [
        (built, moment)
        for built in (BUILT, STALE)
        for moment in MOMENTS
        if moment >= built.isoformat()  # nobody can read a page before it is built
    ],
)
def test_next_meetings_are_right_for_the_moment(
    addresses: dict[date, str], reader: BrowserContext, built: date, moment: str
) -> None:
    """Before, during, on a holiday, at both clock changes, at midnight, on the last day."""
    page = read_at(reader, addresses[built], moment)
    page.wait_for_function(
        "n => document.querySelectorAll('.meetings li:not([hidden])').length === n",
        arg=len(next_three(moment)),
    )
    assert next_three(moment) == shown(page)
    assert MOMENTS[moment] == marks(page)
    assert "Najbliższe spotkania" == page.locator("#terminy").inner_text()
    assert page.locator("[data-built]:visible").count() == 0


@pytest.mark.parametrize("built", [BUILT, STALE])
def test_after_the_cycle_nothing_is_next(
    addresses: dict[date, str], reader: BrowserContext, built: date
) -> None:
    """When the last meeting is over the page says so, and shows none."""
    page = read_at(reader, addresses[built], "2027-06-11T16:00")
    page.wait_for_selector("[data-over]:visible")
    assert [] == shown(page)
    assert "Terminy spotkań" == page.locator("#terminy").inner_text()
    assert "Ten cykl się skończył." in page.locator("[data-over]").inner_text()


def test_what_cannot_be_fetched_is_not_claimed(
    addresses: dict[date, str], reader: BrowserContext
) -> None:
    """When the built list is over and no newer can be had, the page names its day and no more."""
    reader.route("**/terminy.json", lambda route: route.abort())
    page = read_at(reader, addresses[BUILT], "2027-03-01T12:00")
    page.wait_for_selector("p[data-built]:visible")
    assert [] == shown(page)
    assert 0 == page.locator("[data-over]:visible").count()
    assert "Ta lista powstała" in page.locator("p[data-built]").first.inner_text()
    assert "Terminy spotkań" == page.locator("#terminy").inner_text()


def test_without_javascript_the_list_names_its_day(
    addresses: dict[date, str], browser: Browser
) -> None:
    """The built list is dated and says neither next nor now."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(addresses[BUILT])
        section = page.locator(".plan").inner_text()
        assert 8 == len(shown(page))
    assert "Ta lista powstała 22 listopada 2026." in section
    for word in ("Najbliższe", "dziś", "jutro", "teraz"):
        assert word not in section
