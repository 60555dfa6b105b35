"""Laws of calendars: other people's programs read from them what our pages say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings

from catalog.clubs.model import Club, Cycle, Move
from catalog.clubs.timetable import occurrences
from catalog.model import Catalog
from catalog.text.language import POLISH
from catalog.text.time_zone import WARSAW
from catalog.website.feeds.calendars import Seated, calendar, club_events, feeds, shared_pages
from catalog.website.print.club_files import club_files
from catalog.website.print.club_pdfs import Sheets
from tests.catalog.clubs.cycles import club_of, cycles
from tests.real_content import CATALOG
from tests.tools import ICAL, NODE, NODE_JS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[4]
SITE = "https://example.org"
Meetings = list[tuple[str, str, str]]
EXAMPLE = CATALOG.clubs["przyklad"]


def stamp(moment: datetime) -> str:
    """A moment in UTC, as ical.js writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def ours(club: Club) -> Meetings:
    """What the timetable says."""
    return sorted(
        (f"{one.session.id}.{club.slug}@example.org", stamp(one.start), stamp(one.end))
        for one in occurrences(club.cycle)
    )


def feed(club: Club) -> bytes:
    """A club's calendar file."""
    return calendar(club.name, SITE, [club_events(SITE, Seated.of(CATALOG, club))])


def read_by_python(content: bytes) -> Meetings:
    """What recurring-ical-events makes of a calendar."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).all()
    return sorted((str(one["uid"]), stamp(one.start), stamp(one.end)) for one in found)


def read_by_javascript(content: bytes) -> Meetings:
    """What ical.js makes of a calendar."""
    node = NODE_JS.required()
    ICAL.required()
    run = subprocess.run(
        [node, NODE / "expand.mjs"], input=content, capture_output=True, check=True
    )
    return [(uid, start, end) for uid, start, end in json.loads(run.stdout)]


@given(cycles())
@settings(max_examples=150)
def test_a_feed_says_what_the_timetable_says(cycle: Cycle) -> None:
    """For random rules an independent library expands our feed to exactly our meetings."""
    club = club_of(cycle)
    assert ours(club) == read_by_python(feed(club))


@given(cycles())
@settings(max_examples=15)
def test_a_second_engine_agrees(cycle: Cycle) -> None:
    """The same with ical.js, which shares no line with Python's libraries."""
    club = club_of(cycle)
    assert ours(club) == read_by_javascript(feed(club))


def test_the_example_expands_alike_everywhere() -> None:
    """The shipped example is read by both parsers as the page shows it."""
    content = next(one.content for one in feeds(CATALOG, SITE) if "/przyklad/" in one.path)
    assert ours(EXAMPLE) == read_by_python(content) == read_by_javascript(content)


@given(cycles())
@settings(max_examples=25)
def test_a_rebuild_changes_no_byte(cycle: Cycle) -> None:
    """The same record gives the same bytes."""
    assert feed(club_of(cycle)) == feed(club_of(cycle.model_copy(deep=True)))


def test_another_process_writes_the_same_bytes() -> None:
    """Neither the order of a set nor the language of the machine gets into a feed."""
    program = (
        "import sys; from pathlib import Path; from catalog.loading import load;"
        "from catalog.website.feeds.calendars import feeds;"
        "sys.stdout.buffer.write(b''.join("
        f"one.content for one in feeds(load(Path('content')), '{SITE}')))"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "LANG": lang, "LANGUAGE": lang},
            capture_output=True,
            check=True,
        ).stdout
        for seed, lang in (("1", "C"), ("2", "en_US.UTF-8"))
    }
    assert 1 == len(written)


@given(cycles())
@settings(max_examples=50)
def test_uids_survive_unrelated_edits(cycle: Cycle) -> None:
    """Renaming, reordering, another day of change: a meeting keeps the UID of its rule."""
    edited = cycle.model_copy(
        update={
            "sessions": cycle.sessions[::-1],
            "classes": tuple(
                one.model_copy(update={"name": "Inna nazwa"}) for one in cycle.classes
            ),
        }
    )
    before = read_by_python(feed(club_of(cycle)))
    after = read_by_python(feed(club_of(edited, updated="2027-01-01", name="Inny klub")))
    assert before == after


def test_an_edit_is_seen_by_calendars() -> None:
    """A later day of change gives a higher SEQUENCE and a later LAST-MODIFIED and DTSTAMP."""

    def stamps(updated: str) -> tuple[object, ...]:
        edited = EXAMPLE.model_copy(update={"updated": date.fromisoformat(updated)})
        event = icalendar.Calendar.from_ical(feed(edited)).walk("VEVENT")[0]
        return tuple(event.decoded(name) for name in ("sequence", "last-modified", "dtstamp"))

    earlier, later = stamps("2026-11-22"), stamps("2026-11-23")
    assert [True] * 3 == [one < other for one, other in zip(earlier, later, strict=True)]  # type: ignore[operator]


def test_an_old_record_has_a_sequence_that_calendars_take() -> None:
    """RFC 5545 wants a number that is not negative, whenever the record was last changed."""
    old = EXAMPLE.model_copy(update={"updated": date(2014, 5, 1)})
    assert {0} == {
        one.decoded("sequence") for one in icalendar.Calendar.from_ical(feed(old)).walk("VEVENT")
    }


def test_a_feed_is_a_calendar_by_the_book() -> None:
    """RFC 5545: CRLF, lines of at most 75 octets, one VTIMEZONE, times with its TZID."""
    content = feed(EXAMPLE)
    lines = content.split(b"\r\n")
    assert b"" == lines[-1]
    assert b"\n" not in b"".join(lines)
    assert [] == [line for line in lines if len(line) > 75]
    assert 1 == content.count(b"BEGIN:VTIMEZONE")
    starts = [line for line in lines if line.startswith((b"DTSTART", b"DTEND", b"EXDATE"))]
    events = content.split(b"END:VTIMEZONE")[1]
    assert [] == [line for line in starts if b";TZID=Europe/Warsaw:" not in line and line in events]
    assert b"PRZYK\xc5\x81AD: " in content


def test_processes_beside_write_the_same_calendars() -> None:
    """Many clubs' calendars are made in other processes: the same files, in the same order."""
    clubs = {
        f"klub-{number}": EXAMPLE.model_copy(
            update={
                "slug": f"klub-{number}",
                "name": f"Klub {number}",
                "example": False,
                "run_by": "mgops-wiecbork",
                "place": "wiecbork",
            }
        )
        for number in range(5)
    }
    catalog = CATALOG.having(clubs=clubs)
    sheets = Sheets(catalog, SITE, date(2026, 11, 22))
    with club_files(sheets, (POLISH,), ROOT / "site_templates", workers=2) as files:
        found = dict(files)
    assert [] == [one.path for one in feeds(catalog, SITE) if found[one.path] != one.content]


def test_the_example_is_in_no_calendar_of_real_clubs() -> None:
    """Only its own; the real KIS, which has counts and no dates, has none at all."""
    assert ["/kluby/przyklad/kalendarz.ics"] == [one.path for one in feeds(CATALOG, SITE)]


def real_club(**changes: object) -> Catalog:
    """The catalogue with one club: the example's meetings, run by somebody in a town."""
    real = {"example": False, "run_by": "mgops-wiecbork", "place": "wiecbork"}
    return CATALOG.having(clubs={"przyklad": EXAMPLE.model_copy(update=real | changes)})


OWN = "/kluby/przyklad/"
RUN_BY = "/organizacje/mgops-wiecbork/"
PLACES = {"/spotkania/wiecbork/", "/wojewodztwa/kujawsko-pomorskie/"}


@pytest.mark.parametrize(
    ("shared", "changes"),
    [
        ({RUN_BY, *PLACES}, {}),
        (PLACES, {"run_by": None}),
        ({RUN_BY}, {"place": None}),
        (set(), {"status": "finished"}),
        (set(), {"status": "unknown"}),
        (set(), {"example": True}),
    ],
)
def test_a_club_is_in_its_own_calendar_and_in_those_of_who_runs_it_and_where(
    shared: set[str], changes: dict[str, object]
) -> None:
    """The same events in each, and pages that link to a calendar are those that have one.

    People who subscribed to a club that ended keep its file; nobody else is sent its meetings.
    """
    catalog = real_club(**changes)
    found = {one.path: one.content for one in feeds(catalog, SITE)}
    assert {f"{page}kalendarz.ics" for page in {OWN, *shared}} == set(found)
    assert shared == shared_pages(catalog)
    expected = ours(catalog.clubs["przyklad"])
    assert [expected] * len(found) == [read_by_python(content) for content in found.values()]


@pytest.mark.parametrize("year", [2026, 2027, 2032])
def test_the_zone_in_a_feed_is_polish_time(year: int) -> None:
    """Programs that know no zones by name read the same clock from the file, hour by hour."""
    (zone,) = icalendar.Calendar.from_ical(feed(EXAMPLE)).walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    assert "Europe/Warsaw" == zone["tzid"]
    told = zone.to_tz(lookup_tzid=False)
    moments = (datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=one) for one in range(365 * 24))
    assert [] == [
        one
        for one in moments
        if f"{one.astimezone(WARSAW):%d %H %Z}" != f"{one.astimezone(told):%d %H %Z}"
    ]


def test_a_calendar_says_whose_it_is() -> None:
    """Its name in both ways that programs read, its page, and how often to look again."""
    found = {one.path: one.content for one in feeds(real_club(), SITE)}
    lines = found["/spotkania/wiecbork/kalendarz.ics"].decode().split("\r\n")
    assert [
        "BEGIN:VCALENDAR",
        "PRODID:-//Wzajemnie//Kalendarz klubow//PL",
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "NAME:Kluby: Więcbork",
        "X-WR-CALNAME:Kluby: Więcbork",
        f"URL:{SITE}/spotkania/wiecbork/",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "BEGIN:VTIMEZONE",
    ] == lines[:9]


def events_of(catalog: Catalog) -> list[tuple[str, ...]]:
    """What, where, and the rest of each event of the first calendar."""
    content = next(one.content for one in feeds(catalog, SITE))
    return [
        tuple(str(event[key]) for key in ("summary", "location", "description"))
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]


def test_an_event_says_what_where_and_with_whom() -> None:
    """Class and groups; room, club, street and town as far as they are known; who leads it."""
    catalog = real_club()
    runs = catalog.organizations["mgops-wiecbork"]
    contact = runs.contact.model_copy(update={"street": "ul. Próbna 1"})
    somewhere = runs.model_copy(update={"contact": contact})
    catalog = catalog.having(organizations={**catalog.organizations, runs.slug: somewhere})
    told = events_of(catalog)
    address = "Przykładowy klub, ul. Próbna 1, Więcbork"
    room = f"Duża sala, {address}"
    assert ("Grupa wsparcia (Grupa A)", room, "Prowadzi: psycholog.") == told[0]
    assert ("Warsztaty rozmowy", room, "Prowadzi: pracownik socjalny.") == told[3]
    assert "Zmiana terminu albo sali: Święto Niepodległości." == told[4][2].splitlines()[1]
    assert ("Wspólny czas wolny", address, "") == told[-2]


def test_an_example_says_so_in_each_event() -> None:
    """Whoever subscribed to the example by mistake goes nowhere."""
    told = events_of(CATALOG)
    assert {"PRZYKŁAD"} == {what.partition(":")[0] for what, _, _ in told}
    assert {"To jest przykład dla redaktorów. Takiego klubu nie ma."} == {
        more.splitlines()[-1] for _, _, more in told
    }


def test_who_leads_one_rule_stands_before_who_leads_the_class() -> None:
    """A rule may have a leader of its own; a move without a reason says only that it moved."""
    first, *others = EXAMPLE.cycle.sessions
    move = Move.model_validate({"day": "2026-09-14", "to": "2026-09-17"})
    led = first.model_copy(update={"leader": "ktoś inny", "moved": (move,)})
    cycle = EXAMPLE.cycle.model_copy(update={"sessions": (led, *others)})
    told = events_of(real_club(cycle=cycle))
    assert "Prowadzi: ktoś inny." == told[0][2]
    assert "Prowadzi: ktoś inny.\nZmiana terminu albo sali." == told[1][2]
