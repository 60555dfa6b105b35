"""A disk that is really full, and a file that is really cut."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from forms_backend.config import Settings
from forms_backend.serving.app import create_app
from forms_backend.stores.contract import StoreError
from tests.forms_backend.sealed_records import Place, place_of, record
from tests.forms_backend.synthetic_service import FORM, sent
from tests.postgres import Server

SIZES = {"tinydb": 4_000_000, "sqlite": 4_000_000, "postgresql": 16_000_000}
"""Bytes of the disk for each kind: an empty PostgreSQL database alone has eight million."""


@contextmanager
def small_disk(size: int, owner: str) -> Iterator[Path]:
    """A file system in memory of so many bytes. Only root can make one."""
    folder = Path(tempfile.mkdtemp(prefix="wz-disk-"))
    try:
        words = ["-t", "tmpfs", "-o", f"size={size},mode=0755", "tmpfs", str(folder)]
        subprocess.run(["mount", *words], check=True)
        try:
            shutil.chown(folder, owner)
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        folder.rmdir()


def fill(disk: Path) -> Path:
    """Take all the room that is left; the file that holds it."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            os.fsync(file.fileno())
    return ballast


def confirm(client: FlaskClient, number: int) -> int:
    """The status that somebody who confirms is answered; 503 must be a clear page."""
    data = sent(people=str(number), wz_step="wyslij", wz_page=f"strona-pelny-dysk-{number}")
    answer = client.post("/zgloszenia/proba", data=data)
    if answer.status_code == 503:
        assert "Nie możemy teraz zapisać zgłoszenia." in answer.text
    return answer.status_code


def fill_the_disk(settings: Settings, place: Place, disk: Path) -> tuple[int, int]:
    """Send until the disk is full and while it is; then with room again. How many of each.

    Everything that was answered stays; a full disk is a clear 503; with room it goes on.
    """
    client = create_app(settings).test_client()
    before = [confirm(client, number) for number in range(20)]
    ballast = fill(disk)
    full = [confirm(client, 1000 + number) for number in range(400)]
    refused = full.count(503)
    accepted = 20 + full.count(303)
    assert {303} == set(before)
    assert {303, 503} >= set(full)
    assert refused > 10, "the disk was never full"
    assert accepted == len(place.open().listing().records)
    ballast.unlink()
    assert [303] * 20 == [confirm(client, 2000 + number) for number in range(20)]
    listing = place.open().listing()
    assert (accepted + 20, ()) == (len(listing.records), listing.damages)
    return accepted, refused


def meet_a_full_disk(
    kind: str, settings: Settings, server: Callable[[], Server]
) -> tuple[int, int]:
    """`fill_the_disk` for a fresh store of this kind on a small disk of its own."""
    with small_disk(SIZES[kind], "postgres" if kind == "postgresql" else "root") as disk:
        place = place_of(kind, disk / "store", lambda: server().new_database(disk))
        small = replace(settings, store=place.address, rate=0, pace=0)
        try:
            return fill_the_disk(small, place, disk)
        finally:
            if kind == "postgresql":
                server().drop(place.address)


def truncate(place: Place, file: Path, step: int) -> int:
    """Cut a store's only file at every length: each time it is whole, or the damage is named.

    From its end on, so that nothing but the cut changes; reading must not write into it either.
    """
    store = place.open()
    kept = [record() for _ in range(6)]
    for one in kept:
        store.append(one, FORM)
    store.erase([])  # Empties SQLite's log into the file.
    del store
    whole = file.read_bytes()
    lengths = range(len(whole), -1, -step)
    for length in lengths:
        os.truncate(file, length)
        with suppress(StoreError):
            listing = place.open().listing()
            assert set(listing.records) <= set(kept)
            assert listing.damages or len(kept) == len(listing.records), length
        assert whole[:length] == file.read_bytes()
    return len(lengths)
