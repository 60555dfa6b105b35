"""CAMT.053 (ISO 20022, bank to customer statement), versions 001.02 to 001.08, by ElementTree.

A document type (DOCTYPE) is refused as soon as it begins, so that no entity is ever made. Only
booked entries count, as in the balances. `CdtDbtInd` says which way an entry went, also where
`RvslInd` says that it takes back another. An entry of several transactions (`TxDtls`) becomes a
line for each where their amounts are given and add up; otherwise it is one line, with all their
titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Never
from xml.etree import ElementTree as ET

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

_NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:(camt\.\d{3})\.001\.(\d{2})\}Document")
_VERSIONS = range(2, 9)
_DEEPEST = 50
_AMOUNT = re.compile(r"\+?([0-9]{1,15})(?:\.([0-9]{0,5}))?")
_SIGNS = {"CRDT": 1, "DBIT": -1}
_OPENINGS = ("OPBD", "PRCD", "ITBD")
"""Opening balance, or that at which the last statement closed; ITBD on a page that goes on."""
_CLOSINGS = ("CLBD", "ITBD")
_UNSAID = {"", "NOTPROVIDED"}


class _Builder(ET.TreeBuilder):
    """Refuses a document type, and elements nested deeper than any statement's."""

    depth = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> Never:
        """Called before the first entity of a document type is read."""
        raise StatementError("Plik XML ma definicję DOCTYPE, której wyciąg z banku nie ma.")

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        """Counts how deep the element lies."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise StatementError("Plik XML jest zagnieżdżony głębiej niż jakikolwiek wyciąg.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        """Counts it off."""
        self.depth -= 1
        return super().end(tag)


def read_camt(data: bytes) -> list[Draft]:
    """The statements (`Stmt`) of a file. Raises StatementError."""
    root = _root(data)
    match = _NAMESPACE.fullmatch(root.tag)
    if match is None:
        raise StatementError(
            f"To plik XML, ale nie wyciąg CAMT.053 (zaczyna się od „{shown(root.tag)}”)."
        )
    if match[1] != "camt.053":
        raise StatementError(f"To {match[1]}, a nie wyciąg. Pobierz z banku wyciąg CAMT.053.")
    if int(match[2]) not in _VERSIONS:
        raise StatementError(f"Wersji camt.053.001.{match[2]} nie znamy. Czytamy od 02 do 08.")
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    found = root.findall("BkToCstmrStmt/Stmt")
    if not found:
        raise StatementError("W pliku CAMT.053 nie ma żadnego wyciągu (Stmt).")
    return [_draft(one, f"wyciąg {number}") for number, one in enumerate(found, start=1)]


def _root(data: bytes) -> ET.Element:
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - see above
    try:
        parser.feed(data)
        root = parser.close()
    except ET.ParseError as error:
        line, _column = error.position
        raise StatementError("Plik XML jest uszkodzony albo ucięty.", f"linia {line}") from None
    except (ValueError, LookupError) as error:
        if isinstance(error, StatementError):
            raise
        raise StatementError("Plik XML ma nieznane kodowanie znaków.") from None
    assert isinstance(root, ET.Element)
    return root


def _draft(statement: ET.Element, where: str) -> Draft:
    opening, opened = _balance(statement, _OPENINGS, "początkowego (OPBD)", where)
    closing, closed = _balance(statement, _CLOSINGS, "końcowego (CLBD)", where)
    number = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
    first, last = _text(statement, "FrToDt/FrDtTm"), _text(statement, "FrToDt/ToDtTm")
    bookings = [
        one
        for n, entry in enumerate(statement.findall("Ntry"), start=1)
        for one in _bookings(entry, f"{where}, operacja {n}")
    ]
    return Draft(
        account=account_digits(number, where),
        opening=opening,
        closing=closing,
        first_day=_day(first, where) if first else opened,
        last_day=_day(last, where) if last else closed,
        bookings=tuple(bookings),
        where=where,
    )


def _balance(
    statement: ET.Element, codes: tuple[str, ...], words: str, where: str
) -> tuple[int, date]:
    """Amount and day of the first kind of balance there is; of ITBD the last is the closing."""
    found = {code: list[ET.Element]() for code in codes}
    for balance in statement.findall("Bal"):
        found.get(_text(balance, "Tp/CdOrPrtry/Cd"), []).append(balance)
    for code in codes:
        if found[code]:
            one = found[code][-1 if codes is _CLOSINGS else 0]
            day = _text(one, "Dt/Dt") or _text(one, "Dt/DtTm")
            return _signed(one, where), _day(day, where)
    raise StatementError(
        f"W wyciągu nie ma salda {words}, więc nie da się sprawdzić jego sum.", where
    )


def _bookings(entry: ET.Element, where: str) -> Iterator[Booking]:
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if status != "BOOK":
        if status in {"PDNG", "INFO", "FUTR"}:
            return
        raise StatementError(f"Operacja ma nieznany stan „{shown(status)}” (Sts).", where)
    details = entry.findall("NtryDtls/TxDtls")
    amounts = [_part(entry, one, where) for one in details]
    known = [amount for amount in amounts if amount is not None]
    if len(details) > 1 and len(known) == len(details) and sum(known) == _signed(entry, where):
        for one, grosze in zip(details, known, strict=True):
            yield _booking(entry, (one,), grosze, where)
    else:
        yield _booking(entry, tuple(details), _signed(entry, where), where)


def _part(entry: ET.Element, details: ET.Element, where: str) -> int | None:
    """What one of several transactions came to; None where the file does not say, or not in PLN."""
    amount = details.find("Amt")
    if amount is None:
        amount = details.find("AmtDtls/TxAmt/Amt")
    if amount is None or amount.get("Ccy") != "PLN":
        return None
    sign = _text(details, "CdtDbtInd") or _text(entry, "CdtDbtInd")
    return _SIGNS.get(sign, 0) * _grosze(amount, where)


def _booking(
    entry: ET.Element, details: tuple[ET.Element, ...], grosze: int, where: str
) -> Booking:
    day = next(
        (
            text
            for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
            if (text := _text(entry, path))
        ),
        "",
    )
    title = " ".join(text for one in details for text in _title(one))
    parties = ("Dbtr", "Cdtr") if grosze > 0 else ("Cdtr", "Dbtr")
    names = [
        name
        for party in parties
        for one in details
        for path in (f"RltdPties/{party}/Nm", f"RltdPties/{party}/Pty/Nm")
        if (name := _text(one, path))
    ]
    return booking(
        _day(day, where),
        grosze,
        title or _text(entry, "AddtlNtryInf"),
        names[0] if len(details) == 1 and names else "",
        _reference(entry, details),
        reversal=_text(entry, "RvslInd").lower() in {"true", "1"},
    )


def _title(details: ET.Element) -> list[str]:
    """The texts of a payment: unstructured, structured references, else what the bank adds."""
    paths = ("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/AddtlRmtInf")
    texts = [one.text or "" for path in paths for one in details.findall(path)]
    return [text for text in texts if text.strip()] or [_text(details, "AddtlTxInf")]


def _reference(entry: ET.Element, details: tuple[ET.Element, ...]) -> str:
    """What the bank calls it, the same in every file; NtryRef is only a place in this one."""
    single = details[0] if len(details) == 1 else None
    texts = [
        _text(single, "Refs/AcctSvcrRef"),
        _text(entry, "AcctSvcrRef"),
        _text(single, "Refs/TxId"),
        _text(single, "Refs/EndToEndId"),
    ]
    return next((text for text in texts if text not in _UNSAID), "")


def _signed(element: ET.Element, where: str) -> int:
    """`Amt` with the sign of `CdtDbtInd`, in grosze."""
    sign = _SIGNS.get(_text(element, "CdtDbtInd"))
    amount = element.find("Amt")
    if sign is None or amount is None:
        raise StatementError("Kwota nie mówi, czy to wpływ, czy wydatek (Amt i CdtDbtInd).", where)
    refuse_currency(amount.get("Ccy", ""), where)
    return sign * _grosze(amount, where)


def _grosze(amount: ET.Element, where: str) -> int:
    written = (amount.text or "").strip()
    match = _AMOUNT.fullmatch(written)
    part = (match[2] or "").rstrip("0") if match else ""
    if match is None or len(part) > 2:
        raise StatementError(f"„{shown(written)}” to nie kwota w złotych i groszach.", where)
    return bounded(int(match[1]) * 100 + int(part.ljust(2, "0")), where)


def _day(written: str, where: str) -> date:
    """A day, also from a time: its day as the bank wrote it."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        raise StatementError(f"„{shown(written)}” to nie data.", where) from None


def _text(element: ET.Element | None, path: str) -> str:
    return "" if element is None else (element.findtext(path) or "").strip()
