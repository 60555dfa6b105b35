"""Tables of operations as banks export them, CSV or XLSX, by the profiles of `banks.yml`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import pairwise

from catalog.records import identifiers
from catalog.text.money import zloty
from catalog.text.tidying import plain
from desk.statements.bank_profile import BankProfile, bank_profiles
from desk.statements.statement import (
    Booking,
    Draft,
    StatementError,
    Typed,
    booking,
    bounded,
    refuse_currency,
    shown,
)
from desk.statements.text_encoding import decoded
from desk.statements.workbook import Cell

Rows = Sequence[tuple[int, tuple[Cell, ...]]]
"""Rows with their numbers in the file, from 1."""

_HEAD = 100
"""In how many rows from the top a heading is looked for."""
_MOST_ROWS = 20_000
_MOST_CELLS = 1000
"""In a row, counted by signs that may part them: titles have such signs, too."""
_ACCOUNT = re.compile(r"(?<!\d)(?:PL ?)?\d{2}(?:[ -]?\d{4}){6}(?!\d)")
_AMOUNTS = {
    ",": re.compile(r"([+-]?) ?([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))? ?([^\W\d]*)"),
    ".": re.compile(
        r"([+-]?) ?([0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))? ?([^\W\d]*)"
    ),
}


@dataclass(frozen=True)
class TypedIn:
    """What the treasurer typed beside the file: an account's 26 digits, balances in grosze."""

    account: str = ""
    opening: int | None = None
    closing: int | None = None


@dataclass(frozen=True)
class _Table:
    """Rows below a heading that a profile knows, and what stands around them."""

    profile: BankProfile
    places: dict[str, int]
    head: Rows
    body: Rows


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


def _table(rows: Rows, profile: BankProfile) -> _Table | None:
    for at, (_number, cells) in enumerate(rows[:_HEAD]):
        texts = [_text(cell) for cell in cells]
        if set(profile.headings) <= set(texts):
            places = {text: texts.index(text) for text in texts if text}
            return _Table(profile, places, rows[:at], rows[at + 1 :])
    return None


def _unknown(rows: Rows) -> StatementError:
    """What a table's own headings are, when no profile has them."""
    words = [
        [
            text
            for cell in cells
            if isinstance(cell, str) and re.search(r"[^\W\d]{2}", text := _text(cell))
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


def _draft(table: _Table, typed: TypedIn) -> Draft:
    profile = table.profile
    operations = [one for row in table.body for one in _operation(table, row)]
    if not operations:
        raise StatementError("W tabeli nie ma żadnej zaksięgowanej operacji: nie ma czego wczytać.")
    operations, opened, closed = _in_order(operations)
    opening = _labelled(table, profile.opening) if profile.opening else None
    closing = _labelled(table, profile.closing) if profile.closing else None
    opening, closing = _either(opening, opened), _either(closing, closed)
    account = _own_account(table.head)
    found = (
        (Typed.ACCOUNT, account, typed.account),
        (Typed.OPENING, opening, typed.opening),
        (Typed.CLOSING, closing, typed.closing),
    )
    asks = tuple(what for what, told, given in found if told in {None, ""} and given in {None, ""})
    if asks:
        raise StatementError(
            f"{profile.bank} nie podaje w tym pliku: {', '.join(asks)}."
            " Wpisz to z historii w banku.",
            asks=asks,
        )
    for words, told, given in (
        ("początkowe", opening, typed.opening),
        ("końcowe", closing, typed.closing),
    ):
        if told is not None and given is not None and told != given:
            raise StatementError(
                f"W pliku saldo {words} to {zloty(told)}, a wpisano {zloty(given)}."
            )
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


def _either(told: int | None, counted: int | None) -> int | None:
    return counted if told is None else told


def _sure(told: int | None, given: int | None) -> int:
    amount = _either(told, given)
    assert amount is not None
    return amount


def _operation(table: _Table, row: tuple[int, tuple[Cell, ...]]) -> Iterator[_Operation]:
    """The operation of a row; none for a note below the table or what waits to be booked."""
    number, cells = row
    where = f"wiersz {number}"
    columns, profile = table.profile.columns, table.profile
    amount = _cell(table, cells, columns.amount)
    if amount == "":
        waits = profile.unbooked and _cell(table, cells, (profile.unbooked,)) != ""
        if not waits and isinstance(
            _day_or_none(_cell(table, cells, columns.day), profile.days), date
        ):
            raise StatementError("Operacja nie ma kwoty.", where)
        return
    if _is_label(amount, profile):
        return
    day = _day_or_none(written := _cell(table, cells, columns.day), profile.days)
    if day is None:
        raise StatementError(f"„{shown(_text(written))}” to nie data księgowania.", where)
    if columns.currency:
        refuse_currency(_text(_cell(table, cells, columns.currency)), where)
    balance = _cell(table, cells, columns.balance)
    title, name = _texts(table, cells)
    yield _Operation(
        number,
        booking(
            day,
            _grosze(amount, profile, where),
            title,
            name,
            _text(_cell(table, cells, columns.reference)),
        ),
        None if balance == "" else _grosze(balance, profile, where),
    )


def _is_label(cell: Cell, profile: BankProfile) -> bool:
    """Whether it says where a balance stands: mBank's closing lies in the column of amounts."""
    return cell in {profile.opening, profile.closing}


def _texts(table: _Table, cells: tuple[Cell, ...]) -> tuple[str, str]:
    """Title and name, from their columns or from texts with a word in front."""
    columns, words = table.profile.columns, table.profile.texts
    if words is None:
        return _text(_cell(table, cells, columns.title)), _text(_cell(table, cells, columns.name))
    texts = [_text(cell) for cell in cells[table.places[columns.title[0]] :]]
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
    for ordered in (operations, operations[::-1]):
        if not any(_breaks(ordered)):
            first, last = ordered[0], ordered[-1]
            assert first.balance is not None
            return ordered, first.balance - first.booking.grosze, last.balance
    broken = min((list(_breaks(one)) for one in (operations, operations[::-1])), key=len)
    raise StatementError(
        "Saldo po tej operacji nie wynika z poprzedniego: brakuje operacji albo plik zmieniono.",
        f"wiersz {broken[0]}",
    )


def _breaks(operations: Iterable[_Operation]) -> Iterator[int]:
    for one, other in pairwise(operations):
        if (one.balance or 0) + other.booking.grosze != other.balance:
            yield other.row


def _labelled(table: _Table, label: str) -> int | None:
    """The amount in the first filled cell to the right of a label; None where there is none."""
    for number, cells in (*table.head, *table.body):
        texts = [_text(cell) for cell in cells]
        if label in texts:
            behind = [cell for cell in cells[texts.index(label) + 1 :] if _text(cell)]
            return _grosze(behind[0], table.profile, f"wiersz {number}") if behind else None
    return None


def _period(table: _Table) -> tuple[date, date] | None:
    """The first two days in the row below the label of the period."""
    profile = table.profile
    for (_number, cells), (_next, below) in pairwise(table.head):
        if profile.period and profile.period in {_text(cell) for cell in cells}:
            days = [day for cell in below if (day := _day_or_none(cell, profile.period_days))]
            return (days[0], days[1]) if len(days) > 1 else None
    return None


def _own_account(head: Rows) -> str:
    """The account in the rows above the heading; none where there are none or several."""
    found = set()
    for _number, cells in head:
        for match in _ACCOUNT.finditer(" ; ".join(_text(cell) for cell in cells)):
            try:
                found.add(identifiers.account(match[0]))
            except ValueError:
                continue
    if len(found) > 1:
        raise StatementError("W pliku są operacje kilku rachunków. Pobierz historię jednego.")
    return next(iter(found), "")


def _cell(table: _Table, cells: tuple[Cell, ...], headings: Sequence[str]) -> Cell:
    """The first filled cell below these headings; empty text where none is."""
    for heading in headings:
        place = table.places.get(heading, len(cells))
        if place < len(cells) and _text(cells[place]):
            cell = cells[place]
            return cell.strip() if isinstance(cell, str) else cell
    return ""


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)


def _day_or_none(cell: Cell, formats: Sequence[str]) -> date | None:
    if isinstance(cell, date):
        return cell
    for form in formats:
        try:
            return datetime.strptime(_text(cell), form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    return None


def _grosze(cell: Cell, profile: BankProfile, where: str) -> int:
    if isinstance(cell, Decimal):
        grosze = cell * 100
        if grosze != int(grosze):
            raise StatementError(f"Kwota {cell} ma ułamek grosza.", where)
        return bounded(int(grosze), where)
    match = _AMOUNTS[profile.decimal].fullmatch(plain(_text(cell)))
    if match is None:
        raise StatementError(f"„{shown(_text(cell))}” to nie kwota.", where)
    if match[4]:
        refuse_currency(match[4], where)
    whole = int(re.sub(r"\D", "", match[2])) * 100 + int((match[3] or "").ljust(2, "0"))
    return bounded(-whole if match[1] == "-" else whole, where)
