"""Hours as people type them."""

from __future__ import annotations

import pytest

from desk.rules.hours import minutes, shown

TYPED = [
    ("2", 120),
    ("1,5", 90),
    ("1.5", 90),
    ("0,25", 15),
    ("1:30", 90),
    ("0:05", 5),
    ("2 h", 120),
    ("3 godz.", 180),
    ("2 godziny", 120),
    ("45 min", 45),
    ("24", 1440),
]


@pytest.mark.parametrize(("text", "expected"), TYPED)
def test_hours_are_minutes(text: str, expected: int) -> None:
    """Whole minutes, whichever way."""
    assert expected == minutes(text)


@pytest.mark.parametrize("text", ["", "dwie", "-1", "0", "25", "1:60", "1;30", "1,555", "٣", "1e3"])
def test_what_is_no_time_is_named(text: str) -> None:
    """A sentence that repeats what was typed."""
    with pytest.raises(ValueError, match="„"):
        minutes(text)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 godz."), (45, "45 min"), (120, "2 godz."), (150, "2 godz. 30 min")],
)
def test_minutes_are_shown(number: int, expected: str) -> None:
    """No part that is nothing."""
    assert expected == shown(number)
