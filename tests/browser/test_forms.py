"""Each form as a person fills it in: by keyboard alone, on a phone, with and without a script."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from waitress.server import create_server

from catalog.board import with_board
from catalog.loading import load
from catalog.model import Catalog
from catalog.publication import Publication
from catalog.text.language import POLISH, Language
from catalog.website.build.plugin import build_prose_and_data
from catalog.website.lookup.build_day import build_day
from forms_backend.config import Settings
from forms_backend.sealing.readable_codes import REFERENCE
from forms_backend.serving.preview import preview_app
from tests.conftest import BOTH, ENGLISH, ROOT
from tests.pages import Page as Parsed
from tests.small_content import copy_with_few_towns
from tests.synthetic_board import synthetic_board
from tests.test_english import english_texts, is_polish

FORMS = sorted(path.stem for path in (ROOT / "content" / "forms").glob("*.yml"))
ACCOUNT = "27114020040000300201355387"
CHOSEN = {
    "for_whom": "kogos",
    "by_when": "do-dnia",
    "tasks": "umiejetnosci",
    "services": "cos-innego",
    "abilities": "cos-innego",
    "cooperation": "praktyki",
    "easier": "cos-innego",
}
"""Answers that call for one more question; of all other questions the first answer is chosen."""
TYPED = {
    "phone": "601 234 567",
    "writer_phone": "601 234 567",
    "public_phone": "22 123 45 67",
    "email": "anna.probna@przyklad-probny.example.org",
    "writer_email": "anna.probna@przyklad-probny.example.org",
    "public_email": "biuro@przyklad-probny.example.org",
    "krs": "0000123456",
    "nip": "526-10-40-828",
    "amount": "50,00",
    "by_day": "15.12.2026",
    "practice_places": "2",
}
WRITTEN = "Próba źdźbła"
"""What is typed into every other field."""
CHECK = {"pl": "Sprawdź swoje odpowiedzi", "en": "Check your answers"}
FOCUSED = """() => {
  const one = document.activeElement;
  const group = one.name && document.getElementsByName(one.name);
  return {
    tag: one.tagName, type: one.type || "", name: one.name || "", value: one.value || "",
    id: one.id, text: one.textContent.trim(), inForm: !!one.closest("form.questions"),
    chosen: !!group && Array.from(group).some((other) => other.checked),
    offered: Array.from(group || [], (other) => other.value),
    leads: one.matches("p.turn .button"),
  };
}"""


@dataclass(frozen=True)
class OpenForms:
    """A site on which no form is closed, with its service: the address and what is published."""

    address: str
    publication: Publication


def opened(catalog: Catalog) -> Catalog:
    """The real content, with a club that runs, an organization that takes donations, a board."""
    catalog, _refused = with_board(catalog, synthetic_board(build_day()), build_day())
    club = next(iter(catalog.real_clubs.values()))
    taker = next(one for one in catalog.organizations.values() if one.programme.takes_participants)
    programme = taker.programme.model_copy(update={"takes_donations": True})
    changes = {"programme": programme, "account": ACCOUNT, "transfer_name": "Próba"}
    organizations = {**catalog.organizations, taker.slug: taker.model_copy(update=changes)}
    clubs = {**catalog.clubs, club.slug: club.model_copy(update={"status": "running"})}
    return catalog.having(organizations=organizations, clubs=clubs)


@pytest.fixture(scope="module")
def open_forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenForms]:
    """Site and service on one address, as `wzajemnie run` shows them, with their headers."""
    root = tmp_path_factory.mktemp("open")
    settings = Settings.from_environment({"WZAJEMNIE_VAR": str(root / "var")})
    catalog = opened(load(copy_with_few_towns(root / "content")))
    build_prose_and_data(ROOT / "mkdocs.yml", catalog, root / "site", settings.publication, "")
    app = preview_app(root / "site", settings, lambda _: None)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = create_server(app, sockets=[listener])
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield OpenForms(f"http://127.0.0.1:{port}", Publication.read(settings.publication))
    server.close()
    thread.join(10)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Somebody with a small phone and a keyboard; half of them run no script."""
    with browser.new_context(
        java_script_enabled=request.param, locale="pl-PL", viewport={"width": 360, "height": 740}
    ) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


def to_main(page: Page) -> None:
    """Past the header, by the link that is there for it."""
    page.keyboard.press("Tab")
    assert "#tresc" == page.locator(":focus").get_attribute("href")
    page.keyboard.press("Enter")


def answer(page: Page, focused: dict[str, Any]) -> None:
    """Answer what has the focus, with the keys that a person uses."""
    name, wanted = focused["name"], CHOSEN.get(focused["name"])
    wanted = wanted if wanted in focused["offered"] else None
    if focused["tag"] == "SELECT":
        page.keyboard.press("ArrowDown")
    elif focused["type"] == "checkbox":
        if focused["value"] == wanted or (wanted is None and not focused["chosen"]):
            page.keyboard.press("Space")
    elif focused["type"] == "radio":
        page.keyboard.press("Space")
        for _ in range(20):
            if wanted in (None, page.evaluate(FOCUSED)["value"]):
                break
            page.keyboard.press("ArrowDown")
    elif not focused["value"]:
        page.keyboard.type(TYPED.get(name, WRITTEN))


def fill_page(page: Page, keep: Callable[[], None]) -> list[str]:
    """Answer every question of a form from top to bottom, part after part, and press its button.

    Tells the names of the questions in the order in which the keyboard came to them. `keep` looks
    at each part.
    """
    met: list[str] = []
    for _ in range(250):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["leads"]:
            page.keyboard.press("Enter")
            page.wait_for_function("() => document.activeElement.tagName === 'H2'")
            keep()
        elif focused["tag"] == "BUTTON":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return met
        elif focused["inForm"] and focused["name"]:
            met += [focused["name"]] if focused["name"] not in met else []
            answer(page, focused)
    raise AssertionError("the keyboard never came to a button")


def send_empty(page: Page) -> None:
    """Send the form as it is, past every part."""
    with page.expect_navigation():
        page.evaluate("document.querySelector('form.questions').submit()")
    page.wait_for_selector(".summary")


def broken_rules(page: Page, axe: str) -> list[str]:
    """What axe finds on this page; nothing where no script runs: the page is the same."""
    if not scripted(page):
        return []
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(axe)
    found = page.evaluate(
        "async () => (await axe.run()).violations.flatMap("
        "(one) => one.nodes.map((node) => `${one.id}: ${node.html}`))"
    )
    return [str(one) for one in found]


def scripted(page: Page) -> bool:
    """Whether this visitor's browser runs scripts."""
    return bool(page.evaluate("matchMedia('(scripting: enabled)').matches"))


def too_wide(page: Page) -> int:
    """By how many CSS pixels the page is wider than the phone."""
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(int(width), 0)


def keep_laws(page: Page, axe: str, language: Language = POLISH) -> None:
    """No page of a form is wider than a phone, axe finds nothing on it, it speaks its language."""
    assert language.code == page.locator("html").get_attribute("lang")
    texts = english_texts(Parsed("", page.content())) if language == ENGLISH else ()
    assert [] == [text for text in texts if is_polish(text.replace(WRITTEN, ""))]
    assert 0 == too_wide(page)
    assert [] == broken_rules(page, axe)


@BOTH
@pytest.mark.parametrize("name", FORMS)
def test_form_by_keyboard(
    open_forms: OpenForms, visitor: Page, name: str, language: Language, axe: str
) -> None:
    """Every question can be reached and answered by keyboard; at the end stands a number.

    Questions come in the order of the form, those that an answer calls for among them. Every page
    and every part on the way keeps the laws and speaks the language of the first.
    """

    def keep() -> None:
        keep_laws(visitor, axe, language)

    address = open_forms.address + language.path(f"/formularze/{name}/")
    visitor.goto(address)
    send_empty(visitor)
    keep()
    visitor.goto(address)
    keep()
    to_main(visitor)
    met = fill_page(visitor, keep)
    assert [] == visitor.locator(".summary li").all_inner_texts()
    form = open_forms.publication.edition(language.code).forms[name]
    assert [question.name for question in form.asked] == met
    keep()
    assert CHECK[language.code] == visitor.locator("h1").inner_text()
    visitor.locator('button[value="wyslij"]').press("Enter")
    visitor.wait_for_url(f"**{language.path(f'/zgloszenia/{name}/przyjete')}?**")
    keep_laws(visitor, axe, language)
    assert REFERENCE.fullmatch(visitor.locator(".reference").inner_text())
    assert form.accepted_title == visitor.locator("h1").inner_text()


def test_mistakes_have_the_focus(open_forms: OpenForms, visitor: Page) -> None:
    """After a mistake the summary has the focus, and its first link leads to the field."""
    visitor.goto(f"{open_forms.address}/formularze/potrzeba/")
    send_empty(visitor)
    assert "bledy" == visitor.evaluate(FOCUSED)["id"]
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    assert "who_asks" == visitor.evaluate(FOCUSED)["id"]


def test_script_asks_in_place(open_forms: OpenForms, browser: Browser) -> None:
    """What an answer calls for appears below it, goes away again, and then is not sent."""
    with browser.new_context(locale="pl-PL") as context:
        page = context.new_page()
        page.goto(f"{open_forms.address}/formularze/wspolpraca/#cooperation")
        places = page.locator("#practice_places")
        assert not places.is_visible()
        page.locator('[name="cooperation"][value="praktyki"]').check()
        assert places.is_visible()
        places.fill("12")
        page.locator('[name="cooperation"][value="praktyki"]').uncheck()
        assert not places.is_visible()
        assert places.is_disabled()


def test_way_back_sends_once(open_forms: OpenForms, browser: Browser) -> None:
    """Whoever goes back as far as the form and sends the same answers again gets one number."""
    with browser.new_context(locale="pl-PL") as context:
        page = context.new_page()
        page.goto(f"{open_forms.address}/formularze/poprawka/")
        numbers = []
        for _ in range(2):
            page.fill("#entry", "Organizacje")
            page.fill("#what_is_wrong", "Zły numer telefonu")
            page.check("#clause_read")
            page.click("form.questions button:not([name])")
            page.wait_for_timeout(2500)  # quicker than anybody reads, it would be put aside
            page.click("button[value=wyslij]")
            page.wait_for_url("**/przyjete?*")
            numbers.append(page.locator(".reference").inner_text())
            # Past the check page, which no browser keeps. The way back may end what evaluates it.
            page.evaluate("setTimeout(() => history.go(-2))")
            page.wait_for_url("**/formularze/poprawka/")
        assert numbers[0] == numbers[1]
        other = page.locator("[name=wz_page]").get_attribute("value")
        page.goto(f"{open_forms.address}/formularze/")
        page.goto(f"{open_forms.address}/formularze/poprawka/")
        assert other != page.locator("[name=wz_page]").get_attribute("value")
