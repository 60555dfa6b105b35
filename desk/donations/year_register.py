"""The register of a year's donations, as a table for the accountant."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import sqlalchemy as sa

from desk.database.record import Entry, Record, note
from desk.database.tables import BANK_LINES, DONATIONS, THINGS
from desk.database.things import within
from desk.donations.paying import own_lines
from desk.kinds.registry import KINDS
from desk.rules.roles import Scope
from forms_backend.reading.export import safe_cell

HEADINGS = (
    "dzień wpływu",
    "kwota (zł)",
    "kod",
    "kto wpłacił",
    "cel",
    "stan",
    "organizacja",
    "dowód",
    "tytuł przelewu",
    "numer operacji w banku",
    "rachunek",
)


def year_register(record: Record, scope: Scope, year: int, now: datetime) -> bytes:
    """CSV (UTF-8 with a mark, semicolons), a row for each donation that came in the year.

    Of a donation that is erased its line of the bank is left: day, amount, code and title. That
    somebody took the register away is a line of the chain.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    labels = {one.name: one.label for one in KINDS["donation"].states}
    columns = (THINGS.c.state, THINGS.c.organization, *DONATIONS.c, BANK_LINES.c.title)
    bank = (BANK_LINES.c.name.label("sender"), BANK_LINES.c.bank_reference, BANK_LINES.c.account)
    kept = (
        sa.select(*columns, *bank)
        .join(DONATIONS, DONATIONS.c.thing == THINGS.c.id)
        .outerjoin(BANK_LINES, BANK_LINES.c.pays == THINGS.c.id)
        .where(within(scope), DONATIONS.c.paid_on.between(first, last))
    )
    left = sa.select(BANK_LINES).where(
        own_lines(scope),
        BANK_LINES.c.day.between(first, last),
        BANK_LINES.c.grosze > 0,
        BANK_LINES.c.code != "",
        BANK_LINES.c.pays.is_(None),
    )
    rows: list[tuple[str, ...]] = []
    with record.writing() as connection:
        for one in connection.execute(kept):
            about = (one.paid_on.isoformat(), _amount(one.paid), one.code, one.sender or one.name)
            state = (one.purpose, labels[one.state], one.organization or "", one.proof)
            proof = (one.title or "", one.bank_reference or "", one.account or "")
            rows.append((*about, *state, *proof))
        for one in connection.execute(left):
            about = (one.day.isoformat(), _amount(one.grosze), one.code, one.name)
            state = ("", "skasowana", one.organization or "", "przelew na wyciągu")
            rows.append((*about, *state, one.title, one.bank_reference, one.account))
        note(connection, scope, Entry("exported"), now)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (HEADINGS, *sorted(rows)):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _amount(grosze: int) -> str:
    """As a spreadsheet adds it up in Poland: 1200,50."""
    whole, part = divmod(grosze, 100)
    return f"{whole},{part:02d}"
