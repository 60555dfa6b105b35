"""What only a store of files has to promise: month files, locks, damage, a full disk."""

from __future__ import annotations

import errno
import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from forms_backend.stores import durable_files, tinydb
from forms_backend.stores.contract import StoreError
from forms_backend.stores.durable_files import fresh_name
from forms_backend.stores.tinydb import MOST_A_MONTH, TinyDBStore, crowded
from tests.forms_backend.sealed_records import NOON, record
from tests.forms_backend.synthetic_service import FORM


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> TinyDBStore:
    """An empty store."""
    return TinyDBStore(folder)


def test_form_is_kept_once_a_file(store: TinyDBStore, folder: Path) -> None:
    """The definition is in a month's file once for each version."""
    for _ in range(3):
        store.append(record(), FORM)
    (file,) = folder.glob("*.json")
    assert 1 == len(json.loads(file.read_text(encoding="utf-8"))["forms"])


def test_recognition_leaves_the_disk_after_a_day(store: TinyDBStore, folder: Path) -> None:
    """After 24 hours the old page id and digest are in no file."""
    store.append(record(page="p-stara", when=NOON), FORM)
    store.append(record(page="p-nowa", when=NOON + timedelta(hours=25)), FORM)
    assert b"p-stara" not in b"".join(file.read_bytes() for file in folder.iterdir())


def test_only_the_owner_can_read(store: TinyDBStore, folder: Path) -> None:
    """The folder is 0700, its files are 0600, whatever the umask."""
    old = os.umask(0)
    try:
        store.append(record(), FORM)
    finally:
        os.umask(old)
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def test_damaged_month_is_named_and_the_rest_is_read(store: TinyDBStore, folder: Path) -> None:
    """A damaged file is named with its place; other months stay readable and writable."""
    store.append(record(when=NOON), FORM)
    healthy = record(when=NOON + timedelta(days=30))
    store.append(healthy, FORM)
    damaged = folder / "proba-2026-11.json"
    damaged.write_bytes(damaged.read_bytes()[:-20])
    later = record(when=NOON + timedelta(days=30))
    store.append(later, FORM)
    listing = store.listing()
    assert {healthy, later} == set(listing.records)
    assert [str(damaged)] == [one.where for one in listing.damages]
    assert "to nie jest cały plik JSON" in listing.damages[0].why
    assert (healthy.label.reference,) == store.erase([healthy.label.reference])


def test_nothing_is_written_over_a_damaged_file(store: TinyDBStore, folder: Path) -> None:
    """A store does not repair by forgetting: it refuses, and the file stays as it is."""
    one = record()
    store.append(one, FORM)
    (file,) = folder.glob("*.json")
    broken = file.read_bytes()[:-20]
    file.write_bytes(broken)
    with pytest.raises(StoreError, match=file.name):
        store.append(record(), FORM)
    with pytest.raises(StoreError, match=file.name):
        store.adopt([record()], {FORM.version: FORM})
    store.purge(one.keep_until + timedelta(days=100))
    assert broken == file.read_bytes()


def test_every_truncation_is_named(store: TinyDBStore, folder: Path) -> None:
    """However much of a file is left, it is read whole or named, and never read in part."""
    for _ in range(2):
        store.append(record(), FORM)
    (file,) = folder.glob("*.json")
    whole = file.read_bytes()
    for length in {*range(0, len(whole), 53), len(whole) - 1, len(whole)}:
        file.write_bytes(whole[:length])
        listing = store.listing()
        expected = (2, 0) if length == len(whole) else (0, 1)
        assert expected == (len(listing.records), len(listing.damages))


@pytest.mark.parametrize(
    "wrong",
    [
        '{"submissions": {"1": {"label": {}}}}',
        '{"submissions": {"1": {"label": 3}}}',
        '{"submissions": 3}',
        '{"submissions": {}, "forms": 3}',
        "[]",
        "3",
    ],
)
def test_what_is_no_submission(store: TinyDBStore, folder: Path, wrong: str) -> None:
    """A file of JSON that holds something else is damaged too, and nothing is written over it.

    Other months do not suffer: they are read, changed and written.
    """
    store.append(record(), FORM)
    (file,) = folder.glob("*.json")
    late = store.append(record(when=NOON + timedelta(days=30)), FORM)
    file.write_text(wrong, encoding="utf-8")
    assert [str(file)] == [one.where for one in store.listing().damages]
    with pytest.raises(StoreError, match=file.name):
        TinyDBStore(folder).append(record(), FORM)
    assert FORM == store.form(FORM.version)
    assert store.set_state(late, "done")
    store.append(record(when=NOON + timedelta(days=30)), FORM)
    assert (late,) == store.erase([late])
    assert wrong == file.read_text(encoding="utf-8")


def test_wrong_row_is_named_and_the_others_are_read(store: TinyDBStore, folder: Path) -> None:
    """One row that is none is named by its number; the other rows of the file are read."""
    ones = [record(), record(), record()]
    for one in ones:
        store.append(one, FORM)
    (file,) = folder.glob("*.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    del data["submissions"]["2"]["envelope"]
    file.write_text(json.dumps(data), encoding="utf-8")
    listing = store.listing()
    assert (ones[0], ones[2]) == listing.records
    assert ["zły zapis zgłoszenia 2 (KeyError)"] == [one.why for one in listing.damages]


def test_refused_write_loses_nothing(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, the append is refused, the earlier file whole, no half file left."""
    store.append(record(), FORM)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="na dysku nie ma już miejsca"):
            store.append(record(), FORM)
    assert [] == list(folder.glob("*.new"))
    assert 1 == len(store.listing().records)
    store.append(record(), FORM)
    assert 2 == len(store.listing().records)


def test_busy_store_is_told(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits for the lock in vain is told so; nothing hangs, nothing is kept."""
    monkeypatch.setattr(tinydb, "_WAIT_SECONDS", 0.01)
    with FileLock(folder / ".lock"), pytest.raises(StoreError, match=r"jest zajęty \(Timeout\)"):
        store.append(record(), FORM)
    assert () == store.listing().records


def test_erasure_takes_what_a_killed_process_left(store: TinyDBStore, folder: Path) -> None:
    """A file that was written and never renamed is gone after an erasure, whatever is in it."""
    one = record()
    store.append(one, FORM)
    (file,) = folder.glob("*.json")
    fresh_name(file).write_bytes(file.read_bytes())
    store.erase([one.label.reference])
    assert [".lock"] == [left.name for left in folder.iterdir()]


def test_health_names_the_current_month(store: TinyDBStore, folder: Path) -> None:
    """A damaged file of this month stops the next submission and is named; an old one does not."""
    now = datetime.now(UTC).replace(microsecond=0)
    store.append(record(when=now), FORM)
    store.append(record(when=NOON - timedelta(days=400)), FORM)
    assert () == store.health()
    old, current = sorted(folder.glob("*.json"))
    old.write_bytes(b"{")
    assert () == store.health()
    current.write_bytes(b"{")
    assert [str(current)] == [one.where for one in store.health()]


def test_health_names_a_full_disk(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too little room for the next write, or no folder, is named before anybody meets it."""
    monkeypatch.setattr(durable_files, "ROOM", 2**62)
    assert ["na dysku kończy się miejsce"] == [one.why for one in store.health()]
    for left in folder.iterdir():
        left.unlink()
    folder.rmdir()
    assert [str(folder)] == [one.where for one in store.health()]


def test_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    """The store's folder may lie deep, and may be there already."""
    for _ in range(2):
        assert () == TinyDBStore(tmp_path / "a" / "b" / "store").health()


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A path that leads through a file is one sentence, not a crash."""
    (tmp_path / "plik").write_text("nie folder", encoding="utf-8")
    with pytest.raises(StoreError, match=r"^Nie da się utworzyć folderu .*plik/store: "):
        TinyDBStore(tmp_path / "plik" / "store")


def test_health_reads_nothing_that_this_process_wrote(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a busy month every asking would read the whole file, and everybody would wait for it."""
    now = datetime.now(UTC).replace(microsecond=0)
    read: list[Path] = []
    whole = Path.read_bytes

    def note(path: Path) -> bytes:
        read.append(path)
        return whole(path)

    for _ in range(3):
        store.append(record(when=now), FORM)
        with monkeypatch.context() as patched:
            patched.setattr(Path, "read_bytes", note)
            assert () == store.health()
    assert [] == read
    other = TinyDBStore(folder)
    other.append(record(when=now), FORM)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", note)
        assert () == store.health()
        assert () == store.health()
    assert 1 == len(read)


def test_a_store_says_when_it_is_outgrown(store: TinyDBStore) -> None:
    """More than 500 submissions to a form in a month: a database answers people sooner."""
    months = [record(when=NOON - timedelta(days=40)) for _ in range(MOST_A_MONTH)]
    assert () == crowded(store, months)
    assert ("proba 2026-10",) == crowded(store, [*months, months[0], record()])
    assert () == crowded(object(), [*months, months[0]])
