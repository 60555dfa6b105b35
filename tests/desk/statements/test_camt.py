"""CAMT.053: entries, their parts, their directions, and what an XML file may not do to us."""

from __future__ import annotations

import pytest

from desk.statements.reading import read_statement
from desk.statements.statement import StatementError, StatementLine
from tests.desk.statements.statement_files import (
    Written,
    amount,
    booked,
    camt,
    camt_document,
    camt_head,
)

DAY = "<BookgDt><DtTm>2026-11-03T23:30:00+01:00</DtTm></BookgDt>"


def with_entries(*entries: str, total: int, version: int = 2) -> bytes:
    """A file of one statement with these entries, which come to `total` grosze."""
    head = camt_head(booked(total))
    return camt_document(f"<Stmt>{head}{''.join(entries)}</Stmt>", version)


def entry(grosze: int, inside: str, status: str = "<Sts><Cd>BOOK</Cd></Sts>") -> str:
    """An entry."""
    return f"<Ntry><NtryRef>1</NtryRef>{amount(grosze)}{status}{DAY}{inside}</Ntry>"


def part(title: str, amounts: str = "", party: str = "") -> str:
    """One transaction of an entry."""
    return f"<TxDtls>{amounts}{party}<RmtInf><Ustrd>{title}</Ustrd></RmtInf></TxDtls>"


def lines_of(data: bytes) -> tuple[StatementLine, ...]:
    """The lines of the only statement."""
    (statement,) = read_statement(data, "wyciag.xml")
    return statement.lines


@pytest.mark.parametrize("version", range(2, 9))
def test_versions(version: int) -> None:
    """001.02 to 001.08 are read alike; the status is a word in one, an element in the other."""
    assert 5000 == lines_of(camt([booked(5000)], version))[0].grosze
    assert 5 == lines_of(with_entries(entry(5, ""), total=5, version=version))[0].grosze


def test_entry_of_several_transactions() -> None:
    """A line each where their amounts add up, in either place where versions put them."""
    for one, two in (
        ('<Amt Ccy="PLN">30.00</Amt>', '<Amt Ccy="PLN">20.00</Amt>'),
        (
            '<AmtDtls><TxAmt><Amt Ccy="PLN">30</Amt></TxAmt></AmtDtls>',
            '<AmtDtls><TxAmt><Amt Ccy="PLN">20</Amt></TxAmt></AmtDtls>',
        ),
    ):
        party = "<RltdPties><Dbtr><Pty><Nm>ZOFIA</Nm></Pty></Dbtr></RltdPties>"
        details = f"<NtryDtls>{part('K7MD4QV', one, party)}{part('Inna', two)}</NtryDtls>"
        lines = lines_of(with_entries(entry(5000, details), total=5000))
        assert [(3000, "K7MD4QV", "ZOFIA"), (2000, "Inna", "")] == [
            (line.grosze, line.title, line.name) for line in lines
        ]


@pytest.mark.parametrize(
    "amounts", ['<Amt Ccy="PLN">30.00</Amt>', '<Amt Ccy="EUR">25.00</Amt>', ""]
)
def test_parts_that_do_not_add_up_stay_one_line(amounts: str) -> None:
    """The entry is what came; its line has the titles of all its parts."""
    details = f"<NtryDtls>{part('Pierwsza', amounts)}{part('Druga', amounts)}</NtryDtls>"
    (line,) = lines_of(with_entries(entry(5000, details), total=5000))
    assert (line.grosze, line.title, line.name) == (5000, "Pierwsza Druga", "")


def test_part_may_go_the_other_way() -> None:
    """A fee inside an entry has a direction of its own."""
    details = part("Wpłata", amount(5300)) + part("Prowizja", amount(-300))
    lines = lines_of(with_entries(entry(5000, f"<NtryDtls>{details}</NtryDtls>"), total=5000))
    assert [5300, -300] == [line.grosze for line in lines]


def test_direction_is_that_of_the_entry_also_in_a_reversal() -> None:
    """ISO 20022: CRDT with RvslInd takes back a debit; the money comes in."""
    rows = [entry(grosze, "<RvslInd>true</RvslInd>") for grosze in (700, -200)]
    lines = lines_of(with_entries(*rows, total=500))
    assert [(700, True), (-200, True)] == [(line.grosze, line.reversal) for line in lines]


def test_only_booked_entries_count() -> None:
    """What is pending stands in the file and not in its balances."""
    waiting = entry(99, "", status="<Sts>PDNG</Sts>")
    assert 1 == len(lines_of(with_entries(entry(5, ""), waiting, total=5)))
    with pytest.raises(StatementError, match=r"nieznany stan „MAYBE”"):
        lines_of(with_entries(entry(5, "", status="<Sts>MAYBE</Sts>"), total=5))


def test_texts_of_a_payment() -> None:
    """Unstructured text in pieces, a structured reference, or what the bank adds."""
    for inside, title in (
        ("<RmtInf><Ustrd>Darowizna K7M</Ustrd><Ustrd>D4QV</Ustrd></RmtInf>", "Darowizna K7M D4QV"),
        ("<RmtInf><Strd><CdtrRefInf><Ref>K7MD4QV</Ref></CdtrRefInf></Strd></RmtInf>", "K7MD4QV"),
        ("<AddtlTxInf>Od banku</AddtlTxInf>", "Od banku"),
    ):
        details = f"<NtryDtls><TxDtls>{inside}</TxDtls></NtryDtls>"
        assert title == lines_of(with_entries(entry(5, details), total=5))[0].title
    assert (
        "Opis"
        == lines_of(with_entries(entry(5, "<AddtlNtryInf>Opis</AddtlNtryInf>"), total=5))[0].title
    )


def test_day_is_the_bank_s() -> None:
    """Half past eleven at night in Warsaw is not the next day."""
    assert 3 == lines_of(with_entries(entry(5, ""), total=5))[0].day.day


WHOLE = camt([booked(5)])
BROKEN = {
    "doctype": (WHOLE.replace(b"<Document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Document"), "DOCTYPE"),
    "doctype in UTF-16": (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        "DOCTYPE",
    ),
    "nested": (b"<a>" * 100_000, "zagnieżdżony"),
    "cut": (WHOLE[:-30], "ucięty"),
    "encoding": (b'<?xml version="1.0" encoding="MARTIAN"?><a/>', "XML"),
    "other": (b"<?xml version='1.0'?><invoice/>", "nie wyciąg CAMT.053"),
    "interim": (WHOLE.replace(b"camt.053", b"camt.052"), "camt.052"),
    "version": (WHOLE.replace(b"001.02", b"001.13"), "001.13"),
    "nothing": (camt_document(""), "żadnego wyciągu"),
    "currency": (WHOLE.replace(b'"PLN"', b'"CZK"'), "CZK"),
    "opening": (WHOLE.replace(b"OPBD", b"OPAV"), "OPBD"),
    "closing": (WHOLE.replace(b"CLBD", b"CLAV"), "CLBD"),
    "direction": (WHOLE.replace(b"<CdtDbtInd>CRDT", b"<CdtDbtInd>UP"), "wpływ"),
    "amount": (WHOLE.replace(b">0.05<", b">0.055<"), "0.055"),
    "minus": (WHOLE.replace(b">0.05<", b">-0.05<"), "-0.05"),
    "day": (WHOLE.replace(b"<Dt>2026-11-03</Dt>", b"<Dt>2026-13-03</Dt>"), "nie data"),
    "account": (WHOLE.replace(b"PL", b"CZ", 1), "numer rachunku"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named(name: str) -> None:
    """A document type is refused before an entity is made; the rest says what it met."""
    data, words = BROKEN[name]
    with pytest.raises(StatementError) as told:
        read_statement(data, "wyciag.xml")
    assert words in told.value.sentence


def test_pages_of_one_statement() -> None:
    """A statement that goes on closes and opens with an interim balance."""
    first = camt_head(booked(5)).replace("CLBD", "ITBD")
    second = camt_head(Written(booked(7).bookings, opening=12_350)).replace("OPBD", "ITBD")
    data = camt_document(f"<Stmt>{first}{entry(5, '')}</Stmt><Stmt>{second}{entry(7, '')}</Stmt>")
    assert [12_350, 12_357] == [one.closing for one in read_statement(data, "wyciag.xml")]
