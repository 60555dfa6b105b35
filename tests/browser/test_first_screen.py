"""What a phone of 360 × 640 pixels shows first, on one page of every kind in each language.

Somebody in trouble reads one screen, perhaps two. What stands before the page's own words is low,
urgent numbers can be hit with a thumb, and what one can do now comes early.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, ViewportSize

from catalog.text.language import Language
from tests.conftest import BOTH, BuiltSite

PHONE: ViewportSize = {"width": 360, "height": 640}
SCREEN = PHONE["height"]
HIGHEST = 120
"""How many pixels the header takes at most, with the row of urgent numbers."""
THUMB = 44
"""How high and how wide an urgent number is at least."""
NOW: dict[str, list[str]] = {
    name: [one] if isinstance(one, str) else one
    for name, one in yaml.safe_load(
        (Path(__file__).parents[1] / "cases" / "what_you_can_do_now.yml").read_text("utf-8")
    ).items()
}
"""For each kind of page the selectors of what somebody can do there now."""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of somebody with a small phone."""
    with browser.new_context(viewport=PHONE, java_script_enabled=request.param) as context:
        yield context.new_page()


def kind(page_class: str) -> str:
    """The kind of a page, by the class of its body."""
    return page_class.removeprefix("page-")


def longest_of_each_kind(site: BuiltSite, language: Language) -> dict[str, str]:
    """The path of the page with the most to show of each kind."""
    pages = [one for one in site.pages if one.language == language.code]
    pages.sort(key=lambda page: len(page.html))
    return {kind(one.all("body")[0]["class"]): one.path for one in pages if "404" not in one.path}


def foot(page: Page, selector: str) -> float:
    """Where the first element of a selector that is seen ends, from the top of the page."""
    box = page.locator(selector).filter(visible=True).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_every_kind_says_what_one_can_do_now(built_site: BuiltSite) -> None:
    """A new kind of page has to say where it helps; a kind that is gone goes from the list."""
    kinds = {kind(page.all("body")[0]["class"]) for page in built_site.pages}
    assert sorted(kinds - {""}) == sorted(NOW)


@BOTH
def test_the_first_screen_is_the_readers(
    phone: Page, host: str, built_site: BuiltSite, language: Language
) -> None:
    """The header is low, its urgent numbers fit a thumb, help comes within two screens."""
    wrong: dict[str, list[str]] = {}
    for name, path in longest_of_each_kind(built_site, language).items():
        phone.goto(host + path)
        found = list(broken_laws(phone, NOW[name]))
        if found:
            wrong[path] = found
    assert {} == wrong


def broken_laws(page: Page, now: list[str]) -> Iterator[str]:
    """Name what is wrong with the first screens of an open page."""
    header = foot(page, ".emergency")
    if header > HIGHEST:
        yield f"the header is {header:.0f} px high"
    for one in page.locator(".emergency a").all():
        box = one.bounding_box()
        assert box is not None
        if min(box["width"], box["height"]) < THUMB:
            yield f"{one.inner_text()!r} is {box['width']:.0f} × {box['height']:.0f} px"
    for selector in now:
        if not page.locator(selector).filter(visible=True).count():
            yield f"nothing is {selector}"
        elif foot(page, selector) > 2 * SCREEN:
            yield f"{selector} ends at {foot(page, selector):.0f} px"


@BOTH
def test_the_first_need_is_seen_at_once(phone: Page, host: str, language: Language) -> None:
    """Home asks what you need before you scroll."""
    phone.goto(host + language.path("/"))
    assert foot(phone, ".needs a") <= SCREEN


@BOTH
def test_the_menu_opens(phone: Page, host: str, language: Language) -> None:
    """One button opens all of the menu, with big targets; it hides nothing when it is shut."""
    phone.goto(host + language.path("/organizacje/"))
    links = phone.locator(".top nav a")
    assert not any(one.is_visible() for one in links.all())
    phone.locator(".menu > summary").click()
    assert all(one.is_visible() for one in links.all())
    heights = [box["height"] for one in links.all() if (box := one.bounding_box())]
    assert min(heights) >= THUMB
    links.last.click()
    assert phone.url.endswith(language.path("/szukaj/"))
