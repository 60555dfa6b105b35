"""Laws of clubs' pages: what they show on the day of a build, and what they never claim."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from catalog.clubs.model import Club, Joining, Move
from catalog.clubs.timetable import days_off
from catalog.clubs.website import SITE_KIND
from catalog.text.language import speaking
from catalog.text.phrases import long_date
from catalog.website.build.site_builder import Site
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.record_pages import record_page
from catalog.website.render.contexts import names_of
from catalog.website.schedule.club_schedule import Plan, joining
from catalog.website.schedule.meetings import Coming
from tests.conftest import ENGLISH, ROOT, BuiltSite
from tests.example import example_club
from tests.pages import Page
from tests.real_content import CATALOG

EXAMPLE = example_club()
REAL = EXAMPLE.model_copy(
    update={"example": False, "run_by": "mgops-wiecbork", "place": "wiecbork"}
)
SAMPLE = "/kluby/przyklad/"


def page(site: BuiltSite, path: str) -> Page:
    """A page of the real site."""
    return site.paths()[path]


def test_a_built_list_names_its_day_and_claims_nothing(built_site: BuiltSite) -> None:
    """Without JavaScript no page says next, now, today or tomorrow of a meeting."""
    for path in (SAMPLE, "/spotkania/"):
        told = [
            one.text.lower()
            for one in page(built_site, path).elements
            if one.tag in ("section", "ol")
            and ("data-meetings" in one.attributes or one.tag == "ol")
        ]
        for word in ("najbliższ", "trwa teraz", "jutro", "dzisiaj"):
            assert not any(word in text for text in told), (path, word)
    assert "Ta lista powstała" in page(built_site, SAMPLE).words()


def test_the_example_is_marked_and_apart(built_site: BuiltSite) -> None:
    """It says what it is, is not to be indexed, and stands in no list of real clubs."""
    example = page(built_site, SAMPLE)
    assert "To jest przykład dla redaktorów. Takiego klubu nie ma." in example.words()
    assert "do tego klubu nie można się zapisać" in example.words()
    assert ["noindex"] == [m["content"] for m in example.all("meta") if m["name"] == "robots"]
    cards = [one.text for one in page(built_site, "/kluby/").elements if one["class"] == "card"]
    assert not any("Przykładowy" in text for text in cards)
    assert "Przykładowy" not in page(built_site, "/").words()
    assert "Przykładowy" not in page(built_site, "/spotkania/").words()
    assert "przyklad" not in CATALOG.real_clubs


def test_a_calendar_can_be_tapped_or_fetched(built_site: BuiltSite) -> None:
    """A club with dates has a webcal address and a plain file."""
    links = [one["href"] for one in page(built_site, SAMPLE).all("a")]
    assert "webcal://example.org/kluby/przyklad/kalendarz.ics" in links
    assert any(link.endswith("kluby/przyklad/kalendarz.ics") for link in links if ":" not in link)
    assert (built_site.folder / "kluby/przyklad/kalendarz.ics").exists()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 1), ["2026-09-07 16:00", "2026-09-07 17:45", "2026-09-08 16:00"]),
        (date(2026, 11, 11), ["2026-11-12 16:00", "2026-11-13 14:00", "2026-11-13 16:30"]),
        (date(2026, 12, 27), ["2027-01-07 16:00", "2027-01-08 14:00", "2027-01-11 16:00"]),
        (date(2027, 6, 12), []),
    ],
    ids=["before", "holiday", "break", "after the last"],
)
def test_the_list_begins_on_the_day_of_the_build(day: date, expected: list[str]) -> None:
    """Before the cycle its first meetings, on a holiday the next day's, after it none."""
    shown = Plan(EXAMPLE, day).shown[:3]
    assert expected == [f"{one.start:%Y-%m-%d %H:%M}" for one in shown]


def test_the_week_reads_in_order() -> None:
    """Weekdays first, then what is monthly, then what is once; each with its hours."""
    assert [
        ("poniedziałek", ["16:00–17:30", "17:45–19:15"]),
        ("wtorek", ["16:00–18:00"]),
        ("środa", ["15:30–17:30"]),
        ("czwartek", ["16:00–18:00"]),
        (
            "raz w miesiącu",
            [
                "15. dzień miesiąca, 10:00–12:00",
                "ostatnia sobota, 11:00–14:00",
                "drugi piątek, 14:00–16:00",
            ],
        ),
        ("jeden raz", ["11 grudnia 2026, 16:15–17:45", "24 grudnia 2026, 11:00–14:00"]),
    ] == [
        (section.name, [row.when for row in section.rows])
        for section in Plan(EXAMPLE, date(2026, 11, 22)).sections()
    ]


def test_the_cycle_at_a_glance_is_to_scale() -> None:
    """A bar for each week with meetings, the fullest the highest; a mark for each one without."""
    plan = Plan(EXAMPLE, date(2026, 11, 22))
    drawn = re.findall(r"M(\d+) 44v-(\S+?)h", plan.bars)
    bars = {int(x) // 10: float(height) for x, height in drawn}
    gaps = [int(x) // 10 for x in re.findall(r"M(\d+) 44v-4h", plan.gaps)]
    assert [one.number - 1 for one in plan.weeks if not one.meetings] == gaps
    assert [one.number - 1 for one in plan.weeks if one.meetings] == sorted(bars)
    most = max(one.hours for one in plan.weeks)
    assert 44 == max(bars.values())
    for index, height in bars.items():
        assert height == pytest.approx(44 * plan.weeks[index].hours / most, abs=0.05)


def test_every_second_week_is_counted_from_the_rule() -> None:
    """A first meeting on another day does not change in which weeks the others are."""
    sessions = [
        one.model_copy(
            update={
                "every": "two_weeks",
                "moved": (Move.model_validate({"day": "2026-09-14", "to": "2026-09-15"}),),
                "since": date(2026, 9, 14),
            }
        )
        for one in EXAMPLE.cycle.sessions
        if one.weekdays == ("monday",) and one.every == "week"
    ]
    cycle = EXAMPLE.cycle.model_copy(update={"sessions": tuple(sessions[:1])})
    plan = Plan(EXAMPLE.model_copy(update={"cycle": cycle}), date(2026, 9, 1))
    assert date(2026, 9, 15) == plan.all[0].day
    assert "licząc od 14 września 2026" in plan.sections()[0].rows[0].details


def test_only_what_is_polish_is_marked_in_a_change() -> None:
    """In English the reason is Polish, and the word before it is not; a script gets plain words."""
    moved = next(one for one in Plan(EXAMPLE, date(2026, 9, 1)).all if one.occurrence.moved)
    move = moved.occurrence.moved
    assert move is not None
    moved = replace(
        moved, occurrence=replace(moved.occurrence, moved=move.model_copy(update={"reason": "A<b"}))
    )
    assert moved.details.endswith("zmiana: A<b")
    with speaking(ENGLISH):
        assert moved.details.endswith('</span>, change: <span lang="pl">A&lt;b</span>')
        assert moved.plain_details.endswith(", change: A<b")


def test_what_is_over_leaves_the_week() -> None:
    """A rule without further meetings is not shown as if it went on."""
    names = {
        row.what for section in Plan(EXAMPLE, date(2027, 3, 1)).sections() for row in section.rows
    }
    assert "Komputer i internet" not in names
    assert "Grupa wsparcia" in names


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("example", {"example": True}),
        ("finished", {"status": "finished"}),
        ("unknown", {"status": "unknown"}),
        ("sign_up", {"joining": Joining(sign_up=True)}),
        ("come", {"joining": Joining(sign_up=False)}),
        ("ask", {"joining": Joining()}),
    ],
)
def test_only_a_running_real_club_takes_people(expected: str, changes: dict[str, object]) -> None:
    """Each club says whether one can join, or why not, or that nobody knows."""
    assert expected == joining(REAL.model_copy(update=changes))


def coming(*clubs: Club, day: date = date(2026, 11, 22)) -> Coming:
    """Four weeks of some clubs."""
    return Coming(CATALOG.having(clubs={one.slug: one for one in clubs}), day)


def test_four_weeks_hold_real_running_clubs_only() -> None:
    """28 days from the build; no example, no club that does not run."""
    found = coming(REAL, EXAMPLE.model_copy(update={"slug": "drugi"})).meetings
    assert {"przyklad"} == {one.club.slug for one in found}
    assert (date(2026, 11, 23), date(2026, 12, 19)) >= (found[0].day, found[-1].day)
    assert () == coming(REAL.model_copy(update={"status": "finished"})).meetings
    assert () == coming(EXAMPLE).meetings


def test_meetings_are_by_day_and_by_town() -> None:
    """Every meeting is on the page of all towns and on its town's; days stand in order."""
    every, town = coming(REAL).pages()
    assert ("/spotkania/", "/spotkania/wiecbork/") == (every.path, town.path)
    for one in (every, town):
        days = names_of(one.context)["days"]
        assert sorted(day.day for day in days) == [day.day for day in days]
        assert len(coming(REAL).meetings) == sum(len(day.meetings) for day in days)


def test_a_page_of_many_meetings_stops_at_a_whole_day_and_says_so() -> None:
    """More than 300 meetings: whole days are shown, and how many meetings are left out."""
    clubs = [REAL.model_copy(update={"slug": f"klub-{number}"}) for number in range(30)]
    (every, *_) = coming(*clubs).pages()
    shown = sum(len(day.meetings) for day in names_of(every.context)["days"])
    assert 0 < shown <= 300
    assert len(coming(*clubs).meetings) == shown + names_of(every.context)["left_out"]


def test_no_meeting_that_falls_away_is_passed_over() -> None:
    """A cancelled one and one that a holiday takes are said, also where another group meets."""
    plan = Plan(EXAMPLE, date(2026, 9, 1))
    said = "\n".join(plan.off_words())
    lost = [one for one in days_off(EXAMPLE.cycle) if one.kind != "break"]
    assert {one.day for one in lost} & {one.day for one in plan.all}
    assert [] == [one.day for one in lost if long_date(one.day) not in said]
    assert (
        "W święto nie ma: 24 grudnia 2026 (Wigilia Bożego Narodzenia), "
        "Komputer i internet (Grupa B)" in said.replace("\u00a0", " ")
    )


def test_a_club_whose_hours_nobody_knows_has_no_sum_of_them() -> None:
    """Nothing is planned for 0 hours: an unknown number is not a number."""
    classes = tuple(one.model_copy(update={"hours": None}) for one in REAL.cycle.classes)
    cycle = REAL.cycle.model_copy(update={"classes": classes})
    club = REAL.model_copy(update={"cycle": cycle})
    shown = SITE_KIND.page
    assert shown is not None
    made = record_page(Indexes(CATALOG, date(2026, 9, 1)), SITE_KIND.kind, shown, club)
    html = Site.of(CATALOG, ROOT / "site_templates").renderer.html(made)
    words = Page(made.path, html).words()
    assert "Zajęcia i godziny" in words
    assert "Razem" not in words
    assert not re.search(r"\b0 godzin", words)
