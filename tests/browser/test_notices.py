"""The board on a built site: what a visitor sees, without JavaScript and with it."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

import wzajemnie
from catalog.board import Board
from catalog.notices.model import Notice
from catalog.website.lookup.build_day import build_day
from forms_backend.config import Settings
from tests.browser.conftest import Zipped
from tests.browser.form_walks import walked_site
from tests.browser.test_access import LOOK_RULES, LOOKS, RUN, WIDTHS, look_at
from tests.small_content import copy_with_few_towns
from tests.synthetic_board import OVER, synthetic_board

pytestmark = pytest.mark.slow

ONE = "/ogloszenia/k7m-d4qv/"
PATHS = (
    "/ogloszenia/",
    ONE,
    "/ogloszenia-wedlug/kto/oferty/",
    "/formularze/odpowiedz/",
    "/en/notices/",
    "/en/notices/k7m-d4qv/",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with few towns, built with the file of a desk."""
    folder = tmp_path_factory.mktemp("board")
    content = copy_with_few_towns(folder / "content")
    file = folder / "notices.json"
    file.write_bytes(synthetic_board(build_day()).to_bytes())
    settings = replace(
        Settings.from_environment({"WZAJEMNIE_VAR": str(folder / "var")}),
        publication=folder / "publish" / "forms.json",
    )
    assert wzajemnie.build(content, folder / "site", settings, notices=file)
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where it is served."""
    handler = functools.partial(Zipped, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_every_page_leads_to_what_is_on_the_board(site: Path) -> None:
    """Home, site map, sitemap and feed name it; nothing names what is over."""
    for page in ("index.html", "mapa-strony/index.html"):
        assert 'href="ogloszenia/"' in (site / page).read_text(encoding="utf-8").replace("../", "")
    told = [path for path in site.rglob("*") if path.suffix in (".html", ".xml", ".json")]
    assert [] == [path for path in told if OVER in path.read_text(encoding="utf-8")]
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"{ONE}</loc>" in sitemap
    assert "/en/notices/k7m-d4qv/</loc>" in sitemap
    assert ONE in (site / "ogloszenia.xml").read_text(encoding="utf-8")
    published = json.loads((site.parent / "publish" / "forms.json").read_text(encoding="utf-8"))
    assert "odpowiedz" in published["forms"]


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_read_it(browser: Browser, address: str, axe: str, width: int) -> None:
    """No complaint of axe in any look and nothing wider than the screen."""
    broken: dict[str, list[str]] = {}
    with browser.new_context(locale="pl-PL", viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for path in PATHS:
            page.goto(address + path)
            page.evaluate(axe)
            for number, look in enumerate(LOOKS):
                look_at(page, look)
                found = page.evaluate(RUN, [] if number == 0 else LOOK_RULES)
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append("wider than the screen")
                if found:
                    broken[f"{path} {look}"] = found
    assert {} == broken


def test_without_a_script_it_says_until_when(context: BrowserContext, address: str) -> None:
    """From the board to the notice; the last day stands on both."""
    page = context.new_page()
    page.goto(f"{address}/ogloszenia/")
    assert 3 == page.get_by_text("Ważne do:").count()
    page.get_by_role("link", name="Oferta: Naprawy sprzętu").first.click()
    page.wait_for_url(f"**{ONE}")
    assert page.get_by_text("Ważne do", exact=True).is_visible()
    assert not page.get_by_text("To ogłoszenie już się skończyło.").is_visible()


def test_after_its_day_a_script_says_that_it_is_over(browser: Browser, address: str) -> None:
    """On a page that was built before: told in words, and the button is gone."""
    with browser.new_context(locale="pl-PL") as context:
        page = context.new_page()
        page.clock.install(time="2031-01-01T12:00:00Z")
        page.goto(address + ONE)
        page.get_by_text("To ogłoszenie już się skończyło.").wait_for()
        assert not page.get_by_role("link", name="Odpowiedz na to ogłoszenie").is_visible()


def test_reply_carries_the_notice(context: BrowserContext, site: Path, tmp_path: Path) -> None:
    """Its button opens the form with the notice chosen; an unknown number opens the plain form."""
    publication = site.parent / "publish" / "forms.json"
    with walked_site(site, publication, tmp_path / "var") as walked:
        page = context.new_page()
        page.goto(walked.address + ONE)
        page.get_by_role("link", name="Odpowiedz na to ogłoszenie").click()
        page.wait_for_url("**/zgloszenia/odpowiedz?ogloszenie=k7m-d4qv")
        assert "k7m-d4qv" == page.get_by_label("Na które ogłoszenie odpowiadasz?").input_value()
        offered = page.locator("select[name=notice] option").evaluate_all(
            "all => all.map(one => one.value).filter(Boolean)"
        )
        assert sorted(one.slug for one in live(synthetic_board(build_day()))) == sorted(offered)


def live(board: Board) -> list[Notice]:
    """Those that are not over."""
    return [one for one in board.notices if one.slug != OVER]
