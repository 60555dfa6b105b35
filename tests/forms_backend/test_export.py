"""No cell is a formula, and every cell stays readable."""

from __future__ import annotations

import csv
import io

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
        ("Dzień dobry.\n=1", "Dzień dobry.\n'=1"),
        ("Anna,=1", "Anna,'=1"),
        ('Anna, "=1', "Anna, \"'=1"),
        ("pn, wt - 9", "pn, wt - 9"),
    ],
)
def test_cell(text: str, cell: str) -> None:
    """What could be a formula gets an apostrophe; a foreign phone can still be dialled."""
    assert cell == safe_cell(text)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@given(texts=st.lists(st.text("a=+-@,\"\n '", max_size=8), min_size=2, max_size=3))
def test_no_setting_of_a_spreadsheet_finds_a_formula(separator: str, texts: list[str]) -> None:
    """Whatever parts the cells of a spreadsheet, none of what it sees is a formula.

    The first cell is always our own reference, as in an export.
    """
    row = [safe_cell(one) for one in ("K7M-D4QV", *texts)]
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerow(row)
    for seen in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=separator):
        for cell in seen:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@"))


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    """Whatever was typed, the cell does not start with what a spreadsheet computes."""
    assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
