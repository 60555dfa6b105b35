"""MT940 (SWIFT), as Polish banks write it: fields by the package `mt-940`, titles by ours.

The package leaves the subfields of `:86:` as one text, so that a donation's code stays cut at the
end of a subfield. Banks part them by a sign (`~`, `<`, `^`, also `+`, and in Germany `?`) and two
digits: 20 to 29 are the title, 32 and 33 the other side's name; mBank writes words instead. The
package is given one statement at a time and never a path, and its log, which would quote the file,
is off.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from mt940.models import Amount, Balance, Transactions
from mt940.options import Options
from mt940.tags import StatementGLS, Tag

from desk.statements.statement import (
    Booking,
    Draft,
    StatementError,
    account_digits,
    booking,
    bounded,
    refuse_currency,
    shown,
)

_FIELD = re.compile(r"^:(\d{2}[A-Z]?):", re.MULTILINE)
_START = re.compile(r"^:20:", re.MULTILINE)
_LIKE_STATEMENT = re.compile(r"^:(?:\d{2}[A-Z]?|NS):", re.MULTILINE)
_ENVELOPE = re.compile(r"^-\}.*|[\x00-\x08\x0b\x0c\x0e-\x1f]", re.MULTILINE)
"""The end of SWIFT's envelope, and the control signs with which some banks part statements."""
_SUBFIELD = re.compile(r"([~<^?+])(\d{2})")
_FIRST_SUBFIELD = re.compile(r"\s*\d{0,4}\s*([~<^?+])(?:0\d|1[01]|2\d)")
_PLAIN = re.compile(
    r"(?:.*?; OD: (?P<name>.*?) *)?; TYT\.: (?P<title>.*?) *(?:; TNR: .*)?", re.DOTALL
)
"""Details without subfields, as mBank writes them: who, the title, the number of the transaction.
"""
_KNOWN = frozenset(f"{n:02d}" for n in (*range(12), *range(20, 40), *range(60, 66)))
_TITLE = tuple(f"{n}" for n in range(20, 30))
_NAME = ("32", "33")
_BLANK = " \u00a0\u02d9"
_CUT_SPACES = re.compile(r"(?m)^((?::86:.*?)?[~<^?+]\d{2}.*?)[ \t]+(?=\r?$)")
_LONGEST = 2000
"""Signs in a line, and in details of mBank's kind: the standard has 65 and six lines of them."""
_MOST_FIELDS = 40_000
_KEPT_SPACE = "\ue000"
"""A private sign: the package would cut a space at the end of a line, which parts two words."""
_OPENINGS = ("final_opening_balance", "opening_balance", "intermediate_opening_balance")
_CLOSINGS = ("final_closing_balance", "closing_balance", "intermediate_closing_balance")
_TAGS: dict[int | str, Tag] = {StatementGLS.id: StatementGLS()}
"""`:61:` with a payer's reference of any length, so that the bank's is found behind it."""
_TROUBLE = (RuntimeError, ValueError, ArithmeticError, TypeError, KeyError, AttributeError)
"""What the package raises for a field that it cannot read."""

logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)


def is_mt940(text: str) -> bool:
    """Whether a text has fields of an MT940 statement, or of a piece of one."""
    return _LIKE_STATEMENT.search(_ENVELOPE.sub("", text)) is not None


def read_mt940(text: str) -> list[Draft]:
    """The statements of a file, each from its `:20:`. Raises StatementError."""
    text = _ENVELOPE.sub("", text)
    if any(len(line) > _LONGEST for line in text.split("\n")):
        raise StatementError("Plik ma linię dłuższą niż jakikolwiek wyciąg MT940.")
    if len(_FIELD.findall(text)) > _MOST_FIELDS:
        raise StatementError("Plik ma ponad 20 000 operacji. Pobierz wyciąg za krótszy czas.")
    starts = [match.start() for match in _START.finditer(text)]
    if not starts:
        raise StatementError("Plik nie ma początku wyciągu (pola :20:). Pobierz go jeszcze raz.")
    if _FIELD.search(text[: starts[0]]):
        raise StatementError("Przed pierwszym polem :20: stoją inne pola: brakuje początku pliku.")
    ends = [*starts[1:], len(text)]
    return [
        _draft(text[start:end], text.count("\n", 0, start) + 1)
        for start, end in zip(starts, ends, strict=True)
    ]


def _draft(block: str, first_line: int) -> Draft:
    where = f"linia {first_line}"
    fields = _FIELD.findall(block)
    _refuse_counts(fields, where)
    found = _parsed(block, first_line)
    opening, closing = _balance(found, _OPENINGS), _balance(found, _CLOSINGS)
    account = str(found.data.get("account_identification", ""))
    for balance in (opening, closing):
        refuse_currency(_amount(balance).currency or "", where)
    if len(found.transactions) != fields.count("61"):
        raise StatementError(
            f"Pól :61: jest {fields.count('61')}, a dało się odczytać {len(found.transactions)}.",
            where,
        )
    return Draft(
        account=account_digits(account, where),
        opening=_grosze(_amount(opening), where),
        closing=_grosze(_amount(closing), where),
        first_day=_day(opening.date),
        last_day=_day(closing.date),
        bookings=tuple(_booking(one.data, where) for one in found.transactions),
        where=where,
    )


def _refuse_counts(fields: list[str], where: str) -> None:
    plain = [field[:2] for field in fields]
    if "34" in plain and "60" not in plain:
        raise StatementError(
            "To MT942, raport w ciągu dnia, bez sald. Pobierz wyciąg MT940.", where
        )
    for field, words in (
        ("25", "numeru rachunku"),
        ("60", "salda początkowego"),
        ("62", "salda końcowego"),
    ):
        if (count := plain.count(field)) != 1:
            told = (
                f"nie ma {words} (pola :{field}:)"
                if not count
                else f"pole :{field}: stoi {count} razy"
            )
            raise StatementError(f"W wyciągu {told}, więc nie da się sprawdzić jego sum.", where)


def _parsed(block: str, first_line: int) -> Transactions:
    """What the package reads in one statement; the details of a line stay as they are written."""
    try:
        return _by_library(_CUT_SPACES.sub(rf"\g<1>{_KEPT_SPACE}", block))
    except _TROUBLE:
        at, field = next(_unreadable(block), (0, ""))
        quoted = f": „{shown(field)}”" if field else ""
        raise StatementError(
            f"Nie da się odczytać pola wyciągu{quoted}.",
            f"linia {first_line + block.count(chr(10), 0, at)}",
        ) from None


def _by_library(text: str) -> Transactions:
    found = Transactions({"post_transaction_details": []}, _TAGS, options=Options.all())
    found.parse(text)
    return found


def _unreadable(block: str) -> Iterator[tuple[int, str]]:
    """Place and text of each field that the package cannot read by itself."""
    places = [match.start() for match in _FIELD.finditer(block)]
    for start, end in pairwise([*places, len(block)]):
        try:
            _by_library(block[start:end])
        except _TROUBLE:
            yield start, block[start:end].split("\n", maxsplit=1)[0]


def _balance(found: Transactions, names: tuple[str, ...]) -> Balance:
    return next(balance for name in names if isinstance(balance := found.data.get(name), Balance))


def _amount(balance: Balance) -> Amount:
    assert isinstance(balance.amount, Amount)
    return balance.amount


def _grosze(amount: Amount, where: str) -> int:
    grosze = amount.amount * 100
    if grosze != int(grosze):
        raise StatementError(f"Kwota {amount.amount} ma ułamek grosza.", where)
    return bounded(int(grosze), where)


def _day(day: object) -> date:
    assert isinstance(day, date)
    return date(day.year, day.month, day.day)


def _booking(data: dict[str, Any], where: str) -> Booking:
    details = str(data.get("transaction_details") or "")
    subfields = dict(_subfields(details))
    if subfields:
        title = "".join(subfields.get(code, "") for code in _TITLE)
        name = "".join(subfields.get(code, "") for code in _NAME)
    elif plain := _PLAIN.fullmatch(details[:_LONGEST].replace("\n", " ")):
        title, name = plain["title"], plain["name"] or ""
    else:
        title, name = details, ""
    if not title.strip(_BLANK):
        title = str(data.get("extra_details") or "")
    own = str(data.get("customer_reference") or "")
    reference = str(data.get("bank_reference") or "") or ("" if own == "NONREF" else own)
    return booking(
        _day(data.get("entry_date") or data["date"]),
        _grosze(data["amount"], where),
        title.replace(_KEPT_SPACE, " "),
        name.replace(_KEPT_SPACE, " "),
        reference,
        reversal=str(data.get("status") or "").upper().startswith("R"),
    )


def _subfields(details: str) -> Iterator[tuple[str, str]]:
    """Code and text of each subfield; nothing where the details are plain text.

    A separator with digits that are no code, or whose code was there already, belongs to the text:
    a title may say ~2026.
    """
    first = _FIRST_SUBFIELD.match(details)
    if first is None:
        return
    code, at, seen = "", first.start(1), set[str]()
    for match in _SUBFIELD.finditer(details, at):
        if match[1] == first[1] and match[2] in _KNOWN - seen:
            if code:
                yield code, _joined(details[at : match.start()])
            code, at = match[2], match.end()
            seen.add(code)
    yield code, _joined(details[at:])


def _joined(text: str) -> str:
    """A subfield without the line ends at which the bank wrapped it, and without its filling."""
    text = re.sub(r"[\r\n]+", "", text)
    return "" if not text.strip(_BLANK + _KEPT_SPACE) else text
