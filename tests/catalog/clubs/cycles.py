"""Clubs for tests: small ones for examples, and random ones with any rules that are legal."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st

from catalog.clubs.model import Club, Cycle, Session
from catalog.clubs.timetable import rule_days

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
QUARTERS = st.integers(0, 75).map(lambda n: time(5 + n // 4, n % 4 * 15))


FIRST = {
    "id": "pierwsze",
    "what": "zajecia",
    "starts_at": "16:00",
    "ends_at": "17:30",
    "every": "week",
    "weekdays": ["tuesday"],
}


def raw_cycle(*sessions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A cycle of 2026 with two groups, as in a file; sessions are the first one with changes."""
    raw = {
        "starts": "2026-03-02",
        "ends": "2026-11-29",
        "groups": [{"id": f"grupa-{n}", "name": f"Grupa {n}", "places": "8"} for n in (1, 2)],
        "classes": [{"id": "zajecia", "name": "Zajęcia", "kind": "social"}],
        "sessions": [FIRST | one for one in sessions],
    }
    return raw | changes


def cycle_of(*sessions: dict[str, Any], **changes: Any) -> Cycle:
    """The same as the model reads it."""
    return Cycle.model_validate(raw_cycle(*sessions, **changes))


def day_text(day: date) -> str:
    """A day as an editor writes it."""
    return day.isoformat()


@st.composite
def rhythms(draw: st.DrawFn, first: date, last: date) -> dict[str, Any]:
    """How a session recurs inside a cycle, as raw fields."""
    days = st.dates(first, last)
    weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
    every = draw(st.sampled_from(["week", "two_weeks", "nth", "month_day", "once"]))
    if every == "once":
        return {"every": "once", "day": day_text(draw(days))}
    bounds: dict[str, Any] = {}
    if draw(st.booleans()):
        since, until = sorted((draw(days), draw(days)))
        bounds = {"since": day_text(since), "until": day_text(until)}
    if every == "month_day":
        return {"every": "month", "month_day": str(draw(st.integers(1, 31))), **bounds}
    if every == "nth":
        nth = draw(st.sampled_from([1, 2, 3, 4, 5, -1]))
        return {"every": "month", "nth": str(nth), "weekdays": draw(weekdays), **bounds}
    return {"every": every, "weekdays": draw(weekdays), **bounds}


@st.composite
def sessions(draw: st.DrawFn, number: int, cycle: Cycle) -> Session:
    """A session of a cycle with some of its meetings moved or cancelled."""
    assert cycle.first_day is not None
    assert cycle.last_day is not None
    starts, ends = sorted(draw(st.lists(QUARTERS, min_size=2, max_size=2, unique=True)))
    raw = {
        "id": f"spotkanie-{number}",
        "what": "zajecia",
        "starts_at": f"{starts:%H:%M}",
        "ends_at": f"{ends:%H:%M}",
        "despite_holidays": draw(st.sampled_from(["tak", "nie"])),
        **draw(rhythms(cycle.first_day, cycle.last_day)),
    }
    plain = Session.model_validate(raw)
    days = rule_days(cycle, plain)
    if days:
        changed = draw(st.lists(st.sampled_from(days), max_size=4, unique=True))
        cut = draw(st.integers(0, len(changed)))
        anywhere = st.dates(cycle.first_day, cycle.last_day)
        raw["moved"] = [
            {"day": day_text(day), "to": day_text(draw(anywhere))} for day in changed[:cut]
        ]
        raw["cancelled"] = [{"day": day_text(day)} for day in changed[cut:]]
    return Session.model_validate(raw)


@st.composite
def cycles(draw: st.DrawFn) -> Cycle:
    """A cycle of up to two years between 2023 and 2033: clock changes, leap days, year ends."""
    first = draw(st.dates(date(2023, 1, 1), date(2031, 12, 31)))
    length = draw(st.integers(1, 104))
    last = first + timedelta(weeks=length, days=-1)
    breaks = []
    for number in range(draw(st.integers(0, 2))):
        start = draw(st.dates(first, last))
        end = start + timedelta(days=draw(st.integers(0, 20)))
        breaks.append(
            {
                "id": f"przerwa-{number}",
                "name": "przerwa",
                "starts": day_text(start),
                "ends": day_text(end),
            }
        )
    raw = {
        "starts": day_text(first),
        "weeks": str(length),
        "groups": [{"id": "grupa", "name": "Grupa", "places": "8"}],
        "classes": [{"id": "zajecia", "name": "Zajęcia", "kind": "social"}],
        "breaks": breaks,
        "closed_on_holidays": draw(st.sampled_from(["tak", "nie"])),
    }
    bare = Cycle.model_validate(raw)
    number = draw(st.integers(1, 4))
    held = tuple(draw(sessions(index, bare)) for index in range(number))
    return bare.model_copy(update={"sessions": held})


def club_of(cycle: Cycle, **changes: Any) -> Club:
    """An example club around a cycle."""
    raw = {
        "slug": "proba",
        "name": "Klub na próbę",
        "summary": "Wymyślony.",
        "sources": [{"document": "przyklad-klubu"}],
        "updated": "2026-11-22",
        "kind": "kis",
        "example": "tak",
        "status": "running",
        "for_whom": ["dla testów"],
        "cycle": {
            "starts": "2026-01-01",
            "weeks": "1",
            "groups": [{"id": "grupa", "name": "Grupa", "places": "8"}],
            "classes": [{"id": "zajecia", "name": "Zajęcia", "kind": "social"}],
        },
    }
    return Club.model_validate(raw | changes).model_copy(update={"cycle": cycle})
