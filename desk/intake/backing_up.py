"""Backing up the desk's record while it runs, and bringing it back into an empty place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from desk.database.backup_file import read_backup, write_backup
from desk.database.errors import RecordError
from desk.database.key_file import write_key
from desk.database.record import Entry, Record, note
from desk.intake.opened_record import OpenDesk, backup_key
from desk.record.erasing import erase_again, erase_expired
from desk.record.moves import WARSAW
from desk.rules.roles import CLOCK
from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.maintenance.erasing import Erasure
from forms_backend.maintenance.exchange import Orders, orders_file, read_waiting
from forms_backend.sealing.envelope import PublicKeys
from forms_backend.stores.contract import StoreError
from forms_backend.stores.durable_files import sync_folder


@dataclass(frozen=True)
class Restored:
    """What came of it. erased: numbers that did not come back; head: the end of the chain."""

    made: datetime
    erased: tuple[str, ...]
    head: str


@dataclass(frozen=True)
class Opening:
    """What opens a backup: a private key, and the end of the chain when somebody has kept it."""

    private: Path
    passphrase: str | None = None
    head: str | None = None


def back_up(opened: OpenDesk, settings: Settings, path: Path, now: datetime) -> str:
    """Write the whole record into `path`; the end of its chain. RecordError, KeysError, OSError.

    That it was copied is a line of the chain.
    """
    public = PublicKeys.read(settings.public_keys)
    with opened.record.writing() as connection:
        note(connection, CLOCK, Entry("backed up"), now)
    head = opened.record.head()
    write_backup(opened.record, path, public, now)
    return head


def restore(
    settings: Settings, desk: DeskSettings, path: Path, opening: Opening, now: datetime
) -> Restored:
    """Bring a backup back into a folder without a record. OpeningError, RecordError, OSError.

    What was erased after it was made, here or on the forms' side, and what is too old by now goes
    again at once. Killed in the middle it leaves an empty place, or the record without its key,
    which the desk refuses to open; then it is done again. The key is sealed to today's public keys.
    """
    desk.desk.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(desk.desk / "restore.lock", timeout=20, mode=0o600):
        fresh = DeskSettings(desk.desk / "restored")
        _make_room(desk, fresh)
        backup = read_backup(path)
        key = backup_key(backup, opening.private, opening.passphrase)
        try:
            fresh.desk.mkdir(mode=0o700)
            fresh.database.touch(0o600)
            fresh.database.write_bytes(backup.database)
            erased, head = _tended(fresh.database, key, opening.head, _erasures(settings), now)
            write_key(fresh.key, key, PublicKeys.read(settings.public_keys))
            _put_in_place(fresh, desk)
        finally:
            if desk.key.exists() or not desk.database.exists():
                shutil.rmtree(fresh.desk, ignore_errors=True)
    return Restored(backup.made, erased, head)


def _make_room(desk: DeskSettings, fresh: DeskSettings) -> None:
    """Clear away what a killed restore has left. RecordError where there is a record."""
    there = sorted(desk.desk.glob(f"{desk.database.name}*"))  # with a log that would be replayed
    if fresh.key.exists() and not desk.key.exists():
        for one in there:
            one.unlink()
        there = []
    if desk.key.exists() or there:
        raise RecordError(
            f"W folderze {desk.desk} jest już baza stanowiska. Kopię przywraca się tylko do "
            "pustego folderu. Niczego nie zmieniono."
        )
    shutil.rmtree(fresh.desk, ignore_errors=True)


def _erasures(settings: Settings) -> tuple[Erasure, ...]:
    """What both sides say was erased, by the files of the exchange, where they are at hand."""
    told = Orders.read(orders_file(settings.exchange)).gone
    try:
        return (*told, *read_waiting(settings.exchange).erasures)
    except StoreError:
        return told  # the forms' side says it again at the next exchange


def _tended(
    database: Path, key: bytes, head: str | None, erasures: Iterable[Erasure], now: datetime
) -> tuple[tuple[str, ...], str]:
    """Check the restored record and erase anew; numbers that went, and the end of the chain."""
    record = Record.open(database, key)
    try:
        if found := record.damages(head):
            raise RecordError(f"Ta kopia nie jest cała: {' '.join(found)} Niczego nie przywrócono.")
        gone = erase_again(record, erasures, now)
        old = erase_expired(record, now.astimezone(WARSAW).date(), now)
        with record.writing() as connection:
            note(connection, CLOCK, Entry("restored"), now)
        return (*gone, *old), record.head()
    finally:
        record.close()


def _put_in_place(fresh: DeskSettings, desk: DeskSettings) -> None:
    """The record first and its key last: until then the desk opens nothing."""
    fresh.database.rename(desk.database)
    sync_folder(desk.desk)
    fresh.key.rename(desk.key)
    sync_folder(desk.desk)
