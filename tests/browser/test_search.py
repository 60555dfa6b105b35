"""Search as a person uses it: in a real browser, on the built site, under the site's own policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page

from catalog.website.inflection import available as inflects
from tests.conftest import RunningSite

FIRST = 5
WANTED = 0.95
QUERIES = yaml.safe_load((Path(__file__).parents[1] / "cases/queries.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def page(browser: Browser, running_site: RunningSite) -> Iterator[Page]:
    """The search page, open on a phone with JavaScript."""
    with browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 740}) as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(running_site.address + "/szukaj/")
        yield page


def found(page: Page, query: str) -> list[str]:
    """Type a query and send it; the site paths of the results, best first."""
    page.fill("#q", query)
    page.press("#q", "Enter")
    said = page.locator("[data-status]")
    page.wait_for_function(
        "query => document.querySelector('[data-status]').dataset.for === query", arg=query
    )
    assert said.inner_text()
    links = page.locator("[data-results] a")
    return [str(link) for link in links.evaluate_all("all => all.map(one => one.pathname)")]


def test_queries_find_their_page(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    """Of what people type at least 95 % give the expected page among the first five."""
    missed = {}
    number = 0
    for case in (case for cases in QUERIES.values() for case in cases):
        number += 1
        paths = found(page, case["query"])[:FIRST]
        if set() == {case["page"], *case.get("also", ())} & set(paths):
            missed[case["query"]] = (case["page"], paths)
    with capsys.disabled():
        print(f"\nWyszukiwarka: {number - len(missed)} z {number} zapytań", end="")
        print("" if inflects() else " (bez Morfeusza)")
    assert 60 <= number
    if inflects():
        assert WANTED <= 1 - len(missed) / number, missed


def test_a_name_ranks_above_a_mention(page: Page) -> None:
    """Whoever types a name gets what bears that name first, not a page that mentions it."""
    assert "/organizacje/silva-rerum/" == found(page, "silva rerum")[0]
    assert "/partnerstwa/namyslow/" == found(page, "partnerstwo namysłów")[0]


def test_nothing_found_helps(page: Page) -> None:
    """A query that nothing matches is told so, with hints; the count is in a live region."""
    assert [] == found(page, "xqzvw")
    assert page.locator("[data-help]").is_visible()
    assert "status" == page.locator("[data-status]").get_attribute("role")
    assert "Nic nie znaleźliśmy." in page.locator("[data-status]").inner_text()


def test_filters_narrow(page: Page) -> None:
    """A chosen voivodeship leaves only what is there, and stays in the address."""
    found(page, "ośrodek pomocy")
    page.select_option("[data-by=miejsce]", "opolskie")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-results] a')].some(a => "
        "a.pathname === '/organizacje/ops-namyslow/')"
    )
    assert "miejsce=opolskie" in page.url
    page.select_option("[data-by=miejsce]", "")


def test_an_address_with_a_query_answers_it(page: Page, running_site: RunningSite) -> None:
    """A link to /szukaj/?q=… shows the results, so that they can be shared."""
    page.goto(f"{running_site.address}/szukaj/?q={quote('bezdomny')}")
    page.locator("[data-results] a").first.wait_for()
    assert "/dla-kogo/bezdomnosc/" in page.locator("[data-results] a").evaluate_all(
        "all => all.map(one => one.pathname)"
    )


def test_without_javascript_lists_are_there(browser: Browser, running_site: RunningSite) -> None:
    """Without JavaScript the page owns up to it and leads to A-Z and to places."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(running_site.address + "/szukaj/")
        assert not page.locator("form").is_visible()
        assert "JavaScriptu" in page.locator("main").inner_text()
        for name in ("organizacje", "miejscowosci", "potrzeby"):
            assert page.locator(f"main a[href$='/{name}/']").count()
