"""Erasing and moving, over every pair of stores that is quick to have."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forms_backend.maintenance.erasing import (
    Erasure,
    ErasureList,
    Moved,
    erase,
    erase_again,
    move,
)
from forms_backend.stores.contract import StoreError
from tests.conftest import ROOT
from tests.forms_backend.sealed_records import KINDS, NOON, Place, filled, place_of, record, silent
from tests.forms_backend.synthetic_service import FORM

pytestmark = pytest.mark.slow

LATER = NOON + timedelta(days=400)


def test_erasure_is_noted_before_it_is_done(place: Place, tmp_path: Path) -> None:
    """The list holds reference, time and a hash of what is sealed; what was not there is not."""
    store, erased = place.open(), ErasureList(tmp_path / "a" / "b" / "erased.jsonl")
    first, second, *_ = filled(store)
    assert (first.label.reference,) == erase(store, erased, [first.label.reference, "AAAA-AAAA"])
    assert () == erase(store, erased, [first.label.reference])
    assert (second.label.reference,) == erase(store, erased, [second.label.reference])
    lines = [json.loads(line) for line in erased.path.read_text("utf-8").splitlines()]
    assert [{"reference", "when", "envelope"}] * 2 == [set(line) for line in lines]
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
    erased.note({"AAAA-AAAA": "1"})
    with erased.path.open("ab") as file:
        file.write(b'{"reference": "BBBB')
    assert ["AAAA-AAAA"] == [one.reference for one in erased.read()]
    erased.note({"CCCC-CCCC": "2"})
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


def test_second_move_brings_back_nothing_erased(place: Place, other: Place) -> None:
    """When the move is repeated, what was erased in the new store since is not copied again, and
    what was erased in the old store goes from the new one, too.
    """
    source, target = place.open(), other.open()
    first, second, *_ = filled(source)
    move(source, target, say=silent)
    target.erase([first.label.reference])
    source.erase([second.label.reference])
    erasures = (Erasure(one.label.reference, LATER) for one in (first, second))
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


_MOVING = """
import sys
from forms_backend.maintenance import erasing
from forms_backend.stores.address import open_store
erasing._BATCH = 7
source, target = map(open_store, sys.argv[1:])
erasing.move(source, target, say=lambda words: print(words, flush=True))
"""


@pytest.mark.parametrize("other", ["tinydb", "sqlite"], indirect=True)
def test_a_move_that_is_killed_goes_on(place: Place, other: Place) -> None:
    """Killed after each of some batches: nothing is doubled or lost, and the last move is whole."""
    kept = filled(place.open(), 60)
    command = (sys.executable, "-c", _MOVING, place.address, other.address)
    for batches in (1, 2, 3):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(batches):
                assert process.stdout.readline()
            process.kill()
        there = other.open().listing()
        assert () == there.damages
        references = [one.label.reference for one in there.records]
        assert len(set(references)) == len(references) > 0
        assert set(references) <= {one.label.reference for one in kept}
    moved = move(place.open(), other.open(), say=silent)
    assert len(kept) == moved.copied + moved.already
    assert place.open().listing().records == other.open().listing().records
