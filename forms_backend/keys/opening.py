"""Opening: the only file that uses a private key. The public service never imports it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nacl import pwhash
from nacl.bindings import sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey as NaclPrivateKey
from nacl.public import SealedBox
from nacl.secret import SecretBox
from nacl.signing import SigningKey
from nacl.utils import random

from forms_backend.operator_error import OperatorError
from forms_backend.sealing.envelope import (
    BLOCK,
    FORMAT,
    Envelope,
    PublicKey,
    PublicKeys,
    Signature,
    from_text,
    to_text,
)
from forms_backend.sealing.readable_codes import unspell
from forms_backend.sealing.submission import Label, SealedSubmission, Submission

_PURPOSE = "private key"


class OpeningError(OperatorError):
    """It cannot be opened. The message is one Polish sentence for the coordinator."""


@dataclass(frozen=True)
class Effort:
    """The cost of trying one passphrase (argon2id); memory in bytes."""

    rounds: int = pwhash.argon2id.OPSLIMIT_MODERATE
    memory: int = pwhash.argon2id.MEMLIMIT_MODERATE


@dataclass(frozen=True)
class PrivateKey:
    """The other half of a public key. Its bytes never appear in a representation or a log."""

    key: bytes = field(repr=False)

    @classmethod
    def new(cls) -> PrivateKey:
        return cls(bytes(NaclPrivateKey.generate()))

    def public(self, purpose: str) -> PublicKey:
        return PublicKey(purpose, bytes(NaclPrivateKey(self.key).public_key))

    @property
    def signer(self) -> str:
        """The id by which what it has signed is known."""
        return self.sign(b"").id

    def sign(self, data: bytes) -> Signature:
        """With a key that is derived from this one: who can read is who may sign."""
        seed = hashlib.blake2b(self.key, digest_size=32, person=b"wzajemnie-sign").digest()
        signing = SigningKey(seed)
        return Signature(bytes(signing.verify_key), signing.sign(data).signature)

    def sign_keys(self, public: PublicKeys) -> PublicKeys:
        """The same list, signed."""
        return replace(public, signed=self.sign(public.to_sign()))

    def write(self, path: Path, passphrase: str | None, effort: Effort | None = None) -> None:
        """A new file that only its owner can read. Raises FileExistsError, never overwrites."""
        data: dict[str, Any] = {"format": FORMAT, "what": _PURPOSE}
        if passphrase:
            effort = effort or Effort()
            salt = random(pwhash.argon2id.SALTBYTES)
            box = SecretBox(_stretched(passphrase, salt, effort)).encrypt(self.key)
            data |= {"kdf": "argon2id", "rounds": effort.rounds, "memory": effort.memory}
            data |= {"salt": to_text(salt), "box": to_text(bytes(box))}
        else:
            data["key"] = to_text(self.key)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(json.dumps(data, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())  # Another key may be taken away as soon as this one is there.


def needs_passphrase(path: Path) -> bool:
    """Whether the key file is locked. Raises OpeningError when there is no such file."""
    return '"kdf"' in _key_text(path)


def read_private_key(path: Path, passphrase: str | None = None) -> PrivateKey:
    """From a key file, or from a text file with the code copied from the recovery sheet."""
    text = _key_text(path)
    try:
        if not text.lstrip().startswith("{"):
            return PrivateKey(_whole(unspell(text)))
        return PrivateKey(_whole(_unlocked(json.loads(text), passphrase or "")))
    except CryptoError:
        raise OpeningError("Hasło do klucza prywatnego jest inne. Spróbuj jeszcze raz.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise OpeningError(f"Klucza prywatnego {path} nie da się odczytać: {error}.") from None


def open_record(record: SealedSubmission, private: PrivateKey) -> Submission:
    """The submission inside. OpeningError when the key is another one or anything was changed."""
    where = f"Zgłoszenie {record.label.reference}"
    text = open_envelope(record.envelope, private, where)
    try:
        submission = Submission.from_bytes(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise OpeningError(f"{where} ma w środku coś innego niż odpowiedzi.") from None
    if submission.label != record.label:
        raise OpeningError(
            f"{where} ma na kopercie inne dane niż w środku ({_difference(submission, record)}); "
            "ktoś zmienił plik zgłoszeń."
        )
    if submission.keep_until not in (None, record.keep_until):
        raise OpeningError(
            f"{where} ma na kopercie inny ostatni dzień ({record.keep_until}) niż w środku "
            f"({submission.keep_until}); ktoś zmienił plik zgłoszeń."
        )
    return submission


def open_envelope(envelope: Envelope, private: PrivateKey, where: str) -> bytes:
    """The text inside. OpeningError names `where`: another key, or something was changed."""
    own = private.public("").id
    sealed = dict(envelope.keys).get(own)
    if sealed is None:
        raise OpeningError(f"{where} jest zamknięte innym kluczem niż ten, który podajesz ({own}).")
    try:
        key = SealedBox(NaclPrivateKey(private.key)).decrypt(sealed)
        return bytes(sodium_unpad(SecretBox(key).decrypt(envelope.box), BLOCK))
    except CryptoError:
        raise OpeningError(f"{where} jest uszkodzone albo ktoś je zmienił.") from None


def _difference(submission: Submission, record: SealedSubmission) -> str:
    inside: dict[str, str] = submission.label.as_json()
    outside = Label.as_json(record.label)
    return ", ".join(name for name in outside if inside[name] != outside[name])


def _key_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # a code may come from Windows' Notepad
    except FileNotFoundError:
        raise OpeningError(
            f"Bez klucza prywatnego nie da się przeczytać zgłoszeń; nie ma go w pliku {path}."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise OpeningError(f"Nie da się odczytać pliku klucza {path}.") from None


def _unlocked(data: Any, passphrase: str) -> bytes:
    if data["format"] != FORMAT or data["what"] != _PURPOSE:
        raise ValueError("to nie jest plik klucza prywatnego")
    if "key" in data:
        return from_text(data["key"])
    effort = Effort(data["rounds"], data["memory"])
    stretched = _stretched(passphrase, from_text(data["salt"]), effort)
    return bytes(SecretBox(stretched).decrypt(from_text(data["box"])))


def _whole(key: bytes) -> bytes:
    if len(key) != NaclPrivateKey.SIZE:
        raise ValueError("klucz ma złą długość")
    return key


def _stretched(passphrase: str, salt: bytes, effort: Effort) -> bytes:
    return pwhash.argon2id.kdf(
        SecretBox.KEY_SIZE, passphrase.encode(), salt, effort.rounds, effort.memory
    )
