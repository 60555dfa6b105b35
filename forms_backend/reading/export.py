"""Submissions as a table: CSV for a Polish spreadsheet, rows for a workbook, JSON for programs.

CSV is UTF-8 with BOM, semicolons, CRLF. A cell that a Polish spreadsheet could take for a formula,
or change when it takes it for a number or a day (0000350820, 5.12), gets an apostrophe in front; a
foreign telephone number starts with 00 instead of +, so that it can still be dialled. JSON keeps
the answers as they were stored.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.forms.form import Form
from catalog.text.language import HOME
from catalog.text.tidying import BLANK
from catalog.text.time_zone import WARSAW
from forms_backend.intake import paper_form
from forms_backend.intake.quarantine import DOUBTS, NEW, QUARANTINE
from forms_backend.sealing.submission import SealedSubmission, Submission

READ = "read"
DONE = "done"
OWN_STATES = {NEW: "nowe", READ: "przeczytane", DONE: "załatwione", QUARANTINE: "kwarantanna"}
"""States into which somebody here may put a submission, and their names."""
STATES = OWN_STATES | {
    "to-agree": "umowa czeka na tę osobę",
    "agreed": "umowa czeka na organizację",
}
"""All, with those that only the desk tells."""
WAYS = {False: "przez internet", True: "z papieru"}
"""How a submission came, by whether it was typed in from a sheet."""
_OPEN = ("Numer", "Przyszło", "Skąd", "Stan", "Kasujemy po", "Te same odpowiedzi co")
_FORMULA = re.compile(rf"{BLANK}*[=+\-@|%＝＋－＠﹦﹢﹣﹫]|[\t\r\n]")
_AFTER_COMMA = re.compile(rf"([,\n](?:{BLANK}|\")*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫])")
"""A spreadsheet set to commas cuts a cell there, for all its quotes, and what follows is a cell."""
_MONTH = (
    r"(?:sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|jan|feb|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)\w*\.?"
)
_DAY = r"(?:\d{1,2}[./-]\d{1,4}(?:[./-]\d{0,4})?\.?|\d{4}[./-]\d{1,2}|\d{4}[./]\d{1,2}[./]\d{1,2})"
_CLOCK = r"\d+:\d+(?::\d+)?(?:[.,]\d+)?(?:\s*[ap]m?)?"
_CHANGED = re.compile(
    rf"{BLANK}*(?:"
    r"0[\d\s]+(?:[.,]\d*)?|\d[\d\s]{11,}"  # loses its zeros; becomes 4,20602E+11
    r"|\d+(?:[.,]\d*)?\s*e\s*[+-]?\s*\d+"  # a power of ten
    rf"|{_DAY}(?:\s+{_CLOCK})?|{_CLOCK}"
    rf"|\d{{1,2}}[\s./-]*{_MONTH}|{_MONTH}[\s./-]*\d{{1,4}}"
    r"|\(\s*\d[\d\s.,]*\)|\d[\d\s.,]*-"  # less than nothing, as book-keepers write it
    r"|\d+\s+\d+/\d+|\d[\d\s.,]*%"  # a fraction; a hundredth
    r"|\d+[.,]|[.,]\d+"  # a number without one of its sides
    r"|#[^\s#]+"  # an error of a formula: #N/D!, #ARG!
    r"|true|false|prawda|fałsz"
    r")\s*",
    re.IGNORECASE,
)
"""What a spreadsheet reads as a value, and then writes in another way."""
_PHONE = re.compile(r"\+(\d[\d ]*(?: wew\. \d+)?)")


@dataclass(frozen=True)
class Opened:
    """A submission that was opened, with the form as it was asked and the open row.

    same_as: the reference of an earlier one with the same answers, see `reading.doubles`.
    """

    record: SealedSubmission
    submission: Submission
    form: Form
    same_as: str = ""

    @property
    def when(self) -> str:
        """When it came, in Poland: 2026-11-22 14:03."""
        return f"{self.record.label.received.astimezone(WARSAW):%Y-%m-%d %H:%M}"

    @property
    def state(self) -> str:
        """Its state in Polish."""
        return STATES.get(self.record.state, self.record.state)

    @property
    def doubts(self) -> str:
        """Why it was put into quarantine, in Polish; empty when it was not."""
        return "; ".join(DOUBTS.get(one, one) for one in self.submission.doubts)

    @property
    def way(self) -> str:
        """How it came: from paper or through the internet, and in which language if not Polish."""
        way = WAYS[self.record.label.from_paper]
        return way if self.submission.language == HOME else f"{way}, po angielsku"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Label and answer of each question, as people read them; first those about a sheet."""
        return (
            *paper_form.rows(self.submission.paper),
            *(
                (question.label, question.show(self.submission.answers.get(question.name, "")))
                for question in self.form.asked
            ),
        )


def to_csv(opened: Sequence[Opened]) -> bytes:
    """One row each, safe for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in to_rows(opened):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def to_rows(opened: Sequence[Opened]) -> tuple[tuple[str, ...], ...]:
    """Headings, then one row each. Columns are the questions of every version, newest labels.

    What is known of sheets has columns where at least one was typed in.
    """
    about = {
        name: one.label
        for name, one in paper_form.QUESTIONS.items()
        if any(name in each.submission.paper for each in opened)
    }
    labels = about | {
        question.name: question.label
        for one in sorted(opened, key=lambda one: one.record.label.received)
        for question in one.form.asked
    }
    return ((*_OPEN, *labels.values()), *(_cells(one, labels) for one in opened))


def to_json(opened: Sequence[Opened]) -> bytes:
    """A list of objects in the order given; answers by question name, as they were stored."""
    rows = [
        {
            **one.record.label.as_json(),
            "state": one.record.state,
            "keep_until": one.record.keep_until.isoformat(),
            "same_as": one.same_as,
            "paper": dict(one.submission.paper),
            "answers": dict(one.submission.answers),
        }
        for one in opened
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n"


def _cells(one: Opened, names: Iterable[str]) -> tuple[str, ...]:
    record, about = one.record, one.submission.paper
    shown = {
        question.name: question.show(one.submission.answers.get(question.name, ""))
        for question in one.form.asked
    } | {name: paper_form.QUESTIONS[name].show(answer) for name, answer in about.items()}
    return (
        record.label.reference,
        one.when,
        one.way,
        one.state,
        record.keep_until.isoformat(),
        one.same_as,
        *(shown.get(name, "") for name in names),
    )


def safe_cell(text: str) -> str:
    """The same text for people, never a formula for a spreadsheet."""
    phone = _PHONE.fullmatch(text)
    if phone:
        return f"'00{phone[1]}"
    if _CHANGED.fullmatch(text):
        return f"'{text}"
    return _AFTER_COMMA.sub(r"\1'", f"'{text}" if _FORMULA.match(text) else text)
