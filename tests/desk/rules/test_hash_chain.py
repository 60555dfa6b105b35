"""The chain of moves names every line that was changed, taken out, swapped or cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.rules.hash_chain import START, Line, damages

WHEN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def chain(length: int) -> list[tuple[Line, str]]:
    """A whole chain of so many lines."""
    rows: list[tuple[Line, str]] = []
    before = START
    for number in range(1, length + 1):
        line = Line(number, WHEN, "ewa", "submission", number % 3, "take", "read", "read")
        before = line.hash(before)
        rows.append((line, before))
    return rows


def test_whole_chain_has_no_fault() -> None:
    """Also with its head kept elsewhere, and when it has grown since."""
    rows = chain(5)
    assert [] == list(damages(rows))
    assert [] == list(damages(rows, rows[-1][1]))
    assert [] == list(damages(rows, rows[2][1]))
    assert [] == list(damages([]))


@pytest.mark.parametrize("field", ["user", "move", "start", "to", "channel", "thing", "at", "kind"])
def test_changed_line_is_named(field: str) -> None:
    """Whatever is changed in it."""
    rows = chain(5)
    line, stored = rows[2]
    other = {"thing": 99, "at": WHEN.replace(hour=10)}.get(field, "inne")
    rows[2] = (replace(line, **{field: other}), stored)  # type: ignore[arg-type]
    assert ["Wiersz 3 jest zmieniony."] == list(damages(rows))


def test_removed_line_is_named() -> None:
    """Out of the middle by its number, at the end by the head that was kept elsewhere."""
    rows = chain(5)
    assert ["Brakuje wiersza 3."] == list(damages([*rows[:2], *rows[3:]]))
    cut = rows[:3]
    assert [] == list(damages(cut))
    assert ["Koniec dziennika jest ucięty albo zmieniony."] == list(damages(cut, rows[-1][1]))


def test_swapped_lines_are_named() -> None:
    """Two lines that changed places, their numbers with them, fit no longer."""
    rows = chain(5)
    second, third = replace(rows[2][0], number=2), replace(rows[1][0], number=3)
    rows[1], rows[2] = (second, rows[1][1]), (third, rows[2][1])
    rows[2] = (replace(rows[2][0], user="jan"), rows[2][1])
    assert [] != list(damages(rows))
