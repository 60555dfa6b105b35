"""Rows of an XLSX workbook, by python-calamine, behind bounds.

A workbook is a ZIP archive: what it grows to is measured before anything is read. Calamine keeps a
whole rectangle of cells, so that two cells far apart would fill the memory; their addresses are
looked at first.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from desk.statements.statement import StatementError

Cell = str | Decimal | date

_MOST_BYTES = 60_000_000
_MOST_PARTS = 500
_MOST_CELLS = 2_000_000
_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises for a damaged, encrypted or unknown archive."""
_ADDRESS = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")


def is_archive(data: bytes) -> bool:
    """Whether the data begin like a ZIP archive, which every XLSX is."""
    return data.startswith(b"PK\x03\x04")


def workbook_rows(data: bytes) -> list[tuple[int, tuple[Cell, ...]]]:
    """The rows of the first sheet that has any, each with its number. Raises StatementError."""
    _refuse_bomb(data)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            start = (sheet.start or (0, 0))[0]
            rows = [
                (number, tuple(_cell(value) for value in row))
                for number, row in enumerate(sheet.iter_rows(), start=start + 1)
            ]
            if rows:
                return rows
    except (CalamineError, ValueError, OSError):
        raise StatementError("Arkusz XLSX jest uszkodzony.") from None
    raise StatementError("Arkusz jest pusty.")


def _cell(value: object) -> Cell:
    """A cell's value: numbers to a millionth, for a sheet may keep 12,3 as 12.300000000000001."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(round(value, 6)))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _refuse_bomb(data: bytes) -> None:
    """StatementError for an archive that is no workbook, is damaged, or grows too large."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _measure(archive)
    except StatementError:
        raise
    except _TROUBLE:
        raise StatementError("Arkusz XLSX jest uszkodzony albo zaszyfrowany.") from None


def _measure(archive: zipfile.ZipFile) -> None:
    parts, total = archive.infolist(), 0
    if "xl/workbook.xml" not in archive.namelist() or len(parts) > _MOST_PARTS:
        raise StatementError("To archiwum ZIP, a nie arkusz XLSX. Rozpakuj je i wczytaj plik.")
    for part in parts:
        with archive.open(part) as stream:
            content = stream.read(_MOST_BYTES - total + 1)
        total += len(content)
        if total > _MOST_BYTES:
            raise StatementError("Arkusz po rozpakowaniu jest za duży na wyciąg z banku.")
        if part.filename.startswith("xl/worksheets/"):
            _refuse_wide(content)


def _refuse_wide(sheet: bytes) -> None:
    addresses = _ADDRESS.findall(sheet)
    width = max((_column(letters) for letters, _row in addresses), default=0)
    height = max((int(row) for _letters, row in addresses), default=0)
    if width * height > _MOST_CELLS or len(_CELL.findall(sheet)) > _MOST_CELLS:
        raise StatementError("Arkusz ma więcej komórek niż jakikolwiek wyciąg z banku.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
