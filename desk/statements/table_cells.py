"""Cells of a bank's table: where they stand, and amounts and days as its profile writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from catalog.text.tidying import plain
from desk.statements.bank_profile import BankProfile
from desk.statements.statement import StatementError, bounded, refuse_currency, shown
from desk.statements.workbook import Cell

Rows = Sequence[tuple[int, tuple[Cell, ...]]]
"""Rows with their numbers in the file, from 1."""

_WHOLE = {",": "[ .]", ".": "[ ,]"}
"""What may part thousands, by the sign of decimals."""
_AMOUNTS = {
    sign: re.compile(
        rf"([+-]?) ?([0-9]{{1,3}}(?:{parts}[0-9]{{3}})+|[0-9]+)(?:[{sign}]([0-9]{{1,2}}))?"
        r" ?([^\W\d]*)"
    )
    for sign, parts in _WHOLE.items()
}


@dataclass(frozen=True)
class Table:
    """Rows below a heading that a profile knows (`body`), those above it, and what stands where."""

    profile: BankProfile
    places: dict[str, int]
    head: Rows
    body: Rows

    def cell(self, cells: tuple[Cell, ...], headings: Sequence[str]) -> Cell:
        """The first filled cell of a row below these headings; empty text where none is."""
        for heading in headings:
            place = self.places.get(heading, len(cells))
            if place < len(cells) and text_of(cells[place]):
                cell = cells[place]
                return cell.strip() if isinstance(cell, str) else cell
        return ""


def text_of(cell: Cell) -> str:
    """A cell as text, without spaces around it."""
    return cell.strip() if isinstance(cell, str) else str(cell)


def day_or_none(cell: Cell, formats: Sequence[str]) -> date | None:
    """The day of a cell, by the first format that fits; None when it is no day."""
    if isinstance(cell, date):
        return cell
    for form in formats:
        try:
            return datetime.strptime(text_of(cell), form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    return None


def grosze_of(cell: Cell, decimal: str, where: str) -> int:
    """The amount of a cell in grosze. StatementError for what is none, or not in złote."""
    if isinstance(cell, Decimal):
        grosze = cell * 100
        if grosze != int(grosze):
            raise StatementError(f"Kwota {cell} ma ułamek grosza.", where)
        return bounded(int(grosze), where)
    match = _AMOUNTS[decimal].fullmatch(plain(text_of(cell)))
    if match is None:
        raise StatementError(f"„{shown(text_of(cell))}” to nie kwota.", where)
    if match[4]:
        refuse_currency(match[4], where)
    whole = int(re.sub(r"\D", "", match[2])) * 100 + int((match[3] or "").ljust(2, "0"))
    return bounded(-whole if match[1] == "-" else whole, where)
