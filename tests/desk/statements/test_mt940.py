"""MT940 as Polish banks write it: titles in pieces, four encodings, three separators."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

import pytest

from desk.statements.reading import read_statement
from desk.statements.statement import StatementError, StatementLine
from tests.desk.statements.statement_files import BOOKED, OURS, Written, booked, mt940

TITLE = "Darowizna cele statutowe K7MD4QV zażółć gęślą jaźń, ŻÓŁĆ Łódź"
NAME = "ZMYŚLONA ŻANETA UL. NIEISTNIEJĄCA 1 ŁÓDŹ"


def lines_of(data: bytes) -> tuple[StatementLine, ...]:
    """The lines of the only statement."""
    (statement,) = read_statement(data, "wyciag.sta")
    return statement.lines


def with_details(details: str, line: str = ":61:2611031103C50,00NTRFNONREF//R-1") -> bytes:
    """A statement of one line, its `:86:` as given."""
    rows = [":20:ST1", f":25:{OURS}", ":28C:1", ":60F:C261101PLN1,00", line, f":86:{details}"]
    return "\r\n".join([*rows, ":62F:C261130PLN51,00", "-"]).encode()


@pytest.mark.parametrize("separator", ["~", "<", "^", "?"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp852", "cp1250", "iso8859_2"])
def test_polish_letters_and_codes_come_whole(separator: str, encoding: str) -> None:
    """Whatever the encoding and the separator, title and name are as they were typed."""
    written = Written((replace(BOOKED, title=TITLE, name=NAME),))
    (line,) = lines_of(mt940([written], separator, encoding))
    assert (line.title, line.name) == (TITLE, NAME)


DETAILS = {
    "code cut between two subfields": (
        "020~00PRZELEW~20Darowizna cele statut. K7M\r\n~21D4QV~22\r\n~32ZOFIA",
        "Darowizna cele statut. K7MD4QV",
        "ZOFIA",
    ),
    "space at the end of a subfield": ("~20Darowizna \r\n~21K7MD4QV", "Darowizna K7MD4QV", ""),
    "subfield wrapped by the bank": (
        "~20Darowizna K7\r\nMD4QV~32ZO\r\nFIA",
        "Darowizna K7MD4QV",
        "ZOFIA",
    ),
    "separator in the title": (
        "^20Dla was ^2026, koszt ^ 5 ^20x^21K7MD4QV^32Z^99",
        "Dla was ^2026, koszt ^ 5 ^20xK7MD4QV",
        "Z^99",
    ),
    "another sign of a separator in the title": (
        "<20serce <3 i ~21<21K7MD4QV",
        "serce <3 i ~21K7MD4QV",
        "",
    ),
    "filled with signs that nobody sees": ("~20Dar~21\u02d9~22\u00a0~23K7MD4QV", "DarK7MD4QV", ""),
    "plain words that begin like a subfield": ("+48 dla Was K7MD4QV", "+48 dla Was K7MD4QV", ""),
    "plus as a separator": ("020+20Dar K7M\r\n+21D4QV+32ZOFIA", "Dar K7MD4QV", "ZOFIA"),
    "plain words": ("Darowizna\r\nK7MD4QV", "Darowizna K7MD4QV", ""),
    "named parts": (
        "911 COLLECT; OD: ZMYŚLONA ZOFIA  \r\nUL. NIJAKA 1; TYT.: Darowizna\r\nK7MD4QV ; TNR: 1",
        "Darowizna K7MD4QV",
        "ZMYŚLONA ZOFIA UL. NIJAKA 1",
    ),
}


@pytest.mark.parametrize("name", DETAILS)
def test_titles_lose_no_letter(name: str) -> None:
    """Pieces are joined as they were cut; what looks like a separator stays where it is text."""
    details, title, sender = DETAILS[name]
    (line,) = lines_of(with_details(details))
    assert (line.title, line.name) == (title, sender)


DAY = date(2026, 11, 3)
FIRST = {
    "booked next year": (":61:2512310102C50,00NTRFNONREF//R-1", date(2026, 1, 2), "R-1"),
    "no day of booking": (":61:261103C50,00NTRFNONREF", DAY, ""),
    "the payer's own reference": (
        ":61:2611031104CN50,NTRFFV 12/2026",
        date(2026, 11, 4),
        "FV 12/2026",
    ),
    "no digits of the day of booking": (":61:261103    C50,00NTRFNONREF", DAY, ""),
    "a day that no calendar has": (":61:2602300228C50,00NTRFNONREF", date(2026, 2, 28), ""),
    "no grosze": (":61:2611031103C50,NTRFNONREF//R-1", DAY, "R-1"),
    "words behind the reference": (":61:2611031103C50,00NTRFNONREF//R-1\r\n911-X", DAY, "R-1"),
    "a long reference": (
        ":61:2611031103C50,00NTRF12345678901234567890//R-1",
        DAY,
        "R-1",
    ),
    "money back": (":61:2611031103RD50,00NTRFNONREF//R-1", DAY, "R-1"),
}


@pytest.mark.parametrize("name", FIRST)
def test_lines_as_banks_write_them(name: str) -> None:
    """Day of booking before day of value; the bank's reference before the payer's."""
    written, day, reference = FIRST[name]
    (line,) = lines_of(with_details("~20Darowizna", written))
    assert (line.day, line.grosze, line.bank_reference) == (day, 5000, reference)
    assert line.reversal == ("RD" in written)


def test_controls_and_envelope_are_no_text() -> None:
    """Banks part statements by ASCII 1, and SWIFT closes them with its own brackets."""
    data = b"\x01\r\n" + mt940([booked(5)]) + b"-}{5:{CHK:1}}\r\n\x03"
    assert 1 == len(lines_of(data))


BROKEN = {
    "long line": ((b"Przelew", b"x" * 3000), "", "linię dłuższą"),
    "many lines": ((b":61:", b":61:\r\n" * 40_000), "", "20 000"),
    "currency": ((b"PLN", b"EUR"), "linia 1", "EUR"),
    "account": ((OURS.encode(), OURS.encode()[::-1]), "linia 1", "numer rachunku"),
    "closing": ((b":62F:", b":64:"), "linia 1", ":62:"),
    "twice": ((b":28C:1/1", b":25:1"), "linia 1", ":25: stoi 2 razy"),
    "line": ((b":61:2611031103C", b":61:26110311x3C"), "linia 5", "26110311x3C"),
    "day": ((b":61:2611031103", b":61:2613031103"), "linia 5", "2613031103"),
    "amount": ((b"N0,05", b"N0,05,5"), "linia 5", "0,05,5"),
    "fraction": ((b"N0,05", b"N0,055"), "linia 1", "ułamek"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_with_its_line(name: str) -> None:
    """The sentence quotes the field, and says where it stands."""
    change, where, words = BROKEN[name]
    data = mt940([booked(5)]).replace(*change)
    with pytest.raises(StatementError) as told:
        read_statement(data, "wyciag.sta")
    assert (told.value.where, told.value.name) == (where, "wyciag.sta")
    assert words in told.value.sentence


def test_file_is_never_a_path() -> None:
    """The library opens what it is given where a file has that name; it is not asked to."""
    with pytest.raises(StatementError, match="Nie znamy układu"):
        read_statement(b"/etc/passwd", "wyciag.sta")


def test_nothing_of_a_file_is_logged(capfd: pytest.CaptureFixture[str]) -> None:
    """The library logs fields that it cannot read; donors' names must not lie in a journal."""
    logging.getLogger().handlers.clear()
    with pytest.raises(StatementError):
        read_statement(mt940([booked(5, title="CANARY")]).replace(b":61:26", b":61:CANARY26"), "a")
    out, err = capfd.readouterr()
    assert "CANARY" not in out + err


def test_pages_and_writings_of_accounts() -> None:
    """A page closes with :62M:, the next opens with :60M:; accounts have a slash or spaces."""
    first, second = booked(5), replace(booked(7), opening=booked(5).closing)
    pages = mt940([first]).replace(b":62F:", b":62M:") + mt940([second]).replace(b":60F:", b":60M:")
    spaced = f"{OURS[:2]} " + " ".join(OURS[n : n + 4] for n in range(2, 26, 4))
    for written in (f"/PL{OURS}", f"PL {spaced}", OURS):
        data = pages.replace(f"PL{OURS}".encode(), written.encode())
        assert [OURS, OURS] == [one.account for one in read_statement(data, "wyciag.sta")]
