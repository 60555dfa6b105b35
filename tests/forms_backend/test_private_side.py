"""States, exports, readings and their log: what coordinators do, typed as they type it."""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from forms_backend.cli.commands import add_commands
from forms_backend.config import TEMPLATES
from forms_backend.keys.key_files import make_keys
from forms_backend.keys.opening import Effort
from forms_backend.maintenance import audit
from tests.forms_backend.furniture import House, furnish
from tests.forms_backend.test_submit import confirmed

PASSPHRASE = "zażółć gęślą jaźń"
LIGHT = Effort(rounds=1, memory=8192)


class Desk:
    """A coordinator's computer: real keys with a passphrase, and a service that uses them."""

    def __init__(self, var: Path, capture: pytest.CaptureFixture[str]) -> None:
        settings = furnish(var, demonstration=False).settings
        settings.public_keys.unlink()
        self.folder = settings.public_keys.parent
        self.made = make_keys(self.folder, TEMPLATES, PASSPHRASE, LIGHT)
        self.sheet = copied(self.made.recovery_sheet)
        self.made.recovery_sheet.unlink()
        self.settings = settings
        self._capture = capture

    def house(self) -> House:
        """The service as it starts with today's public keys. Its own private keys are not used."""
        return House(self.settings, None, None)  # type: ignore[arg-type]

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was said, and what was complained about."""
        parser = argparse.ArgumentParser()
        add_commands(parser.add_subparsers(required=True))
        arguments = parser.parse_args(words)
        code = int(arguments.run(arguments))
        return code, *self._capture.readouterr()

    def actions(self) -> list[str]:
        """What the log says was done."""
        return [one.action for one in audit.entries(self.settings.audit)]


def copied(sheet: Path) -> str:
    """The rows of a recovery sheet, as somebody types them off the paper."""
    return "\n".join(re.findall(r"<li>([A-Z2-9 ]+)</li>", sheet.read_text(encoding="utf-8")))


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk where somebody types the right passphrase."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(tmp_path / "var"))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSPHRASE)
    return Desk(tmp_path / "var", capsys)


def test_spoiled_envelope_hides_no_other(desk: Desk) -> None:
    """One submission that somebody has spoiled is named; all others are read."""
    spoiled, whole = confirmed(desk.house()), confirmed(desk.house())
    store = Path(desk.settings.store)
    (month,) = store.glob("*.json")
    rows = json.loads(month.read_bytes())
    box = rows["submissions"]["1"]["envelope"]["box"]
    rows["submissions"]["1"]["envelope"]["box"] = box[:-8] + "AAAAAAA="
    month.write_text(json.dumps(rows), encoding="utf-8")
    for words in (["show", spoiled, whole], ["export"]):
        code, said, complained = desk.run("submissions", *words)
        assert (1, True) == (code, whole in said)
        assert f"Zgłoszenie {spoiled} jest uszkodzone albo ktoś je zmienił.\n" == complained


def test_states_need_no_key(desk: Desk) -> None:
    """A state is changed by reference, listed by state, and noted."""
    one, other = confirmed(desk.house()), confirmed(desk.house(), first_name="Ewa")
    desk.made.private.unlink()
    code, said, _ = desk.run("submissions", "state", "done", one.lower())
    assert (0, "Stan „załatwione”: 1 zgłoszenie.\n") == (code, said)
    listed = desk.run("submissions", "list", "--state", "new")[1]
    assert other in listed
    assert one not in listed
    code, _, complained = desk.run("submissions", "state", "read", "AAAA-AAAA")
    assert 1 == code
    assert "Nie ma zgłoszenia o numerze" in complained
    assert ["state done", "state read"] == desk.actions()


def test_quarantine_is_seen_and_released(desk: Desk) -> None:
    """What was put aside is listed with what to do, and comes back as new."""
    reference = confirmed(desk.house())
    desk.run("submissions", "state", "quarantine", reference)
    said = desk.run("submissions", "quarantine")[1]
    assert reference in said
    assert "kwarantanna" in said
    assert "--release" in said
    assert 0 == desk.run("submissions", "quarantine", "--release", reference)[0]
    assert "0 zgłoszeń" in desk.run("submissions", "quarantine")[1]


def test_json_keeps_the_answers(desk: Desk, tmp_path: Path) -> None:
    """JSON by the file's name: answers as stored, without a spreadsheet's apostrophes."""
    reference = confirmed(desk.house(), first_name="=Ewa")
    out = tmp_path / "dane.json"
    assert 0 == desk.run("submissions", "export", "--out", str(out))[0]
    [row] = json.loads(out.read_text(encoding="utf-8"))
    assert (reference, "new", "=Ewa") == (
        row["reference"],
        row["state"],
        row["answers"]["first_name"],
    )
    assert ["zakupy", "komputer"] == row["answers"]["needs"]
    assert ["export json"] == desk.actions()


def test_likely_double_is_told_everywhere(desk: Desk, tmp_path: Path) -> None:
    """`show` and every export name the earlier one with the same answers, of what they open."""
    first, again, other = (confirmed(desk.house(), first_name=one) for one in ("Ewa", "Ewa", "Ela"))
    said = desk.run("submissions", "show", first, again, other)[1]
    assert [f"Te same odpowiedzi są w zgłoszeniu {first}."] == re.findall("Te same.*", said)
    table, text = tmp_path / "dane.csv", tmp_path / "dane.json"
    for out in (table, text):
        assert 0 == desk.run("submissions", "export", "--out", str(out))[0]
    rows = csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline=""), delimiter=";")
    same = {one["Numer"]: one["Te same odpowiedzi co"] for one in rows}
    assert {first: "", again: first, other: ""} == same
    assert same == {one["reference"]: one["same_as"] for one in json.loads(text.read_bytes())}


def test_xlsx_has_no_formula(desk: Desk, tmp_path: Path) -> None:
    """In a workbook every cell is text: no formula, no link, marked so that editing makes none."""
    confirmed(desk.house(), first_name="=1+1", remarks="https://zly.example")
    out = tmp_path / "dane.xlsx"
    assert 0 == desk.run("submissions", "export", "--out", str(out))[0]
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert "<t>=1+1</t>" in strings
    assert 'quotePrefix="1"' in styles


def test_xlsx_has_no_markup_of_a_stranger(desk: Desk, tmp_path: Path) -> None:
    """An answer that looks like a workbook's own markup is text, and spoils nobody's export."""
    typed = "<r><t>zły</r>"
    confirmed(desk.house(), first_name=typed)
    out = tmp_path / "dane.xlsx"
    assert 0 == desk.run("submissions", "export", "--out", str(out))[0]
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert typed not in strings
    assert "> &lt;r&gt;&lt;t&gt;zły&lt;/r&gt;</t>" in strings


def test_every_reading_is_logged_without_content(desk: Desk) -> None:
    """Show, export and states are in the log with their references, and no answer is."""
    reference = confirmed(desk.house())
    desk.run("submissions", "show", reference)
    desk.run("submissions", "export")
    desk.run("submissions", "list")
    assert ["show", "export csv"] == desk.actions()
    text = desk.settings.audit.read_text(encoding="utf-8")
    assert reference in text
    assert not re.search("Próbna|601 ?234 ?567|zakupy", text)
    said = desk.run("audit")[1].splitlines()
    assert [f"odczyt w oknie poleceń  {reference}", f"zapis do pliku: csv  {reference}"] == [
        line.split("  ", 2)[2] for line in said
    ]


def test_no_log_no_reading(desk: Desk) -> None:
    """When the log cannot be written, nothing is shown."""
    reference = confirmed(desk.house())
    desk.settings.audit.mkdir()
    code, said, complained = desk.run("submissions", "show", reference)
    assert (1, "") == (code, said)
    assert "niczego nie zrobiono" in complained
