"""Six people in trouble reach somebody: three taps and three screens of scrolling at most.

They hold a phone of 360 × 640 pixels, with JavaScript and without, and begin on the first page. A
helpline counts when somebody answers it at that moment; a form counts when it can be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from catalog.text.time_zone import WARSAW
from tests.real_content import CATALOG

pytestmark = pytest.mark.content  # who answers, and when, is what content says
PHONE: ViewportSize = {"width": 360, "height": 640}
SCREEN = PHONE["height"]
MOST_TAPS = 3
MOST_SCREENS = 3.0
WALKS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "six_people.yml").read_text("utf-8")
)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether the phone runs JavaScript."""
    return bool(request.param)


def moment_of(walk: dict[str, Any]) -> datetime:
    """When somebody walks, in Polish time."""
    return datetime.fromisoformat(str(walk["moment"])).replace(tzinfo=WARSAW)


def screens_to(page: Page, target: Locator) -> float:
    """How many screens one scrolls from the top until a link is wholly seen."""
    page.evaluate("window.scrollTo(0, 0)")
    box = target.bounding_box()
    assert box is not None
    return max(0.0, (box["y"] + box["height"] - SCREEN) / SCREEN)


def seen(page: Page, selector: str) -> Locator:
    """The first element of a selector that is seen in the page's own part, not in its header."""
    return page.locator("main").locator(selector).filter(visible=True).first


def walked(page: Page, home: str, walk: dict[str, Any]) -> Iterator[float]:
    """Walk; tells the screens of scrolling on each page, those to the end last."""
    page.goto(home)
    for words in walk["taps"]:
        link = seen(page, f'a:has-text("{words}")')
        yield screens_to(page, link)
        link.click()
        page.wait_for_load_state()
    if walk["reaches"] == "form":
        yield screens_to(page, seen(page, "form input, form select, form textarea"))
    else:
        yield screens_to(page, seen(page, f'a[href="{walk["reaches"]}"]'))


@pytest.mark.parametrize("name", WALKS)
def test_reaches_somebody(browser: Browser, host: str, name: str, script: bool) -> None:
    """The way is short, and at its end somebody answers."""
    walk = WALKS[name]
    assert len(walk["taps"]) <= MOST_TAPS
    with browser.new_context(
        viewport=PHONE, java_script_enabled=script, locale=walk.get("locale", "pl-PL")
    ) as context:
        context.set_default_timeout(8_000)
        page = context.new_page()
        if script:
            page.clock.set_fixed_time(moment_of(walk))
        screens = list(walked(page, host + "/", walk))
    assert sum(screens) <= MOST_SCREENS, screens


@pytest.mark.parametrize(
    "name", [name for name, walk in WALKS.items() if walk["reaches"] != "form"]
)
def test_somebody_answers(name: str) -> None:
    """The number at the end is one of ours, for this part of the country, answered at this hour."""
    walk = WALKS[name]
    number = walk["reaches"].removeprefix("tel:")
    assert [
        line.slug
        for line in CATALOG.helplines.values()
        if line.number == number
        and line.serves(walk["voivodeship"])
        and line.answers(moment_of(walk))
    ]
