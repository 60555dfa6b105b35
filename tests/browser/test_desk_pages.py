"""Every page of the desk, in every state that it can be in: for everybody, and on paper.

Which pages there are, the routes say; how each is reached, `desk_sights` says.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response

from desk.pages.app import create_desk
from tests.browser.desk_sights import BEFORE, PAGES, Desk, Desks, Sight, desks
from tests.browser.money_sights import MONEY
from tests.browser.test_access import LOOK_RULES, RUN
from tests.tools import AXE

SIGHTS = (*BEFORE, *PAGES, *MONEY)
ONLY_LEAD_ON = {"style", "leave", "ended", "lock_up", "try_out", "forgotten"}
ONLY_LEAD_ON |= {"printed_pdf", "register_of_year"}
"""Endpoints that show no page of their own: a file, or a 303 to another page."""
WIDE = "document.documentElement.scrollWidth - window.innerWidth"
ACTIVE = """() => {
  const attributes = [...document.querySelectorAll("*")].flatMap(one => [...one.attributes]);
  return [
    ...[...document.scripts].map(one => one.outerHTML),
    ...attributes.filter(one => /^on|^style$/.test(one.name)).map(one => one.name),
    ...attributes.filter(one => /^\\s*javascript:/i.test(one.value)).map(one => one.value),
  ];
}"""
"""What a page would do by a script: nothing, so that it is the same without JavaScript."""
PAPER = {"width": 718, "height": 1047}
"""A4 without margins of a centimetre, in CSS pixels."""
CUT = """() => [...document.querySelectorAll("body *")].filter(one => one.checkVisibility() && (
  one.matches("button, input:not([type=hidden]), select, textarea, summary, nav") ||
  one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== "visible"
)).map(one => one.outerHTML.slice(0, 120))"""
"""What has no use on paper, and what paper would cut off."""
PALE = """() => {
  const light = (text) => text.match(/[\\d.]+/g).slice(0, 3).every(one => Number(one) > 120);
  return [...document.querySelectorAll("main *")].filter(one => one.checkVisibility() &&
    [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) &&
    light(getComputedStyle(one).color)).map(one => one.outerHTML.slice(0, 120));
}"""
"""What white paper would not show: browsers print no background."""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """The desk of invented people and a real one."""
    with desks(tmp_path_factory.mktemp("sights")) as both:
        yield both


def test_every_route_is_looked_at(two: Desks) -> None:
    """A page that is added is added to the sights, or says that it only leads on."""
    endpoints = {
        rule.endpoint
        for desk in (two.trial, two.real)
        for rule in create_desk(desk.house).url_map.iter_rules()
    }
    assert endpoints == {one.endpoint for one in SIGHTS if one.endpoint} | ONLY_LEAD_ON


@AXE.needed
@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: str(sight.name))
def test_everybody_can_use_it(browser: Browser, two: Desks, axe: str, sight: Sight) -> None:
    """Axe has no complaint, by day and in the dark; nothing is wider than a phone, with letters
    twice as big; no script; on paper nothing is cut, nothing to press, nothing pale.
    """
    desk = two.trial if sight.trial else two.real
    with browser.new_context(
        bypass_csp=True,  # for axe alone; the gate's test keeps our policy
        locale="pl-PL",
        viewport={"width": 360, "height": 740},
    ) as context:
        if sight.roles:
            desk.open()
            place = sorted(desk.house.organizations)[:1] if "organization" in sight.roles else [""]
            desk.come_in(context, *sight.roles, organization=place[0])
        page = context.new_page()
        statuses: list[int] = []
        page.on("response", lambda one: _note(statuses, one))
        sight.reach(page, desk)
        page.wait_for_load_state()  # what was pressed leads to a page that is still being read
        assert sight.status == statuses[-1]
        _open_all(page)
        wrong = _looked_at(page, axe)
        printed = _on_paper(page)
        assert ([], []) == (wrong, printed)
        _destroyed(page, desk, sight)


def _note(statuses: list[int], response: Response) -> None:
    if response.request.is_navigation_request():
        statuses.append(response.status)


def _open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def _looked_at(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    wrong = [str(one) for one in page.evaluate(RUN, [])]
    wrong += page.evaluate(ACTIVE)
    for width, scheme in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wrong += [f"{scheme}: {one}" for one in page.evaluate(RUN, LOOK_RULES)]
        wrong += _wide(page, f"{width} px")
    page.set_viewport_size({"width": 360, "height": 740})
    style = page.add_style_tag(content="html { font-size: 225% }")
    wrong += _wide(page, "large text")
    style.evaluate("one => one.remove()")
    return wrong


def _wide(page: Page, look: str) -> list[str]:
    wide = page.evaluate(WIDE)
    return [f"{look}: {wide} px too wide"] if wide > 0 else []


def _on_paper(page: Page) -> list[str]:
    """As printed by somebody whose screen is dark."""
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print", color_scheme="dark")
    return [*_wide(page, "paper"), *page.evaluate(CUT), *page.evaluate(PALE)]


def _destroyed(page: Page, desk: Desk, sight: Sight) -> None:
    """Whatever is printed inside says first what to do with the paper afterwards, but for what is
    signed and kept, or given to somebody, and for a report, which names nobody.
    """
    note = page.locator(".paper")
    said = note.inner_text() if note.count() else ""
    inside = page.locator("a[href='/wyjdz'], form[action='/wyjdz']").count() > 0
    inside = inside and sight.endpoint not in ("printed_thing", "printed_report")
    given = {"account issued": "Oddaj tę kartkę", "told": "Oddaj te kartki tylko osobie"}
    words = given.get(sight.name, "Zniszcz tę kartkę po pracy.")
    assert inside == (words in said), (desk.address, said)
