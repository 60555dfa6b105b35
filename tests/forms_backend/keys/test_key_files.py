"""Making keys: nothing is overwritten, and the recovery key is on the paper alone."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from forms_backend.config import TEMPLATES, Settings
from forms_backend.keys.key_files import development_keys, make_keys
from forms_backend.keys.opening import Effort, read_private_key
from forms_backend.sealing.envelope import KeysError, PublicKeys
from tests.command_line import understood
from tests.forms_backend.synthetic_service import settings_in

LIGHT = Effort(rounds=1, memory=8192)


def test_new_keys_fit_together(tmp_path: Path) -> None:
    """The private file and the sheet's rows are the private halves of the two public keys."""
    made = make_keys(tmp_path / "keys", TEMPLATES, "hasło", LIGHT)
    public = PublicKeys.read(made.public)
    assert not public.development
    assert ["foundation", "recovery"] == [key.purpose for key in public.keys]
    foundation = read_private_key(made.private, "hasło")
    rows = re.findall(r"<li>([A-Z2-9 ]+)</li>", made.recovery_sheet.read_text(encoding="utf-8"))
    assert 4 == len(rows)
    copied = tmp_path / "copied.txt"
    copied.write_text("\n".join(rows), encoding="utf-8")
    recovery = read_private_key(copied)
    assert list(public.keys) == [foundation.public("foundation"), recovery.public("recovery")]


def test_only_the_owner_can_read_private_files(tmp_path: Path) -> None:
    """The private key and the sheet are 0600 in a folder of 0700."""
    made = make_keys(tmp_path / "keys", TEMPLATES, None)
    for path in (made.private, made.recovery_sheet):
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert 0o700 == stat.S_IMODE(made.public.parent.stat().st_mode)


def test_recovery_key_is_kept_nowhere(tmp_path: Path) -> None:
    """Once the sheet is deleted, no file holds the recovery key."""
    made = make_keys(tmp_path / "keys", TEMPLATES, None)
    made.recovery_sheet.unlink()
    assert {"public.json", "private.json"} == {one.name for one in made.public.parent.iterdir()}


def test_sheet_stands_alone(tmp_path: Path) -> None:
    """The sheet loads nothing and runs nothing."""
    made = make_keys(tmp_path / "keys", TEMPLATES, None)
    text = made.recovery_sheet.read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe)|https?:|url\(", text)


def test_sheet_says_what_to_type(tmp_path: Path) -> None:
    """Its commands are ours as they stand there: with the folder of the program and the store."""
    made = make_keys(tmp_path / "keys", TEMPLATES, None)
    lines = re.findall("<code>(.*?)</code>", made.recovery_sheet.read_text(encoding="utf-8"))
    read, new = (line.split(".venv/bin/wzajemnie ") for line in lines)
    assert ["WZAJEMNIE_STORE=kopia/store ", ""] == [read[0], new[0]]
    assert Path("zapasowy.txt") == understood(*read[1].split())["key"]
    assert Path("klucze-nowe") == understood(*new[1].split())["folder"]


def test_real_keys_are_never_replaced(tmp_path: Path) -> None:
    """A second `keys new` refuses and changes nothing."""
    made = make_keys(tmp_path / "keys", TEMPLATES, None)
    before = {one: one.read_bytes() for one in made.public.parent.iterdir()}
    with pytest.raises(KeysError, match="niczego nie zmieniono"):
        make_keys(tmp_path / "keys", TEMPLATES, None)
    assert before == {one: one.read_bytes() for one in made.public.parent.iterdir()}


def test_lone_private_key_is_never_replaced(tmp_path: Path) -> None:
    """A private key whose public file was lost is not overwritten."""
    made = make_keys(tmp_path / "keys", TEMPLATES, None)
    made.public.unlink()
    with pytest.raises(KeysError, match="Niczego nie zmieniono"):
        make_keys(tmp_path / "keys", TEMPLATES, None)


def test_development_keys_are_loud_and_made_once(tmp_path: Path) -> None:
    """They are made when there are none, marked, and announced at every start."""
    settings = settings_in(tmp_path)
    said: list[str] = []
    assert development_keys(settings, said.append)
    assert PublicKeys.read(settings.public_keys).development
    first = settings.private_key.read_bytes()
    assert not development_keys(settings, said.append)
    assert first == settings.private_key.read_bytes()
    assert 2 == len(said)
    assert all(words.startswith("UWAGA: zgłoszenia zamyka klucz PRÓBNY") for words in said)
    assert [] == [words for words in said if "\n" in words]  # which `say` would show as a square


def test_real_keys_are_quiet(tmp_path: Path) -> None:
    """With real keys nothing is made and nothing is said."""
    settings = settings_in(tmp_path)
    make_keys(settings.public_keys.parent, TEMPLATES, None)
    said: list[str] = []
    assert not development_keys(settings, said.append)
    assert [] == said


def test_real_keys_put_development_keys_aside(tmp_path: Path) -> None:
    """What was sealed to a development key can still be opened after `keys new`."""
    settings = settings_in(tmp_path)
    development_keys(settings, lambda _words: None)
    old = read_private_key(settings.private_key)
    made = make_keys(settings.public_keys.parent, TEMPLATES, None)
    assert not PublicKeys.read(made.public).development
    assert old == read_private_key(made.private.with_name("development-private.json"))
    assert old != read_private_key(made.private)


def test_separate_folders(tmp_path: Path) -> None:
    """The private key may live far from the public one."""
    settings: Settings = replace(settings_in(tmp_path), private_key=tmp_path / "usb" / "key.json")
    assert development_keys(settings, lambda _words: None)
    assert settings.private_key.exists()
