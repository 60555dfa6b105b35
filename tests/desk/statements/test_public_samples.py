"""Files that others published: each is read, or refused in words; none is silently empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.statements.reading import read_statement
from desk.statements.statement import StatementError
from tests.desk.statements.read_folder import outcomes
from tests.desk.statements.statement_files import OURS

SAMPLES = Path(__file__).parent / "samples"


def test_each_is_read_or_refused_in_words() -> None:
    """The samples are in Czech crowns, which the sentence says."""
    found = {name: (lines, why) for name, lines, why in outcomes(SAMPLES / "okane")}
    assert {"LICENSE.txt", "test1.xml", "test2.xml"} == found.keys()
    assert all(lines or why for lines, why in found.values())
    assert "CZK" in found["test1.xml"][1]


def in_zloty(name: str) -> bytes:
    """A sample as if its account were ours and its money złote."""
    data = (SAMPLES / "okane" / name).read_bytes()
    return data.replace(b"CZK", b"PLN").replace(b"XXX-IBAN", f"PL{OURS}".encode())


def test_their_amounts_and_titles_are_read() -> None:
    """In złote the first is read whole; the second's sums disagree as published."""
    (statement,) = read_statement(in_zloty("test1.xml"), "test1.xml")
    assert (100_000, 200_000) == (statement.opening, statement.closing)
    assert [(150_000, "Incoming payment")] == [
        (one.grosze, one.title) for one in statement.lines if one.grosze > 0
    ]
    with pytest.raises(StatementError, match="różnica"):
        read_statement(in_zloty("test2.xml"), "test2.xml")
