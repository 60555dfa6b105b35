"""A file whose sums disagree is refused whole, and so is a damaged one, however it is damaged."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from desk.statements.reading import MOST_BYTES, read_statement
from desk.statements.statement import Statement, StatementError, StatementLine
from tests.desk.statements.statement_files import (
    BOOKED,
    OURS,
    Written,
    as_csv,
    as_xlsx,
    booked,
    camt,
    mbank_rows,
    mt940,
    nrb,
)

WHOLE = booked(5000, -1200, 5000, 333, 70_00)
FILES: dict[str, bytes] = {
    "mt940": mt940([WHOLE]),
    "camt": camt([WHOLE]),
    "csv": as_csv(mbank_rows(WHOLE)),
    "xlsx": as_xlsx(mbank_rows(WHOLE)),
}


def refused(data: bytes, **typed: int | str) -> StatementError:
    """Why this file is refused."""
    with pytest.raises(StatementError) as told:
        read_statement(data, "wyciag", **typed)  # type: ignore[arg-type]
    assert told.value.sentence.endswith((".", ").")), told.value.sentence
    return told.value


def test_no_statement_with_wrong_sums_exists() -> None:
    """Not even by hand: the value refuses to be made."""
    line = StatementLine(**vars(BOOKED), identity="1")
    days = date(2026, 11, 1), date(2026, 11, 30)
    assert Statement(OURS, 100, 5100, *days, (line,)).lines == (line,)
    with pytest.raises(StatementError, match="różnica 0,01"):
        Statement(OURS, 100, 5101, *days, (line,))


@pytest.mark.parametrize("name", ["mt940", "camt", "csv"])
def test_missing_line_is_named_by_its_sum(name: str) -> None:
    """A file without one of its operations says by how much it is wrong."""
    short = replace(WHOLE, bookings=WHOLE.bookings[1:], opening=WHOLE.opening)
    rows = mbank_rows(WHOLE)
    del rows[8]
    data = {
        "mt940": mt940([short]).replace(comma_of(short).encode(), comma_of(WHOLE).encode()),
        "camt": camt([short]).replace(b'"PLN">234.78', b'"PLN">284.78'),
        "csv": as_csv(rows),
    }[name]
    assert "różnica" in refused(data).sentence


def comma_of(one: Written) -> str:
    """The closing balance as MT940 writes it."""
    return f"PLN{one.closing // 100},{one.closing % 100:02d}\r\n"


@pytest.mark.parametrize("write", [mt940, camt])
def test_statements_continue_each_other(write: Callable[[list[Written]], bytes]) -> None:
    """In the order of their days or the reverse; a gap between them is refused with its day."""
    first = replace(booked(100, 200), last_day=date(2026, 11, 10))
    second = replace(
        booked(5, day=date(2026, 11, 20)), opening=first.closing, first_day=date(2026, 11, 11)
    )
    apart = replace(second, opening=second.opening + 1)
    elsewhere = replace(booked(7), account=nrb(7))
    assert 3 == sum(len(one.lines) for one in read_statement(write([first, second]), "a"))
    assert 3 == sum(len(one.lines) for one in read_statement(write([second, first]), "a"))
    assert 3 == len(read_statement(write([first, elsewhere, second]), "a"))
    assert "11.11.2026" in refused(write([first, apart])).sentence
    assert "dwa razy" in refused(write([first, first])).sentence


@pytest.mark.parametrize("write", [mt940, camt])
def test_no_transactions_is_said(write: Callable[[list[Written]], bytes]) -> None:
    """A file without an operation is refused in words; an empty statement beside others is read."""
    empty = booked()
    assert "nie ma żadnej operacji" in refused(write([empty])).sentence
    full = replace(booked(5), opening=empty.closing, first_day=date(2026, 12, 1))
    assert [0, 1] == [len(one.lines) for one in read_statement(write([empty, full]), "a")]


def test_account_of_somebody_else_is_refused() -> None:
    """Where the organization's account is given, a file of another is named."""
    assert read_statement(FILES["mt940"], "a", account=f"PL{OURS}")
    assert nrb(7) in refused(FILES["mt940"], account=nrb(7)).sentence


NOT_STATEMENTS = {
    "empty": (b" \n", "pusty"),
    "too large": (b"x" * (MOST_BYTES + 1), "5 MB"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "old xls": (b"\xd0\xcf\x11\xe0rest", "XLS"),
    "page": (b"\n<!DOCTYPE html><html>", "strona internetowa"),
    "elixir": (
        f'110,20261103,5000,10201026,0,"{OURS}","{nrb(5)}","A","B",0,0,"T","","","51",""'.encode(),
        "Elixir-O",
    ),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "nie jest plik tekstowy"),
    "words": ("Dzień dobry, przesyłam wyciąg.".encode(), "Nie znamy układu"),
    "mt942": (b":20:X\r\n:25:PL1\r\n:34F:PLN0,\r\n:61:2611031103C1,NTRFX\r\n", "MT942"),
    "piece": (b":86:020~20abc\r\n", "początku wyciągu"),
}


@pytest.mark.parametrize("name", NOT_STATEMENTS)
def test_other_files_are_told_what_they_are(name: str) -> None:
    """Nothing is ever read as a statement without transactions."""
    data, words = NOT_STATEMENTS[name]
    error = refused(data)
    assert words in error.sentence
    assert str(error).startswith("wyciag: ")


def damaged(data: bytes, dice: random.Random) -> bytes:
    """A file with some bytes changed, a piece cut out, its end cut off, or a line twice."""
    kind, at = dice.randrange(4), dice.randrange(len(data))
    if kind == 0:
        changed = bytearray(data)
        for _ in range(dice.randint(1, 4)):
            changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        return bytes(changed)
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[:at] + data[at + dice.randint(1, 60) :]
    lines = data.split(b"\n")
    twice = dice.randrange(len(lines))
    return b"\n".join([*lines[: twice + 1], lines[twice], *lines[twice + 1 :]])


@pytest.mark.parametrize("name", FILES)
def test_damaged_files_keep_the_sum_or_are_refused(name: str) -> None:
    """200 of each format: nothing but a refusal in words, or statements whose sums agree."""
    dice, kept = random.Random(f"damage {name}"), 0  # noqa: S311 - no secret
    for _ in range(200):
        try:
            statements = read_statement(damaged(FILES[name], dice), "wyciag")
        except StatementError:
            continue
        kept += 1
        assert any(one.lines for one in statements)
        for one in statements:
            assert one.opening + sum(line.grosze for line in one.lines) == one.closing
    assert kept < 200
