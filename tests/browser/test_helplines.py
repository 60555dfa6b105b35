"""Helplines by the reader's clock: who answers now comes first, and without JavaScript all stay."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

WARSAW = ZoneInfo("Europe/Warsaw")
SATURDAY = datetime(2026, 11, 28, 22, 0, tzinfo=WARSAW)
TUESDAY = datetime(2026, 11, 24, 18, 0, tzinfo=WARSAW)
JULY = datetime(2026, 7, 4, 22, 0, tzinfo=WARSAW)


@pytest.mark.content
@pytest.mark.parametrize(
    ("moment", "said", "first"),
    [
        (SATURDAY, "Teraz nikt nie odbiera", "tel:+48800702222"),
        (TUESDAY, "Ktoś odbiera teraz", "tel:+48800199990"),
    ],
)
def test_who_answers_now_is_first(
    browser: Browser, host: str, moment: datetime, said: str, first: str
) -> None:
    """The hours are Polish ones, wherever the phone thinks that it is."""
    with browser.new_context(timezone_id="America/New_York") as context:
        page = context.new_page()
        page.clock.set_fixed_time(moment)
        page.goto(host + "/telefony/nalog/")
        line = page.locator(".lines li", has=page.locator('a[href="tel:+48800199990"]'))
        expect(line.locator(".answers")).to_have_text(said)
        assert first == page.locator(".lines a.tel").first.get_attribute("href")


def test_a_line_of_the_winter_is_shut_in_july(browser: Browser, host: str) -> None:
    """Śląskie has 987 from November to March: in July the page shows it, and says so."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time(JULY)
        page.goto(host + "/telefony/brak-noclegu/")
        winter = page.locator(".lines [data-season]")
        assert {"Teraz nikt nie odbiera"} == set(winter.locator(".answers").all_inner_texts())


@pytest.mark.parametrize("path", ["/telefony/", "/telefony/przemoc/", "/potrzeby/schronienie/"])
def test_without_javascript_all_lines_stand(browser: Browser, host: str, path: str) -> None:
    """The same numbers with and without JavaScript; each is a target of at least 44 pixels."""
    numbers = {}
    for script in (True, False):
        with browser.new_context(java_script_enabled=script) as context:
            page = context.new_page()
            page.goto(host + path)
            found = page.locator("main .lines a.tel")
            numbers[script] = sorted(
                str(found.nth(at).get_attribute("href")) for at in range(found.count())
            )
            heights = found.evaluate_all(
                "all => all.map(one => one.getBoundingClientRect().height)"
            )
            assert [] == [height for height in heights if height < 44]
    assert numbers[True] == numbers[False] != []


@pytest.mark.content
@pytest.mark.parametrize(
    "path", ["/miejscowosci/bialystok/", "/miejscowosci/radomsko/", "/szukaj/"]
)
def test_a_town_and_the_search_page_have_numbers(browser: Browser, host: str, path: str) -> None:
    """Whoever lands there from elsewhere needs no tap to find a number, within three screens."""
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 640}
    ) as context:
        page = context.new_page()
        page.goto(host + path)
        number = page.locator('main a[href="tel:+48800120002"]:visible').first
        box = number.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 3 * 640
        first = page.locator("main .lines a.tel:visible").first.get_attribute("href")
        assert ("tel:987" if "radomsko" in path else "tel:+48800120002") == first
