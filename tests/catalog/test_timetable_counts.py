"""Laws of clubs whose source gives counts and no dates, held against the real KIS."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from catalog.clubs.model import CountedMeeting
from catalog.clubs.timetable import count, counts, planned_hours
from catalog.loading import load

CONTENT = Path(__file__).parents[2] / "content"


def test_the_kis_is_as_the_document_gives_it() -> None:
    """12 weeks, 186 hours in seven parts, twice a week 3-4 hours, a lawyer 6 times, two eights."""
    cycle = load(CONTENT).clubs["kis-wiecbork"].cycle
    assert 12 == cycle.weeks
    assert [24, 12, 48, 24, 36, 36, 6] == [one.hours for one in cycle.classes if one.hours]
    assert 186 == planned_hours(cycle.classes)
    assert [8, 8] == [group.places for group in cycle.groups]
    assert [(24, 72, 96), (6, 6, 6), (None, None, None)] == [
        (one.meetings, one.min_hours, one.max_hours) for one in counts(cycle)
    ]


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
