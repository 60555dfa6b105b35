"""Laws of dated meetings: when they happen, when they do not, and how fast that is known."""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given

from catalog.clubs.model import Cycle
from catalog.clubs.timetable import (
    all_series,
    days_off,
    occurrences,
    overlaps,
    rule_days,
    scheduled,
    weeks,
)
from catalog.text.working_days import public_holidays
from tests.catalog.clubs.cycles import WEEKDAYS, cycle_of, cycles


@pytest.mark.parametrize(
    ("expected", "session"),
    [
        (["2026-03-03", "2026-03-10", "2026-03-17"], {"until": "2026-03-20"}),
        (
            ["2026-03-10", "2026-03-24"],
            {"every": "two_weeks", "since": "2026-03-04", "until": "2026-03-31"},
        ),
        (
            ["2026-03-02", "2026-03-04", "2026-03-16", "2026-03-18"],
            {"every": "two_weeks", "weekdays": ["monday", "wednesday"], "until": "2026-03-29"},
        ),
        (["2026-03-10", "2026-04-14"], {"every": "month", "nth": "2", "until": "2026-04-30"}),
        (["2026-03-31", "2026-06-30", "2026-09-29"], {"every": "month", "nth": "5"}),
        (["2026-03-31", "2026-04-28"], {"every": "month", "nth": "-1", "until": "2026-05-01"}),
        (
            ["2026-03-31", "2026-05-31", "2026-07-31", "2026-08-31", "2026-10-31"],
            {"every": "month", "month_day": "31", "weekdays": []},
        ),
        (
            ["2026-03-09", "2026-03-23"],
            {
                "every": "two_weeks",
                "weekdays": ["monday"],
                "since": "2026-03-08",
                "until": "2026-03-31",
            },
        ),
        (["2026-05-05"], {"every": "once", "day": "2026-05-05", "weekdays": []}),
        (["2026-03-02"], {"every": "once", "day": "2026-03-02", "weekdays": []}),
        (["2026-11-29"], {"every": "once", "day": "2026-11-29", "weekdays": []}),
        ([], {"every": "once", "day": "2026-03-01", "weekdays": []}),
        ([], {"every": "once", "day": "2026-11-30", "weekdays": []}),
        ([], {"every": "once", "weekdays": []}),
        ([], {"every": "month"}),
        ([], {"every": "week", "weekdays": []}),
    ],
)
def test_a_rule_names_its_days(expected: list[str], session: dict[str, Any]) -> None:
    """Weekly, every second week from the first meeting, by nth weekday, by date, or one day.

    Never a day outside the cycle; none where the rule does not say which.
    """
    cycle = cycle_of(session)
    assert expected == [day.isoformat() for day in rule_days(cycle, cycle.sessions[0])]


@pytest.mark.parametrize("vague", [{"starts": "2026-03"}, {"ends": "2026"}])
def test_a_vague_period_has_no_days(vague: dict[str, str]) -> None:
    """Where only the month or year is known, nothing is dated and no week is shown."""
    cycle = cycle_of({}, **vague)
    assert ((), ()) == (rule_days(cycle, cycle.sessions[0]), weeks(cycle, ()))


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        ("2026-03-28", "15:00"),
        ("2026-03-29", "14:00"),
        ("2026-10-24", "14:00"),
        ("2026-10-25", "15:00"),
    ],
)
def test_the_wall_decides_across_both_clock_changes(day: str, utc: str) -> None:
    """16:00 stays 16:00 on a Polish wall on both sides of a change of the clock."""
    cycle = cycle_of({"every": "once", "day": day, "weekdays": []})
    (one,) = occurrences(cycle)
    assert ("16:00", utc) == (f"{one.start:%H:%M}", f"{one.start.astimezone(UTC):%H:%M}")
    assert timedelta(minutes=90) == one.end - one.start


def test_the_first_meeting_after_midnight_of_a_change_lasts_as_long_as_it_says() -> None:
    """A meeting at the earliest hour of a night with a change neither shrinks nor grows."""
    for day in ("2026-03-29", "2026-10-25"):
        once: dict[str, Any] = {"every": "once", "day": day, "weekdays": []}
        (one,) = occurrences(cycle_of(once | {"starts_at": "5:00", "ends_at": "6:00"}))
        assert 3600 == one.end.timestamp() - one.start.timestamp()


def test_polish_holidays_are_those_of_the_law() -> None:
    """13 days and, since 2025, Christmas Eve; Easter and Corpus Christi move."""
    assert 13 == len(public_holidays(2024))
    named = public_holidays(2026)
    days = "01-01 01-06 04-05 04-06 05-01 05-03 05-24 06-04 08-15 11-01 11-11 12-24 12-25 12-26"
    assert days.split() == [f"{day:%m-%d}" for day in sorted(named)]
    assert "Narodowe Święto Niepodległości" == named[date(2026, 11, 11)]


def test_what_does_not_happen_is_told_with_its_reason() -> None:
    """A break, a holiday, a cancelled meeting: each is a day off with its name."""
    cycle = cycle_of(
        {
            "weekdays": ["wednesday"],
            "since": "2026-10-28",
            "cancelled": [{"day": "2026-11-18", "reason": "szkolenie"}],
        },
        breaks=[{"id": "p", "name": "ferie", "starts": "2026-11-23", "ends": "2026-11-29"}],
    )
    assert [
        ("2026-11-11", "holiday", "Narodowe Święto Niepodległości"),
        ("2026-11-18", "cancelled", "szkolenie"),
        ("2026-11-25", "break", "ferie"),
    ] == [(off.day.isoformat(), off.kind, off.why) for off in days_off(cycle)]
    assert ["2026-10-28", "2026-11-04"] == [
        one.start.date().isoformat() for one in occurrences(cycle)
    ]


def test_days_off_of_all_rules_are_in_the_order_of_time() -> None:
    """What does not happen is told day by day, whichever rule gives it."""
    cycle = cycle_of({"weekdays": ["sunday"]}, {"id": "drugie", "weekdays": ["friday"]})
    assert ["2026-04-05", "2026-05-01", "2026-05-03", "2026-05-24", "2026-11-01"] == [
        off.day.isoformat() for off in days_off(cycle)
    ]


@pytest.mark.parametrize(
    ("meets", "club", "session"),
    [
        (False, "tak", "nie"),
        (True, "nie", "nie"),
        (True, "tak", "tak"),
    ],
)
def test_a_holiday_closes_unless_somebody_says_otherwise(
    *, meets: bool, club: str, session: str
) -> None:
    """A club may be open on holidays, and one rule of a closed club may hold in spite of them."""
    cycle = cycle_of(
        {"every": "once", "day": "2026-11-11", "weekdays": [], "despite_holidays": session},
        closed_on_holidays=club,
    )
    assert [meets, not meets] == [bool(occurrences(cycle)), bool(days_off(cycle))]


def test_a_meeting_moves_off_a_holiday() -> None:
    """A holiday's meeting may be held on another day, at other hours, in another room."""
    move = {"day": "2026-11-11", "to": "2026-11-12", "starts_at": "9:00", "room": "sala"}
    cycle = cycle_of(
        {"weekdays": ["wednesday"], "since": "2026-11-09", "until": "2026-11-15", "moved": [move]},
        rooms=[{"id": "sala", "name": "Sala"}],
    )
    (one,) = occurrences(cycle)
    assert ("2026-11-12 09:00", "sala", date(2026, 11, 11)) == (
        f"{one.start:%Y-%m-%d %H:%M}",
        one.room,
        one.planned,
    )
    assert () == days_off(cycle)


def test_a_moved_meeting_keeps_what_the_move_does_not_change() -> None:
    """Hours and room are the rule's own where the move says nothing of them."""
    cycle = cycle_of(
        {
            "until": "2026-03-08",
            "room": "sala",
            "moved": [{"day": "2026-03-03", "to": "2026-03-05", "ends_at": "19:00"}],
        },
        rooms=[{"id": "sala", "name": "Sala"}],
    )
    (one,) = occurrences(cycle)
    assert ("05 16:00", "19:00", "sala") == (f"{one.start:%d %H:%M}", f"{one.end:%H:%M}", one.room)


@given(cycles())
def test_none_on_a_holiday_or_in_a_break(cycle: Cycle) -> None:
    """No meeting is on an observed holiday or in a break, not even one that was moved."""
    for one in occurrences(cycle):
        day = one.start.date()
        observed = cycle.closed_on_holidays and not one.session.despite_holidays
        assert not (observed and day in public_holidays(day.year))
        assert not any(pause.starts <= day <= pause.ends for pause in cycle.breaks)


@given(cycles())
def test_every_day_of_a_rule_is_a_meeting_or_has_a_reason(cycle: Cycle) -> None:
    """What a rule names either happens or is a day off: nothing is lost, nothing is added."""
    named = sum(len(rule_days(cycle, session)) for session in cycle.sessions)
    assert named == len(occurrences(cycle)) + len(days_off(cycle))


@given(cycles())
def test_meetings_stand_in_the_order_of_time(cycle: Cycle) -> None:
    """Meetings are sorted by their start and keep their clock hours unless moved."""
    found = occurrences(cycle)
    assert sorted(one.start for one in found) == [one.start for one in found]
    assert all(
        (one.session.starts_at, one.session.ends_at) == (one.start.time(), one.end.time())
        for one in found
    )


@given(cycles())
def test_weeks_hold_every_meeting_once(cycle: Cycle) -> None:
    """The cycle at a glance loses no meeting."""
    found = occurrences(cycle)
    shown = weeks(cycle, found)
    assert len(found) == sum(week.meetings for week in shown)
    assert [cycle.first_day, cycle.last_day] == [shown[0].first, shown[-1].last]


def test_the_cycle_at_a_glance() -> None:
    """Weeks begin on the cycle's first weekday; the last may be short.

    Each has its meetings, their hours, and why some do not happen: breaks that touch it and
    holidays, but for those on a Sunday, when nobody expects a meeting.
    """
    cycle = cycle_of(
        {"weekdays": ["tuesday", "wednesday"]},
        starts="2026-10-29",
        ends="2026-11-20",
        breaks=[{"id": "p", "name": "ferie", "starts": "2026-11-18", "ends": "2026-11-19"}],
    )
    assert [
        (1, "10-29", "11-04", 2, 3.0, ()),
        (2, "11-05", "11-11", 1, 1.5, ("Narodowe Święto Niepodległości",)),
        (3, "11-12", "11-18", 1, 1.5, ("ferie",)),
        (4, "11-19", "11-20", 0, 0.0, ("ferie",)),
    ] == [
        (one.number, f"{one.first:%m-%d}", f"{one.last:%m-%d}", *astuple(one)[3:])
        for one in weeks(cycle, occurrences(cycle))
    ]
    open_always = cycle.model_copy(update={"closed_on_holidays": False, "breaks": ()})
    assert [()] * 4 == [one.closures for one in weeks(open_always, occurrences(open_always))]


def test_one_meeting_may_begin_when_another_ends() -> None:
    """Back to back is no clash; a minute earlier is one."""
    for clashes, start in ((0, "17:30"), (1, "17:29")):
        cycle = cycle_of(
            {"until": "2026-03-08"},
            {"id": "drugie", "until": "2026-03-08", "starts_at": start, "ends_at": "18:00"},
        )
        assert clashes == len(list(overlaps(occurrences(cycle))))


@given(cycles())
def test_overlaps_are_all_and_only_the_pairs_that_meet(cycle: Cycle) -> None:
    """The sweep finds what comparing everybody with everybody finds."""
    found = occurrences(cycle)[:60]
    slowly = sum(
        one.start < other.end and other.start < one.end
        for index, one in enumerate(found)
        for other in found[index + 1 :]
    )
    assert slowly == len(list(overlaps(found)))


def test_hours_are_counted_for_each_group_and_for_all() -> None:
    """A meeting of all groups counts for each of them once, and once for all together."""
    cycle = cycle_of(
        {"until": "2026-03-16"},
        {"id": "drugie", "groups": ["grupa-2"], "weekdays": ["friday"], "until": "2026-03-08"},
    )
    found = scheduled(cycle, occurrences(cycle))["zajecia"]
    assert ({"grupa-1": 3.0, "grupa-2": 4.5}, 4.5) == (found.each_group, found.all_groups)
    alone = cycle_of({"groups": ["grupa-2"], "until": "2026-03-16"})
    assert {"grupa-2": 3.0} == scheduled(alone, occurrences(alone))["zajecia"].each_group


def test_a_big_club_expands_in_a_blink() -> None:
    """5 groups and 40 rules over 52 weeks take under 50 ms."""
    cycle = cycle_of(
        *(
            {
                "id": f"regula-{number}",
                "weekdays": [WEEKDAYS[number % 7]],
                "groups": [f"grupa-{number % 5}"],
            }
            for number in range(40)
        ),
        starts="2026-01-05",
        ends="2027-01-03",
        groups=[{"id": f"grupa-{n}", "name": f"Grupa {n}", "places": "8"} for n in range(5)],
    )
    spent = []
    for _ in range(5):
        all_series.cache_clear()
        start = process_time()
        found = occurrences(cycle)
        spent.append(process_time() - start)
    assert 1900 < len(found) < 2080
    assert min(spent) < 0.05
    assert datetime(2026, 1, 5, tzinfo=UTC) < found[0].start
