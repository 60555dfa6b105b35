"""A backup of the desk: one file, which the private key or the recovery sheet opens.

A line of JSON with a key of its own in an envelope of ours, then the database encrypted with that
key, then a line with the SHA-256 of everything before, so that a cut file is refused.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from catalog.text.system_errors import reason
from desk.database import cipher
from desk.database.errors import RecordError
from desk.database.record import Record
from forms_backend.keys.opening import PrivateKey, open_envelope
from forms_backend.sealing.envelope import Envelope, PublicKeys, seal
from forms_backend.stores.durable_files import replace_file

FORMAT = "wzajemnie-desk-backup-1"
_WHAT = "Kopia stanowiska"


@dataclass(frozen=True)
class DeskBackup:
    """What a backup holds: the encrypted database, and its key as it is sealed."""

    made: datetime
    sealed_key: Envelope
    database: bytes = field(repr=False)

    def key(self, private: PrivateKey) -> bytes:
        """The key of its database. OpeningError when this private key does not open it."""
        return open_envelope(self.sealed_key, private, _WHAT)


def write_backup(record: Record, path: Path, public: PublicKeys, now: datetime) -> None:
    """Write one moment of the record into `path`, whole or not at all, while others work on it.

    What was copied is checked before it takes the place of an older backup. RecordError, OSError.
    """
    copy = record.path.with_name("backup.db")
    with FileLock(copy.with_suffix(".lock"), timeout=20, mode=0o600):
        copy.unlink(missing_ok=True)  # of a backup that was killed: nobody has its key
        key = secrets.token_bytes(cipher.KEY_BYTES)
        try:
            record.copy_to(copy, key)
            if found := cipher.damages(copy, key):
                raise RecordError(f"Kopia nie jest cała: {' '.join(found)} Niczego nie zapisano.")
            database = copy.read_bytes()
        finally:
            copy.unlink(missing_ok=True)
    head = {
        "what": FORMAT,
        "made": now.astimezone(UTC).isoformat(timespec="seconds"),
        "key": seal(key, public).as_json(),
    }
    body = json.dumps(head).encode() + b"\n" + database
    end = json.dumps({"sha256": hashlib.sha256(body).hexdigest()}).encode()
    replace_file(path, body + b"\n" + end + b"\n")


def read_backup(path: Path) -> DeskBackup:
    """The whole backup. RecordError when it is cut, changed or something else."""
    try:
        return _backup_in(path.read_bytes())
    except OSError as error:
        raise RecordError(f"Nie da się odczytać kopii {path}: {reason(error)}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RecordError(
            f"Plik {path} nie jest całą kopią stanowiska: jest ucięty, zmieniony albo to inny "
            "plik. Niczego nie przywrócono."
        ) from None


def _backup_in(data: bytes) -> DeskBackup:
    body, _newline, end = data.rstrip(b"\n").rpartition(b"\n")
    if json.loads(end)["sha256"] != hashlib.sha256(body).hexdigest():
        raise ValueError("sha256")
    first, _newline, database = body.partition(b"\n")
    head = json.loads(first)
    if head["what"] != FORMAT:
        raise ValueError("format")
    made = datetime.fromisoformat(head["made"])
    return DeskBackup(made, Envelope.from_json(head["key"]), database)
