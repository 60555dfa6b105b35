"""What a bank writes is what we read, in every format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.statements.reading import read_statement
from desk.statements.statement import Booking, Statement
from tests.desk.statements.statement_files import (
    OURS,
    Written,
    as_csv,
    as_xlsx,
    camt,
    mbank_rows,
    mt940,
)

LETTERS = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźżAĄBCĆDEĘKLŁMNŃOÓSŚZŹŻ0123456789 ,./()&-"
WORDS = st.text(LETTERS, min_size=1, max_size=130).map(lambda text: " ".join(text.split()))
TITLES = WORDS.filter(lambda text: any(sign.isalnum() for sign in text))
DAYS = st.dates(date(2026, 11, 1), date(2026, 11, 30))
AMOUNTS = st.integers(-(10**9), 10**9).filter(bool)
REFERENCES = st.from_regex(r"[A-Z0-9]{1,16}", fullmatch=True)


def bookings(names: st.SearchStrategy[str]) -> st.SearchStrategy[Booking]:
    """Lines that every format can say."""
    return st.builds(
        Booking, day=DAYS, grosze=AMOUNTS, title=TITLES, name=names, bank_reference=REFERENCES
    )


STATEMENTS = st.builds(
    Written,
    bookings=st.lists(
        bookings(TITLES.map(lambda text: text[:70].strip())), min_size=1, max_size=6
    ).map(tuple),
    opening=st.integers(-(10**9), 10**9),
)
FORMATS: dict[str, Callable[[Written], bytes]] = {
    "mt940 ~": lambda one: mt940([one], "~"),
    "mt940 <": lambda one: mt940([one], "<"),
    "mt940 ^": lambda one: mt940([one], "^"),
    "camt 02": lambda one: camt([one], 2),
    "camt 08": lambda one: camt([one], 8),
    "mbank csv": lambda one: as_csv(mbank_rows(one)),
    "mbank xlsx": lambda one: as_xlsx(mbank_rows(one)),
}


@pytest.mark.parametrize("name", FORMATS)
@given(written=STATEMENTS)
@settings(max_examples=40)
def test_written_is_read(name: str, written: Written) -> None:
    """Account, days, balances and every line come back the same."""
    (read,) = read_statement(FORMATS[name](written), "wyciag")
    assert (written.account, written.opening, written.closing) == (
        read.account,
        read.opening,
        read.closing,
    )
    assert (written.first_day, written.last_day) == (read.first_day, read.last_day)
    assert [told(one, name) for one in written.bookings] == [told(one, name) for one in read.lines]


def told(one: Booking, name: str) -> tuple[object, ...]:
    """What a format says of a line: mBank's table has no reference."""
    reference = "" if name.startswith("mbank") else one.bank_reference
    return one.day, one.grosze, one.title, one.name, reference


@given(written=STATEMENTS, encoding=st.sampled_from(["utf-8", "cp1250", "cp852", "iso8859_2"]))
def test_amounts_need_no_encoding(written: Written, encoding: str) -> None:
    """Whatever the encoding is taken for, days, amounts and what is ASCII in a title are right."""
    (read,) = read_statement(mt940([written], encoding=encoding), "wyciag.sta")
    assert [(one.day, one.grosze) for one in written.bookings] == [
        (one.day, one.grosze) for one in read.lines
    ]
    for one, other in zip(written.bookings, read.lines, strict=True):
        assert ascii_only(one.title) == ascii_only(other.title)


def ascii_only(text: str) -> str:
    """Letters and digits that all encodings share."""
    return "".join(sign for sign in text if sign.isascii() and sign.isalnum())


def test_reversals_come_back() -> None:
    """RC and RD in MT940, RvslInd in CAMT: the sign stays, and the line says what it is."""
    lines = tuple(
        Booking(date(2026, 11, 3), grosze, "Zwrot", "NIKT", f"Z{grosze % 7}", reversal=True)
        for grosze in (700, -900)
    )
    for data in (mt940([Written(lines)]), camt([Written(lines)])):
        (read,) = read_statement(data, "wyciag")
        assert [(700, True), (-900, True)] == [(one.grosze, one.reversal) for one in read.lines]


def identities(statements: tuple[Statement, ...]) -> list[str]:
    """The identity of every line."""
    return [line.identity for one in statements for line in one.lines]


@given(written=STATEMENTS)
def test_same_file_twice_is_once(written: Written) -> None:
    """The same file gives the same identities, and no two lines of it share one."""
    data = mt940([written])
    first = identities(read_statement(data, "a"))
    assert first == identities(read_statement(data, "b"))
    assert len(first) == len(set(first))


@given(
    lines=st.lists(bookings(st.just("")), min_size=3, max_size=9),
    first_cut=st.integers(1, 30),
    second_cut=st.integers(1, 30),
)
def test_overlapping_files_share_their_common_lines(
    lines: list[Booking], first_cut: int, second_cut: int
) -> None:
    """Two files that overlap by whole days name their common lines alike, equal ones counted."""
    lines = sorted([*lines, lines[0], lines[0]], key=lambda one: one.day)
    early = tuple(one for one in lines if one.day.day <= max(first_cut, second_cut))
    late = tuple(one for one in lines if one.day.day >= min(first_cut, second_cut))
    if not early or not late:
        return
    common = len([one for one in early if one in late])
    both = [set(identities(read_statement(mt940([Written(one)]), "a"))) for one in (early, late)]
    assert common == len(both[0] & both[1])
    assert {OURS} == {one.account for one in read_statement(mt940([Written(early)]), "a")}
