"""Tables of operations as banks export them, CSV or XLSX, by the profiles of `banks.yml`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import pairwise

from catalog.records import identifiers
from catalog.text.money import zloty
from desk.statements.bank_profile import BankProfile, bank_profiles
from desk.statements.statement import (
    Booking,
    Draft,
    StatementError,
    Typed,
    account_digits,
    booking,
    refuse_currency,
    shown,
)
from desk.statements.table_cells import Rows, Table, day_or_none, grosze_of, text_of
from desk.statements.text_encoding import decoded
from desk.statements.workbook import Cell

_HEAD = 100
"""In how many rows from the top a heading is looked for."""
_MOST_ROWS = 20_000
_MOST_CELLS = 1000
"""In a row, counted by signs that may part them: titles have such signs, too."""
_ACCOUNT = re.compile(r"(?<!\d)(?:PL ?)?\d{2}(?:[ -]?\d{4}){6}(?!\d)")


@dataclass(frozen=True)
class TypedIn:
    """What the treasurer typed beside the file: an account's 26 digits, balances in grosze."""

    account: str = ""
    opening: int | None = None
    closing: int | None = None


@dataclass(frozen=True)
class _Operation:
    row: int
    booking: Booking
    balance: int | None


def read_csv(data: bytes, typed: TypedIn) -> list[Draft]:
    """The one statement of a CSV file. Raises StatementError; its `asks` may be typed in."""
    widest = max(len(line) - len(line.translate(None, b";,\t")) for line in data.split(b"\n"))
    if data.count(b"\n") > _MOST_ROWS or widest > _MOST_CELLS:
        raise StatementError("Tabela jest za duża na wyciąg. Pobierz historię za krótszy czas.")
    for profile in bank_profiles():
        for encoding in profile.encodings:
            try:
                rows = csv_rows(data.decode(encoding), profile.delimiter)
            except (UnicodeDecodeError, csv.Error):
                continue
            if table := _table(rows, profile):
                return [_draft(table, typed)]
    text = decoded(data)
    best = max(";,\t", key=text[:5000].count)
    try:
        raise _unknown(csv_rows(text, best))
    except csv.Error:
        raise StatementError("To nie jest plik tekstowy z tabelą.") from None


def read_rows(rows: Rows, typed: TypedIn) -> list[Draft]:
    """The one statement of a workbook's rows. Raises StatementError as `read_csv`."""
    for profile in bank_profiles():
        if table := _table(rows, profile):
            return [_draft(table, typed)]
    raise _unknown(rows)


def csv_rows(text: str, delimiter: str) -> Rows:
    """Rows of a text with the lines on which they end. Raises csv.Error."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, tuple(row)) for row in reader]


def _table(rows: Rows, profile: BankProfile) -> Table | None:
    for at, (_number, cells) in enumerate(rows[:_HEAD]):
        texts = [text_of(cell) for cell in cells]
        if set(profile.headings) <= set(texts):
            places = {text: texts.index(text) for text in texts if text}
            return Table(profile, places, rows[:at], rows[at + 1 :])
    return None


def _unknown(rows: Rows) -> StatementError:
    """What a table's own headings are, when no profile has them."""
    words = [
        [
            text
            for cell in cells
            if isinstance(cell, str) and re.search(r"[^\W\d]{2}", text := text_of(cell))
        ]
        for _number, cells in rows[:_HEAD]
    ]
    headings = max(words, key=len, default=[])
    found = ", ".join(f"„{shown(text)}”" for text in headings[:12]) or "żadne"
    banks = ", ".join(dict.fromkeys(profile.bank for profile in bank_profiles()))
    return StatementError(
        f"Nie znamy układu tej tabeli. Nagłówki, które widać: {found}. Znamy układy: {banks}."
        " Pobierz z banku wyciąg MT940 albo CAMT.053."
    )


def _draft(table: Table, typed: TypedIn) -> Draft:
    profile, account = table.profile, _own_account(table)
    operations = [one for row in table.body for one in _operation(table, row)]
    if not operations:
        raise StatementError("W tabeli nie ma żadnej zaksięgowanej operacji: nie ma czego wczytać.")
    operations, opened, closed = _in_order(operations)
    opening = _labelled(table, profile.opening) if profile.opening else None
    closing = _labelled(table, profile.closing) if profile.closing else None
    opening, closing = _either(opening, opened), _either(closing, closed)
    _ask(
        profile,
        {
            Typed.ACCOUNT: account or typed.account,
            Typed.OPENING: _either(opening, typed.opening),
            Typed.CLOSING: _either(closing, typed.closing),
        },
    )
    _refuse_other(Typed.OPENING, opening, typed.opening)
    _refuse_other(Typed.CLOSING, closing, typed.closing)
    days = sorted(one.booking.day for one in operations)
    first, last = _period(table) or (days[0], days[-1])
    return Draft(
        account=account or typed.account,
        opening=_sure(opening, typed.opening),
        closing=_sure(closing, typed.closing),
        first_day=first,
        last_day=last,
        bookings=tuple(one.booking for one in operations),
    )


def _ask(profile: BankProfile, known: dict[Typed, int | str | None]) -> None:
    """StatementError that asks for what neither the file nor the treasurer has said."""
    if asks := tuple(what for what, told in known.items() if told in {None, ""}):
        raise StatementError(
            f"{profile.bank} nie podaje w tym pliku: {', '.join(asks)}."
            " Wpisz to z historii w banku.",
            asks=asks,
        )


def _refuse_other(what: Typed, told: int | None, given: int | None) -> None:
    if told is not None and given is not None and told != given:
        raise StatementError(f"W pliku {what} to {zloty(told)}, a wpisano {zloty(given)}.")


def _either(told: int | None, other: int | None) -> int | None:
    return other if told is None else told


def _sure(told: int | None, given: int | None) -> int:
    amount = _either(told, given)
    assert amount is not None
    return amount


def _operation(table: Table, row: tuple[int, tuple[Cell, ...]]) -> Iterator[_Operation]:
    """The operation of a row; none for a note below the table, or for what moved no money."""
    number, cells = row
    where = f"wiersz {number}"
    columns, profile = table.profile.columns, table.profile
    amount, balance = table.cell(cells, columns.amount), table.cell(cells, columns.balance)
    day = day_or_none(written := table.cell(cells, columns.day), profile.days)
    if amount == "":
        if day and balance == "" and table.cell(cells, (profile.unbooked,)) == "":
            raise StatementError("Operacja nie ma kwoty.", where)
        return
    if amount in {profile.opening, profile.closing}:
        return
    if day is None:
        raise StatementError(f"„{shown(text_of(written))}” to nie data księgowania.", where)
    if columns.currency:
        refuse_currency(text_of(table.cell(cells, columns.currency)), where)
    title, name = _texts(table, cells)
    reference = text_of(table.cell(cells, columns.reference)).strip("'")
    yield _Operation(
        number,
        booking(day, grosze_of(amount, profile.decimal, where), title, name, reference),
        None if balance == "" else grosze_of(balance, profile.decimal, where),
    )


def _texts(table: Table, cells: tuple[Cell, ...]) -> tuple[str, str]:
    """Title and name, from their columns or from texts with a word in front."""
    columns, words = table.profile.columns, table.profile.texts
    if words is None:
        return text_of(table.cell(cells, columns.title)), text_of(table.cell(cells, columns.name))
    texts = [text_of(cell) for cell in cells[table.places[columns.title[0]] :]]
    named = [
        " ".join(text.removeprefix(word).strip() for text in texts if text.startswith(word))
        for word in (words.title, words.name)
    ]
    return named[0] or " ".join(filter(None, texts)), named[1]


def _in_order(
    operations: list[_Operation],
) -> tuple[list[_Operation], int | None, int | None]:
    """Operations from the first to the last, and the balances before and after them, where told.

    Banks list the newest first, or last. StatementError where a balance does not follow.
    """
    if any(one.balance is None for one in operations):
        return operations, None, None
    newest_first = operations[0].booking.day > operations[-1].booking.day
    both = (operations, operations[::-1])[:: -1 if newest_first else 1]
    for ordered in both:
        if not any(_breaks(ordered)):
            first, last = ordered[0], ordered[-1]
            assert first.balance is not None
            return ordered, first.balance - first.booking.grosze, last.balance
    broken = min((list(_breaks(one)) for one in both), key=len)
    raise StatementError(
        "Saldo po tej operacji nie wynika z poprzedniego: brakuje operacji albo plik zmieniono.",
        f"wiersz {broken[0]}",
    )


def _breaks(operations: Iterable[_Operation]) -> Iterator[int]:
    for one, other in pairwise(operations):
        if (one.balance or 0) + other.booking.grosze != other.balance:
            yield other.row


def _labelled(table: Table, label: str) -> int | None:
    """The amount in the first filled cell to the right of a label; None where there is none."""
    for number, cells in (*table.head, *table.body):
        texts = [text_of(cell) for cell in cells]
        if label in texts:
            behind = [cell for cell in cells[texts.index(label) + 1 :] if text_of(cell)]
            decimal, where = table.profile.decimal, f"wiersz {number}"
            return grosze_of(behind[0], decimal, where) if behind else None
    return None


def _period(table: Table) -> tuple[date, date] | None:
    """The first two days in the row below the label of the period."""
    profile = table.profile
    for (_number, cells), (_next, below) in pairwise(table.head):
        if profile.period and profile.period in {text_of(cell) for cell in cells}:
            days = [day for cell in below if (day := day_or_none(cell, profile.period_days))]
            return (days[0], days[1]) if len(days) > 1 else None
    return None


def _own_account(table: Table) -> str:
    """The account in its column, or in the rows above the heading; none where they tell none."""
    found = set()
    for number, cells in table.body:
        if written := text_of(table.cell(cells, table.profile.columns.account)):
            found.add(account_digits(written, f"wiersz {number}"))
    for _number, cells in table.head:
        for match in _ACCOUNT.finditer(" ; ".join(text_of(cell) for cell in cells)):
            with suppress(ValueError):
                found.add(identifiers.account(match[0]))
    if len(found) > 1:
        raise StatementError("W pliku są operacje kilku rachunków. Pobierz historię jednego.")
    return next(iter(found), "")
