"""Keys that are made, rotated, checked and lost: what still opens what, typed as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from forms_backend.config import TEMPLATES
from forms_backend.keys.key_files import make_keys, rotate_keys
from forms_backend.sealing.envelope import KeysError
from tests.forms_backend.cli.test_private_side import LIGHT, PASSPHRASE, Coordinator, coordinator
from tests.forms_backend.serving.test_submit import confirmed

__all__ = ["coordinator"]

NEW_PASSPHRASE = "całkiem nowe hasło"


def test_rotation_keeps_old_submissions_readable(coordinator: Coordinator) -> None:
    """After `keys rotate` both the old and the new submission open, with one passphrase."""
    before = confirmed(coordinator.house())
    rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    after = confirmed(coordinator.house())
    code, said, complained = coordinator.run("submissions", "show", before, after)
    assert (0, "") == (code, complained)
    assert 2 == said.count("Żaneta Próbna")
    assert 1 == len(list(coordinator.folder.glob("private-*.json")))


def test_each_key_has_its_own_passphrase(
    coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever rotates keys with a new passphrase is asked for the old one too, while something is
    sealed to the old key alone. Without it the new submissions are read, and the others named.
    """
    before = confirmed(coordinator.house())
    rotate_keys(coordinator.folder, TEMPLATES, NEW_PASSPHRASE, LIGHT)
    (aside,) = coordinator.folder.glob("private-*.json")
    after = confirmed(coordinator.house())
    typed = {"Hasło do klucza: ": NEW_PASSPHRASE, f"{aside.name} (Enter: bez niego): ": PASSPHRASE}
    monkeypatch.setattr("getpass.getpass", partial(answer, typed))
    code, said, complained = coordinator.run("submissions", "show", before, after)
    assert (0, "", 2) == (code, complained, said.count("Żaneta Próbna"))
    typed[f"{aside.name} (Enter: bez niego): "] = ""
    for words in (["show", before, after], ["export"], ["find", "--phone", "601234567"]):
        code, said, complained = coordinator.run("submissions", *words)
        assert (1, True, False) == (code, after in said, before in said)
        assert f"Zgłoszenie {before} jest zamknięte innym kluczem" in complained
    typed[f"{aside.name} (Enter: bez niego): "] = "pomyłka w haśle"
    code, said, complained = coordinator.run("submissions", "show", before, after)
    assert (1, "") == (code, said)
    assert "Hasło do klucza prywatnego jest inne" in complained
    del typed[f"{aside.name} (Enter: bez niego): "]
    assert 0 == coordinator.run("submissions", "show", after)[0]


def answer(typed: Mapping[str, str], prompt: str) -> str:
    """What somebody types after this prompt; KeyError where nobody should be asked."""
    return typed[prompt.removeprefix("Hasło do starego klucza ")]


def test_failed_rotation_loses_no_key(coordinator: Coordinator) -> None:
    """A rotation that fails in the middle changes nothing; the next one keeps the old key."""
    before = confirmed(coordinator.house())
    keys = {one: one.read_bytes() for one in coordinator.folder.iterdir()}
    (coordinator.folder / "recovery-sheet.html.new").mkdir()
    with pytest.raises(OSError, match="recovery-sheet"):
        rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    assert keys == {one: one.read_bytes() for one in keys}
    (coordinator.folder / "recovery-sheet.html.new").rmdir()
    rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    assert 0 == coordinator.run("submissions", "show", before)[0]
    assert [] == list(coordinator.folder.glob("*.new"))


def test_rotation_never_replaces_an_old_key(coordinator: Coordinator) -> None:
    """Where power failed before the new public file was there, the old key lies aside already:
    it is not lost, also where the new private key is not there yet.
    """
    before = coordinator.made.public.read_bytes()
    rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    coordinator.made.public.write_bytes(before)
    keys = {one: one.read_bytes() for one in coordinator.folder.iterdir()}
    with pytest.raises(KeysError, match="urwała się w połowie"):
        rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    assert keys == {one: one.read_bytes() for one in coordinator.folder.iterdir()}
    coordinator.made.private.unlink()
    with pytest.raises(KeysError, match=r"Przenieś \S+ na miejsce"):
        rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)


def test_rotation_without_the_private_key(coordinator: Coordinator) -> None:
    """When the private key is lost, the refusal says what to do instead."""
    coordinator.made.private.unlink()
    with pytest.raises(KeysError, match=r"keys new --folder FOLDER.*starą kartkę zachowaj"):
        rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)


@pytest.mark.parametrize(("words", "why"), [("new", "Klucze już są"), ("rotate", "Nie ma klucza")])
def test_nobody_thinks_up_a_passphrase_in_vain(
    coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch, words: str, why: str
) -> None:
    """Where no keys will be made, no passphrase for them is asked for."""
    coordinator.made.private.unlink()
    monkeypatch.setattr("getpass.getpass", partial(answer, {}))
    code, said, complained = coordinator.run("keys", words)
    assert (1, "", True) == (code, said, complained.startswith(why))


def test_check_after_rotation(coordinator: Coordinator) -> None:
    """While the server still has the old public file, `keys check` says so."""
    before = coordinator.made.public.read_bytes()
    rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    assert 0 == coordinator.run("keys", "check")[0]
    coordinator.made.public.write_bytes(before)
    code, said, complained = coordinator.run("keys", "check")
    assert (1, "") == (code, said)
    assert "Serwer zamyka jeszcze starym kluczem" in complained


def test_old_key_alone_does_not_open_new_submissions(
    coordinator: Coordinator, tmp_path: Path
) -> None:
    """What is sealed after a rotation is closed to whoever has only the old key."""
    old = tmp_path / "stary.json"
    old.write_bytes(coordinator.made.private.read_bytes())
    rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    reference = confirmed(coordinator.house())
    code, said, complained = coordinator.run("submissions", "show", reference, "--key", str(old))
    assert (1, "") == (code, said)
    assert "zamknięte innym kluczem" in complained


def test_rotation_refuses_while_a_sheet_lies_about(coordinator: Coordinator) -> None:
    """An unprinted sheet is never replaced, and nothing else is changed."""
    coordinator.made.recovery_sheet.write_text("kartka", encoding="utf-8")
    before = coordinator.made.public.read_bytes()
    with pytest.raises(KeysError, match="Najpierw wydrukuj"):
        rotate_keys(coordinator.folder, TEMPLATES, None)
    assert before == coordinator.made.public.read_bytes()
    assert coordinator.made.private.exists()


def test_recovery_rehearsal(coordinator: Coordinator, tmp_path: Path) -> None:
    """The private key is lost; the rows typed off the paper check out and open everything."""
    reference = confirmed(coordinator.house())
    coordinator.made.private.unlink()
    typed = tmp_path / "zapasowy.txt"
    typed.write_text(coordinator.sheet.lower(), encoding="utf-8-sig")
    typed.chmod(0o600)
    code, said, _ = coordinator.run("keys", "check", "--stored", "--key", str(typed))
    assert 0 == code
    assert "(zapasowy) otwiera to, co zamyka serwer" in said
    code, said, _ = coordinator.run("submissions", "show", reference, "--key", str(typed))
    assert 0 == code
    assert "Żaneta Próbna" in said


def test_check_of_right_keys(coordinator: Coordinator) -> None:
    """Keys that fit: one sentence, exit code 0."""
    code, said, complained = coordinator.run("keys", "check", "--stored")
    assert (0, "") == (code, complained)
    assert "(zwykły) otwiera to, co zamyka serwer" in said


def test_check_names_what_is_wrong(coordinator: Coordinator, tmp_path: Path) -> None:
    """Another copy's key, a file that others can read, submissions that stay closed: all named."""
    confirmed(coordinator.house())
    other = make_keys(tmp_path / "inne", TEMPLATES, None)
    other.private.chmod(0o644)
    code, said, complained = coordinator.run(
        "keys", "check", "--stored", "--key", str(other.private)
    )
    assert (1, "") == (code, said)
    assert "to inny klucz" in complained
    assert "mogą czytać inni" in complained
    assert "nie da się otworzyć 1 zgłoszenia" in complained


def test_passphrase_is_changed(coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new passphrase opens the key and the old one no longer does."""
    typed = iter([PASSPHRASE, NEW_PASSPHRASE, NEW_PASSPHRASE])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert 0 == coordinator.run("keys", "passphrase")[0]
    monkeypatch.setattr("getpass.getpass", lambda _prompt: NEW_PASSPHRASE)
    assert 0 == coordinator.run("keys", "check")[0]
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSPHRASE)
    assert "Hasło do klucza prywatnego jest inne" in coordinator.run("keys", "check")[2]
    assert [] == list(coordinator.folder.glob("*.new"))
