"""A file from a bank becomes statements: its format is known by its content, never by its name."""

from __future__ import annotations

import re

from desk.statements.camt import read_camt
from desk.statements.mt940 import is_mt940, read_mt940
from desk.statements.statement import (
    Draft,
    Statement,
    StatementError,
    account_digits,
    statements_of,
)
from desk.statements.tables import TypedIn, read_csv, read_rows
from desk.statements.text_encoding import decoded
from desk.statements.workbook import is_archive, workbook_rows

MOST_BYTES = 5_000_000
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
_ELIXIR = re.compile(r"\s*\"?(?:110|120|210|220)\"?\s*,\s*\"?\d{8}\"?\s*,\s*\"?\d+\"?\s*,")
"""Type of order, day as RRRRMMDD, amount in grosze: how a line of Elixir-O begins."""


def read_statement(
    data: bytes,
    name: str,
    *,
    account: str = "",
    opening: int | None = None,
    closing: int | None = None,
) -> tuple[Statement, ...]:
    """The statements of a file: MT940, CAMT.053, or a bank's table as CSV or XLSX.

    `name` is for messages. `account` is the organization's (NRB): a file of another account is
    refused, and a table that tells none is of this one. `opening` and `closing` (grosze) are what
    the treasurer typed for a table without balances; `StatementError.asks` says when. Raises
    StatementError for everything else: nothing is ever read in part, and never as no transactions.
    """
    try:
        own = account_digits(account) if account else ""
        drafts = _drafts(data, TypedIn(own, opening, closing))
        _refuse_other_account(drafts, own)
        return statements_of(drafts)
    except StatementError as error:
        raise error.in_file(name) from None


def _refuse_other_account(drafts: list[Draft], own: str) -> None:
    for one in drafts:
        if own and one.account != own:
            raise StatementError(
                f"To wyciąg rachunku {one.account}, a nie rachunku organizacji ({own}).", one.where
            )


def _drafts(data: bytes, typed: TypedIn) -> list[Draft]:
    if not data.strip():
        raise StatementError("Plik jest pusty.")
    if len(data) > MOST_BYTES:
        raise StatementError("Plik ma ponad 5 MB. Pobierz wyciąg za krótszy czas.")
    if is_archive(data):
        return read_rows(workbook_rows(data), typed)
    _refuse_known(data)
    if data.lstrip().startswith(_XML):
        return read_camt(data.lstrip())
    text = decoded(data)
    if is_mt940(text):
        return read_mt940(text)
    if _ELIXIR.match(text):
        raise StatementError(
            "To plik Elixir-O, czyli zlecenia przelewów dla banku, a nie wyciąg: nie mówi, co"
            " wpłynęło. Pobierz z banku wyciąg MT940 albo CAMT.053."
        )
    if "\x00" in text:
        raise StatementError("To nie jest plik tekstowy ani arkusz XLSX.")
    return read_csv(data, typed)


def _refuse_known(data: bytes) -> None:
    """StatementError for files that people take for a statement."""
    if data.startswith(b"%PDF"):
        raise StatementError(
            "To PDF, który jest do czytania. Pobierz wyciąg MT940, CAMT.053 albo CSV."
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise StatementError("To arkusz w starym formacie XLS. Zapisz go jako XLSX albo CSV.")
    if re.match(rb"\s*<(?:!doctype\s+)?html", data[:200], re.IGNORECASE):
        raise StatementError("To strona internetowa, a nie wyciąg. Pobierz wyciąg jeszcze raz.")
