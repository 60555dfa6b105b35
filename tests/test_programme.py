"""The programme's rules and the co-operation model have their places, and prose keeps its form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml

from catalog.text.language import Language
from tests.conftest import BOTH, ROOT, BuiltSite
from tests.pages import Element, Page

PLACES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "programme_ids.yml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(path, name, id=name)
    for kind in PLACES.values()
    for path, names in kind.items()
    for name in names
]
STAGE_PARTS = {
    "pl": [
        "Czego potrzeba",
        "Kto to robi",
        "Jakie narzędzie pomaga",
        "Czego nauczyły się partnerstwa",
        "Następny krok",
    ],
    "en": [
        "What you need",
        "Who does it",
        "Which tool helps",
        "What the partnerships learned",
        "Next step",
    ],
}
SOURCE = {
    "pl": re.compile(r"Źródł[oa]: .*(\(rok\s(nieznany|\d{4})|z\s\d{4} roku)", re.DOTALL),
    "en": re.compile(r"Sources?: .*\(year\s(\d{4}|unknown|of\sthe\spage\sunknown)", re.DOTALL),
}
"""How the last line of a written page begins, and how it tells the year."""
SUMMARY = {"pl": "W skrócie", "en": "In short"}
GUIDES = ("/redakcja/", "/obsluga/")
"""The guides of editors and operators have a form of their own."""
HEADINGS = ("h1", "h2", "h3", "h4")
LEAST_WORDS = 12
"""Fewer words than this below a heading say nothing."""


def section(page: Page, name: str) -> tuple[Element, list[Element]]:
    """The heading with an id, and the paragraphs and list items below it, up to one as high."""
    heading = next(one for one in page.elements if one["id"] == name)
    below: list[Element] = []
    for one in page.elements[page.elements.index(heading) + 1 :]:
        if one.tag in HEADINGS and one.tag <= heading.tag:
            break
        if one.tag in ("p", "li"):
            below.append(one)
    return heading, below


def articles(site: BuiltSite) -> list[Page]:
    """The written pages for the public."""
    return [page for page in site.prose() if not page.path.startswith(GUIDES)]


def broken(site: BuiltSite, law: Callable[[Page], object]) -> dict[str, object]:
    """The written pages that break a law, each with what breaks it."""
    return {page.path: wrong for page in articles(site) if (wrong := law(page))}


@pytest.mark.parametrize(
    ("number", "kind"),
    [(18, "tasks"), (4, "steps"), (6, "proposals"), (7, "stages"), (12, "tools")],
)
def test_nothing_is_left_out(number: int, kind: str) -> None:
    """There are 18 tasks, 4 steps, 6 proposals, 7 stages and 12 tools, each named once."""
    names = [name for names in PLACES[kind].values() for name in names]
    assert (number, number) == (len(names), len(set(names)))


@BOTH
@pytest.mark.parametrize(("path", "name"), CASES)
def test_each_has_its_place(
    built_site: BuiltSite, path: str, name: str, language: Language
) -> None:
    """Its id stands on its page and no other, on a heading with something to read below it."""
    pages = [page for page in built_site.pages if page.language == language.code]
    path = language.path(path)
    assert [path] == [page.path for page in pages if name in page.ids()]
    heading, below = section(built_site.paths()[path], name)
    assert heading.tag in HEADINGS
    assert heading.text.strip()
    assert len(" ".join(one.text for one in below).split()) >= LEAST_WORDS


@BOTH
@pytest.mark.parametrize("path", PLACES["stages"])
def test_stage_says_all(built_site: BuiltSite, path: str, language: Language) -> None:
    """A stage says what it needs, who does it, which tool helps and what was learned."""
    page = built_site.paths()[language.path(path)]
    assert STAGE_PARTS[language.code] == [one.text.strip() for one in page.all("h2")]
    partnerships = language.path("/partnerstwa/").removeprefix(language.prefix)
    learned = [one for one in page.all("a") if partnerships in one["href"]]
    tools = [one for one in page.all("a") if "#narzedzie-" in one["href"]]
    assert learned
    assert tools


@BOTH
def test_every_partnership_taught_something(built_site: BuiltSite, language: Language) -> None:
    """Each of the 16 partnerships is named and linked in the pages of the model."""
    start = language.path("/model/")
    model = "".join(page.html for page in built_site.pages if page.path.startswith(start))
    paths = [language.path(page.path) for page in built_site.below("partnerstwa")]
    links = {path: f'..{path.removeprefix(language.prefix)}"' for path in paths}
    assert [] == [path for path, link in links.items() if link not in model]


def test_written_page_begins_with_a_summary(built_site: BuiltSite) -> None:
    """The first thing below a written page's heading is one short summary in easy words."""

    def law(page: Page) -> object:
        found = [one for one in page.elements if "abstract" in one["class"].split()]
        words = len(" ".join(one.text for one in found).split())
        follows = page.elements[page.elements.index(page.all("h1")[0]) + 1]
        titles = [" ".join(one.text.split()) for one in page.elements if "-title" in one["class"]]
        right = found == [follows] and SUMMARY[page.language] == titles[0]
        return () if right and 10 <= words <= 50 else (len(found), words, titles)

    assert {} == broken(built_site, law)


def test_written_page_ends_with_one_step_and_its_source(built_site: BuiltSite) -> None:
    """A written page ends with one next step, one link, and the source with its year."""

    def law(page: Page) -> object:
        last = page.all("h2")[-1]
        after = page.elements[page.elements.index(last) + 1 :]
        links = [one for one in after if one.tag == "a" and one.around[-1].tag == "p"]
        inside = [one for one in links if any(up["class"] == "prose" for up in one.around)]
        told = [one.text for one in after if one.tag == "em"]
        dated = [text for text in told if SOURCE[page.language].match(text)]
        step = STAGE_PARTS[page.language][-1]
        right = last.text.strip() == step and len(inside) == 1 and len(dated) == 1
        return () if right else (last.text, len(inside), told)

    assert {} == broken(built_site, law)


def test_prose_does_not_say_who_runs_this_copy(built_site: BuiltSite) -> None:
    """`publisher.yml` decides that, and the frame says it: prose stays true when somebody does."""
    claims = (
        *("jest pokazem", "wersja pokazowa", "nikt jej jeszcze", "nikt nie odpowie"),
        *("demonstration", "nobody runs", "nobody will answer"),
    )
    assert {} == broken(
        built_site, lambda page: [one for one in claims if one in page.words().lower()]
    )
