"""Submissions as a workbook for Excel and LibreOffice: the only file that knows XlsxWriter.

Every cell is text and marked as text (Excel's quote prefix), so that no answer becomes a formula,
a link or a number, not even when somebody edits the cell. None becomes markup either.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

_WIDEST = 60


def to_xlsx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet; the first row are the headings, which stay in sight."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"num_format": "@", "text_wrap": True, "bold": True})
        text.set_quote_prefix()
        sheet = book.add_worksheet(_sheet_name(title))
        sheet.freeze_panes(1, 1)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, _plain(cell), text if number else head)
        for column, cells in enumerate(zip(*rows, strict=True)):
            sheet.set_column(column, column, min(_WIDEST, max(map(len, cells)) + 2))
    return out.getvalue()


def _plain(cell: str) -> str:
    """XlsxWriter takes a text from <r> to </r> for its own markup and writes it unescaped."""
    return f" {cell}" if cell.startswith("<r>") else cell


def _sheet_name(title: str) -> str:
    r"""Excel takes 31 characters and none of []:*?/\\."""
    return "".join(one for one in title if one not in "[]:*?/\\'")[:31] or "Zgłoszenia"
