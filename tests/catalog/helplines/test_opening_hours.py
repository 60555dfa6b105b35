"""When a helpline is answered."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from catalog.helplines.opening_hours import DAY, DAYS, WEEK, Opening, Season, is_open, spans

EVENINGS = (Opening(days=DAYS[:5], starts="17:00", ends="20:00"),)
WINTER = Season(starts="11-01", ends="03-31")
SATURDAY_NIGHT = datetime(2026, 11, 28, 22, 0)  # noqa: DTZ001  # a time on a Polish wall


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(16, 59, False), (17, 0, True), (19, 59, True), (20, 0, False)],
)
def test_the_first_minute_counts_and_the_last_does_not(
    hour: int, minute: int, expected: bool
) -> None:
    """A line from 17:00 to 20:00 answers at 17:00 and not at 20:00."""
    friday = datetime(2026, 11, 27, hour, minute)  # noqa: DTZ001
    assert expected == is_open(EVENINGS, None, friday)
    assert not is_open(EVENINGS, None, SATURDAY_NIGHT)


def test_days_that_touch_are_one_span() -> None:
    """From Monday 8:00 to Friday 20:00 without a break is one span of the week."""
    openings = (
        Opening(days=("monday",), starts="8:00"),
        Opening(days=("tuesday", "wednesday", "thursday")),
        Opening(days=("friday",), ends="20:00"),
    )
    assert ((8 * 60, 4 * DAY + 20 * 60),) == spans(openings)
    assert ((0, WEEK),) == spans((Opening(days=DAYS),))


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-10-31", False), ("2026-11-01", True), ("2027-01-01", True), ("2027-04-01", False)],
)
def test_a_season_spans_the_new_year(day: str, expected: bool) -> None:
    """From the first of November to the last of March, both included."""
    assert expected == WINTER.holds(date.fromisoformat(day))


@pytest.mark.parametrize("written", ["25:00", "17", "17:60", "", None])
def test_an_hour_that_is_none_is_refused(written: object) -> None:
    """The message names what was written."""
    with pytest.raises(ValidationError, match="zła godzina"):
        Opening(days=("monday",), starts=written)
