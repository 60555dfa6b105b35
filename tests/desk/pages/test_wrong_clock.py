"""A wrong clock of the desk's computer erases nothing, promises nothing, and is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk.rules.roles import Role
from tests.desk.desk_houses import Place, seen_in
from tests.desk.desk_records import NOW, arrival


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An open desk with six submissions of one day, one of which is kept a week only."""
    made = Place(tmp_path)
    made.open()
    made.keep(arrival(days=7), *(arrival() for _ in range(5)))
    yield made
    made.desk.lock()


def round_at(place: Place, now: datetime, checked: date | None = None) -> str:
    """One round by this clock; what the desk says of it, and how much is left."""
    place.desk.clock = lambda: now
    place.desk.settings = replace(place.desk.settings, clock_checked=checked)
    place.desk.round()
    return " ".join(place.desk.damages)


def left(place: Place) -> int:
    """How many submissions the record has."""
    with place.record.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM submissions").scalar() or 0)


@pytest.mark.parametrize(
    "ahead", [timedelta(days=45), timedelta(days=200), timedelta(days=3 * 365)]
)
def test_clock_ahead_erases_nothing(place: Place, ahead: timedelta) -> None:
    """Until somebody has looked at the clock; then what is old goes."""
    now = NOW + ahead
    said = round_at(place, now)
    assert 6 == left(place)
    assert "Nic nie jest skasowane" in said
    assert f"WZAJEMNIE_CLOCK_CHECKED={now.date()}" in said
    assert "" == round_at(place, now, now.date())
    assert (5 if ahead.days < 180 else 0) == left(place)


def test_a_day_that_was_looked_at_long_ago_counts_no_more(place: Place) -> None:
    """The setting may stay where it was written: next year's jump is doubted again."""
    assert "Nic nie jest skasowane" in round_at(place, NOW + timedelta(days=400), NOW.date())
    assert 6 == left(place)


def test_usual_age_goes_by_itself(place: Place) -> None:
    """One of six, a week after the last that came in."""
    assert "" == round_at(place, NOW + timedelta(days=8))
    assert 5 == left(place)


def test_clock_behind_changes_nothing(place: Place) -> None:
    """A move by a late clock would be kept too short: refused with the way out; pages stay."""
    ewa = place.browser(Role.PROGRAMME)
    reference = place.keep(arrival())[0]
    path = f"/zgloszenie/{reference}"
    seen = seen_in(ewa.page(path))
    place.desk.clock = lambda: NOW - timedelta(days=2 * 365)
    ewa.page(path)  # a line by the late clock
    refused = ewa.post(f"{path}/ruch", move="take", seen=seen)
    assert 503 == refused.status_code
    said = refused.get_data(as_text=True)
    assert "Zegar tego komputera się spóźnia" in said
    assert f"WZAJEMNIE_CLOCK_CHECKED={NOW.year - 2}" in said
    assert seen == seen_in(ewa.page(path))
    late = (NOW - timedelta(days=2 * 365)).date()
    place.desk.settings = replace(place.desk.settings, clock_checked=late)
    assert 303 == ewa.post(f"{path}/ruch", move="take", seen=seen).status_code
