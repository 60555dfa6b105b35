"""Files as banks write them, made of made-up statements: MT940, CAMT.053, mBank's CSV and its XLSX.

The writers know nothing of the readers. Accounts belong to a bank number that no bank has.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO, StringIO
from xml.sax.saxutils import escape

import xlsxwriter

from desk.statements.statement import Booking

CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02d}"


def nrb(number: int) -> str:
    """An account with right check digits at the bank 00000000, which does not exist."""
    bban = f"{number:024d}"
    return f"{98 - int(f'{bban}252100') % 97:02d}{bban}"


OURS = nrb(4242)
BOOKED = Booking(
    date(2026, 11, 3), 5000, "Darowizna cele statutowe K7MD4QV", "ZMYŚLONA ZOFIA", "R-1"
)


@dataclass(frozen=True)
class Written:
    """A statement to be written; it closes where its lines lead."""

    bookings: tuple[Booking, ...]
    account: str = OURS
    opening: int = 12_345
    first_day: date = date(2026, 11, 1)
    last_day: date = date(2026, 11, 30)

    @property
    def closing(self) -> int:
        """Opening and all lines."""
        return self.opening + sum(one.grosze for one in self.bookings)


def booked(*amounts: int, title: str = "Darowizna", day: date = date(2026, 11, 3)) -> Written:
    """A statement with a line of each amount, told apart by its reference."""
    return Written(
        tuple(
            replace(BOOKED, grosze=grosze, title=title, bank_reference=f"R-{n}", day=day)
            for n, grosze in enumerate(amounts, start=1)
        )
    )


def comma(grosze: int) -> str:
    """An amount without its sign: 12,30."""
    return f"{abs(grosze) // 100},{abs(grosze) % 100:02d}"


def mt940(statements: Iterable[Written], separator: str = "~", encoding: str = "utf-8") -> bytes:
    """An MT940 file; titles are cut into subfields of 27 signs, names into those of 35."""
    rows = [
        row for number, one in enumerate(statements, 1) for row in _mt940(one, number, separator)
    ]
    return "\r\n".join([*rows, ""]).encode(encoding)


def _mt940(one: Written, number: int, separator: str) -> Iterable[str]:
    yield f":20:ST{number:05d}"
    yield f":25:PL{one.account}"
    yield f":28C:{number}/1"
    yield f":60F:{_mark(one.opening)}{one.first_day:%y%m%d}PLN{comma(one.opening)}"
    for line in one.bookings:
        mark = ("R" if line.reversal else "") + _mark(line.grosze, other=line.reversal)
        head = f":61:{line.day:%y%m%d}{line.day:%m%d}{mark}N{comma(line.grosze)}NTRFNONREF"
        yield f"{head}//{line.bank_reference}" if line.bank_reference else head
        yield f":86:020{separator}00Przelew"
        yield from _cut(line.title, 27, range(20, 30), separator)
        yield f"{separator}30000000"
        yield from _cut(line.name, 35, range(32, 34), separator)
    yield f":62F:{_mark(one.closing)}{one.last_day:%y%m%d}PLN{comma(one.closing)}"


def _mark(grosze: int, *, other: bool = False) -> str:
    return "D" if (grosze < 0) != other else "C"


def _cut(text: str, length: int, codes: Sequence[int], separator: str) -> Iterable[str]:
    for at, code in enumerate(codes):
        if part := text[at * length : (at + 1) * length]:
            yield f"{separator}{code}{part}"


def camt(statements: Iterable[Written], version: int = 2) -> bytes:
    """A CAMT.053 file in which each line is an entry of its own."""
    body = "".join(f"<Stmt><Id>{n}</Id>{_camt(one)}</Stmt>" for n, one in enumerate(statements, 1))
    return camt_document(body, version)


def camt_document(body: str, version: int = 2) -> bytes:
    """The frame of a file around its statements."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{CAMT.format(version=version)}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>{body}</BkToCstmrStmt></Document>"
    ).encode()


def camt_head(one: Written) -> str:
    """Account, days and balances of a statement."""
    balances = (("OPBD", one.opening, one.first_day), ("CLBD", one.closing, one.last_day))
    return (
        f"<FrToDt><FrDtTm>{one.first_day}T00:00:00</FrDtTm><ToDtTm>{one.last_day}T23:59:59</ToDtTm>"
        f"</FrToDt><Acct><Id><IBAN>PL{one.account}</IBAN></Id><Ccy>PLN</Ccy></Acct>"
        + "".join(
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{amount(grosze)}"
            f"<Dt><Dt>{day}</Dt></Dt></Bal>"
            for code, grosze, day in balances
        )
    )


def amount(grosze: int) -> str:
    """Amount and direction of an entry or a balance."""
    written = comma(grosze).replace(",", ".")
    direction = "DBIT" if grosze < 0 else "CRDT"
    return f'<Amt Ccy="PLN">{written}</Amt><CdtDbtInd>{direction}</CdtDbtInd>'


def _camt(one: Written) -> str:
    return camt_head(one) + "".join(_entry(line) for line in one.bookings)


def _entry(line: Booking) -> str:
    party = "Dbtr" if line.grosze > 0 else "Cdtr"
    reversal = "<RvslInd>true</RvslInd>" if line.reversal else ""
    return (
        f"<Ntry>{amount(line.grosze)}{reversal}<Sts>BOOK</Sts><BookgDt><Dt>{line.day}</Dt></BookgDt>"
        f"<AcctSvcrRef>{escape(line.bank_reference)}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<RltdPties><{party}><Nm>{escape(line.name)}</Nm></{party}></RltdPties>"
        f"<RmtInf><Ustrd>{escape(line.title)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def mbank_rows(one: Written) -> list[list[str]]:
    """The table of operations of mBank, the newest first."""
    rows = [
        ["mBank S.A. Bankowość Detaliczna", ""],
        ["#Za okres:", ""],
        [f"{one.first_day:%d.%m.%Y}", f"{one.last_day:%d.%m.%Y}", ""],
        ["#Numer rachunku", ""],
        [f"{one.account[:2]} " + " ".join(one.account[n : n + 4] for n in range(2, 26, 4)), ""],
        ["#Saldo początkowe", f"{signed(one.opening)} PLN", ""],
        [],
        "#Data księgowania;#Data operacji;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;"
        "#Numer konta;#Kwota;#Saldo po operacji;".split(";"),
    ]
    lines, balance = [], one.opening
    for line in one.bookings:
        balance += line.grosze
        day = line.day.isoformat()
        lines.append(
            [
                day,
                day,
                "PRZELEW",
                line.title,
                line.name,
                "''",
                signed(line.grosze),
                signed(balance),
                "",
            ]
        )
    closing = ["", "", "", "", "", "", "#Saldo końcowe", f"{signed(one.closing)} PLN", ""]
    return [*rows, *reversed(lines), [], closing, ["Niniejszy dokument sporządzono dla próby."]]


def signed(grosze: int) -> str:
    """An amount as mBank writes it: -1 200,00."""
    whole = f"{abs(grosze) // 100:,}".replace(",", " ")
    return f"{'-' if grosze < 0 else ''}{whole},{abs(grosze) % 100:02d}"


def as_csv(rows: Iterable[Sequence[str]], delimiter: str = ";", encoding: str = "cp1250") -> bytes:
    """Rows as a bank's CSV."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as an XLSX workbook; days and numbers keep their kind."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, days = book.add_worksheet("Historia"), book.add_format({"num_format": "yyyy-mm-dd"})
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, days)
                elif isinstance(cell, int | float):
                    sheet.write_number(r, c, cell)
                else:
                    sheet.write_string(r, c, str(cell))
    return file.getvalue()
