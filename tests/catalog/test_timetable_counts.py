"""Laws of clubs whose source gives counts and no dates, held against the real KIS."""

from __future__ import annotations

from pathlib import Path

from catalog.loading import load
from catalog.timetable import counts, planned_hours

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
