"""Laws of cards: they say when a club meets first, by its date, and what nobody knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.clubs.model import Club
from catalog.clubs.timetable import occurrences
from catalog.loading import load
from catalog.model import Catalog
from catalog.sample.writer import write_sample
from catalog.website.build.site_builder import Site
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.cards import card, club_card
from catalog.website.pages.data_pages import data_pages
from tests.conftest import ROOT
from tests.example import example_club
from tests.pages import Element, Page
from tests.real_content import CATALOG

HOST = "mgops-wiecbork"
DATED: dict[str, Any] = {"example": False, "run_by": HOST, "place": "wiecbork"}
CLUB = example_club().model_copy(update=DATED)
DAY = date(2026, 11, 22)


def with_clubs(*clubs: Club) -> Catalog:
    """The real catalogue with these clubs only."""
    return CATALOG.having(clubs={one.slug: one for one in clubs})


def meetings_on(catalog: Catalog, day: date, slug: str = HOST) -> list[str]:
    """What the card of an organization holds on the day of a build."""
    found = card(catalog, Indexes(catalog, day), catalog.organizations[slug]).meetings
    return [f"{one.start:%Y-%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("expected", "day"),
    [
        (["2026-09-07 16:00", "2026-09-07 17:45", "2026-09-08 16:00"], date(2026, 9, 1)),
        (["2026-11-23 16:00", "2026-11-23 17:45", "2026-11-24 16:00"], DAY),
        (["2027-01-07 16:00", "2027-01-08 14:00", "2027-01-11 16:00"], date(2026, 12, 27)),
        ([], date(2027, 6, 12)),
    ],
    ids=["before", "during", "break", "after the last"],
)
def test_a_card_begins_on_the_day_of_the_build(expected: list[str], day: date) -> None:
    """However far the first meeting is, it is there; after the last one there is none."""
    assert expected == meetings_on(with_clubs(CLUB), day)


@pytest.mark.parametrize("changes", [{"example": True}, {"status": "finished"}, {"run_by": None}])
def test_only_a_running_real_club_of_the_organization_counts(changes: dict[str, object]) -> None:
    """No meeting of an example, of a club that does not run, or of somebody else's club."""
    assert [] == meetings_on(with_clubs(CLUB.model_copy(update=changes)), DAY)


def test_the_earliest_of_all_its_clubs_is_first() -> None:
    """An organization with two clubs: whichever meets first."""
    monday = tuple(one for one in CLUB.cycle.sessions if "monday" in one.weekdays)
    others = tuple(one for one in CLUB.cycle.sessions if one not in monday)
    clubs = [
        CLUB.model_copy(
            update={"slug": slug, "cycle": CLUB.cycle.model_copy(update={"sessions": sessions})}
        )
        for slug, sessions in (("wtorki", others), ("poniedzialki", monday))
    ]
    assert "2026-11-23 16:00" == meetings_on(with_clubs(*clubs), DAY)[0]


def test_a_made_up_catalogue_shows_what_its_timetables_give(tmp_path: Path) -> None:
    """Many organizations with clubs of their own days: each card has the first of its own."""
    write_sample(200, ROOT / "content", tmp_path / "content")
    catalog = load(tmp_path / "content")
    expected: dict[str, str | None] = dict.fromkeys(catalog.organizations)
    clubs = dict(catalog.clubs)
    for number, slug in enumerate(list(catalog.organizations)[:12]):
        cycle = CLUB.cycle.model_copy(update={"sessions": CLUB.cycle.sessions[number % 5 :][:2]})
        status = "finished" if number % 4 == 3 else "running"
        changes = {"slug": f"proba-{number}", "run_by": slug, "cycle": cycle, "status": status}
        clubs[f"proba-{number}"] = CLUB.model_copy(update=changes)
        ahead = [one.start for one in occurrences(cycle) if one.start.date() >= DAY]
        if status == "running" and ahead:
            expected[slug] = f"{ahead[0]:%Y-%m-%d %H:%M}"
    indexes = Indexes(catalog.having(clubs=clubs), DAY)
    found = {
        slug: next(
            (f"{m.start:%Y-%m-%d %H:%M}" for m in card(catalog, indexes, one).meetings), None
        )
        for slug, one in catalog.organizations.items()
    }
    assert expected == found
    assert 4 == len(set(found.values()))


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Pages with cards, of a catalogue whose one club has dates."""
    catalog = with_clubs(CLUB)
    site = Site.of(catalog, ROOT / "site_templates")
    wanted = (
        "/organizacje/",
        "/kluby/",
        "/z-klubem/",
        "/wojewodztwa/kujawsko-pomorskie/",
        "/potrzeby/praca-i-doradztwo/",
        "/miejscowosci/wiecbork/",
    )
    return {
        one.path: Page(one.path, site.renderer.html(one))
        for one in data_pages(Ways(catalog), site.publication, "", [], Indexes(catalog, DAY))
        if one.path in wanted
    }


def meeting(page: Page) -> list[Element]:
    """The meetings that stand in cards of a page."""
    return [one for one in page.all("span") if "data-end" in one.attributes]


@pytest.mark.parametrize(
    "path",
    ["/organizacje/", "/kluby/", "/z-klubem/", "/wojewodztwa/kujawsko-pomorskie/"],
)
def test_a_card_names_the_day_and_claims_nothing(pages: dict[str, Page], path: str) -> None:
    """Without JavaScript one meeting is to be seen, with weekday and year, and no word of now."""
    first, *others = meeting(pages[path])
    assert "Spotkanie w klubie: poniedziałek, 23 listopada 2026, 16:00–17:30" == first.text.strip()
    assert "hidden" not in first.attributes
    assert [True, True] == ["hidden" in one.attributes for one in others]
    for word in ("najbliższ", "dziś", "jutro", "teraz"):
        assert word not in first.text.lower()


def test_the_script_is_where_meetings_are(pages: dict[str, Page]) -> None:
    """A page whose cards hold a meeting loads `meetings.js` once; another does not load it."""
    for page in pages.values():
        loaded = [one for one in page.all("script") if "meetings.js" in one["src"]]
        assert len(loaded) == bool(meeting(page)), page.path


def test_a_card_says_where_or_that_nobody_knows(pages: dict[str, Page]) -> None:
    """Town, else voivodeship, else plain words: no card is silent on the place."""
    indexes = Indexes(CATALOG, DAY)
    found = [card(CATALOG, indexes, one) for one in CATALOG.organizations.values()]
    unknown = [one for one in found if not one.towns and not one.voivodeships]
    told = pages["/organizacje/"].words()
    assert len(unknown) == told.count("nie wiemy, gdzie") > 0


def test_a_club_says_for_whom_and_how_old_this_is() -> None:
    """A club's card has its groups and its standing, as an organization's has."""
    found = club_card(CATALOG, Indexes(CATALOG, DAY), CATALOG.clubs["kis-wiecbork"])
    assert found.groups
    assert found.standing
    assert () == found.meetings
