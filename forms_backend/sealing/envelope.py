"""Sealing: what the public service does with answers before they touch a disk.

A submission is encrypted once with a random key (libsodium SecretBox, XSalsa20-Poly1305); that key
is sealed (SealedBox, X25519) to each public key: the foundation's and the recovery key. The text
is padded to a multiple of 256 bytes, so that its length says little. Nothing here can open it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl.bindings import sodium_pad
from nacl.public import PublicKey as NaclPublicKey
from nacl.public import SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

FORMAT = "wzajemnie-1"
BLOCK = 256


class KeysError(Exception):
    """The public keys cannot be used. The message is a Polish sentence for the operator."""


@dataclass(frozen=True)
class PublicKey:
    """A key that can only seal. `purpose` is "foundation" or "recovery"."""

    purpose: str
    key: bytes

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits by which a private key finds what was sealed to it."""
        return key_id(self.key)


@dataclass(frozen=True)
class PublicKeys:
    """The file that the service reads. `development` keys were made by `make run`."""

    development: bool
    keys: tuple[PublicKey, ...]

    def write(self, path: Path) -> None:
        rows = [
            {"id": one.id, "purpose": one.purpose, "key": to_text(one.key)} for one in self.keys
        ]
        data = {"format": FORMAT, "development": self.development, "keys": rows}
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> PublicKeys:
        """Raises KeysError when there is no such file or it is damaged."""
        try:
            return cls._from_json(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise KeysError(
                f"Nie ma kluczy publicznych ({path}). Utwórz je poleceniem: wzajemnie keys new"
            ) from None
        except (ValueError, KeyError, TypeError):
            raise KeysError(
                f"Plik kluczy publicznych {path} jest uszkodzony. Przywróć go z kopii."
            ) from None

    @classmethod
    def _from_json(cls, data: Any) -> PublicKeys:
        keys = tuple(PublicKey(row["purpose"], from_text(row["key"])) for row in data["keys"])
        if data["format"] != FORMAT or not keys or any(len(one.key) != 32 for one in keys):
            raise ValueError("not a file of public keys")
        if [one.id for one in keys] != [row["id"] for row in data["keys"]]:
            raise ValueError("a key was changed")
        return cls(bool(data["development"]), keys)


@dataclass(frozen=True)
class Envelope:
    """A sealed text: `box` holds it, `keys` holds its key once for each public key, by key id."""

    box: bytes
    keys: tuple[tuple[str, bytes], ...]

    def as_json(self) -> dict[str, Any]:
        keys = {name: to_text(sealed) for name, sealed in self.keys}
        return {"format": FORMAT, "box": to_text(self.box), "keys": keys}

    @classmethod
    def from_json(cls, data: Any) -> Envelope:
        """KeyError, TypeError or ValueError when it is not an envelope."""
        if data["format"] != FORMAT:
            raise ValueError("unknown envelope format")
        keys = tuple((str(name), from_text(sealed)) for name, sealed in data["keys"].items())
        return cls(from_text(data["box"]), keys)


def seal(text: bytes, public: PublicKeys) -> Envelope:
    """Encrypt for every holder of one of the keys. The random key is forgotten at once."""
    key = random(SecretBox.KEY_SIZE)
    box = bytes(SecretBox(key).encrypt(sodium_pad(text, BLOCK)))
    sealed = tuple(
        (one.id, bytes(SealedBox(NaclPublicKey(one.key)).encrypt(key))) for one in public.keys
    )
    return Envelope(box, sealed)


def key_id(public: bytes) -> str:
    """Sixteen hexadecimal digits that name a public key."""
    return hashlib.blake2b(public, digest_size=8, person=b"wzajemnie-key").hexdigest()


def to_text(data: bytes) -> str:
    """Base64, as bytes are written in JSON."""
    return base64.b64encode(data).decode("ascii")


def from_text(text: str) -> bytes:
    """Bytes from base64. Raises ValueError when it is not."""
    return base64.b64decode(text, validate=True)
