"""Search as a person uses it: in a real browser, on the built site, under the site's own policy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page

from catalog.text.language import HOME, POLISH, Language
from catalog.website.search.inflection import available as inflects
from tests.conftest import BOTH, ENGLISH, RunningSite, addresses_in

FIRST = 5
WANTED = 0.95
CASES = Path(__file__).parents[1] / "cases"
SETS = [
    pytest.param(("queries.yml", POLISH, 60), id="pl"),
    pytest.param(("queries_en.yml", ENGLISH, 30), id="en"),
    pytest.param(("queries_blind.yml", POLISH, 60), id="blind"),
    pytest.param(("queries_towns.yml", POLISH, 40), id="towns"),
    pytest.param(("queries_unseen.yml", POLISH, 80), id="unseen"),
    pytest.param(("queries_hardship.yml", POLISH, 40), id="hardship"),
    pytest.param(("queries_unseen_en.yml", ENGLISH, 15), id="unseen-en"),
]
"""Files of queries, the language of each, and how many there are at least."""


REGIONS = list(
    chain.from_iterable(yaml.safe_load((CASES / "queries_regions.yml").read_text("utf-8")).values())
)
"""What stands first, since it bears the name."""


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A phone with JavaScript."""
    with browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 740}) as context:
        context.set_default_timeout(20_000)
        yield context.new_page()


@pytest.fixture
def page(phone: Page, running_site: RunningSite) -> Page:
    """The Polish search page, open on it."""
    phone.goto(running_site.address + "/szukaj/")
    return phone


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


def read_cases(file: str) -> list[Any]:
    """The queries of a file, whatever they are about."""
    return list(chain.from_iterable(yaml.safe_load((CASES / file).read_text("utf-8")).values()))


@pytest.mark.content
@pytest.mark.parametrize("queries", SETS)
def test_queries_find_their_page(
    phone: Page,
    running_site: RunningSite,
    queries: tuple[str, Language, int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of what people type at least 95 % give the expected page among the first five.

    And everything that is found is a page of the site, in the language of the search.
    """
    file, language, least = queries
    pages = {
        path
        for path in addresses_in(running_site.folder / "site")
        if path.startswith("/en/") == (language == ENGLISH)
    }
    phone.goto(running_site.address + language.path("/szukaj/"))
    cases = read_cases(file)
    missed = {}
    for case in cases:
        paths = found(phone, case["query"])
        assert set() == set(paths) - pages
        if set() == {case["page"], *case.get("also", ())} & set(paths[:FIRST]):
            missed[case["query"]] = (case["page"], paths[:FIRST])
    number = len(cases)
    with capsys.disabled():
        print(f"\nWyszukiwarka ({file}): {number - len(missed)} z {number} zapytań", end="")
        print("" if inflects() else " (bez Morfeusza)")
    assert least <= number
    if inflects() or language.code != HOME:
        assert WANTED <= 1 - len(missed) / number, missed


@BOTH
def test_ukrainian_words_find_their_page(
    phone: Page, running_site: RunningSite, language: Language
) -> None:
    """Whoever types a need in Ukrainian finds it: from the Polish search and from the English."""
    phone.goto(running_site.address + language.path("/szukaj/"))
    cases = read_cases("queries_uk.yml")
    missed = {}
    for case in cases:
        right = {language.path(path) for path in (case["page"], *case.get("also", ()))}
        if right.isdisjoint(paths := found(phone, case["query"])[:FIRST]):
            missed[case["query"]] = (case["page"], paths)
    assert 30 <= len(cases)
    assert {} == missed


@pytest.mark.content
def test_everyday_names_and_inflected_phrases_find_what_they_name(page: Page) -> None:
    """The region where somebody lives, and the name of a kind of club or office in any case."""
    first = {case["query"]: found(page, case["query"])[:1] for case in REGIONS}
    missed = {case["query"] for case in REGIONS if first[case["query"]] != [case["page"]]}
    assert set() == missed if inflects() else {"podlasie", "śląsk"}.isdisjoint(missed)


@pytest.mark.content
def test_a_name_ranks_above_a_mention(page: Page) -> None:
    """Whoever types a name gets what bears that name first, not a page that mentions it."""
    assert "/organizacje/silva-rerum/" == found(page, "silva rerum")[0]
    assert "/partnerstwa/namyslow/" == found(page, "partnerstwo namysłów")[0]


@pytest.mark.content
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("rybnku", "/miejscowosci/rybnik/"),
        ("mops brzezniy", "/organizacje/mops-brzeziny/"),
        ("pomoc gdansk", "/miejscowosci/gdansk/"),
        ("nie chcę żyć", "/telefony/kryzys/"),
        ("przestac pic", "/telefony/nalog/"),
    ],
)
def test_a_slip_is_forgiven_and_a_town_is_not_hidden(page: Page, query: str, first: str) -> None:
    """A slip in an inflected name, two letters exchanged, a town beside a common word; and a town
    whose name only begins as the word does ("Żychlin") does not hide whom to call.
    """
    assert first == found(page, query)[0]


CALLS = [
    ("mąż mnie bije", "tel:+48800120002"),
    ("alkohol w domu", "tel:+48800199990"),
    ("nie mam gdzie spać", "tel:987"),
    ("mysli samobojcze", "tel:+48800702222"),
    ("nie chce mi sie zyc", "tel:+48800702222"),
    ("przestac pic", "tel:+48800199990"),
]


@pytest.mark.content
@pytest.mark.parametrize(("query", "number"), CALLS)
@pytest.mark.parametrize("place", ["", "podlaskie"])
def test_numbers_stand_above_what_is_found(page: Page, query: str, number: str, place: str) -> None:
    """Whoever types a trouble sees a number to call first, whatever the filters leave."""
    page.fill("#q", "Legionowo")
    page.press("#q", "Enter")
    page.locator("[data-results] a").first.wait_for()
    page.select_option("[data-by=miejsce]", place)
    paths = found(page, query)
    called = page.locator("[data-call]:visible")
    assert 1 == called.count()
    assert 1 <= called.locator(f"a.tel[href='{number}']").count()
    if paths:
        below = page.locator("[data-results] a").first.bounding_box()
        above = called.bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] < below["y"]
    page.select_option("[data-by=miejsce]", "")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_shut_nobody_out(
    browser: Browser,
    running_site: RunningSite,
    axe: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    """Neither numbers with results, nor nothing found, nor suggested towns have a fault for axe."""
    run = "async () => (await axe.run()).violations.map(one => `${one.id}: ${one.nodes[0].html}`)"
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        page.goto(running_site.address + "/szukaj/")
        page.evaluate(axe)
        for query in ("nie mam gdzie spać", "xqzvw"):
            found(page, query)
            assert [] == page.evaluate(run)
        page.goto(running_site.address + "/miejscowosci/")
        page.evaluate(axe)
        page.locator("#miejscowosc").press_sequentially("rybni")
        suggested = page.locator("[data-towns] .rows li")
        suggested.first.wait_for()
        assert "Rybnik" == suggested.first.inner_text()
        assert [] == page.evaluate(run)


def test_an_answer_says_what_was_asked(page: Page) -> None:
    """An answer that comes while somebody types the next query belongs to the query sent."""
    page.fill("#q", "Legionowo")
    page.press("#q", "Enter")
    page.fill("#q", "Olkusz")
    page.locator("[data-results] a").first.wait_for()
    assert "Legionowo" == page.locator("[data-status]").get_attribute("data-for")


def test_no_number_for_what_is_no_trouble(page: Page) -> None:
    """Who looks for an office or a town is not told of violence."""
    for query in ("pup olkusz", "Białystok", "wolontariat", "xqzvw"):
        found(page, query)
        assert 0 == page.locator("[data-call]:visible").count()


def test_small_words_do_not_hide_a_phrase(page: Page) -> None:
    """A phrase of mostly small words ("for", "not") is found by the word in it that tells."""
    assert "/dla-kogo/osoby-50-plus/" in found(page, "jestem za stara")[:FIRST]
    assert "/dla-kogo/mlodzi-do-25/" in found(page, "po szkole")[:2]
    assert "/dla-kogo/ubostwo/" in found(page, "od pierwszego do pierwszego")[:FIRST]


def test_nothing_found_helps(page: Page) -> None:
    """A query that nothing matches is told so, with hints; the count is in a live region."""
    for nonsense in ("xqzvw", "zzzqq", "qwerty blabla", "brzdakowiszcze", "hjkljhkljhklj"):
        assert [] == found(page, nonsense)
    assert "Pokazujemy wyniki dla" not in page.locator("[data-status]").inner_text()
    assert page.locator("[data-help]").is_visible()
    number = page.locator("main .lines a.tel:visible").first.bounding_box()
    hints = page.locator("[data-help]").bounding_box()
    assert number is not None
    assert hints is not None
    assert number["y"] < hints["y"]
    assert "status" == page.locator("[data-status]").get_attribute("role")
    assert "Nic nie znaleźliśmy." in page.locator("[data-status]").inner_text()


@pytest.mark.parametrize("query", ["مأوى", "στέγη", "住まい", "🙂", "--", "xqzvw ｘｑｚｖｗ"])
def test_another_script_is_never_answered_with_an_empty_page(page: Page, query: str) -> None:
    """What no page has a word of is told so, with telephones and lists as the next step."""
    assert [] == found(page, query)
    help_box = page.locator("[data-help]")
    assert help_box.is_visible()
    assert 1 == help_box.locator("a[href$='telefony/']").count()


@pytest.mark.parametrize(
    ("garbled", "plain"), [("bez\u00addom\u00adny", "bezdomny"), ("Ｒｙｂｎｉｋ", "Rybnik")]
)
def test_signs_without_a_shape_change_nothing(page: Page, garbled: str, plain: str) -> None:
    """Soft hyphens of copied texts and full-width letters find what plain ones find."""
    assert found(page, plain) == found(page, garbled)


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
