"""Room on the disk that is kept for what must never fail for want of it: the log, and erasing.

A full disk takes no line of the audit log, and nothing is read or erased before that line is on it.
So a file of zeros keeps some room; it is given up when the disk is full, and taken back afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forms_backend.config import Settings
from forms_backend.stores.durable_files import ROOM

NAME = "reserve"
"""The file's name in the folder `var`."""

SHARE = 8
"""At most this part of a disk is kept."""

_MOST = 2 * ROOM
"""Bytes: for a month of TinyDB written anew, some lines, and SQLite's journal."""


@contextmanager
def with_room(settings: Settings) -> Iterator[None]:
    """Give the reserve up while something is noted, read or erased on a disk that is full."""
    file = settings.var / NAME
    there = _size(file)
    if there and _free(settings.var) < ROOM:
        with suppress(OSError):
            file.unlink()
    try:
        yield
    finally:
        _keep(file, there > 0)


def _keep(file: Path, was_there: bool) -> None:
    """Take the room. A first time only where there is plenty: it must not fill a disk itself."""
    if _size(file) or not file.parent.is_dir():
        return
    disk, free = _whole(file.parent), _free(file.parent)
    wanted = min(_MOST, disk // SHARE)
    if free < 2 * wanted and not was_there:
        return
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            _fill(descriptor, min(wanted, free))
        finally:
            os.close(descriptor)
    except OSError:
        with suppress(OSError):
            file.unlink()


def _fill(descriptor: int, size: int) -> None:
    """So many bytes that are really taken: a file with a hole in it takes none."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
    else:  # macOS
        os.write(descriptor, bytes(size))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _free(folder: Path) -> int:
    try:
        room = os.statvfs(folder)
    except OSError:
        return ROOM
    return room.f_bavail * room.f_frsize


def _whole(folder: Path) -> int:
    room = os.statvfs(folder)
    return room.f_blocks * room.f_frsize
