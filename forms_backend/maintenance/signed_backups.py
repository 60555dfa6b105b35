"""The signature in the last line of a backup: that coordinators have fetched just this one.

The server makes backups and holds no key that signs; so a coordinator signs after fetching.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from forms_backend.sealing.envelope import Signature
from forms_backend.stores.contract import StoreError
from forms_backend.stores.durable_files import replace_file

FORMAT = "wzajemnie-backup-1"
_HEAD = len(FORMAT) + 64


class Signer(Protocol):
    """A private key that signs."""

    def sign(self, data: bytes) -> Signature: ...


def is_backup(path: Path) -> bool:
    """Whether this file begins as a backup does. OSError when it cannot be read."""
    with path.open("rb") as file:
        return FORMAT.encode() in file.read(_HEAD)


def sign_backup(path: Path, key: Signer) -> None:
    """Put a signature into the last line. StoreError when it is no whole backup."""
    try:
        body, newline, last = path.read_bytes().rstrip(b"\n").rpartition(b"\n")
        end = json.loads(last)
        signed = end | {"signed": key.sign(_to_sign(end)).as_json()}
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"Plik {path} nie jest całą kopią. Niczego nie podpisano.") from None
    replace_file(path, body + newline + json.dumps(signed).encode() + b"\n")


def signer_of(end: Mapping[str, Any]) -> str:
    """Who has signed, by the last line; empty for nobody. ValueError for a wrong signature."""
    if "signed" not in end:
        return ""
    signature = Signature.from_json(end["signed"])
    if not signature.holds(_to_sign(end)):
        raise ValueError("signature")
    return signature.id


def check_signer(signer: str, wanted: str) -> None:
    """Raises StoreError when somebody else has signed than who should have."""
    if signer and wanted and signer != wanted:
        raise StoreError(
            f"Kopię podpisał ktoś inny ({signer}), a oczekiwano: {wanted}. Niczego nie przywrócono."
        )


def _to_sign(end: Mapping[str, Any]) -> bytes:
    return b"wzajemnie backup\n" + str(end["sha256"]).encode()
