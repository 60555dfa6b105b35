"""The open desk: the keys that open what comes in, and the record that they opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desk.database import cipher
from desk.database.backup_file import DeskBackup
from desk.database.errors import RecordError
from desk.database.key_file import make_key, rekey_database, reseal_key, settled_key
from desk.database.record import Record
from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.keys.keyring import Keyring, read_keyring
from forms_backend.keys.opening import OpeningError, needs_passphrase, read_private_key
from forms_backend.maintenance.exchange import read_waiting
from forms_backend.sealing.envelope import PublicKeys
from forms_backend.stores.contract import StoreError

__all__ = [
    "OpenDesk",
    "OpeningError",
    "backup_key",
    "check_passphrase",
    "is_locked",
    "open_desk",
    "rekey",
    "reseal",
]


@dataclass
class OpenDesk:
    """What the passphrase opened. It is in the memory of this program and nowhere else."""

    ring: Keyring = field(repr=False)
    record: Record

    def close(self) -> None:
        """Lock it again."""
        self.record.close()


def open_desk(settings: Settings, desk: DeskSettings, passphrase: str) -> OpenDesk:
    """Open the record, or make it where there is none yet.

    OpeningError for a wrong passphrase or key, RecordError, KeysError: one Polish sentence each.
    """
    try:
        waiting = read_waiting(settings.exchange).records
    except StoreError:
        waiting = []  # cut just now; whatever was sealed to an older key is named at the intake
    ring = read_keyring(settings.private_key, lambda _prompt: passphrase, waiting)
    if desk.key.exists():
        key = settled_key(desk.key, ring.main, partial(cipher.fits, desk.database))
    elif desk.database.exists():
        raise RecordError(f"Nie ma klucza bazy ({desk.key}), a baza jest. Przywróć go z kopii.")
    else:
        key = make_key(desk.key, PublicKeys.read(settings.public_keys))
    return OpenDesk(ring, Record.open(desk.database, key))


def check_passphrase(settings: Settings, passphrase: str) -> None:
    """Whether somebody knows the passphrase of the private key. OpeningError when not."""
    read_keyring(settings.private_key, lambda _prompt: passphrase)


def reseal(settings: Settings, desk: DeskSettings, old: Path, passphrase: str | None) -> None:
    """Seal the database's key to today's public keys; an old private key opens it. OpeningError."""
    reseal_key(desk.key, read_private_key(old, passphrase), PublicKeys.read(settings.public_keys))


def rekey(settings: Settings, desk: DeskSettings, old: Path, passphrase: str | None) -> None:
    """Another key for the database, sealed to today's public keys. OpeningError, RecordError."""
    private = read_private_key(old, passphrase)
    rekey_database(desk.database, desk.key, private, PublicKeys.read(settings.public_keys))


def backup_key(backup: DeskBackup, private: Path, passphrase: str | None) -> bytes:
    """The key of a backup's database, by a private key or a recovery sheet. OpeningError."""
    return backup.key(read_private_key(private, passphrase))


def is_locked(settings: Settings, other: Path | None = None) -> bool:
    """Whether the private key, or another, wants a passphrase. OpeningError when there is none."""
    return needs_passphrase(other or settings.private_key)
