"""What coordinators type: listing without a key, reading with it, and clear refusals."""

from __future__ import annotations

import csv
import io
import stat
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from forms_backend.keys.opening import Effort
from forms_backend.sealing.envelope import PublicKeys, seal
from forms_backend.sealing.submission import Submission
from forms_backend.stores.address import open_store
from tests.command_line import typed
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import FORM, House
from wzajemnie import program

LIGHT = Effort(rounds=1, memory=8192)


class Terminal:
    """A command line of ours in a house's folder."""

    def __init__(self, house: House) -> None:
        self.house = house

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was said, and what was complained about."""
        return typed(*words)


@pytest.fixture
def terminal(house: House, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal beside a service, without the private key."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    return Terminal(house)


@pytest.fixture
def key(terminal: Terminal) -> None:
    """The coordinators' key is there, without a passphrase."""
    terminal.house.foundation.write(terminal.house.settings.private_key, None)


def test_list_needs_no_key_and_shows_no_answer(terminal: Terminal) -> None:
    """The list gives reference, time, form and state, and nothing that was typed."""
    references = [confirmed(terminal.house) for _ in range(2)]
    code, said, complained = terminal.run("submissions", "list")
    assert (0, "") == (code, complained)
    assert all(reference in said for reference in references)
    assert "2 zgłoszenia" in said
    assert "Próbna" not in said
    assert "0 zgłoszeń" in terminal.run("submissions", "list", "--form", "inny")[1]


@pytest.mark.parametrize("command", ["show", "export"])
def test_reading_without_the_key_is_refused(terminal: Terminal, command: str) -> None:
    """Without the private key: exit code 1, one sentence, no traceback, no file."""
    reference = confirmed(terminal.house)
    words = [reference] if command == "show" else []
    code, said, complained = terminal.run("submissions", command, *words)
    assert 1 == code
    assert "" == said
    assert complained.startswith("Bez klucza prywatnego nie da się przeczytać zgłoszeń")
    assert 1 == complained.count("\n")


@pytest.mark.usefixtures("key")
def test_show(terminal: Terminal) -> None:
    """A submission is found however its number is typed, and shown with the form's labels."""
    reference = confirmed(terminal.house)
    code, said, _ = terminal.run("submissions", "show", reference.lower().replace("-", " "))
    assert 0 == code
    assert f"Zgłoszenie {reference}: Zgłoś próbę" in said
    assert "Jak masz na imię?\n  Żaneta Próbna\n" in said
    assert "Telefon\n  601 234 567\n" in said
    assert "E-mail\n  (bez odpowiedzi)\n" in said
    assert "Uwagi\n  Dzień dobry.\n  Proszę o próbę.\n" in said


@pytest.mark.usefixtures("key")
def test_no_answer_gives_orders_to_the_terminal(terminal: Terminal) -> None:
    """Whoever can write into the store can seal what the service would never have taken."""
    house = terminal.house
    confirmed(house)
    (right,) = house.records
    submission = Submission(right.label, {"first_name": "\x1b[2JAnna\rEwa"})
    envelope = seal(submission.to_bytes(), PublicKeys.read(house.settings.public_keys))
    store = open_store(house.settings.store)
    store.erase([right.label.reference])
    store.append(replace(right, envelope=envelope, once=None), FORM)
    code, said, _ = terminal.run("submissions", "show", right.label.reference)
    assert 0 == code
    assert "Jak masz na imię?\n  □[2JAnna\n  Ewa\n" in said
    assert "\x1b" not in said


@pytest.mark.usefixtures("key")
def test_show_unknown_number(terminal: Terminal) -> None:
    """A number that nobody has is said to be none: exit code 1."""
    code, _, complained = terminal.run("submissions", "show", "AAAA-AAAA")
    assert (1, "Nie ma zgłoszenia o numerze AAAA-AAAA.\n") == (code, complained)


@pytest.mark.usefixtures("key")
def test_export_is_a_polish_spreadsheet(terminal: Terminal, tmp_path: Path) -> None:
    """BOM, semicolons, labels in the first row; the file is its owner's alone."""
    reference = confirmed(terminal.house, first_name="Łucja; Żółć", email="=1+1@przyklad.pl")
    out = tmp_path / "zgloszenia.csv"
    code, said, _ = terminal.run("submissions", "export", "--form", "proba", "--out", str(out))
    assert 0 == code
    assert "1 zgłoszenie w pliku" in said
    assert 0o600 == stat.S_IMODE(out.stat().st_mode)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert 1 == len(rows)
    assert reference == rows[0]["Numer"]
    assert "nowe" == rows[0]["Stan"]
    assert "Łucja; Żółć" == rows[0]["Jak masz na imię?"]
    assert "601 234 567" == rows[0]["Telefon"]
    assert "'=1+1@przyklad.pl" == rows[0]["E-mail"]
    assert "Zakupy, Komputer i łącze" == rows[0]["W czym pomóc?"]


@pytest.mark.usefixtures("key")
def test_export_over_an_open_file(terminal: Terminal, tmp_path: Path) -> None:
    """Also a file that others could read before is its owner's alone with an export in it."""
    confirmed(terminal.house)
    out = tmp_path / "zgloszenia.csv"
    out.write_text("")
    out.chmod(0o644)
    assert 0 == terminal.run("submissions", "export", "--form", "proba", "--out", str(out))[0]
    assert 0o600 == stat.S_IMODE(out.stat().st_mode)


@pytest.mark.usefixtures("key")
def test_export_into_a_pipe(terminal: Terminal) -> None:
    """Without --out the same bytes go to the standard output."""
    confirmed(terminal.house)
    done = CliRunner(charset="ascii").invoke(program, ["submissions", "export"])
    assert (0, True) == (done.exit_code, done.stdout_bytes.startswith(b'\xef\xbb\xbf"Numer";'))


@pytest.mark.usefixtures("key")
def test_file_that_cannot_be_written(terminal: Terminal, tmp_path: Path) -> None:
    """A folder that is not there is one sentence, with its name."""
    confirmed(terminal.house)
    out = tmp_path / "nie-ma" / "zgloszenia.csv"
    code, said, complained = terminal.run("submissions", "export", "--out", str(out))
    assert (1, "", 1) == (code, said, complained.count("\n"))
    assert str(out) in complained


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, EOFError])
def test_interrupted_command(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    """Ctrl-C or Ctrl-D where a passphrase is asked for ends the command, without a traceback."""
    reference = confirmed(terminal.house)
    terminal.house.foundation.write(terminal.house.settings.private_key, "hasło", LIGHT)

    def interrupt(_prompt: str) -> NoReturn:
        raise interruption

    monkeypatch.setattr("getpass.getpass", interrupt)
    code, said, complained = terminal.run("submissions", "show", reference)
    assert (1, "", "\nPrzerwano.\n") == (code, said, complained)


def test_log_of_nothing(terminal: Terminal) -> None:
    """Where nothing was read yet, the log is said to be empty."""
    log = terminal.house.settings.audit
    assert (0, f"Dziennik {log} jest pusty.\n", "") == terminal.run("audit")


def test_wrong_key_is_named(terminal: Terminal, tmp_path: Path) -> None:
    """Another copy's key is said to be another key, once for all, and writes no empty table."""
    references = [confirmed(terminal.house) for _ in range(2)]
    other, out = tmp_path / "other.json", tmp_path / "zgloszenia.csv"
    type(terminal.house.foundation).new().write(other, None)
    for words in (["show", *references], ["export", "--out", str(out)]):
        code, said, complained = terminal.run("submissions", *words, "--key", str(other))
        assert (1, "", 1) == (code, said, complained.count("\n"))
        assert "zamknięte innym kluczem" in complained
    assert not out.exists()


@pytest.mark.usefixtures("key")
def test_damaged_file_is_named(terminal: Terminal) -> None:
    """A damaged file is named and the exit code is 1; the rest is listed."""
    reference = confirmed(terminal.house)
    (terminal.house.store_folder / "proba-2020-01.json").write_text("{", encoding="utf-8")
    for words in (["list"], ["show", reference], ["export"]):
        code, _, complained = terminal.run("submissions", *words)
        assert 1 == code
        assert "proba-2020-01.json" in complained


def test_keys_new(terminal: Terminal, tmp_path: Path) -> None:
    """`keys new` makes three files and says what to do with each."""
    folder = tmp_path / "new"
    code, said, _ = terminal.run("keys", "new", "--folder", str(folder), "--no-passphrase")
    assert 0 == code
    assert "wydrukuj kartkę dwa razy" in said
    assert {"private.json", "public.json", "recovery-sheet.html"} == {
        one.name for one in folder.iterdir()
    }
    code, _, complained = terminal.run("keys", "new", "--folder", str(folder), "--no-passphrase")
    assert 1 == code
    assert "Klucze już są" in complained
