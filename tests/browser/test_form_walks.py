"""No sequence of Back, Forward, reload and double taps breaks, loses or doubles a form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.form_walks import FORM, Walked, walk, walked_site
from tests.conftest import BuiltSite

WALKS = 10
"""With a script and without; `python -m tests.torture.form_walks` walks 300 times."""


@pytest.fixture(scope="module")
def site(built_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """The real site with a service of its own."""
    var = tmp_path_factory.mktemp("walks") / "var"
    with walked_site(built_site.folder, built_site.publication, var) as site:
        yield site


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("seed", range(WALKS))
def test_walk(browser: Browser, site: Walked, seed: int, scripted: bool) -> None:
    """0 browser errors, 0 lost answers, 0 doubles."""
    walk(browser, site, seed, scripted=scripted)


def test_joining_takes_eight_screens(browser: Browser, site: Walked) -> None:
    """All parts of the form to join the programme are eight screens of a small phone together."""
    with browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{site.address}/formularze/uczestnik/")
        height = 0.0
        for number in range(1, page.locator(".part").count() + 1):
            page.evaluate("number => { location.hash = `czesc-${number}` }", number)
            part = page.locator(f"#czesc-{number}")
            part.wait_for()
            height += float(part.evaluate("one => one.getBoundingClientRect().height"))
        assert height / 640 <= 8


def test_shared_phone_keeps_nothing(browser: Browser, site: Walked) -> None:
    """The button for shared phones leaves an empty form and an empty browser."""
    with browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{site.address}/formularze/{FORM}/#what")
        page.locator("#what").fill("Kanarek")
        page.locator("#wz_zapamietaj").check()
        page.reload()
        assert "Kanarek" == page.locator("#what").input_value()
        assert 2 == page.evaluate("localStorage.length + sessionStorage.length")
        with page.expect_navigation():
            page.locator("button[value=wyczysc]").click()
        assert 0 == page.evaluate("localStorage.length + sessionStorage.length")
        page.go_back()
        assert "" == page.locator("#what").input_value()
        assert [] == context.cookies()
