"""The open desk copies itself once a night, tries the copy, and says when that did not work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk.database.backup_file import read_backup
from desk.database.errors import RecordError
from desk.intake.nightly_backup import try_out
from desk.rules.roles import Role
from tests.desk.desk_houses import Place
from tests.desk.desk_records import NOW, arrival

CANARY = "Kanarek-Zofia-7319"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An open desk with somebody in it."""
    made = Place(tmp_path)
    made.open()
    made.keep(arrival({"first_name": CANARY}))
    yield made
    made.desk.lock()


def test_copy_is_made_once_a_night_and_tried(place: Place) -> None:
    """Not before two at night, not again on the same day; what was tried leaves nothing behind."""
    desk, path = place.desk, place.desk.desk.backup
    desk.clock = lambda: NOW.replace(hour=0, minute=30)  # half past one in Poland
    desk.back_up_at_night()
    assert not path.exists()
    desk.clock = lambda: NOW
    desk.back_up_at_night()
    assert desk.copied is not None
    assert desk.copied.head == place.record.head()
    assert NOW == read_backup(path).made
    first = path.stat().st_mtime_ns
    assert not (path.parent / "tried").exists()
    assert CANARY.encode() not in path.read_bytes()
    assert () == place.record.damages()
    keeper = place.browser(Role.KEEPER)
    assert desk.copied.head in keeper.page("/zespol")
    same_day = path.stat().st_mtime
    for hours, again in ((0, False), (48, True)):
        moment = NOW.fromtimestamp(same_day, NOW.tzinfo).replace(hour=12) + timedelta(hours=hours)
        desk.clock = lambda moment=moment: moment  # type: ignore[misc]
        desk.back_up_at_night()
        assert again == (first != path.stat().st_mtime_ns)


def test_locked_desk_copies_nothing(place: Place) -> None:
    """Nobody has the key, and nothing changes."""
    place.desk.lock()
    place.desk.back_up_at_night()
    assert not place.desk.desk.backup.exists()


def test_copy_that_does_not_work_is_told(place: Place) -> None:
    """To whoever works that day, and to the keeper; the desk goes on."""
    place.desk.desk.backup.mkdir()
    old = (NOW - timedelta(days=9)).timestamp()
    os.utime(place.desk.desk.backup, (old, old))
    place.desk.back_up_at_night()
    assert "Nocna kopia się nie udała" in place.browser(Role.PROGRAMME).page("/dzisiaj")
    assert "Nocna kopia się nie udała" in place.browser(Role.KEEPER).page("/zespol")


@pytest.mark.parametrize("how", ["cut", "changed", "another end"])
def test_trial_finds_what_is_not_whole(place: Place, how: str) -> None:
    """A copy that could not be brought back, or that is another one."""
    desk, path = place.desk, place.desk.desk.backup
    desk.back_up_at_night()
    assert desk.opened is not None
    assert desk.copied is not None
    data, head = path.read_bytes(), desk.copied.head
    if how == "cut":
        path.write_bytes(data[:-200])
    elif how == "changed":
        path.write_bytes(data.replace(data[2000:2010], b"0123456789"))
    else:
        head = "1" * 64
    with pytest.raises(RecordError):
        try_out(path, desk.opened, head)
    assert not (path.parent / "tried").exists()
