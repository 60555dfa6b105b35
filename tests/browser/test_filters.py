"""Somebody finds the right help: by links alone, by keyboard alone, by a town, by filters.

In Polish and in English; the words here are the Polish ones, which `Language.say` translates.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from catalog.loading import load
from catalog.text.language import Language
from catalog.text.town_names import TownNames
from catalog.website.build.published_forms import named_towns, named_voivodeships
from tests.conftest import BOTH, ROOT

ASSOCIATION = "Namysłowskie Stowarzyszenie Trzeźwościowe"
WAY = ("Chcę wyjść z nałogu", "opolskie (", ASSOCIATION)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone with JavaScript."""
    with browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 740}) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


def follow(page: Page, words: str) -> None:
    """Follow a link of the page's main part by its words; open the filter that it is in."""
    link = page.locator("main a").filter(has_text=words).first
    folded = link.locator("xpath=ancestor::details[not(@open)]/summary")
    if folded.count():
        folded.first.click()
    link.click()


def ends_with_a_step(page: Page, language: Language) -> None:
    """The page is the association's, owns up to the number, and has one thing to do."""
    assert language.code == page.locator("html").get_attribute("lang")
    assert ASSOCIATION == page.locator("h1").inner_text().replace("\n", " ")
    owned = {"pl": "Nie znamy numeru telefonu", "en": "We do not know the phone number"}
    assert owned[language.code] in page.locator(".step").inner_text()
    assert 1 == page.locator(".step a.button").count()
    assert page.locator(".leave a").is_visible()


@BOTH
def test_three_links_without_javascript(
    context: BrowserContext, host: str, language: Language
) -> None:
    """From home the association for people leaving addiction in opolskie is three links away."""
    page = context.new_page()
    page.goto(host + language.path("/"))
    for words in WAY:
        follow(page, language.say(words))
    ends_with_a_step(page, language)


@BOTH
def test_three_links_by_keyboard(context: BrowserContext, host: str, language: Language) -> None:
    """The same with the keyboard alone: Tab to what bears the words, Enter."""
    page = context.new_page()
    page.goto(host + language.path("/"))
    for words in WAY:
        by_keyboard(page, language.say(words))
    ends_with_a_step(page, language)


def by_keyboard(page: Page, words: str) -> None:
    """Tab until the focus is on the link with the words, opening filters on the way."""
    before = page.url
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.evaluate("one => one.tagName") == "SUMMARY":
            if focused.evaluate("one => !one.parentElement.open"):
                page.keyboard.press("Enter")
            continue
        if words in focused.inner_text().replace("\n", " "):
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: url != before)
            return
    raise AssertionError(f"Klawisz Tab nie trafia na „{words}”.")


@BOTH
def test_a_town_is_suggested_and_opened(page: Page, host: str, language: Language) -> None:
    """Typing the beginning of a town without diacritics suggests it; Enter opens a single match."""
    page.goto(host + language.path("/"))
    page.fill("#miejscowosc", "lezajs")
    page.locator(".where li a").first.wait_for()
    assert "Leżajsk" == page.locator(".where li a").first.inner_text()
    page.press("#miejscowosc", "Enter")
    page.wait_for_url(host + language.path("/miejscowosci/lezajsk/"))
    assert page.locator("main .card").count() > 2


@BOTH
@pytest.mark.parametrize(
    ("typed", "slug"), [("Leżajsk", "lezajsk"), ("bialystok", "bialystok"), ("rybnku", "rybnik")]
)
def test_without_javascript_the_town_travels(
    context: BrowserContext, served: str, language: Language, typed: str, slug: str
) -> None:
    """The same field leads to the page of the town where no script runs, and Back leads home."""
    page = context.new_page()
    home = served + language.path("/")
    page.goto(home)
    page.fill("#miejscowosc", typed)
    page.press("#miejscowosc", "Enter")
    page.wait_for_url(served + language.path(f"/miejscowosci/{slug}/"))
    assert page.locator("h1").is_visible()
    page.go_back()
    assert home == page.url


@BOTH
def test_without_javascript_or_service_two_taps_lead_to_a_town(
    context: BrowserContext, host: str, language: Language
) -> None:
    """On a site of files alone: the first letter, typed without diacritics, then the town."""
    page = context.new_page()
    page.goto(host + language.path("/miejscowosci/"))
    page.get_by_role("link", name="L", exact=True).click()
    follow(page, "Łódź")
    assert host + language.path("/miejscowosci/lodz/") == page.url


QUERIES = (
    "rybnku",
    "w Białymstoku",
    "krakuf",
    "Kraków Nowa Huta",
    "44-200 Rybnik",
    "44-200",
    "Zielonej Górze",
    "nowysacz",
    "gora",
    "brzeziny",
    "Nowa Huta",
    "Niedobczyce",
    "pomorze",
    "na Podlasiu",
    "woj. śląskie",
    "pomor",
    "mazury",
    "Ｒｙｂｎｉｋ",
    "Рибник",
    "bjszowy nowe",
    "lezajs",
)


def test_the_browser_and_the_service_mean_the_same_town(page: Page, host: str) -> None:
    """town.js suggests the towns that the service would, in the same order."""
    places = load(ROOT / "content").places
    names = TownNames(tuple(named_towns(places)), tuple(named_voivodeships(places)))
    page.goto(host + "/")
    wrong = {}
    for typed in QUERIES:
        page.fill("#miejscowosc", "")
        page.wait_for_function("() => !document.querySelector('.where li')")
        page.fill("#miejscowosc", typed)
        page.wait_for_function("() => document.querySelector('.where [role=status]').textContent")
        links = page.locator(".where li a").evaluate_all("all => all.map(one => one.pathname)")
        expected = [place.path for place in names.meant(typed).places]
        if expected != links:
            wrong[typed] = (expected, links)
    assert {} == wrong


@BOTH
def test_filters_are_instant(page: Page, host: str, language: Language) -> None:
    """With JavaScript the list narrows without another page, says how many, and can be cleared."""
    say = language.say
    page.goto(host + language.path("/organizacje/"))
    everyone = page.locator(".card:visible").count()
    page.get_by_label(say("Województwo")).select_option("w:opolskie")
    page.get_by_label(say("Czego potrzebujesz")).select_option("p:wychodzenie-z-uzaleznien")
    assert page.locator(".card:visible").count() == 2
    status = page.locator(".quick [role=status]")
    assert say("Pokazujemy organizacji:") + " 2" == status.inner_text()
    page.get_by_label(say("Nazwa albo miejscowość")).fill("trzezwosc")
    assert ASSOCIATION == page.locator(".card:visible h2").inner_text()
    page.get_by_label(say("Nazwa albo miejscowość")).fill("nikogo takiego")
    none = "Żadna organizacja nie pasuje do wszystkich filtrów naraz. Usuń jeden z nich."
    assert say(none) == status.inner_text()
    page.get_by_role("button", name=say("Wyczyść filtry")).click()
    page.wait_for_function(
        "n => document.querySelectorAll('.card:not([hidden])').length === n", arg=everyone
    )


@BOTH
def test_leaving_does_not_come_back(page: Page, host: str, language: Language) -> None:
    """The button to leave takes this page out of the way back."""
    page.route("https://pl.wikipedia.org/**", lambda route: route.fulfill(body="pogoda"))
    page.goto(host + language.path("/potrzeby/"))
    page.goto(host + language.path("/potrzeby/wychodzenie-z-uzaleznien/"))
    page.get_by_role("link", name=language.say("Opuść tę stronę")).click()
    page.wait_for_url("https://pl.wikipedia.org/**")
    page.go_back()
    assert host + language.path("/potrzeby/") == page.url
