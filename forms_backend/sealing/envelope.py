"""Sealing: what the public service does with answers before they touch a disk.

A submission is encrypted once with a random key (libsodium SecretBox, XSalsa20-Poly1305); that key
is sealed (SealedBox, X25519) to each public key: the foundation's and the recovery key. The text
is padded to a multiple of 256 bytes, so that its length says little. Nothing here can open it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nacl.bindings import sodium_pad
from nacl.exceptions import BadSignatureError
from nacl.public import PublicKey as NaclPublicKey
from nacl.public import SealedBox
from nacl.secret import SecretBox
from nacl.signing import VerifyKey
from nacl.utils import random

from forms_backend.operator_error import OperatorError

FORMAT = "wzajemnie-1"
BLOCK = 256


class KeysError(OperatorError):
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
class Signature:
    """Who has signed something (Ed25519): the public half of the coordinators' key."""

    key: bytes
    text: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits; they stand on the recovery sheet."""
        return key_id(self.key)

    def holds(self, data: bytes) -> bool:
        """Whether it is a signature of this."""
        try:
            VerifyKey(self.key).verify(data, self.text)
        except (BadSignatureError, ValueError):
            return False
        return True

    def as_json(self) -> dict[str, str]:
        return {"id": self.id, "key": to_text(self.key), "signature": to_text(self.text)}

    @classmethod
    def from_json(cls, data: Any) -> Signature:
        """KeyError, TypeError or ValueError when it is none."""
        return cls(from_text(data["key"]), from_text(data["signature"]))


@dataclass(frozen=True)
class PublicKeys:
    """The file that the service reads. `development` keys were made by `make run`.

    signed: by whom, of coordinators; None in files of before November 2026.
    """

    development: bool
    keys: tuple[PublicKey, ...]
    signed: Signature | None = None

    @property
    def signer(self) -> str:
        """The id of whoever has signed the list; empty when nobody has."""
        return self.signed.id if self.signed else ""

    def to_sign(self) -> bytes:
        """What a signature is about: the whole list and nothing else."""
        data = self._as_json()
        return b"wzajemnie public keys\n" + json.dumps(data, sort_keys=True).encode()

    def _as_json(self) -> dict[str, Any]:
        rows = [
            {"id": one.id, "purpose": one.purpose, "key": to_text(one.key)} for one in self.keys
        ]
        return {"format": FORMAT, "development": self.development, "keys": rows}

    def write(self, path: Path) -> None:
        """A file that anybody may read, on the disk when this returns. OSError."""
        data = self._as_json() | ({"signed": self.signed.as_json()} if self.signed else {})
        with path.open("w", encoding="utf-8") as file:
            file.write(json.dumps(data, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())

    @classmethod
    def read(cls, path: Path) -> PublicKeys:
        """Raises KeysError when there is no such file, it is damaged, or it has a key too many."""
        try:
            return cls.from_text(path.read_text(encoding="utf-8"), path)
        except FileNotFoundError:
            raise KeysError(
                f"Nie ma kluczy publicznych ({path}). Utwórz je poleceniem: wzajemnie keys new"
            ) from None
        except UnicodeDecodeError:
            return cls.from_text("", path)

    @classmethod
    def from_text(cls, text: str, path: Path) -> PublicKeys:
        """As `read`, from what stands in a file; `path` is named when something is wrong."""
        try:
            found = cls._from_json(json.loads(text))
        except (ValueError, KeyError, TypeError):
            raise KeysError(
                f"Plik kluczy publicznych {path} jest uszkodzony. Przywróć go z kopii."
            ) from None

        purposes = sorted(one.purpose for one in found.keys)
        if purposes not in (["foundation"], ["foundation", "recovery"]):
            raise KeysError(
                f"Plik kluczy publicznych {path} ma inne klucze, niż powinien: "
                f"{', '.join(f'{one.id} ({one.purpose})' for one in found.keys)}. Oczekiwano "
                "jednego zwykłego (foundation) i jednego zapasowego (recovery): może ktoś dodał "
                "swój. Wgraj public.json z komputera koordynatora."
            )
        if found.signed is not None and not found.signed.holds(found.to_sign()):
            raise KeysError(
                f"Podpis w pliku kluczy publicznych {path} nie pasuje: ktoś zmienił klucze. Wgraj "
                "public.json z komputera koordynatora."
            )
        return found

    @classmethod
    def _from_json(cls, data: Any) -> PublicKeys:
        keys = tuple(PublicKey(row["purpose"], from_text(row["key"])) for row in data["keys"])
        if data["format"] != FORMAT or not keys or any(len(one.key) != 32 for one in keys):
            raise ValueError("not a file of public keys")
        if [one.id for one in keys] != [row["id"] for row in data["keys"]]:
            raise ValueError("a key was changed")
        signed = Signature.from_json(data["signed"]) if "signed" in data else None
        return cls(bool(data["development"]), keys, signed)


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
