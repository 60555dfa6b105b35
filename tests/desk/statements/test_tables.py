"""Tables of banks: every profile reads a table of its own; what is missing is asked for by name."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from desk.statements.bank_profile import bank_profiles
from desk.statements.reading import read_statement
from desk.statements.statement import Statement, StatementError, Typed
from tests.desk.statements.statement_files import (
    BOOKED,
    OURS,
    Written,
    as_csv,
    as_xlsx,
    booked,
    mbank_rows,
    nrb,
)

SPACED = " ".join([OURS[:2], *(OURS[n : n + 4] for n in range(2, 26, 4))])
PKO = [
    [
        "Data operacji",
        "Data waluty",
        "Typ transakcji",
        "Kwota",
        "Waluta",
        "Saldo po transakcji",
        "Opis transakcji",
        "",
        "",
        "",
    ],
    [
        "2026-11-05",
        "2026-11-05",
        "Przelew",
        "-20.00",
        "PLN",
        "+1030.00",
        "Tytuł: Opłata",
        "",
        "",
        "",
    ],
    [
        "2026-11-03",
        "2026-11-03",
        "Przelew",
        "+50.00",
        "PLN",
        "+1050.00",
        "Rachunek nadawcy: 1",
        "Nazwa nadawcy: ZMYŚLONA ŚWIĘTOSŁAWA",
        "Tytuł: Darowizna K7M-D4QV",
        "",
    ],
]
ING_HEADING = [
    *["Data transakcji", "Data księgowania", "Dane kontrahenta", "Tytuł", "Nr rachunku"],
    *["Nazwa banku", "Szczegóły", "Nr transakcji", "Kwota transakcji (waluta rachunku)", "Waluta"],
    *["Kwota blokady/zwolnienie blokady", "Waluta", "Konto", "Saldo po transakcji", "Waluta"],
]
ING = [
    ["Lista transakcji", "", ""],
    ["KONTO Zmyślone (PLN)", "", SPACED],
    [],
    ING_HEADING,
    ["06.11.2026", "", "SKLEP", "Blokada", "", "", "", "", "", "", "-9,99", "PLN", "KONTO", "", ""],
    [
        "04.11.2026",
        "05.11.2026",
        "BANK",
        "Opłata",
        "",
        "",
        "",
        "20262",
        "-20,00",
        "PLN",
        "",
        "",
        "KONTO",
        "1 030,00",
        "PLN",
    ],
    [
        "03.11.2026",
        "03.11.2026",
        "ZMYŚLONA ŚWIĘTOSŁAWA",
        "Darowizna K7M-D4QV",
        "",
        "",
        "",
        "20261",
        "50,00",
        "PLN",
        "",
        "",
        "KONTO",
        "1 050,00",
        "PLN",
    ],
    ["Dokument ma charakter informacyjny."],
]
ALIOR = [
    ["Kryteria transakcji: Okres: 01-11-2026 - 30-11-2026", f"Produkty: {OURS}"],
    [
        *["Data transakcji", "Data księgowania", "Nazwa nadawcy", "Nazwa odbiorcy"],
        *["Szczegóły transakcji", "Kwota operacji", "Waluta operacji", "Kwota w walucie rachunku"],
        *["Waluta rachunku", "Numer rachunku nadawcy", "Numer rachunku odbiorcy"],
    ],
    ["05-11-2026", "05-11-2026", "", "", "Opłata", "-20,00", "PLN", "-20,00", "PLN", "", ""],
    [
        "02-11-2026",
        "03-11-2026",
        "ZMYŚLONA ŚWIĘTOSŁAWA",
        "",
        "Darowizna K7M-D4QV",
        "50,00",
        "PLN",
        "50,00",
        "PLN",
        nrb(5),
        OURS,
    ],
]
MILLENNIUM = [
    [
        *["Numer rachunku/karty", "Data transakcji", "Data rozliczenia", "Rodzaj transakcji"],
        *["Na konto/Z konta", "Odbiorca/Zleceniodawca", "Opis", "Obciążenia", "Uznania", "Saldo"],
        "Waluta",
    ],
    [f"PL{SPACED}", "2026-11-06", "2026-11-06", "PROWIZJA", "", "", "", "", "", "1030.00", "PLN"],
    [
        *[f"PL{SPACED}", "2026-11-05", "2026-11-05", "PRZELEW", "", "", "Opłata", "-20.00", ""],
        *["1030.00", "PLN"],
    ],
    [
        *[f"PL{SPACED}", "2026-11-03", "2026-11-03", "PRZELEW PRZYCHODZĄCY", nrb(5)],
        *["ZMYŚLONA ŚWIĘTOSŁAWA", "Darowizna K7M-D4QV", "", "50.00", "1050.00", "PLN"],
    ],
]
PEKAO = [
    [
        *["Data księgowania", "Data waluty", "Nadawca / Odbiorca", "Adres nadawcy / odbiorcy"],
        *["Rachunek źródłowy", "Rachunek docelowy", "Tytułem", "Kwota operacji", "Waluta"],
        *["Numer referencyjny", "Typ operacji", "Kategoria"],
    ],
    [
        *["05.11.2026", "05.11.2026", "", "", f"'{OURS}", "", "Opłata", "-20", "PLN", "'C9"],
        *["OPŁATA", "Inne"],
    ],
    [
        *["03.11.2026", "03.11.2026", "ZMYŚLONA ŚWIĘTOSŁAWA", "", f"'{nrb(5)}", f"'{OURS}"],
        *["Darowizna K7M-D4QV", "50,00", "PLN", "'C8", "PRZELEW KRAJOWY", "Inne"],
    ],
]
MBANK = mbank_rows(
    Written(
        (
            replace(BOOKED, title="Darowizna K7M-D4QV", name="ZMYŚLONA ŚWIĘTOSŁAWA"),
            replace(BOOKED, grosze=-2000, title="Opłata", name="", day=date(2026, 11, 5)),
        ),
        opening=100_000,
    )
)
TABLES = {
    "mBank": (MBANK, ";", "cp1250"),
    "PKO BP": (PKO, ",", "cp1250"),
    "ING Bank Śląski": (ING, ";", "cp1250"),
    "Alior Bank": (ALIOR, ";", "utf-8"),
    "Bank Millennium": (MILLENNIUM, ",", "utf-8-sig"),
    "Bank Pekao": (PEKAO, ";", "cp1250"),
}
BALANCES = {"opening": 100_000, "closing": 103_000}


def read(data: bytes, **typed: int) -> Statement:
    """The statement of a table, of our account."""
    (statement,) = read_statement(data, "historia.csv", account=OURS, **typed)
    return statement


def test_each_profile_has_a_sample() -> None:
    """Who adds a bank adds a made-up table of it."""
    assert TABLES.keys() == {profile.bank for profile in bank_profiles()}


@pytest.mark.parametrize("bank", TABLES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_bank_is_read(bank: str, form: str) -> None:
    """Account, balances, days, amounts, titles and senders; what is not booked is passed over."""
    rows, delimiter, encoding = TABLES[bank]
    data = as_csv(rows, delimiter, encoding) if form == "csv" else as_xlsx(rows)
    statement = read(data, **BALANCES if bank in {"Alior Bank", "Bank Pekao"} else {})
    assert (OURS, 100_000, 103_000) == (statement.account, statement.opening, statement.closing)
    assert {
        (date(2026, 11, 3), 5000, "Darowizna K7M-D4QV", "ZMYŚLONA ŚWIĘTOSŁAWA"),
        (date(2026, 11, 5), -2000, "Opłata", "BANK" if bank.startswith("ING") else ""),
    } == {(one.day, one.grosze, one.title, one.name) for one in statement.lines}


def test_numbers_and_days_of_a_sheet_keep_their_kind() -> None:
    """A treasurer who saved the table in a spreadsheet has real days and numbers in it."""
    rows: list[list[object]] = [[*row] for row in PKO]
    for row in rows[1:]:
        row[0], row[1] = date.fromisoformat(str(row[0])), date.fromisoformat(str(row[1]))
        row[3], row[5] = float(str(row[3])), float(str(row[5])) + 1e-9
    assert [5000, -2000] == [one.grosze for one in read(as_xlsx(rows)).lines]


def test_missing_facts_are_asked_for() -> None:
    """The error says what may be typed in; typed, the same file is read, and wrong sums refused."""
    data = as_csv(ALIOR[1:], ";", "utf-8")
    with pytest.raises(StatementError) as told:
        read_statement(data, "a.csv")
    assert (Typed.ACCOUNT, Typed.OPENING, Typed.CLOSING) == told.value.asks
    assert "Alior Bank" in told.value.sentence
    assert 2 == len(read(data, **BALANCES).lines)
    with pytest.raises(StatementError, match="różnica"):
        read(data, opening=100_000, closing=103_001)


def test_typed_balance_must_be_the_file_s() -> None:
    """What the file says is not bent by what somebody typed."""
    with pytest.raises(StatementError, match="a wpisano"):
        read(as_csv(MBANK), opening=1)


def test_unknown_layout_names_its_headings() -> None:
    """And the banks that are known, and what to fetch instead."""
    rows = [["Wyciąg"], ["Kiedy", "Ile", "Od kogo"], ["2026-11-03", "5,00", "Z"]]
    for data in (as_csv(rows), as_csv(rows, ","), as_xlsx(rows)):
        with pytest.raises(StatementError, match=r"„Kiedy”, „Ile”, „Od kogo”.*PKO BP.*MT940"):
            read(data)


def changed(row: int, column: int, text: str) -> list[list[str]]:
    """PKO's table with one cell changed."""
    rows = [list(one) for one in PKO]
    rows[row][column] = text
    return rows


BROKEN = {
    "amount": (changed(2, 3, "50,5,0"), "wiersz 3", "to nie kwota"),
    "lost amount": ([*PKO, ["2026-11-03", "", "Przelew", "", "PLN"]], "wiersz 4", "nie ma kwoty"),
    "day": (changed(1, 0, "5 listopada"), "wiersz 2", "to nie data"),
    "currency": (changed(1, 4, "EUR"), "wiersz 2", "EUR"),
    "currency behind an amount": (changed(1, 3, "-20.00 EUR"), "wiersz 2", "EUR"),
    "balance": (changed(2, 5, "+1040.00"), "wiersz 2", "nie wynika"),
    "many rows": (PKO + PKO[1:2] * 20_000, "", "za duża"),
    "wide": ([*PKO, [","] * 600], "", "za duża"),
    "a card's rows": (
        [*MILLENNIUM, ["1234 XXXX XXXX 5678", *MILLENNIUM[-1][1:]]],
        "wiersz 5",
        "numer rachunku",
    ),
    "nothing": (PKO[:1], "", "żadnej zaksięgowanej operacji"),
    "two accounts": ([["Rachunki:", OURS, nrb(7)], *PKO], "", "kilku rachunków"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_with_its_row(name: str) -> None:
    """The row is that of the file."""
    rows, where, words = BROKEN[name]
    with pytest.raises(StatementError) as told:
        read(as_csv(rows, ","))
    assert told.value.where == where
    assert words in told.value.sentence


def rezipped(**parts: bytes) -> bytes:
    """A good workbook with parts added or replaced; `sheet` is its first sheet."""
    names = {"sheet": "xl/worksheets/sheet1.xml"}
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(as_xlsx(PKO))) as good, zipfile.ZipFile(file, "w", 8) as out:
        for part in good.infolist():
            if part.filename not in {names.get(name, name) for name in parts}:
                out.writestr(part.filename, good.read(part))
        for name, content in parts.items():
            out.writestr(names.get(name, name), content)
    return file.getvalue()


def archive_of_words() -> bytes:
    """A ZIP archive that is no workbook."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("wyciag.txt", "x")
    return file.getvalue()


FAR = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/>'
WORKBOOKS = {
    "bomb": (rezipped(bomb=b"\0" * 61_000_000), "za duży"),
    "two cells far apart": (rezipped(sheet=FAR + b"</row></sheetData></worksheet>"), "komórek"),
    "archive": (archive_of_words(), "archiwum ZIP"),
    "cut": (as_xlsx(PKO)[:900], "uszkodzony"),
    "sheet of rubbish": (rezipped(sheet=b"<worksheet><sheetData><row"), "uszkodzony"),
    "empty": (as_xlsx([]), "pusty"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_are_bounded(name: str) -> None:
    """What an archive grows to is measured before a cell is read."""
    data, words = WORKBOOKS[name]
    with pytest.raises(StatementError, match=words):
        read(data)


def test_table_without_balances_of_one_row_is_read() -> None:
    """One operation with the balance after it says both balances."""
    assert (100_000, 105_000) == (
        (one := read(as_csv([PKO[0], PKO[2]], ","))).opening,
        one.closing,
    )
    assert 1 == len(read(as_csv(mbank_rows(booked(5)))).lines)


def test_order_is_that_of_days_where_balances_allow_both() -> None:
    """Two operations that cancel each other follow in either order; their days decide."""
    rows = [list(row) for row in (PKO[0], PKO[1], PKO[2])]
    rows[1][3], rows[1][5], rows[2][5] = "-50.00", "+1000.00", "+1050.00"
    for order in (rows, [rows[0], rows[2], rows[1]]):
        statement = read(as_csv(order, ","))
        assert (100_000, 100_000) == (statement.opening, statement.closing)
        assert [3, 5] == [one.day.day for one in statement.lines]
