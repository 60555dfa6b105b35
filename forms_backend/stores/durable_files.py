"""Files that outlive a power cut: replaced at once, grown by whole lines, removed for good.

What is damaged nevertheless is named.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from forms_backend.stores.contract import Damage, StoreError

ROOM = 4 * 1024 * 1024
"""Bytes that must be free beside a copy of what is to be written, for a store to be well."""


class DamagedFileError(StoreError):
    """A file is not what its store writes. Carries which file and why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name}: {why}")
        self.damage = Damage(str(path), why)


def file_mode(folder: Path) -> int:
    """What a new file in this folder may be to others: its owner's alone.

    Also its group's, where the administrator has shared the folder with it (chmod g+ws, as
    deploy/wzajemnie.tmpfiles does): then several accounts keep the same files.
    """
    return 0o660 if _is_shared(folder) else 0o600


def make_folder(folder: Path) -> None:
    """The folder and those above it; as `file_mode`. OSError."""
    nearest = next((one for one in folder.parents if one.exists()), folder)
    folder.mkdir(mode=0o770 if _is_shared(nearest) else 0o700, parents=True, exist_ok=True)


def _is_shared(folder: Path) -> bool:
    shared = stat.S_ISGID | stat.S_IWGRP
    try:
        return folder.stat().st_mode & shared == shared
    except OSError:
        return False


def replace_file(path: Path, data: bytes) -> None:
    """Either the whole new file or the whole old one, also after a power cut. OSError: the old.

    What is half written has a hidden name that nobody chooses: `kopia.new` may be somebody's file.
    """
    fresh = fresh_name(path)
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, file_mode(path.parent))
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        fresh.unlink(missing_ok=True)  # Half a file on a full disk only takes room from the rest.
        raise
    fresh.replace(path)
    sync_folder(path.parent)


def fresh_name(path: Path) -> Path:
    """Where a file is written before it takes the place of `path`."""
    return path.with_name(f".{path.name}.new")


def append_lines(path: Path, lines: bytes) -> None:
    """Add whole lines to a file, and see them on the disk. OSError.

    A last line that a power cut or a full disk has cut is taken away: nobody relied on it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, file_mode(path.parent))
    with os.fdopen(descriptor, "ab+") as file:
        file.seek(0)
        there = file.read()
        if not there.endswith(b"\n"):
            file.truncate(there.rfind(b"\n") + 1)
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def whole_lines(path: Path) -> list[bytes]:
    """The lines of such a file, oldest first; none where there is no file. OSError."""
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def remove_file(path: Path) -> None:
    """Gone, also after a power cut."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def lack_of_room(folder: Path, needed: int = 0) -> tuple[Damage, ...]:
    """Whether `needed` bytes and some reserve can be written into this folder."""
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return (Damage(str(folder), "do tego folderu nie da się zapisywać"),)
    room = os.statvfs(folder)
    if room.f_bavail * room.f_frsize < ROOM + needed:
        return (Damage(str(folder), "na dysku kończy się miejsce"),)
    return ()
