"""States, exports, readings and their log: what coordinators do, typed as they type it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from forms_backend.config import TEMPLATES
from forms_backend.keys.key_files import make_keys
from forms_backend.keys.opening import Effort
from forms_backend.maintenance import audit
from tests.command_line import typed
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import House, furnish

PASSPHRASE = "zażółć gęślą jaźń"
LIGHT = Effort(rounds=1, memory=8192)


class Coordinator:
    """A coordinator's computer: real keys with a passphrase, and a service that uses them."""

    def __init__(self, var: Path) -> None:
        settings = furnish(var, demonstration=False).settings
        settings.public_keys.unlink()
        self.folder = settings.public_keys.parent
        self.made = make_keys(self.folder, TEMPLATES, PASSPHRASE, LIGHT)
        self.sheet = copied(self.made.recovery_sheet)
        self.made.recovery_sheet.unlink()
        self.settings = settings

    def house(self) -> House:
        """The service as it starts with today's public keys. Its own private keys are not used."""
        return House(self.settings, None, None)  # type: ignore[arg-type]

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was said, and what was complained about."""
        return typed(*words)

    def actions(self) -> list[str]:
        """What the log says was done."""
        return [one.action for one in audit.log_lines(self.settings.audit)]


def copied(sheet: Path) -> str:
    """The rows of a recovery sheet, as somebody types them off the paper."""
    return "\n".join(re.findall(r"<li>([A-Z2-9 ]+)</li>", sheet.read_text(encoding="utf-8")))


@pytest.fixture
def coordinator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coordinator:
    """A computer where somebody types the right passphrase."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(tmp_path / "var"))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSPHRASE)
    return Coordinator(tmp_path / "var")


def test_spoiled_envelope_hides_no_other(coordinator: Coordinator) -> None:
    """One submission that somebody has spoiled is named; all others are read."""
    spoiled, whole = confirmed(coordinator.house()), confirmed(coordinator.house())
    store = Path(coordinator.settings.store)
    (month,) = store.glob("*.json")
    rows = json.loads(month.read_bytes())
    box = rows["submissions"]["1"]["envelope"]["box"]
    rows["submissions"]["1"]["envelope"]["box"] = box[:-8] + "AAAAAAA="
    month.write_text(json.dumps(rows), encoding="utf-8")
    for words in (["show", spoiled, whole], ["export"]):
        code, said, complained = coordinator.run("submissions", *words)
        assert (1, True) == (code, whole in said)
        assert f"Zgłoszenie {spoiled} jest uszkodzone albo ktoś je zmienił.\n" == complained


def test_states_need_no_key(coordinator: Coordinator) -> None:
    """A state is changed by reference, listed by state, and noted."""
    one, other = confirmed(coordinator.house()), confirmed(coordinator.house(), first_name="Ewa")
    coordinator.made.private.unlink()
    code, said, _ = coordinator.run("submissions", "state", "done", one.lower())
    assert (0, "Stan „załatwione”: 1 zgłoszenie.\n") == (code, said)
    listed = coordinator.run("submissions", "list", "--state", "new")[1]
    assert other in listed
    assert one not in listed
    code, _, complained = coordinator.run("submissions", "state", "read", "AAAA-AAAA")
    assert 1 == code
    assert "Nie ma zgłoszenia o numerze" in complained
    assert ["state done", "state read"] == coordinator.actions()


def test_quarantine_is_seen_and_released(coordinator: Coordinator) -> None:
    """What was put aside is listed with what to do, and comes back as new."""
    reference = confirmed(coordinator.house())
    coordinator.run("submissions", "state", "quarantine", reference)
    said = coordinator.run("submissions", "quarantine")[1]
    assert reference in said
    assert "kwarantanna" in said
    assert "--release" in said
    assert 0 == coordinator.run("submissions", "quarantine", "--release", reference)[0]
    assert "0 zgłoszeń" in coordinator.run("submissions", "quarantine")[1]


def test_json_keeps_the_answers(coordinator: Coordinator, tmp_path: Path) -> None:
    """JSON by the file's name: answers as stored, without a spreadsheet's apostrophes."""
    reference = confirmed(coordinator.house(), first_name="=Ewa")
    out = tmp_path / "dane.json"
    assert 0 == coordinator.run("submissions", "export", "--out", str(out))[0]
    [row] = json.loads(out.read_text(encoding="utf-8"))
    assert (reference, "new", "=Ewa") == (
        row["reference"],
        row["state"],
        row["answers"]["first_name"],
    )
    assert ["zakupy", "komputer"] == row["answers"]["needs"]
    assert ["export json"] == coordinator.actions()


def test_likely_double_is_told_everywhere(coordinator: Coordinator, tmp_path: Path) -> None:
    """`show` and every export name the earlier one with the same answers, of what they open."""
    first, again, other = (
        confirmed(coordinator.house(), first_name=one) for one in ("Ewa", "Ewa", "Ela")
    )
    said = coordinator.run("submissions", "show", first, again, other)[1]
    assert [f"Te same odpowiedzi są w zgłoszeniu {first}."] == re.findall("Te same.*", said)
    table, text = tmp_path / "dane.csv", tmp_path / "dane.json"
    for out in (table, text):
        assert 0 == coordinator.run("submissions", "export", "--out", str(out))[0]
    rows = csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline=""), delimiter=";")
    same = {one["Numer"]: one["Te same odpowiedzi co"] for one in rows}
    assert {first: "", again: first, other: ""} == same
    assert same == {one["reference"]: one["same_as"] for one in json.loads(text.read_bytes())}


def test_xlsx_has_no_formula(coordinator: Coordinator, tmp_path: Path) -> None:
    """In a workbook every cell is text: no formula, no link, marked so that editing makes none."""
    confirmed(coordinator.house(), first_name="=1+1", remarks="https://zly.example")
    out = tmp_path / "dane.xlsx"
    assert 0 == coordinator.run("submissions", "export", "--out", str(out))[0]
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert "<t>=1+1</t>" in strings
    assert 'quotePrefix="1"' in styles


def test_xlsx_has_no_markup_of_a_stranger(coordinator: Coordinator, tmp_path: Path) -> None:
    """An answer that looks like a workbook's own markup is text, and spoils nobody's export."""
    typed = "<r><t>zły</r>"
    confirmed(coordinator.house(), first_name=typed)
    out = tmp_path / "dane.xlsx"
    assert 0 == coordinator.run("submissions", "export", "--out", str(out))[0]
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert typed not in strings
    assert "> &lt;r&gt;&lt;t&gt;zły&lt;/r&gt;</t>" in strings


def test_every_reading_is_logged_without_content(coordinator: Coordinator) -> None:
    """Show, export and states are in the log with their references, and no answer is."""
    reference = confirmed(coordinator.house())
    coordinator.run("submissions", "show", reference)
    coordinator.run("submissions", "export")
    coordinator.run("submissions", "list")
    assert ["show", "export csv"] == coordinator.actions()
    text = coordinator.settings.audit.read_text(encoding="utf-8")
    assert reference in text
    assert not re.search("Próbna|601 ?234 ?567|zakupy", text)
    said = coordinator.run("audit")[1].splitlines()
    assert [f"odczyt w oknie poleceń  {reference}", f"zapis do pliku: csv  {reference}"] == [
        line.split("  ", 2)[2] for line in said
    ]


def test_no_log_no_reading(coordinator: Coordinator) -> None:
    """When the log cannot be written, nothing is shown."""
    reference = confirmed(coordinator.house())
    coordinator.settings.audit.mkdir()
    code, said, complained = coordinator.run("submissions", "show", reference)
    assert (1, "") == (code, said)
    assert "niczego nie zrobiono" in complained


def test_failed_try_is_noted(coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong passphrase is in the log with the number that was asked for; nothing is shown."""
    reference = confirmed(coordinator.house())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "inne hasło niż to")
    assert 1 == coordinator.run("submissions", "show", reference)[0]
    (one,) = audit.log_lines(coordinator.settings.audit)
    assert ("show nieudane", (reference,)) == (one.action, one.references)
    assert "odczyt w oknie poleceń: nieudane" in coordinator.run("audit")[1]
