"""No cell is a formula, and every cell stays readable."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.forms.form import Form
from forms_backend.intake.quarantine import DOUBTS, HASTY, QUARANTINE, TRAPPED
from forms_backend.reading.export import Opened, safe_cell, to_csv, to_json, to_rows
from forms_backend.sealing.submission import Submission
from tests.forms_backend.sealed_records import record
from tests.forms_backend.synthetic_service import FORM

NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def form_of(**labels: str) -> Form:
    """A form with these questions."""
    questions = [{"name": name, "type": "text", "label": label} for name, label in labels.items()]
    sections = [{"title": "Pytania", "questions": questions}]
    return Form.model_validate(FORM.model_dump() | {"sections": sections, "at_least_one": []})


def opened(form: Form, when: datetime = NIGHT, state: str = "new", **about: Any) -> Opened:
    """A submission as it is when its envelope was opened; `about` is what `Submission` takes."""
    kept = replace(record("K7M-D4QP", when=when), state=state)
    return Opened(kept, Submission(kept.label, **about), form)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Anna", "Anna"),
        ("", ""),
        ("601 234 567", "601 234 567"),
        ("+49 30 901820", "'0049 30 901820"),
        ("+49 30 901820 wew. 12", "'0049 30 901820 wew. 12"),
        ("+420601123456", "'00420601123456"),
        ("0000350820", "'0000350820"),
        ("00420 601 123 456", "'00420 601 123 456"),
        ("0,50", "0,50"),
        ("27 1140 2004 0000 3002 0135 5387", "'27 1140 2004 0000 3002 0135 5387"),
        ("5.12", "'5.12"),
        ("5.12.", "'5.12."),
        ("5/12", "'5/12"),
        ("9-12", "'9-12"),
        ("12.2026", "'12.2026"),
        ("5 maja", "'5 maja"),
        ("22 listopada 2026", "22 listopada 2026"),
        ("2026-11-22", "2026-11-22"),
        ("01-424", "'01-424"),
        ("1E5", "'1E5"),
        ("16:30", "'16:30"),
        ("4:30 pm", "'4:30 pm"),
        ("maj 2026", "'maj 2026"),
        ("gru-26", "'gru-26"),
        ("5.12.2026 10:00", "'5.12.2026 10:00"),
        ("2026/11/22", "'2026/11/22"),
        ("2026.11.22", "'2026.11.22"),
        ("1E+5", "'1E+5"),
        ("1,5e-3", "'1,5e-3"),
        ("007,5", "'007,5"),
        ("(5)", "'(5)"),
        ("5-", "'5-"),
        ("1 1/2", "'1 1/2"),
        ("50%", "'50%"),
        ("0012 3456", "'0012 3456"),
        (".5", "'.5"),
        ("12,", "'12,"),
        ("#N/D", "'#N/D"),
        ("#ARG!", "'#ARG!"),
        ("# 5 piętro", "# 5 piętro"),
        ("﹦1", "'﹦1"),
        ("1.2.3", "'1.2.3"),
        ("Dec 5", "'Dec 5"),
        ("12345678901234567890", "'12345678901234567890"),
        ("192.168.1.1", "192.168.1.1"),
        ("10:00-12:00", "10:00-12:00"),
        ("22-100 Chełm", "22-100 Chełm"),
        ("Maja 5/7", "Maja 5/7"),
        ("2026-11-22 14:03", "2026-11-22 14:03"),
        ("526-104-08-28", "526-104-08-28"),
        ("50,00 zł", "50,00 zł"),
        ("12", "12"),
        ("o 5.12", "o 5.12"),
        ("=1+1", "'=1+1"),
        ("+1+cmd", "'+1+cmd"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("Dzień dobry.\n=1", "Dzień dobry.\n'=1"),
        ("Anna,=1", "Anna,'=1"),
        ('Anna, "=1', "Anna, \"'=1"),
        ("pn, wt - 9", "pn, wt - 9"),
    ],
)
def test_cell(text: str, cell: str) -> None:
    """What could be a formula gets an apostrophe; a foreign phone can still be dialled."""
    assert cell == safe_cell(text)


@pytest.mark.parametrize(
    "sign",
    "\u3164\u2800\u180e\u200b\u200d\ufeff\u00ad\u00a0\ufe0f\u202e\x1b"
    "\U000e0041\U0001d159\U000e0100",
)
def test_no_sign_without_a_shape_hides_a_formula(sign: str) -> None:
    """A spreadsheet may skip what nobody sees; the cell begins with an apostrophe all the same."""
    for formula in ("=1+1", "+48", "-1", "@A1", "5.12"):
        assert safe_cell(f"{sign}{formula}").startswith("'")
        assert f"a,{sign}'=" in safe_cell(f"a,{sign}=1")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@given(texts=st.lists(st.text("a=+-@,\"\n '", max_size=8), min_size=2, max_size=3))
def test_no_setting_of_a_spreadsheet_finds_a_formula(separator: str, texts: list[str]) -> None:
    """Whatever parts the cells of a spreadsheet, none of what it sees is a formula.

    The first cell is always our own reference, as in an export.
    """
    row = [safe_cell(one) for one in ("K7M-D4QV", *texts)]
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerow(row)
    for seen in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=separator):
        for cell in seen:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@"))


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    """Whatever was typed, the cell does not start with what a spreadsheet computes."""
    assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_table_for_a_polish_spreadsheet() -> None:
    """UTF-8 with its mark, semicolons, everything in quotes, rows end as Windows wants it."""
    one = opened(form_of(name="Imię", more="Uwagi"), answers={"name": "Żaneta", "more": '"=1"; a'})
    assert (
        "\ufeff"
        '"Numer";"Przyszło";"Skąd";"Stan";"Kasujemy po";"Te same odpowiedzi co";"Imię";"Uwagi"\r\n'
        '"K7M-D4QP";"2026-11-23 00:30";"przez internet";"nowe";"2026-12-22";"";"Żaneta";'
        '"""=1""; a"\r\n'
    ) == to_csv([one]).decode("utf-8")


def test_columns_of_several_versions() -> None:
    """Each question of each version has a column, headed as it was asked last; none is mixed up."""
    older = opened(form_of(name="Imię", old="Dawne"), answers={"name": "Anna", "old": "tak"})
    newer = opened(
        form_of(new="Nowe", name="Jak masz na imię?"),
        NIGHT + timedelta(days=1),
        answers={"name": "Ewa", "new": "nie"},
    )
    for order in ([older, newer], [newer, older]):
        heads, *rows = (row[6:] for row in to_rows(order))
        assert ("Jak masz na imię?", "Dawne", "Nowe") == heads
        assert [("Anna", "tak", ""), ("Ewa", "", "nie")] == sorted(rows)


def test_programs_get_what_was_stored() -> None:
    """JSON holds names and answers as they are, in Polish letters, for every submission."""
    one = opened(
        form_of(name="Imię"),
        state=QUARANTINE,
        answers={"name": "Żaneta", "needs": ("zakupy",)},
        paper={"paper_typist": "Anna"},
    )
    written = to_json([one, one])
    assert "Żaneta".encode() in written
    first, second = json.loads(written)
    assert first == second
    assert (QUARANTINE, {"paper_typist": "Anna"}, {"name": "Żaneta", "needs": ["zakupy"]}) == (
        first["state"],
        first["paper"],
        first["answers"],
    )


def test_coordinators_read_words() -> None:
    """State, doubts, way and language are told in Polish."""
    one = opened(
        form_of(name="Imię"),
        state=QUARANTINE,
        answers={},
        doubts=(TRAPPED, HASTY),
        language="en",
    )
    assert ("kwarantanna", "przez internet, po angielsku") == (one.state, one.way)
    assert f"{DOUBTS[TRAPPED]}; {DOUBTS[HASTY]}" == one.doubts
    calm = opened(form_of(name="Imię"), answers={})
    assert ("nowe", "", "przez internet") == (calm.state, calm.doubts, calm.way)
