"""Every field of every form is filled with marked words; then the whole machine is turned.

Nothing that was typed may be found afterwards in a log, the audit log, the queue, a letter to a
coordinator, or any file below `var/`. The forms are the real ones, with made-up choices where the
content has none yet.
"""

from __future__ import annotations

import base64
import csv
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from aiosmtpd.controller import Controller

from catalog.forms.form import Choice, Form, Question
from catalog.text.time_zone import WARSAW
from catalog.website.build.published_forms import choices
from forms_backend.intake import paper_form
from forms_backend.stores.address import open_store
from tests.conftest import ROOT, clean_environment, free_port
from tests.forms_backend.mail.test_mail import Mailbox
from tests.forms_backend.paper_browser import type_in
from tests.forms_backend.serving.test_running import wait_until_well
from tests.forms_backend.serving.test_submit import HIDDEN
from tests.forms_backend.synthetic_service import furnish, publication
from tests.real_content import CATALOG

pytestmark = pytest.mark.slow

URL_ENCODED = "application/x-www-form-urlencoded"
ACCOUNT = "61109010140000071219812874"
LATER = datetime.now(WARSAW).date() + timedelta(days=211)
"""A day that forms let through and that nothing else of this run has."""
TYPED = {
    "email": "kanarek.email@przyklad.pl",
    "nip": "123-456-32-18",
    "krs": "0000987654",
    "postal_code": "98-765",
    "amount": "9876,54",
    "account": ACCOUNT,
}
MARKS = {
    "kanarek",
    "512345678",
    "512 345 678",
    "1234563218",
    "123-456-32-18",
    "0000987654",
    "98-765",
    "987654",
    LATER.isoformat(),
    f"{LATER:%d.%m.%Y}",
    "4711471",
    ACCOUNT,
}
"""Whatever was typed, as it was typed and as it is stored."""


def marked(question: Question, wanted: Mapping[str, str]) -> list[str]:
    """A right answer that can be recognised. `wanted` are the choices that conditions ask for."""
    if question.type == "text":
        if question.format == "phone":
            return ["512 345 678"]
        typed = TYPED.get(question.format or "", f"kanarek {question.name}")
        return [typed[: question.limit or None]]
    if question.type == "date":
        return [f"{LATER:%d.%m.%Y}"]
    if question.type == "integer":
        return ["4711471"]
    if question.type == "acknowledge":
        return ["tak"]
    return [wanted.get(question.name) or question.choices[-1].value]


def rounds(form: Form) -> Iterator[dict[str, list[str]]]:
    """Answers to everything, in as many rounds as conditions need until all was asked once."""
    conditions = [one.relevant for one in form.asked if one.relevant is not None]
    left = set(form.asked)
    for turn in range(len(conditions) + 1):
        wanted: dict[str, str] = {}
        for condition in [*conditions[turn:], *conditions[:turn]]:
            wanted.setdefault(condition.question, condition.values[0])
        answers = {one.name: marked(one, wanted) for one in form.asked}
        asked = {
            one
            for one in left
            if one.relevant is None or one.relevant.holds(tuple(answers[one.relevant.question]))
        }
        if asked:
            left -= asked
            yield answers


def real_forms() -> dict[str, Form]:
    """The project's own forms, each list that is empty so far with one made-up choice."""
    catalog = CATALOG
    known = {
        name: offered or (Choice(value="mops-probny", label="MOPS Próbny"),)
        for name, offered in choices(catalog).items()
    }
    return {name: form.with_choices(known) for name, form in catalog.forms.items()}


@dataclass
class Machine:
    """Everything that runs, and everything that it said."""

    folder: Path
    environment: dict[str, str]
    port: int
    forms: dict[str, Form]
    mailbox: Mailbox
    said: list[str] = field(default_factory=list)

    def post(self, path: str, body: str | bytes, kind: str = URL_ENCODED) -> tuple[int, str]:
        """A POST to the service: status and text."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body, {"Content-Type": kind})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of ours. What it complains about has to be clean too."""
        done = subprocess.run(
            [sys.executable, "-m", "wzajemnie", *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.said.append(done.stderr)
        return done

    def files(self) -> dict[str, bytes]:
        """Every file that was written, without what belongs to the coordinators' own computer."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and "desk" not in path.parts
        }


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """The real service with the real forms, a mail server, and a key on another computer."""
    folder = tmp_path_factory.mktemp("canary")
    house = furnish(folder / "var", demonstration=False)
    forms = real_forms()
    published = publication(demonstration=False).model_copy(update={"forms": forms})
    published.write(house.settings.publication)
    (folder / "desk").mkdir()
    house.foundation.write(folder / "desk" / "private.json", None)
    mailbox, port = Mailbox(), free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    environment = clean_environment() | {
        "WZAJEMNIE_VAR": str(folder / "var"),
        "WZAJEMNIE_PORT": str(port),
        "WZAJEMNIE_PRIVATE_KEY": str(folder / "desk" / "private.json"),
        "WZAJEMNIE_SMTP": f"smtp://127.0.0.1:{controller.port}",
        "WZAJEMNIE_PACE": "0",
        "WZAJEMNIE_RATE": "0",
    }
    log = folder / "service.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "wzajemnie", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        ) as process,
    ):
        try:
            wait_until_well(port, process, log)
            built = Machine(folder, environment, port, forms, mailbox)
            turn(built)
            yield built
        finally:
            process.terminate()
            controller.stop()


def turn(machine: Machine) -> None:
    """Everything that the machine can do, once, after every field was filled."""
    for name, form in machine.forms.items():
        for answers in rounds(form):
            send(machine, name, answers)
        spoil(machine, name, form)
    machine.said.append(type_in(machine.environment, sheets(machine.forms)))
    references = stored(machine)
    machine.command("submissions", "list")
    machine.command("submissions", "show", *references)
    for form_name in machine.forms:
        out = machine.folder / "desk" / f"{form_name}.csv"
        machine.command("submissions", "export", "--form", form_name, "--out", str(out))
    machine.command("mail", "notices")
    letters, machine.mailbox.messages = machine.mailbox.messages, []
    machine.command("mail", "send")
    machine.mailbox.messages = letters
    machine.command("submissions", "state", "done", references[0])
    machine.command("submissions", "quarantine")
    machine.command("submissions", "purge")
    machine.command("keys", "check", "--stored")
    machine.command("audit")
    machine.command("submissions", "show", "KANAREK")


def send(machine: Machine, name: str, answers: Mapping[str, list[str]]) -> None:
    """Answers all the way to the receipt."""
    address = f"/zgloszenia/{name}"
    status, text = machine.post(address, urlencode(answers, doseq=True))
    assert 200 == status, re.findall(r'class="mistake"[^>]*>(.*?)</p>', text)
    confirmed = urlencode([*HIDDEN.findall(text), ("wz_step", "wyslij")])
    assert 303 == machine.post(address, confirmed)[0]


def sheets(forms: Mapping[str, Form]) -> dict[str, dict[str, list[str]]]:
    """A sheet of paper of each form, marked as well."""
    about = {one: marked(question, {}) for one, question in paper_form.QUESTIONS.items()}
    about["paper_date"] = [datetime.now(WARSAW).date().isoformat()]
    about["paper_clause"] = ["3/2026-11-3fa9c2/papier"]  # written on submissions in the open
    typed = {
        name: {one.name for one in paper_form.typed(form).asked} for name, form in forms.items()
    }
    return {
        name: {one: given for one, given in about.items() if one in typed[name]}
        | next(iter(rounds(form)))
        for name, form in forms.items()
    }


def spoil(machine: Machine, name: str, form: Form) -> None:
    """The same answers in every wrong way: mistakes, unknown names, bad bytes, too much."""
    address, answers = f"/zgloszenia/{name}", next(iter(rounds(form)))
    body = urlencode(answers, doseq=True)
    boxes = {one.name for one in form.asked if one.type == "acknowledge"}
    mistaken = {question: value for question, value in answers.items() if question not in boxes}
    assert 422 == machine.post(address, urlencode(mistaken, doseq=True))[0]
    for wrong in (f"{body}&kanarek=kanarek", f"{body}&x=%FF", f"{body}&x={'kanarek' * 20_000}"):
        assert machine.post(address, wrong)[0] in (400, 413)
    assert 415 == machine.post(address, body, "multipart/form-data; boundary=kanarek")[0]
    assert 404 == machine.post(f"/zgloszenia/{quote('kanarek ż')}?kanarek=kanarek", body)[0]


def stored(machine: Machine) -> list[str]:
    """The references in the store."""
    records = open_store(str(machine.folder / "var" / "store")).listing().records
    return [one.label.reference for one in records]


def found_in(data: bytes) -> set[str]:
    """The marks in some bytes: plain, in capitals, escaped for addresses and JSON, in base64."""
    text = data.decode("utf-8", "replace").lower()
    inner = "".join(
        base64.b64decode(one + "=" * (-len(one) % 4)).decode("latin-1").lower()
        for one in re.findall(r"[A-Za-z0-9+/]{24,}={0,2}", data.decode("latin-1"))
        if len(one.rstrip("=")) % 4 != 1
    )
    return {
        one for one in MARKS if one.lower() in text or one.lower() in inner or quote(one) in text
    }


def test_canaries_were_sent(machine: Machine) -> None:
    """The test can see: whoever has the key reads every mark, and every question was answered."""
    shown = machine.command("submissions", "show", *stored(machine)).stdout
    for form in machine.forms.values():
        for question in form.asked:
            assert question.label in shown
    assert "kanarek" in shown
    assert "512 345 678" in shown
    assert len(stored(machine)) >= len(machine.forms)
    assert {"kanarek"} <= found_in(b"x=" + base64.b64encode(b"to jest kanarek w kopalni"))


def test_sheets_were_typed_in(machine: Machine) -> None:
    """One sheet of every form is stored, and whoever has the key reads what stood on it."""
    records = open_store(str(machine.folder / "var" / "store")).listing().records
    typed = [one.label for one in records if one.label.from_paper]
    assert sorted(machine.forms) == sorted(one.form for one in typed)
    shown = machine.command("submissions", "show", *(one.reference for one in typed)).stdout
    assert "kanarek paper_typist" in shown
    assert "kanarek paper_helper_role" in shown


def test_every_question_was_answered(machine: Machine) -> None:
    """No question of any form was left empty in all rounds: its answer reached the export."""
    for name, form in machine.forms.items():
        file = machine.folder / "desk" / f"{name}.csv"
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter=";"))
        for question in form.asked:
            assert any(row[question.label] for row in rows), (name, question.name)


def test_nothing_is_found_in_files(machine: Machine) -> None:
    """No file of the service holds a mark: store, audit, queue, receipts, keys, log."""
    names = machine.files()
    assert {"service.log", "var/audit.jsonl", "var/mail/receipts"} <= set(names)
    assert any(name.startswith("var/mail/notices/") for name in names)
    forms = "var/publish/forms.json"  # the forms' own words, written before anybody typed
    marks = {name: found_in(data) for name, data in names.items() if name != forms}
    assert {} == {name: found for name, found in marks.items() if found}


def test_nothing_is_found_in_letters(machine: Machine) -> None:
    """A coordinator's letter holds no mark, no form's name or title, and no choice's label."""
    assert machine.mailbox.messages
    text = machine.mailbox.text().replace("Fundacja Próbna", "")
    assert set() == found_in(text.encode())
    for form in machine.forms.values():
        assert form.title not in text
        assert not re.search(rf"\b{form.name}\b", text)
        for question in form.asked:
            for choice in question.choices:
                assert len(choice.label) < 6 or choice.label not in text


def test_nothing_is_found_in_complaints(machine: Machine) -> None:
    """What commands say on the error stream, which lands in logs, repeats no answer."""
    text = "".join(machine.said).replace("KANAREK", "")
    assert set() == found_in(text.encode())
