"""Nobody finds a small number in what is told, whatever they add or take away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.small_numbers import LEAST, Told, amount, count, total, total_amount

TABLES = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, Told(0)),
        (1, Told(5, hidden=True)),
        (4, Told(5, hidden=True)),
        (5, Told(5)),
        (120, Told(120)),
    ],
)
def test_small_counts_are_hidden(number: int, expected: Told) -> None:
    """From 1 to 4; that nothing happened is told."""
    assert expected == count(number)


@given(TABLES, st.data())
def test_hidden_numbers_change_nothing_that_is_told(
    table: list[list[int]], data: st.DataObject
) -> None:
    """Two years that differ in small numbers alone are told alike: cells and totals of each row."""
    other = [
        [data.draw(st.integers(1, LEAST - 1)) if 0 < one < LEAST else one for one in row]
        for row in table
    ]
    assert _told(table) == _told(other)


@given(st.lists(st.tuples(st.integers(1, 600), st.integers(1, 12)), max_size=5), st.data())
def test_hours_of_few_entries_change_nothing_that_is_told(
    hours: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Nor do hours that one person may have worked."""
    other = [
        (data.draw(st.integers(1, 600)), data.draw(st.integers(1, LEAST - 1)))
        if entries < LEAST
        else (minutes, entries)
        for minutes, entries in hours
    ]
    assert [amount(*one) for one in hours] == [amount(*one) for one in other]
    assert total_amount(hours) == total_amount(other)


@given(st.lists(st.integers(0, 12), max_size=6))
def test_totals_are_true(numbers: list[int]) -> None:
    """Exact where nothing is hidden; otherwise never more than the sum."""
    told = total(numbers)
    assert told.number <= sum(numbers)
    assert told.hidden or told.number == sum(numbers)


def _told(table: list[list[int]]) -> list[tuple[list[Told], Told]]:
    return [([count(one) for one in row], total(row)) for row in table]
