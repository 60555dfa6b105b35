"""What was answered is on the disk, and a disk that fills up is known before it is full."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import altcha
import pytest

from forms_backend.intake.challenge import Challenges
from forms_backend.keys.opening import PrivateKey
from forms_backend.mail.addressees import Addressees
from forms_backend.mail.notice_queue import Notice, NoticeQueue
from forms_backend.maintenance import audit
from forms_backend.sealing.envelope import PublicKeys
from forms_backend.sealing.submission import Once
from forms_backend.stores import durable_files
from forms_backend.stores.durable_files import append_lines, lack_of_room, remove_file, replace_file
from forms_backend.stores.tinydb import TinyDBStore
from tests.forms_backend.sealed_records import NOON, record
from tests.forms_backend.synthetic_service import FORM

KEY = PrivateKey.new()
NOTICE = Notice("K7M-D4QV", "a@przyklad.example", NOON)


@dataclass
class Disk:
    """What was synced: files by inode and size, so that later bytes count as not synced."""

    seen: set[tuple[int, int]] = field(default_factory=set)

    def has(self, file: Path) -> bool:
        """Whether a file is there as it is now, also after a power cut."""
        status = file.stat()
        return (status.st_ino, status.st_size) in self.seen

    def has_names_of(self, folder: Path) -> bool:
        """Whether the names in a folder last."""
        return folder.stat().st_ino in {inode for inode, _ in self.seen}


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Watches what is synced from now on."""
    watched, sync = Disk(), os.fsync

    def fsync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        watched.seen.add((status.st_ino, status.st_size))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return watched


def solved(folder: Path) -> None:
    """One solution of a sum is used up."""
    challenges = Challenges(b"s" * 32, folder)
    challenge = altcha.Challenge.from_dict(dict(challenges.new()))
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    assert () == challenges.doubts(altcha.Payload(challenge, solution).to_base64(), Once("p", "d"))


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: replace_file(folder / "plik", b"cokolwiek"),
        lambda folder: TinyDBStore(folder).append(record(), FORM),
        solved,
    ],
    ids=["file", "submission", "solution"],
)
def test_what_is_written_outlives_a_power_cut(
    disk: Disk, tmp_path: Path, write: Callable[[Path], object]
) -> None:
    """Every byte of the file is on the disk, and so is its name."""
    write(tmp_path)
    (file,) = (one for one in tmp_path.iterdir() if one.name != ".lock")
    assert file.stat().st_size > 0
    assert disk.has(file)
    assert disk.has_names_of(tmp_path)


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: append_lines(folder / "plik", b"wiersz\n"),
        lambda folder: audit.note(folder / "plik", "show", ["K7M-D4QV"]),
        lambda folder: NoticeQueue(folder, Addressees(folder)).put(NOTICE),
        lambda folder: PrivateKey.new().write(folder / "plik", None),
        lambda folder: PublicKeys(False, (KEY.public("foundation"),)).write(folder / "plik"),
    ],
    ids=["lines", "audit", "notice", "key", "public keys"],
)
def test_every_byte_outlives_a_power_cut(
    disk: Disk, tmp_path: Path, write: Callable[[Path], object]
) -> None:
    """Nothing that was written waits in memory."""
    write(tmp_path)
    files = [one for one in tmp_path.iterdir() if one.suffix != ".lock"]
    assert files
    assert [] == [one.name for one in files if one.stat().st_size == 0 or not disk.has(one)]


def test_what_is_removed_does_not_come_back(disk: Disk, tmp_path: Path) -> None:
    """A power cut after an erasure brings no name back; removing what is gone is no mistake."""
    (tmp_path / "plik").touch()
    for _ in range(2):
        remove_file(tmp_path / "plik")
    assert not (tmp_path / "plik").exists()
    assert disk.has_names_of(tmp_path)


def test_file_that_cannot_be_begun_is_refused(tmp_path: Path) -> None:
    """The reason is what the disk said, and nothing else went wrong."""
    with pytest.raises(FileNotFoundError, match="nie-ma"):
        replace_file(tmp_path / "nie-ma" / "plik", b"cokolwiek")


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    """Thousands of submissions use up no descriptor: the next one that is free stays the same."""

    def next_free() -> int:
        with Path(os.devnull).open("rb") as file:
            return file.fileno()

    before = next_free()
    for _ in range(20):
        replace_file(tmp_path / "plik", b"cokolwiek")
    assert before == next_free()


def test_room_for_a_copy_and_a_reserve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder is well as long as what is needed fits beside the reserve, to the byte."""
    monkeypatch.setattr(
        os, "statvfs", lambda _: SimpleNamespace(f_bavail=3, f_frsize=durable_files.ROOM)
    )
    assert () == lack_of_room(tmp_path, 2 * durable_files.ROOM)
    (lack,) = lack_of_room(tmp_path, 2 * durable_files.ROOM + 1)
    assert (str(tmp_path), "na dysku kończy się miejsce") == (lack.where, lack.why)


@pytest.mark.parametrize("refused", [os.R_OK, os.W_OK, os.X_OK])
def test_folder_that_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refused: int
) -> None:
    """A store has to read, write and look into its folder; each right that it lacks is named."""
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & refused)
    (lack,) = lack_of_room(tmp_path)
    assert "do tego folderu nie da się zapisywać" == lack.why


def test_a_neighbour_is_never_overwritten(tmp_path: Path) -> None:
    """`kopia.new` beside `kopia.jsonl` is somebody's file."""
    neighbours = [tmp_path / name for name in ("kopia.new", "kopia.jsonl.new", ".kopia.new")]
    for one in neighbours:
        one.write_text("czyjś")
    replace_file(tmp_path / "kopia.jsonl", b"kopia")
    assert ["czyjś"] * 3 == [one.read_text() for one in neighbours]
    assert {*neighbours, tmp_path / "kopia.jsonl"} == set(tmp_path.iterdir())
