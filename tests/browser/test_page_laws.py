"""Laws of a page that only a browser can judge, on one page of each kind in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.conftest import ENGLISH, BuiltSite

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


BROKEN_HEADS = """Array.from(document.querySelectorAll('thead th')).filter(one => {
  const range = document.createRange();
  range.selectNodeContents(one);
  const lines = new Set(Array.from(range.getClientRects(), box => Math.round(box.top)));
  return !/\\s/.test(one.textContent.trim()) && lines.size > 1;
}).map(one => one.textContent.trim())"""
"""Heads of columns that are one word and yet take several lines."""
BROKEN_LABELS = """Array.from(document.querySelectorAll('.quick label')).flatMap(one => {
  const text = Array.from(one.childNodes).find(node => node.nodeType === 3 && node.data.trim());
  if (!text || /\\s/.test(text.data.trim())) return [];
  const range = document.createRange();
  range.selectNodeContents(text);
  const lines = new Set(Array.from(range.getClientRects(), box => Math.round(box.top)));
  return lines.size > 1 ? [text.data.trim()] : [];
})"""
"""The same of labels above the filters that a script draws."""


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


def test_pages_keep_the_laws(visitor: BrowserContext, served: str, built_site: BuiltSite) -> None:
    """One h1 that the title starts with, unique ids, no sideways scroll, no other host asked."""
    page = visitor.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    polish = (*OTHERS, *(f"/{name}/" for name in LISTS), *longest(built_site))
    paths = dict.fromkeys((*polish, *map(ENGLISH.path, polish)))
    broken = {path: law for path in paths for law in broken_laws(page, served + path)}
    assert {} == broken
    start = served + "/"
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
    broken = page.evaluate(BROKEN_HEADS)
    if broken:
        yield f"column heads broken inside a word: {broken}"
    if sideways(page) > 0:
        yield f"{sideways(page)} px too wide"


def test_big_text_fits(browser: Browser, served: str, built_site: BuiltSite) -> None:
    """At a quarter of a desk's width, which is what 400 % of zoom leaves, nothing runs sideways."""
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 256}
    ) as context:
        page = context.new_page()
        wide = {}
        polish = ("/", "/formularze/organizacja/", *longest(built_site))
        for path in (*polish, *map(ENGLISH.path, polish)):
            page.goto(served + path)
            wide[path] = max(sideways(page), 0)
        assert {} == {path: pixels for path, pixels in wide.items() if pixels}


def test_buttons_and_fields_are_big_enough(context: BrowserContext, served: str) -> None:
    """On a phone a text field or a button of a form is at least 44 CSS pixels high."""
    page = context.new_page()
    page.goto(served + "/formularze/organizacja/")
    small = page.evaluate(
        """Array.from(document.querySelectorAll(
             'main button, main select, main input:not([type=radio]):not([type=checkbox])'))
           .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
           .map(one => one.name || one.textContent)"""
    )
    assert [] == small


def test_keyboard_reaches_the_text_first(context: BrowserContext, served: str) -> None:
    """The first Tab lands on the link that skips the header, and what has the focus is seen."""
    page = context.new_page()
    page.goto(served + "/organizacje/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert "#tresc" == focused.get_attribute("href")
    box = focused.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert "none" != focused.evaluate("one => getComputedStyle(one).outlineStyle")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("size", [(360, 64), (1280, 80)], ids=["phone", "desk"])
def test_the_header_is_low(
    browser: Browser, host: str, built_site: BuiltSite, size: tuple[int, int], javascript: bool
) -> None:
    """It has one row in both languages; a desk sees all of the menu in it, and no button."""
    width, most = size
    paths = ["/", "/organizacje/", "/projekty/", "/formularze/"]
    paths += [
        path for path in ("/en/", "/en/forms/", "/en/projects/") if path in built_site.paths()
    ]
    with browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=javascript
    ) as context:
        page = context.new_page()
        for path in paths:
            page.goto(host + path)
            menu, button = page.locator(".top nav"), page.locator(".menu > summary")
            seen = menu.is_visible(), button.is_visible()
            box = page.locator(".top").bounding_box()
            assert box is not None
            assert ((width > 1000, width < 1000), True) == (seen, box["height"] <= most), (
                path,
                box,
            )


def test_the_largest_letters_leave_room_for_the_page(browser: Browser, host: str) -> None:
    """On a phone the header takes two fifths of the screen at most, whatever the letters' size."""
    width, height = WIDTHS["phone"]
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.goto(host + "/")
        page.locator(".menu > summary").click()
        page.locator("[data-size-to=larger]").click()
        page.keyboard.press("Escape")
        assert not page.locator(".top nav").is_visible()
        box = page.locator(".emergency").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 0.4 * height


def test_labels_of_filters_are_whole_on_a_phone(browser: Browser, served: str) -> None:
    """No label that is one word takes two lines at the usual size of text."""
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        for path in ("/organizacje/", "/szukaj/"):
            page.goto(served + path)
            page.locator(".quick label").first.wait_for()
            assert [] == page.evaluate(BROKEN_LABELS)
