"""Who cannot see well, use a mouse or afford a big screen reads every kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import BuiltSite
from tests.tools import AXE

WIDTHS = (360, 1280)
LARGE = {360: [(320, "112.5%"), (360, "225%")], 1280: [(1280, "225%")]}
"""At which widths and sizes of text nothing may run sideways, on the phone and on the desktop."""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
    "own": {"color_scheme": "light", "forced_colors": "none"},
}
"""How a page may look; `own` is the site's own button for high contrast."""

LOOK_RULES = ["color-contrast", "link-in-text-block", "target-size"]
"""What a change of colours alone can break; all rules run in the first look of each width."""

RUN = """async (rules) => {
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await axe.run(document, { ...only, resultTypes: ["violations"] });
  return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html}`));
}"""

STOPS = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) &&
    (one.offsetParent !== null || one.ownerSVGElement || one.matches(".skip"));
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(one => !one.disabled && one.type !== "hidden" && seen(one));
  const stroke = (one) => one.ownerSVGElement
    ? getComputedStyle(one.querySelector("path")).strokeWidth : "";
  return stops.filter(one => {
    if (one.closest("[aria-hidden=true]")) return false;
    document.activeElement.blur();
    const before = stroke(one);
    one.focus();
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = one.getBoundingClientRect();
    const inside = box.width > 0 && box.height > 0 && box.right > 0 &&
      box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
    return document.activeElement !== one || !inside || !(ring || stroke(one) !== before);
  }).map(one => one.outerHTML.slice(0, 120));
}"""

BORDERS = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (text) => {
    const [r, g, b] = parse(text).map(one => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    for (let here = one.parentElement; here; here = here.parentElement) {
      const color = getComputedStyle(here).backgroundColor;
      const parts = parse(color);
      if (parts.length === 3 || parts[3] === 1) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const fields = [...document.querySelectorAll("input, select, textarea")].filter(one =>
    !["hidden", "radio", "checkbox"].includes(one.type) && one.checkVisibility());
  return fields.filter(one => {
    const style = getComputedStyle(one);
    const pair = [light(style.borderTopColor), light(ground(one))].sort((a, b) => b - a);
    const trap = one.closest("[aria-hidden=true]");
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    return !trap && (ratio < 3 || parseFloat(style.borderTopWidth) < 1);
  }).map(one => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A visitor with JavaScript."""
    with browser.new_context(locale="pl-PL") as context:
        context.set_default_timeout(20_000)
        yield context.new_page()


@pytest.fixture(scope="module")
def kinds(built_site: BuiltSite) -> dict[str, str]:
    """Of every kind of page the one with the most to show, in each language: its path."""
    longest: dict[str, tuple[int, str]] = {}
    for one in built_site.pages:
        kind = f"{one.language} {one.all('body')[0]['class'] or one.path}"
        longest[kind] = max(longest.get(kind, (0, "")), (len(one.html), one.path))
    return {kind: path for kind, (_, path) in sorted(longest.items())}


def look_at(page: Page, look: str) -> None:
    """Show the page that is open in another look."""
    page.emulate_media(reduced_motion="reduce", **LOOKS[look])
    wanted = "high" if look == "own" else ""
    page.evaluate(
        "value => value ? document.documentElement.setAttribute('data-contrast', value)"
        " : document.documentElement.removeAttribute('data-contrast')",
        wanted,
    )


@dataclass
class Faults:
    """What a visit to a page of every kind found at one width: for each law by page, and look."""

    axe: dict[str, list[str]] = field(default_factory=dict)
    stops: dict[str, list[str]] = field(default_factory=dict)
    borders: dict[str, list[str]] = field(default_factory=dict)
    sideways: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module", params=WIDTHS)
def faults(request: pytest.FixtureRequest, page: Page, host: str, kinds: dict[str, str]) -> Faults:
    """Every page opened once at this width, and looked at in every way that a law here asks.

    A page is opened anew for each width: its scripts ask for it once. Without axe the rest is done.
    """
    width: int = request.param
    script = AXE.path.read_text(encoding="utf-8") if AXE.path else None
    found = Faults()
    for path in kinds.values():
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(host + path)
        if script:
            page.evaluate(script)
        for number, look in enumerate(LOOKS):
            look_at(page, look)
            if script and (broken := page.evaluate(RUN, [] if number == 0 else LOOK_RULES)):
                found.axe[f"{path} {look}"] = broken[:5]
            if faint := page.evaluate(BORDERS):
                found.borders[f"{path} {look}"] = faint[:3]
        look_at(page, "light")
        page.keyboard.press("Tab")  # from now on the browser shows where the focus is
        if hidden := page.evaluate(STOPS):
            found.stops[path] = hidden[:5]
        for narrow, text in LARGE[width]:
            page.set_viewport_size({"width": narrow, "height": 900})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                found.sideways[f"{path} {narrow} {text}"] = over
    assert len(kinds) >= 50
    return found


@pytest.mark.usefixtures("axe")
def test_axe_finds_nothing(faults: Faults) -> None:
    """No violation on a page of every kind, in light, dark and both high contrasts.

    As all laws of this file it holds for both languages.
    """
    assert {} == faults.axe


def test_every_tab_stop_is_seen(faults: Faults) -> None:
    """What the keyboard reaches is in the window and has a ring, on a page of every kind."""
    assert {} == faults.stops


def test_text_fields_have_a_border(faults: Faults) -> None:
    """The border of a text field stands out at least 3:1 from its ground, in every look."""
    assert {} == faults.borders


def test_nothing_runs_sideways(faults: Faults) -> None:
    """No sideways scroll at 320 px, nor with text twice as large."""
    assert {} == faults.sideways


def test_text_size_and_contrast_are_kept(page: Page, host: str) -> None:
    """A pressed button holds on the next page; nothing is stored before, and A takes it back."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(host + "/")
    look_at(page, "light")
    assert 0 == page.evaluate("localStorage.length")
    plain = page.evaluate("getComputedStyle(document.body).fontSize")
    page.get_by_role("button", name="Największy tekst").click()
    page.get_by_role("button", name="Kontrast").click()
    page.goto(host + "/organizacje/")
    assert "25px" == page.evaluate("getComputedStyle(document.body).fontSize")
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    pressed = page.locator(".ease [aria-pressed=true]").all_inner_texts()
    assert ["A", "Kontrast"] == pressed
    page.get_by_role("button", name="Zwykły tekst").click()
    page.get_by_role("button", name="Kontrast").click()
    assert plain == page.evaluate("getComputedStyle(document.body).fontSize")
    assert 0 == page.evaluate("localStorage.length")
