"""No cell is a formula, and every cell stays readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.export import safe_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Anna", "Anna"),
        ("", ""),
        ("601 234 567", "601 234 567"),
        ("+49 30 901820", "0049 30 901820"),
        ("+49 30 901820 wew. 12", "0049 30 901820 wew. 12"),
        ("=1+1", "'=1+1"),
        ("+1+cmd", "'+1+cmd"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("Dzień dobry.\n=1", "Dzień dobry.\n=1"),
    ],
)
def test_cell(text: str, cell: str) -> None:
    """What could be a formula gets an apostrophe; a foreign phone can still be dialled."""
    assert cell == safe_cell(text)


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    """Whatever was typed, the cell does not start with what a spreadsheet computes."""
    assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
