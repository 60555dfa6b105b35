"""What walks in Firefox rest on: the tool that drives it changes nothing of what it looks at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page as BrowserPage

from tests.browser.form_walks import Walk, walked_site
from tests.conftest import ROOT, BuiltSite
from tests.tools import FIREFOX
from tests.torture.firefox import Firefox, running_firefox, until

PLAIN = "<!DOCTYPE html><title>Próba</title>"
FORM = PLAIN + '<form><input id="a" name="r" type="radio"><input id="b" name="r" type="radio">'
WATCHED = FORM + '<script>addEventListener("unload", () => {});</script>'
STORED = (
    PLAIN
    + """<p id="told"></p><script>
const told = () => { document.getElementById("told").dataset.stored = sessionStorage.word; };
addEventListener("pageshow", told);
const others = new BroadcastChannel("others");
others.onmessage = () => {};
if (location.pathname !== "/first") sessionStorage.word = location.pathname;
if (location.pathname === "/telling") others.postMessage("");
</script>"""
)
PAGES = {"/first": STORED, "/silent": STORED, "/telling": STORED} | {
    "/form": FORM,
    "/watched": WATCHED,
    "/other": PLAIN + "<p>Inna strona",
}
CHOSEN = "form => Array.from(form.querySelectorAll(':checked'), (one) => one.id).join()"


class Plain(BaseHTTPRequestHandler):
    """A few plain pages, without a header that says how long they may be kept."""

    def do_GET(self) -> None:
        """One of them."""
        body = PAGES.get(self.path, PLAIN).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    """Their address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Plain)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """The browser."""
    with running_firefox() as browser:
        yield browser


def chosen_after_the_way_back(firefox: Firefox, address: str, form: str, *, scripted: bool) -> str:
    """Which answer stands after: tap, leave, Back, tap the other, Forward, Back."""
    page = firefox.fresh_page(scripted=scripted)
    page.goto(address + form)
    page.locator("#a").click()
    page.goto(f"{address}/other")
    page.go_back()
    assert "a" == page.locator("form").evaluate(CHOSEN)
    page.locator("#b").click()
    assert "b" == page.locator("form").evaluate(CHOSEN)
    page.go_forward()
    page.go_back()
    page.wait_for_load_state()
    return str(page.locator("form").evaluate(CHOSEN))


@FIREFOX.needed
def test_a_tap_leaves_a_page_as_it_was(firefox: Firefox, plain: str) -> None:
    """Firefox keeps a page without scripts whole when somebody leaves it, taps or no taps."""
    assert "b" == chosen_after_the_way_back(firefox, plain, "/form", scripted=False)


def test_our_scripts_do_not_watch_the_end() -> None:
    """No page of the site listens for `unload`, nor asks whether one really wants to leave."""
    scripts = sorted((ROOT / "site_templates" / "assets").glob("*.js"))
    watching = [one.name for one in scripts if "unload" in one.read_text(encoding="utf-8")]
    assert [] == watching
    assert scripts


@FIREFOX.needed
def test_a_page_that_watches_its_end_is_not_kept(firefox: Firefox, plain: str) -> None:
    """Firefox loses what was typed on a page that listens for `unload`, by Forward and Back.

    Such a page is made anew, and what Firefox remembers of its form is that of an earlier leaving
    or nothing. When this fails, Firefox has been mended.
    """
    assert "" == chosen_after_the_way_back(firefox, plain, "/watched", scripted=True)


@FIREFOX.needed
@pytest.mark.parametrize(
    ("second", "expected"), [("/silent", "undefined"), ("/telling", "/telling")]
)
def test_a_kept_page_knows_what_it_was_told(
    firefox: Firefox, plain: str, second: str, expected: str
) -> None:
    """Firefox shows a kept page with the sessionStorage of before; a message makes it anew.

    When the first of the two fails, Firefox has been mended.
    """
    page = firefox.fresh_page(scripted=True)
    page.goto(f"{plain}/first")
    page.goto(plain + second)
    page.go_back()
    page.wait_for_load_state()
    until(lambda: page.locator("#told[data-stored]").count() == 1, "what is stored")
    assert expected == page.locator("#told").evaluate("one => one.dataset.stored")


@FIREFOX.needed
@pytest.mark.parametrize(("seed", "scripted"), [(0, True), (10, False)])
def test_walks_that_lost_an_answer(
    firefox: Firefox, built_site: BuiltSite, tmp_path: Path, seed: int, scripted: bool
) -> None:
    """Each found a way by Back to answers that were not the last."""
    with walked_site(built_site.folder, built_site.publication, tmp_path / "var") as site:
        page = cast(BrowserPage, firefox.fresh_page(scripted=scripted))
        Walk(page, site, seed, scripted).go()
