"""Erasing, moving, backing up and restoring, over every pair of stores that is quick to have."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from catalog.forms import Form
from forms_backend.backup import Restored, back_up, read_backup, restore
from forms_backend.keeping import Erasure, ErasureList, Moved, erase, erase_again, move
from forms_backend.stores.contract import Damage, Store, StoreError
from forms_backend.submission import Record
from tests.forms_backend.furniture import FORM, settings_in
from tests.forms_backend.records import KINDS, NOON, Place, place_of, record

LATER = NOON + timedelta(days=400)
EARLY = NOON.date()


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty store of the kind that a test asks for; SQLite otherwise."""
    kind = getattr(request, "param", "sqlite")
    return place_of(kind, tmp_path / "one", lambda: _database(request))


@pytest.fixture(params=KINDS)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Another empty store, of each kind."""
    return place_of(request.param, tmp_path / "other", lambda: _database(request))


def _database(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("postgres").new_database())


def filled(store: Store, number: int = 12) -> list[Record]:
    """Records of many months and two states; what makes a sending unique is not forgotten yet."""
    states = ("new", "done")
    whens = [NOON + timedelta(days=20 * one) for one in range(number)]
    records = [
        replace(record(page=f"p{at}", when=when), state=states[at % 2])
        for at, when in enumerate(whens)
    ]
    store.adopt(records, {FORM.version: FORM})
    return records


def silent(_words: str) -> None:
    """Say nothing."""


def test_erasure_is_noted_before_it_is_done(place: Place, tmp_path: Path) -> None:
    """The list holds reference and time and nothing else; what was not there is not noted."""
    store, erased = place.open(), ErasureList(tmp_path / "a" / "b" / "erased.jsonl")
    first, second, *_ = filled(store)
    assert (first.label.reference,) == erase(store, erased, [first.label.reference, "AAAA-AAAA"])
    assert () == erase(store, erased, [first.label.reference])
    assert (second.label.reference,) == erase(store, erased, [second.label.reference])
    lines = [json.loads(line) for line in erased.path.read_text("utf-8").splitlines()]
    assert [{"reference", "when"}] * 2 == [set(line) for line in lines]
    assert [first.label.reference, second.label.reference] == [
        one.reference for one in erased.read()
    ]
    folder = erased.path.parent
    assert 0o700 == folder.stat().st_mode & 0o777
    assert {0o600} == {one.stat().st_mode & 0o777 for one in folder.iterdir()}


def test_erasure_reaches_what_cannot_be_read_now(tmp_path: Path) -> None:
    """What may be in a damaged part is noted though not found, and erased once that is mended."""
    place = place_of("tinydb", tmp_path / "store", str)
    store, erased = place.open(), ErasureList(tmp_path / "erased.jsonl")
    reference = store.append(record(when=NOON - timedelta(days=90)), FORM)
    (file,) = place.folder.glob("*.json")
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    assert () == erase(store, erased, [reference])
    file.write_bytes(whole)
    assert (reference,) == erase_again(store, erased.read())


def test_nothing_is_erased_without_its_note(place: Place, tmp_path: Path) -> None:
    """When the list cannot be written, nothing is erased."""
    store = place.open()
    first, *_ = filled(store)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="niczego nie skasowano"):
        erase(store, ErasureList(tmp_path / "file" / "erased.jsonl"), [first.label.reference])
    assert 12 == len(store.listing().records)


def test_cut_line_of_the_list(tmp_path: Path) -> None:
    """A last line that a power cut has cut was not acted on: it counts for nothing, neither now
    nor when others follow. A wrong line among others is named.
    """
    erased = ErasureList(tmp_path / "erased.jsonl")
    erased.note(["AAAA-AAAA"])
    with erased.path.open("ab") as file:
        file.write(b'{"reference": "BBBB')
    assert ["AAAA-AAAA"] == [one.reference for one in erased.read()]
    erased.note(["CCCC-CCCC"])
    assert ["AAAA-AAAA", "CCCC-CCCC"] == [one.reference for one in erased.read()]
    whole = erased.path.read_bytes()
    for wrong in (b'{"', b"{}", b"5"):
        erased.path.write_bytes(wrong + b"\n" + whole)
        with pytest.raises(StoreError, match="w wierszu 1"):
            erased.read()


def test_erased_again_only_what_came_before(place: Place) -> None:
    """A reference that was given anew after its erasure is another submission, and stays.

    Of several erasures the last counts, in whatever order lists of two computers were put together.
    """
    store = place.open()
    old, new = record("AAAA-BBBB", when=NOON), record("AAAA-CCCC", when=NOON + timedelta(days=2))
    for one in (old, new):
        store.append(one, FORM)
    noted = NOON + timedelta(days=1)
    erasures = [Erasure("AAAA-BBBB", noted), Erasure("AAAA-CCCC", noted), Erasure("X", noted)]
    assert ("AAAA-BBBB",) == erase_again(store, erasures)
    assert (new,) == store.listing().records
    later = [Erasure("AAAA-CCCC", new.label.received), *erasures]
    assert ("AAAA-CCCC",) == erase_again(store, later)


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_move(place: Place, other: Place) -> None:
    """Everything is in the new store as it was in the old; the old is left as it is."""
    source, target = place.open(), other.open()
    records = filled(source)
    assert Moved(12, 0, (), ()) == move(source, target, say=silent)
    assert tuple(records) == target.listing().records == source.listing().records
    assert FORM == target.form(FORM.version)
    assert Moved(0, 12, (), ()) == move(source, target, say=silent)


def test_interrupted_move_goes_on(place: Place, other: Place) -> None:
    """What an interrupted move has copied is not copied again; a state set since then stays."""
    source, target = place.open(), other.open()
    records = filled(source)
    target.adopt(records[:5], {FORM.version: FORM})
    first = records[0].label.reference
    target.set_state(first, "closed")
    assert Moved(7, 5, (first,), ()) == move(source, target, say=silent)
    assert ("closed", *(one.state for one in records[1:])) == tuple(
        one.state for one in target.listing().records
    )


def test_what_only_one_store_has_forgotten_is_no_difference(place: Place, other: Place) -> None:
    """A day later the new store has forgotten how to recognise a sending, and the old has not."""
    source, target = place.open(), other.open()
    when = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=25)
    source.adopt([record(page="p1", when=when)], {FORM.version: FORM})
    assert Moved(1, 0, (), ()) == move(source, target, say=silent)
    target.purge(when.date())
    assert Moved(0, 1, (), ()) == move(source, target, say=silent)


def test_move_misses_a_form(place: Place, tmp_path: Path) -> None:
    """Without its questions a submission cannot be read: a new store that lost them is told."""
    source, new = place.open(), place_of("tinydb", tmp_path / "new", str)
    filled(source, 1)
    move(source, new.open(), say=silent)
    (file,) = new.folder.glob("*.json")
    whole = json.loads(file.read_bytes())
    file.write_text(json.dumps(whole | {"forms": {}}), encoding="utf-8")
    with pytest.raises(StoreError, match=f"formularz w wersji {FORM.version} jest inny"):
        move(source, new.open(), say=silent)


def test_move_does_not_mix_up(place: Place, other: Place) -> None:
    """A reference that is another submission in the new store stops the move: nothing is lost."""
    source, target = place.open(), other.open()
    first, *_ = filled(source)
    target.append(record(first.label.reference), FORM)
    with pytest.raises(StoreError, match=first.label.reference):
        move(source, target, say=silent)
    assert 12 == len(source.listing().records)


def test_move_names_what_cannot_be_read(tmp_path: Path, other: Place) -> None:
    """What is damaged is named and stays behind; the readable rest is moved."""
    place = place_of("tinydb", tmp_path / "one", str)
    source, target = place.open(), other.open()
    filled(source)
    damaged = min(place.folder.glob("*.json"))
    lost = len(json.loads(damaged.read_text("utf-8"))["submissions"])
    damaged.write_bytes(b"{")
    moved = move(source, target, say=silent)
    assert 12 - lost == moved.copied == len(target.listing().records)
    assert [str(damaged)] == [one.where for one in moved.damages]


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
    wanted = [replace(one, when=LATER) for one in map(_now, gone)]
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


def test_second_move_brings_back_nothing_erased(place: Place, other: Place) -> None:
    """When the move is repeated, what was erased in the new store since is not copied again, and
    what was erased in the old store goes from the new one, too.
    """
    source, target = place.open(), other.open()
    first, second, *_ = filled(source)
    move(source, target, say=silent)
    target.erase([first.label.reference])
    source.erase([second.label.reference])
    erasures = (replace(_now(one.label.reference), when=LATER) for one in (first, second))
    assert Moved(0, 10, (), ()) == move(source, target, erasures, say=silent)
    assert 10 == len(target.listing().records)


def test_second_move_brings_back_nothing_purged(place: Place, other: Place) -> None:
    """What the new store has purged since, because its last day was over, is not copied again."""
    source, target = place.open(), other.open()
    records = filled(source)
    move(source, target, say=silent)
    today = records[3].keep_until
    assert 3 == len(target.purge(today))
    assert Moved(0, 9, (), ()) == move(source, target, (), today, silent)
    assert 9 == len(target.listing().records)


def _now(reference: str) -> Erasure:
    return Erasure(reference, datetime.now(UTC).replace(microsecond=0))


def test_backup_carries_keys_that_are_missing(place: Place, tmp_path: Path) -> None:
    """Public keys and the service's secret come back where they are missing, nowhere else."""
    settings = settings_in(tmp_path / "var")
    settings.secret.parent.mkdir(parents=True)
    settings.public_keys.write_text("klucze", encoding="utf-8")
    settings.secret.write_bytes(b"s" * 32)
    settings.private_key.write_text("prywatny", encoding="utf-8")
    file = tmp_path / "kopia.jsonl"
    back_up(place.open(), settings, file)
    backup = read_backup(file)
    assert b"prywatny" not in b"".join(backup.files.values())
    new = settings_in(tmp_path / "new")
    done = restore(backup, place.open(), new, (), EARLY)
    assert (new.public_keys, new.secret) == done.files
    assert b"s" * 32 == new.secret.read_bytes()
    new.secret.write_bytes(b"n" * 32)
    assert () == restore(backup, place.open(), new, (), EARLY).files
    assert b"n" * 32 == new.secret.read_bytes()


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
