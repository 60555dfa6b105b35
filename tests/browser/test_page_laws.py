"""Laws of a page that only a browser can judge, on one page of each kind in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.conftest import ENGLISH, BuiltSite, RunningSite

WIDTHS = {"phone": (360, 740), "desk": (1280, 900)}
LISTS = (
    "organizacje partnerstwa kluby projekty wojewodztwa program formularze potrzeby mapa-strony"
).split()
OTHERS = (
    "/",
    "/formularze/organizacja/",
    "/formularze/uczestnik/",
    "/prywatnosc/",
    "/dostepnosc/",
    "/kontakt/",
    "/zrodla/",
    "/nie-ma-takiej-strony/",
)
RECORDS = ("organizacje", "partnerstwa", "kluby", "projekty", "wojewodztwa", "program", "potrzeby")


def longest(site: BuiltSite) -> list[str]:
    """Of each kind of record the page with the most to show, which is where a layout breaks."""
    return [max(site.below(kind), key=lambda page: len(page.html)).path for kind in RECORDS]


@pytest.fixture(params=WIDTHS)
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with a phone, and somebody at a desk; neither runs JavaScript."""
    width, height = WIDTHS[request.param]
    with browser.new_context(
        java_script_enabled=False, locale="pl-PL", viewport={"width": width, "height": height}
    ) as context:
        yield context


def sideways(page: Page) -> int:
    """By how many CSS pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def test_pages_keep_the_laws(
    visitor: BrowserContext, running_site: RunningSite, built_site: BuiltSite
) -> None:
    """One h1 that the title starts with, unique ids, no sideways scroll, no other host asked."""
    page = visitor.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    polish = (*OTHERS, *(f"/{name}/" for name in LISTS), *longest(built_site))
    paths = dict.fromkeys((*polish, *map(ENGLISH.path, polish)))
    broken = {path: law for path in paths for law in broken_laws(page, running_site.address + path)}
    assert {} == broken
    start = running_site.address + "/"
    assert [] == [one for one in asked if not one.startswith(start)]


def broken_laws(page: Page, address: str) -> Iterator[str]:
    """Open a page and name what is wrong with it."""
    page.goto(address)
    names = page.locator("h1").all_inner_texts()
    if len(names) != 1:
        yield f"{len(names)} h1"
    elif not page.title().startswith(" ".join(names[0].split())):
        yield f"title {page.title()!r} for h1 {names[0]!r}"
    ids = page.evaluate("Array.from(document.querySelectorAll('[id]'), one => one.id)")
    doubled = [name for name, times in Counter(ids).items() if times > 1]
    if doubled:
        yield f"doubled ids {doubled}"
    if sideways(page) > 0:
        yield f"{sideways(page)} px too wide"


def test_big_text_fits(browser: Browser, running_site: RunningSite, built_site: BuiltSite) -> None:
    """At a quarter of a desk's width, which is what 400 % of zoom leaves, nothing runs sideways."""
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 256}
    ) as context:
        page = context.new_page()
        wide = {}
        polish = ("/", "/formularze/organizacja/", *longest(built_site))
        for path in (*polish, *map(ENGLISH.path, polish)):
            page.goto(running_site.address + path)
            wide[path] = max(sideways(page), 0)
        assert {} == {path: pixels for path, pixels in wide.items() if pixels}


def test_buttons_and_fields_are_big_enough(
    context: BrowserContext, running_site: RunningSite
) -> None:
    """On a phone a text field or a button of a form is at least 44 CSS pixels high."""
    page = context.new_page()
    page.goto(running_site.address + "/formularze/organizacja/")
    small = page.evaluate(
        """Array.from(document.querySelectorAll(
             'main button, main select, main input:not([type=radio]):not([type=checkbox])'))
           .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
           .map(one => one.name || one.textContent)"""
    )
    assert [] == small


def test_keyboard_reaches_the_text_first(
    context: BrowserContext, running_site: RunningSite
) -> None:
    """The first Tab lands on the link that skips the header, and what has the focus is seen."""
    page = context.new_page()
    page.goto(running_site.address + "/organizacje/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert "#tresc" == focused.get_attribute("href")
    box = focused.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert "none" != focused.evaluate("one => getComputedStyle(one).outlineStyle")


@pytest.mark.parametrize(("width", "expected"), [(360, (2, 215)), (1280, (1, 80))])
def test_the_header_is_low(
    browser: Browser, host: str, built_site: BuiltSite, width: int, expected: tuple[int, int]
) -> None:
    """On a phone the menu has two rows, at a desk all of the header has one; in both languages."""
    rows, most = expected
    paths = ["/", "/organizacje/", "/projekty/", "/formularze/"]
    paths += [
        path for path in ("/en/", "/en/forms/", "/en/projects/") if path in built_site.paths()
    ]
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for path in paths:
            page.goto(host + path)
            tops = page.locator(".top li").evaluate_all(
                "all => new Set(all.map(one => Math.round(one.getBoundingClientRect().top))).size"
            )
            box = page.locator(".top").bounding_box()
            assert box is not None
            assert (rows, True) == (tops, box["height"] <= most), (path, box)


def test_the_largest_letters_leave_room_for_the_page(browser: Browser, host: str) -> None:
    """On a phone the header takes two fifths of the screen at most, whatever the letters' size."""
    width, height = WIDTHS["phone"]
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.goto(host + "/")
        page.locator("[data-size-to=larger]").click()
        box = page.locator(".top").bounding_box()
        assert box is not None
        assert box["height"] <= 0.4 * height
