"""The contract of a store, held against TinyDB; and what only a file store has to promise."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import stat
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forms_backend.codes import new_reference
from forms_backend.envelope import PublicKeys, seal
from forms_backend.opening import PrivateKey
from forms_backend.stores.contract import ReferenceTakenError, Store, StoreError
from forms_backend.stores.tinydb import TinyDBStore
from forms_backend.submission import Label, Once, Record, Submission, digest_of
from tests.forms_backend.furniture import FORM

PUBLIC = PublicKeys(False, (PrivateKey.new().public("foundation"),))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Store:
    """An empty store."""
    return TinyDBStore(folder)


def record(
    reference: str = "",
    *,
    page: str = "",
    name: str = "Anna",
    when: datetime = NOON,
    form: str = "proba",
) -> Record:
    """A sealed record; with a page id it can be recognised."""
    label = Label(reference or new_reference(), form, FORM.version, "1/1", when)
    answers = {"first_name": name}
    once = Once(page, digest_of(answers, form, b"secret")) if page else None
    envelope = seal(Submission(label, answers).to_bytes(), PUBLIC)
    return Record(label, envelope, (when + timedelta(days=30)).date(), once=once)


def test_what_is_kept_is_given_back(store: Store) -> None:
    """A record is listed as it was appended, and its reference is the answer."""
    one = record("AAAA-BBBB", page="p1")
    assert "AAAA-BBBB" == store.append(one, FORM)
    assert (one,) == store.listing().records
    assert () == store.listing().damages


def test_listing_is_by_time_and_by_form(store: Store) -> None:
    """Records of all forms and months come oldest first; one form can be asked for."""
    late = record(when=NOON + timedelta(days=40))
    early = record(when=NOON - timedelta(days=40))
    other = record(form="proba-inna")
    for one in (late, early, other):
        store.append(one, FORM)
    assert (early, other, late) == store.listing().records
    assert (early, late) == store.listing("proba").records
    assert () == store.listing("nic").records


def test_find(store: Store) -> None:
    """Records are found by reference, whatever their form and month."""
    one, other = record(), record(form="inna", when=NOON + timedelta(days=60))
    store.append(one, FORM)
    store.append(other, FORM)
    assert (other,) == store.find([other.label.reference, "AAAA-AAAA"]).records


def test_form_is_kept_as_it_was_asked(store: Store, folder: Path) -> None:
    """The definition is kept once for each version, and given back equal."""
    for _ in range(3):
        store.append(record(), FORM)
    assert FORM == store.form(FORM.version)
    assert store.form("000000000000") is None
    (file,) = folder.glob("*.json")
    assert 1 == len(json.loads(file.read_text(encoding="utf-8"))["forms"])


def test_taken_reference_is_refused(store: Store) -> None:
    """No two submissions share a reference, not even in two forms and two months."""
    store.append(record("AAAA-BBBB"), FORM)
    for again in (
        record("AAAA-BBBB"),
        record("AAAA-BBBB", form="inna"),
        record("AAAA-BBBB", when=NOON + timedelta(days=60)),
    ):
        with pytest.raises(ReferenceTakenError):
            store.append(again, FORM)
    assert 1 == len(store.listing().records)


def test_repetition_gets_the_earlier_reference(store: Store) -> None:
    """The same page and answers within 24 hours are the same submission."""
    first = store.append(record(page="p1"), FORM)
    again = record(page="p1", when=NOON + timedelta(hours=23, minutes=59))
    assert first == store.append(again, FORM)
    assert 1 == len(store.listing().records)


def test_repetition_is_known_across_months(store: Store) -> None:
    """The last minute of a month and the first of the next are one submission too."""
    midnight = datetime(2026, 12, 1, tzinfo=UTC)
    first = store.append(record(page="p1", when=midnight - timedelta(minutes=1)), FORM)
    assert first == store.append(record(page="p1", when=midnight), FORM)


def test_other_answers_or_page_are_another_submission(store: Store) -> None:
    """Other answers from the same page, the same from another page, or no page: all are kept."""
    for one in (record(page="p1"), record(page="p1", name="Ewa"), record(page="p2"), record()):
        store.append(one, FORM)
    assert 4 == len(store.listing().records)


def test_recognition_is_forgotten_after_a_day(store: Store, folder: Path) -> None:
    """After 24 hours a repetition is new, and the old page id and digest are not on the disk."""
    store.append(record(page="p-stara", when=NOON), FORM)
    store.append(record(page="p-stara", when=NOON + timedelta(hours=24, seconds=1)), FORM)
    store.append(record(page="p-nowa", when=NOON + timedelta(hours=49)), FORM)
    assert 3 == len(store.listing().records)
    assert [False, False, True] == [one.once is not None for one in store.listing().records]
    assert b"p-stara" not in b"".join(file.read_bytes() for file in folder.iterdir())


def test_second_store_sees_the_first(store: Store, folder: Path) -> None:
    """Two processes' stores over one folder know each other's references and repetitions."""
    other = TinyDBStore(folder)
    for number in range(6):
        writer = (store, other)[number % 2]
        writer.append(record(f"AAAA-AAA{number + 2}", page=f"p{number}"), FORM)
    with pytest.raises(ReferenceTakenError):
        store.append(record("AAAA-AAA7"), FORM)
    assert "AAAA-AAA7" == store.append(record(page="p5"), FORM)
    assert 6 == len(store.listing().records)


def test_only_the_owner_can_read(store: Store, folder: Path) -> None:
    """The folder is 0700, its files are 0600, whatever the umask."""
    old = os.umask(0)
    try:
        store.append(record(), FORM)
    finally:
        os.umask(old)
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def test_damaged_month_is_named_and_the_rest_is_read(store: Store, folder: Path) -> None:
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


def test_nothing_is_written_over_a_damaged_file(store: Store, folder: Path) -> None:
    """A store does not repair by forgetting: it refuses, and the file stays as it is."""
    store.append(record(), FORM)
    (file,) = folder.glob("*.json")
    broken = file.read_bytes()[:-20]
    file.write_bytes(broken)
    with pytest.raises(StoreError, match=file.name):
        store.append(record(), FORM)
    assert broken == file.read_bytes()


def test_every_truncation_is_named(store: Store, folder: Path) -> None:
    """However much of a file is left, it is read whole or named, and never read in part."""
    for _ in range(2):
        store.append(record(), FORM)
    (file,) = folder.glob("*.json")
    whole = file.read_bytes()
    for length in {*range(0, len(whole), 97), len(whole) - 1, len(whole)}:
        file.write_bytes(whole[:length])
        listing = store.listing()
        expected = (2, 0) if length == len(whole) else (0, 1)
        assert expected == (len(listing.records), len(listing.damages))


@pytest.mark.parametrize("wrong", ['{"submissions": {"1": {"label": {}}}}', '{"submissions": 3}'])
def test_row_that_is_none(store: Store, folder: Path, wrong: str) -> None:
    """A file of JSON that holds no submissions is damaged too."""
    store.append(record(), FORM)
    (file,) = folder.glob("*.json")
    file.write_text(wrong, encoding="utf-8")
    assert 1 == len(store.listing().damages)


def test_full_disk_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the append is refused and the earlier file is whole."""
    store.append(record(), FORM)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="No space left"):
            store.append(record(), FORM)
    assert 1 == len(store.listing().records)
    store.append(record(), FORM)
    assert 2 == len(store.listing().records)


def write_until_killed(folder: Path, answered: Path) -> None:
    """Append for ever; write down each reference after the store has answered."""
    store = TinyDBStore(folder)
    with answered.open("a", encoding="utf-8") as file:
        while True:
            reference = store.append(replace(record(), once=None), FORM)
            file.write(f"{reference}\n")
            file.flush()


def test_killed_writer_loses_no_answered_reference(folder: Path, tmp_path: Path) -> None:
    """After kill -9 at any moment the file opens and holds every reference that was answered."""
    answered = tmp_path / "answered"
    context = multiprocessing.get_context("spawn")
    for number in range(3):
        answered.touch()
        before = answered.stat().st_size
        writer = context.Process(target=write_until_killed, args=(folder, answered))
        writer.start()
        while answered.stat().st_size == before:
            time.sleep(0.01)
        time.sleep(0.03 + 0.041 * number)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        writer.close()
        listing = TinyDBStore(folder).listing()
        assert () == listing.damages
        stored = {one.label.reference for one in listing.records}
        references = set(answered.read_text(encoding="utf-8").split())
        assert set() == {one for one in references if len(one) == 9} - stored
    TinyDBStore(folder).append(record(), FORM)
