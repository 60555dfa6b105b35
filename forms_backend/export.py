"""Submissions as a table that a Polish spreadsheet opens: UTF-8 with BOM, semicolons, CRLF.

A cell that a spreadsheet could take for a formula gets an apostrophe in front; a foreign telephone
number starts with 00 instead of +, so that it can still be dialled.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from catalog.forms import Form
from forms_backend.submission import Record, Submission

WARSAW = ZoneInfo("Europe/Warsaw")
STATES = {"new": "nowe"}
_OPEN = ("Numer", "Przyszło", "Stan", "Kasujemy po")
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]|[\t\r\n]")
_PHONE = re.compile(r"\+(\d[\d ]*(?: wew\. \d+)?)")


@dataclass(frozen=True)
class Opened:
    """A submission that was opened, with the form as it was asked and the open row."""

    record: Record
    submission: Submission
    form: Form

    @property
    def when(self) -> str:
        """When it came, in Poland: 2026-11-22 14:03."""
        return f"{self.record.label.received.astimezone(WARSAW):%Y-%m-%d %H:%M}"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Label and answer of each question, as people read them."""
        return tuple(
            (question.label, question.show(self.submission.answers.get(question.name, "")))
            for question in self.form.asked
        )


def to_csv(opened: Sequence[Opened]) -> bytes:
    """One row each. Columns are the questions of every version, headed by the newest labels."""
    labels = {
        question.name: question.label
        for one in sorted(opened, key=lambda one: one.record.label.received)
        for question in one.form.asked
    }
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(label) for label in (*_OPEN, *labels.values())])
    for one in opened:
        writer.writerow([safe_cell(cell) for cell in _cells(one, labels)])
    return text.getvalue().encode("utf-8-sig")


def _cells(one: Opened, names: Iterable[str]) -> tuple[str, ...]:
    record = one.record
    shown = {
        question.name: question.show(one.submission.answers.get(question.name, ""))
        for question in one.form.asked
    }
    return (
        record.label.reference,
        one.when,
        STATES.get(record.state, record.state),
        record.keep_until.isoformat(),
        *(shown.get(name, "") for name in names),
    )


def safe_cell(text: str) -> str:
    """The same text for people, never a formula for a spreadsheet."""
    phone = _PHONE.fullmatch(text)
    if phone:
        return f"00{phone[1]}"
    return f"'{text}" if _FORMULA.match(text) else text
