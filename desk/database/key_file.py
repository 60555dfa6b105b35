"""The database's key: 32 random bytes, kept as an envelope of ours in one small file.

Foundation's key and recovery sheet both open it, and `keys rotate` is followed by sealing it anew.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desk.database import cipher
from desk.database.cipher import KEY_BYTES
from desk.database.errors import RecordError
from desk.database.record import Entry, Record, note
from desk.rules.roles import CLOCK
from forms_backend.keys.opening import OpeningError, PrivateKey, open_envelope
from forms_backend.sealing.envelope import Envelope, PublicKeys, seal
from forms_backend.stores.durable_files import replace_file, sync_folder

_WHAT = "Klucz bazy"


def make_key(path: Path, public: PublicKeys) -> bytes:
    """A new key, sealed into a file that must not be there yet. RecordError."""
    if path.exists():
        raise RecordError(f"Klucz bazy już jest w {path}. Niczego nie zmieniono.")
    key = secrets.token_bytes(KEY_BYTES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_key(path, key, public)
    return key


def read_key(path: Path, private: PrivateKey) -> bytes:
    """The key out of its envelope. OpeningError when this private key does not open it."""
    try:
        envelope = Envelope.from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise OpeningError(f"Nie ma klucza bazy w {path}.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise OpeningError(
            f"Plik klucza bazy {path} jest uszkodzony. Przywróć go z kopii."
        ) from None
    return open_envelope(envelope, private, _WHAT)


def write_key(path: Path, key: bytes, public: PublicKeys) -> None:
    """Seal a key into its file; the old file is replaced at once. OSError."""
    text = json.dumps(seal(key, public).as_json(), indent=1)
    replace_file(path, f"{text}\n".encode())


def next_key_file(path: Path) -> Path:
    """Where the new key lies while the database gets it."""
    return path.with_name("key.next.json")


def settled_key(path: Path, private: PrivateKey, fits: Callable[[bytes], bool]) -> bytes:
    """The key that fits the database, also after a change of keys that was killed in the middle.

    Whichever of the two files does not fit is gone afterwards. OpeningError as `read_key`.
    """
    following = next_key_file(path)
    if following.exists():
        if fits(read_key(following, private)):
            following.replace(path)
            sync_folder(path.parent)
        else:
            following.unlink()
    return read_key(path, private)


def reseal_key(path: Path, private: PrivateKey, public: PublicKeys) -> None:
    """The same key for other holders, the old file replaced at once. OpeningError."""
    write_key(path, read_key(path, private), public)


def rekey_database(database: Path, path: Path, private: PrivateKey, public: PublicKeys) -> None:
    """Another key for the database, sealed to today's public keys: whoever has the old one, or a
    private key of before, opens it no more. OpeningError, RecordError: then the old one fits.

    The new key is on the disk, sealed, before the database gets it; `open_desk` ends a change that
    was killed. That it was changed is a line of the chain.
    """
    following = next_key_file(path)
    if following.exists():
        raise RecordError(
            "Poprzednia zmiana klucza bazy jest przerwana. Otwórz stanowisko jeden raz, zatrzymaj "
            "je i powtórz polecenie."
        )
    key = read_key(path, private)
    if not cipher.fits(database, key):
        raise RecordError(f"Klucz {path} nie otwiera bazy. Niczego nie zmieniono.")
    fresh = make_key(following, public)
    try:
        cipher.rekey(database, key, fresh)
    except RecordError:
        following.unlink()
        raise
    following.replace(path)
    sync_folder(path.parent)
    record = Record.open(database, fresh)
    try:
        with record.writing() as connection:
            note(connection, CLOCK, Entry("rekeyed"), datetime.now(UTC))
    finally:
        record.close()
