"""Backing up and restoring, over every pair of stores that is quick to have."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from catalog.forms.form import Form
from forms_backend.keys.opening import PrivateKey
from forms_backend.maintenance.backup import Restored, back_up, read_backup, restore
from forms_backend.maintenance.erasing import Erasure, ErasureList, Moved, move
from forms_backend.maintenance.signed_backups import is_backup, sign_backup
from forms_backend.sealing.envelope import PublicKeys
from forms_backend.stores.contract import Damage, StoreError
from tests.forms_backend.sealed_records import NOON, Place, filled, place_of, record, silent
from tests.forms_backend.synthetic_service import FORM, settings_in

LATER = NOON + timedelta(days=400)
EARLY = NOON.date()


def test_backup_comes_back_into_any_store(place: Place, other: Place, tmp_path: Path) -> None:
    """A backup of one kind of store fills another; what is there already is left as it is."""
    settings = settings_in(tmp_path / "var")
    records = filled(place.open())
    file = tmp_path / "kopia.jsonl"
    assert (12, ()) == back_up(place.open(), settings, file)
    assert 0o600 == file.stat().st_mode & 0o777
    store = other.open()
    for back, already in ((12, 0), (0, 12)):
        done = restore(read_backup(file), store, settings, (), EARLY)
        assert Restored(back, already, erased=0, purged=0, files=(), damages=()) == done
    assert [replace(one, once=None) for one in records] == list(store.listing().records)
    assert FORM == store.form(FORM.version)


def test_restore_brings_back_nothing_erased(
    place: Place, other: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was erased after the backup was made, or is too old by now, does not come back, also
    where the restore is interrupted; what came back with a copy of files is erased again.
    """
    settings = settings_in(tmp_path / "var")
    store = place.open()
    records = filled(store)
    file = tmp_path / "kopia.jsonl"
    back_up(store, settings, file)
    gone = [one.label.reference for one in records[:3]]
    wanted = [Erasure(one, LATER) for one in gone]
    own, more = wanted[:2], wanted[2:]
    ErasureList(settings.erased).add(own)
    today = records[4].keep_until
    kept = [replace(one, once=None) for one in records[4:]]
    target = other.open()
    with monkeypatch.context() as cut:
        cut.setattr(target, "erase", interrupted)
        with pytest.raises(StoreError, match="przerwane"):
            restore(read_backup(file), target, settings, more, today)
    assert kept == list(target.listing().records)
    target.adopt([records[0], records[3]], {FORM.version: FORM})
    done = restore(read_backup(file), target, settings, more, today)
    assert (0, 10, 3, 1) == (done.back, done.already, done.erased, done.purged)
    assert kept == list(target.listing().records)
    assert set(gone) == {one.reference for one in ErasureList(settings.erased).read()}


def interrupted(_references: object) -> NoReturn:
    """A disk that refuses in the middle."""
    raise StoreError("przerwane")


def test_damaged_file_in_the_way_of_a_restore(tmp_path: Path) -> None:
    """The file is named with what to do about it; once it is out of the way, its rows come back."""
    place = place_of("tinydb", tmp_path / "one", str)
    settings, file = settings_in(tmp_path / "var"), tmp_path / "kopia.jsonl"
    records = filled(place.open())
    back_up(place.open(), settings, file)
    damaged = min(place.folder.glob("*.json"))
    damaged.write_bytes(b"{")
    with pytest.raises(StoreError, match=f"{damaged.name}.* Przenieś ten plik w inne miejsce"):
        restore(read_backup(file), place.open(), settings, (), EARLY)
    damaged.rename(tmp_path / "uszkodzony.json")
    assert () == restore(read_backup(file), place.open(), settings, (), EARLY).damages
    assert len(records) == len(place.open().listing().records)


def test_damaged_row_is_not_told_as_restored(tmp_path: Path) -> None:
    """A row that cannot be read stands in the way of its copy: named, and not counted as back."""
    place = place_of("tinydb", tmp_path / "one", str)
    settings, file = settings_in(tmp_path / "var"), tmp_path / "kopia.jsonl"
    filled(place.open())
    back_up(place.open(), settings, file)
    month = min(place.folder.glob("*.json"))
    whole = json.loads(month.read_bytes())
    first = next(iter(whole["submissions"].values()))
    first["envelope"] = {}
    month.write_text(json.dumps(whole), encoding="utf-8")
    done = restore(read_backup(file), place.open(), settings, (), EARLY)
    assert (0, 11, 1) == (done.back, done.already, len(done.damages))
    assert 11 == len(place.open().listing().records)


def test_lost_form_stops_nobody_else(tmp_path: Path, other: Place) -> None:
    """Submissions whose questions a damaged store has lost are named; the others are moved, backed
    up and restored. Where a store knows the questions, the lost ones come back, too.
    """
    place = place_of("sqlite", tmp_path / "one", str)
    settings, file = settings_in(tmp_path / "var"), tmp_path / "kopia.jsonl"
    store, changed = place.open(), Form.model_validate(FORM.model_dump() | {"title": "Inny"})
    lost = record()
    lost = replace(lost, label=replace(lost.label, form_version=changed.version))
    store.adopt([record("AAA-BBBB"), lost], {FORM.version: FORM, changed.version: changed})
    with closing(sqlite3.connect(place.folder / "zgloszenia.db")) as connection, connection:
        connection.execute("DELETE FROM forms WHERE version = ?", [changed.version])
    damages = (Damage(f"formularz w wersji {changed.version}", "nie ma jego pytań"),)
    assert (2, damages) == back_up(store, settings, file)
    target = other.open()
    assert Moved(1, 0, (), damages) == move(store, target, say=silent)
    target.erase(["AAA-BBBB"])
    done = restore(read_backup(file), target, settings, (), EARLY)
    assert (1, damages) == (done.back, done.damages)
    assert ["AAA-BBBB"] == [one.label.reference for one in target.listing().records]
    elsewhere = record(when=NOON + timedelta(days=1))
    elsewhere = replace(elsewhere, label=replace(elsewhere.label, form_version=changed.version))
    target.adopt([elsewhere], {changed.version: changed})
    done = restore(read_backup(file), target, settings, (), EARLY)
    assert (1, ()) == (done.back, done.damages)


def test_backup_carries_keys_that_are_missing(place: Place, tmp_path: Path) -> None:
    """Public keys and the service's secret come back where they are missing, nowhere else."""
    settings = settings_in(tmp_path / "var")
    settings.secret.parent.mkdir(parents=True)
    key = PrivateKey.new()
    keys = PublicKeys(development=False, keys=(key.public("foundation"),))
    key.sign_keys(keys).write(settings.public_keys)
    settings.secret.write_bytes(b"s" * 32)
    settings.private_key.write_text("prywatny", encoding="utf-8")
    file = tmp_path / "kopia.jsonl"
    back_up(place.open(), settings, file)
    backup = read_backup(file)
    assert b"prywatny" not in b"".join(backup.files.values())
    new = replace(settings_in(tmp_path / "new"), keys_signer=key.signer)
    done = restore(backup, place.open(), new, (), EARLY)
    assert (False, (new.public_keys, new.secret)) == (done.strange, done.files)
    assert b"s" * 32 == new.secret.read_bytes()
    new.secret.write_bytes(b"n" * 32)
    assert () == restore(backup, place.open(), new, (), EARLY).files
    assert b"n" * 32 == new.secret.read_bytes()


@pytest.mark.parametrize("signer", ["", "stranger"])
def test_keys_that_nobody_known_has_signed_do_not_come_back(
    place: Place, tmp_path: Path, signer: str
) -> None:
    """A stranger may have put keys into the backup: submissions come back, those keys do not."""
    settings = settings_in(tmp_path / "var")
    settings.public_keys.parent.mkdir(parents=True)
    ours, strange = PrivateKey.new(), PrivateKey.new()
    keys = PublicKeys(development=False, keys=(strange.public("foundation"),))
    (strange.sign_keys(keys) if signer else keys).write(settings.public_keys)
    filled(place.open(), 2)
    file = tmp_path / "kopia.jsonl"
    back_up(place.open(), settings, file)
    for known in ("", ours.signer):
        new = replace(settings_in(tmp_path / f"new{known}"), keys_signer=known)
        done = restore(read_backup(file), place_of("tinydb", new.var, str).open(), new, (), EARLY)
        assert (2, True, ()) == (done.back, done.strange, done.files)


def test_signed_backup(place: Place, tmp_path: Path) -> None:
    """A signature says who has fetched it; a changed one spoils the backup; no other will do."""
    settings = settings_in(tmp_path / "var")
    filled(place.open(), 2)
    file, key = tmp_path / "kopia.jsonl", PrivateKey.new()
    back_up(place.open(), settings, file)
    unsigned = file.read_bytes()
    assert "" == read_backup(file).signer
    assert is_backup(file)
    sign_backup(file, key)
    assert key.signer == read_backup(file).signer
    other = replace(settings, keys_signer=PrivateKey.new().signer)
    with pytest.raises(StoreError, match="podpisał ktoś inny"):
        restore(read_backup(file), place.open(), other, (), EARLY)
    body, newline, last = file.read_bytes().rstrip(b"\n").rpartition(b"\n")
    forged = json.loads(last)
    forged["signed"]["key"] = PrivateKey.new().sign(b"").as_json()["key"]
    file.write_bytes(body + newline + json.dumps(forged).encode() + b"\n")
    with pytest.raises(StoreError, match="ucięty albo zmieniony"):
        read_backup(file)
    file.write_bytes(unsigned[:-9])
    with pytest.raises(StoreError, match="Niczego nie podpisano"):
        sign_backup(file, key)


def test_cut_or_changed_backup_is_refused(place: Place, tmp_path: Path) -> None:
    """A backup cut at any length, or with one byte changed, restores nothing and says so."""
    filled(place.open(), 2)
    file = tmp_path / "kopia.jsonl"
    back_up(place.open(), settings_in(tmp_path / "var"), file)
    whole = file.read_bytes()
    changed = (
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), 301)
    )
    cut = (whole[:length] for length in range(0, len(whole) - 1, 251))
    for wrong in (*changed, *cut):
        file.write_bytes(wrong)
        with pytest.raises(StoreError, match="nie jest całą kopią"):
            read_backup(file)
    with pytest.raises(StoreError, match="Nie da się odczytać kopii"):
        read_backup(tmp_path / "nie-ma")
