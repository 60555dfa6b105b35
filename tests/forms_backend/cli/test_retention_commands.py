"""What operators type: erase, purge, store, backup, restore; each refusal is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms_backend.maintenance import audit
from forms_backend.stores.address import open_store
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.sealed_records import record
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import FORM, House


@pytest.fixture
def terminal(house: House, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal beside a service, with the private key."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    house.foundation.write(house.settings.private_key, None)
    return Terminal(house)


def left(terminal: Terminal) -> list[str]:
    """The references that are still stored."""
    return [one.label.reference for one in terminal.house.records]


def test_erase_by_reference(terminal: Terminal) -> None:
    """A reference erases one submission, is noted without content, and a second time is unknown."""
    first, second = (confirmed(terminal.house) for _ in range(2))
    code, said, _ = terminal.run("submissions", "erase", first.lower(), "--yes")
    assert (0, True) == (code, "Skasowano: 1 zgłoszenie." in said)
    assert [second] == left(terminal)
    code, _, complained = terminal.run("submissions", "erase", first, "--yes")
    assert (1, f"Nie ma zgłoszenia o numerze {first}.\n") == (code, complained)
    assert first in terminal.house.settings.erased.read_text("utf-8")
    log = [one.action for one in audit.log_lines(terminal.house.settings.audit)]
    assert "erase" in log


def test_erase_asks_first(terminal: Terminal) -> None:
    """Without --yes and without a person at the terminal nothing is erased."""
    reference = confirmed(terminal.house)
    code, said, _ = terminal.run("submissions", "erase", reference)
    assert (1, True) == (code, "Niczego nie skasowano." in said)
    assert [reference] == left(terminal)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Podaj numer zgłoszenia"),
        (("K7M-D4QW",), "zawiera pomyłkę"),
    ],
)
def test_erase_refuses(terminal: Terminal, words: tuple[str, ...], why: str) -> None:
    """Nothing named, or a mistyped number: one sentence, and nothing is erased."""
    reference = confirmed(terminal.house)
    code, _, complained = terminal.run("submissions", "erase", "--yes", *words)
    assert (1, True, 1) == (code, why in complained, complained.count("\n"))
    assert [reference] == left(terminal)


@pytest.mark.parametrize(
    "words", [("--phone", "+48 601-234-567"), ("--email", "ZANETA@przyklad.pl")]
)
def test_erase_by_person(terminal: Terminal, words: tuple[str, str]) -> None:
    """A telephone or e-mail, however written, erases all that this person sent, and no other."""
    for number in range(2):
        confirmed(terminal.house, email="zaneta@przyklad.pl", people=str(number + 1))
    other = confirmed(terminal.house, phone="602 345 678", email="ewa@przyklad.pl")
    code, said, _ = terminal.run("submissions", "erase", "--yes", *words)
    assert (0, True) == (code, "Skasowano: 2 zgłoszenia." in said)
    assert [other] == left(terminal)


@pytest.mark.parametrize("words", [("--phone", "601234567"), ("--email", "zaneta@przyklad.pl")])
def test_person_gets_what_is_kept_of_them(
    terminal: Terminal, tmp_path: Path, words: tuple[str, str]
) -> None:
    """A person's numbers are found by telephone or e-mail, and exported by number, no others."""
    mine = [confirmed(terminal.house, email="zaneta@przyklad.pl", people=one) for one in ("1", "2")]
    other = confirmed(terminal.house, phone="602 345 678")
    code, said, _ = terminal.run("submissions", "find", *words)
    assert (0, True, False) == (code, all(one in said for one in mine), other in said)
    out = tmp_path / "dane.json"
    terminal.run("submissions", "export", *mine, "--out", str(out))
    text = out.read_text("utf-8")
    assert (True, False) == (all(one in text for one in mine), other in text)
    code, _, complained = terminal.run("submissions", "export", "AAAA-AAAA", "--out", str(out))
    assert (1, "Nie ma zgłoszenia o numerze AAAA-AAAA.\n") == (code, complained)
    assert 1 == terminal.run("submissions", "find")[0]


def test_person_of_two_forms(terminal: Terminal, tmp_path: Path) -> None:
    """What one person sent to two forms is exported by number, one form at a time or all as JSON;
    the refusal of the rest says so.
    """
    mine = confirmed(terminal.house)
    other = open_store(terminal.house.settings.store).append(record(form="inna"), FORM)
    table, text = str(tmp_path / "dane.csv"), str(tmp_path / "dane.json")
    code, _, complained = terminal.run("submissions", "export", mine, other, "--out", table)
    assert (1, True) == (code, "--form inna albo --form proba. Wszystkie naraz" in complained)
    words = ("submissions", "export", mine, other, "--form", "proba", "--out", table)
    assert (0, "") == terminal.run(*words)[::2]
    assert mine in Path(table).read_text("utf-8")
    code, said, complained = terminal.run("submissions", "export", mine, other, "--out", text)
    assert (1, True, True) == (code, "1 zgłoszenie w pliku" in said, other in complained)


def test_purge(terminal: Terminal) -> None:
    """What is past its last day is listed by --dry-run and erased without it."""
    store = open_store(terminal.house.settings.store)
    old = store.append(record(days=-1000), FORM)
    new = confirmed(terminal.house)
    code, said, _ = terminal.run("submissions", "purge", "--dry-run")
    assert (0, f"Czas minął: 1 zgłoszenie. {old}\n") == (code, said)
    assert 2 == len(left(terminal))
    assert 0 == terminal.run("submissions", "purge")[0]
    assert [new] == left(terminal)
    assert "0 zgłoszeń" in terminal.run("submissions", "purge")[1]


def test_backup_erase_restore(terminal: Terminal, tmp_path: Path) -> None:
    """What was erased after the backup does not come back with it; the rest does."""
    first, second = (confirmed(terminal.house) for _ in range(2))
    copy = str(tmp_path / "kopia.jsonl")
    assert "2 zgłoszenia" in terminal.run("backup", copy)[1]
    terminal.run("submissions", "erase", first, "--yes")
    for file in terminal.house.store_folder.glob("*.json"):
        file.unlink()
    code, said, complained = terminal.run("restore", copy)
    assert (0, "") == (code, complained)
    assert "Przywrócono: 1 zgłoszenie" in said
    assert "Nie wróciły, bo ktoś kazał je skasować: 1." in said
    assert [second] == left(terminal)
    assert 0 == terminal.run("submissions", "show", second)[0]


def test_restore_wants_the_list_that_it_is_told_of(terminal: Terminal, tmp_path: Path) -> None:
    """A mistyped list of erasures is a refusal: without it what was erased would come back."""
    reference = confirmed(terminal.house)
    copy, erased = tmp_path / "kopia.jsonl", terminal.house.settings.erased
    terminal.run("backup", str(copy))
    terminal.run("submissions", "erase", reference, "--yes")
    newer = erased.rename(tmp_path / "skasowane.jsonl")
    code, _, complained = terminal.run("restore", str(copy), "--erased", f"{newer}x")
    assert (1, True) == (code, f"Nie ma listy skasowanych {newer}x" in complained)
    assert [] == left(terminal)
    assert 0 == terminal.run("restore", str(copy), "--erased", str(newer))[0]
    assert [] == left(terminal)


def test_mistyped_folder_is_no_empty_store(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no store is, no command says that nothing has come, and none makes one."""
    mistyped = tmp_path / "kopja" / "store"
    monkeypatch.setenv("WZAJEMNIE_STORE", str(mistyped))
    commands = [
        ("submissions", "list"),
        ("submissions", "purge"),
        ("submissions", "export"),
        ("backup", str(tmp_path / "kopia.jsonl")),
        ("store", "move", str(mistyped), str(tmp_path / "nowy")),
    ]
    for words in commands:
        code, said, complained = terminal.run(*words)
        assert (1, "") == (code, said)
        assert f"Nie ma folderu zgłoszeń {mistyped}." in complained
    assert not mistyped.parent.exists()
    assert not (tmp_path / "kopia.jsonl").exists()


def test_store_is_not_moved_onto_itself(terminal: Terminal) -> None:
    """A store is no new store of its own, however its address is written: somebody told that it
    was copied would delete it.
    """
    folder = terminal.house.settings.store
    code, said, complained = terminal.run("store", "move", folder, f"tinydb:{folder}/../store")
    assert (1, "", "To ten sam magazyn. Niczego nie skopiowano.\n") == (code, said, complained)


def test_second_move_leaves_out_what_was_erased(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came while the first move was under way is copied by the second; what was erased in
    the new store meanwhile stays away.
    """
    old, new = terminal.house.settings.store, str(tmp_path / "nowy")
    first = confirmed(terminal.house)
    assert "powtórz to polecenie" in terminal.run("store", "move", old, new)[1]
    late = confirmed(terminal.house)
    monkeypatch.setenv("WZAJEMNIE_STORE", new)
    assert 0 == terminal.run("submissions", "erase", first, "--yes")[0]
    assert (
        "Skopiowano i porównano: 1 zgłoszenie, było już: 0."
        in terminal.run("store", "move", old, new)[1]
    )
    assert [late] == [one.label.reference for one in open_store(new).listing().records]


def test_person_in_a_damaged_file(terminal: Terminal) -> None:
    """Who is looked for may be in what cannot be read: it is named, and the exit code tells."""
    confirmed(terminal.house)
    (terminal.house.store_folder / "proba-2020-01.json").write_text("{", encoding="utf-8")
    for words in (["find"], ["erase", "--yes"]):
        code, _, complained = terminal.run("submissions", *words, "--phone", "602 345 678")
        assert (1, 1) == (code, complained.count("proba-2020-01.json"))


def test_move_to_a_database_and_read_there(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After `store move` the commands read the database as they read the folder."""
    reference = confirmed(terminal.house)
    target = f"sqlite:///{tmp_path / 'baza' / 'zgloszenia.db'}"
    code, said, _ = terminal.run("store", "move", terminal.house.settings.store, target)
    assert (0, True) == (code, f"WZAJEMNIE_STORE={target}" in said)
    monkeypatch.setenv("WZAJEMNIE_STORE", target)
    code, said, _ = terminal.run("submissions", "show", reference)
    assert (0, True) == (code, "Żaneta Próbna" in said)
    assert 0 == terminal.run("submissions", "erase", reference, "--yes")[0]
    assert "0 zgłoszeń" in terminal.run("submissions", "list")[1]


def test_database_wants_its_tables(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without tables every command names the command that makes them."""
    monkeypatch.setenv("WZAJEMNIE_STORE", f"sqlite:///{tmp_path / 'baza.db'}")
    for words in (("submissions", "list"), ("submissions", "purge")):
        code, _, complained = terminal.run(*words)
        assert (1, True) == (code, "wzajemnie store init" in complained)
    assert 0 == terminal.run("store", "init")[0]
    assert "0 zgłoszeń" in terminal.run("submissions", "list")[1]
