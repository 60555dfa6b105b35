"""Laws of clubs whose source gives counts and no dates."""

from __future__ import annotations

from typing import Literal

import pytest

from catalog.clubs.model import CountedMeeting
from catalog.clubs.timetable import count


@pytest.mark.parametrize(
    ("expected", "every", "length", "hours"),
    [
        ((10, 20, 30), "week", 5, (2, 3)),
        ((4, 8, 12), "two_weeks", 5, (2, 3)),
        ((10, None, 30), "week", 5, (None, 3)),
        ((None, None, None), "week", None, (2, 3)),
        ((None, None, None), "month", 5, (2, 3)),
    ],
)
def test_a_count_is_made_of_whole_rhythms(
    expected: tuple[int | None, ...],
    every: Literal["week", "two_weeks", "month"],
    length: int | None,
    hours: tuple[int | None, int | None],
) -> None:
    """Twice in each whole rhythm; unknown where length, rhythm or hours are unknown."""
    least, most = hours
    meeting = CountedMeeting(
        id="spotkania", name="Spotkania", times=2, every=every, min_hours=least, max_hours=most
    )
    made = count(meeting, length)
    assert expected == (made.meetings, made.min_hours, made.max_hours)
