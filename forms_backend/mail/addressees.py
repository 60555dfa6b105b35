"""Whom a waiting notice goes to, closed to every account but the one that sends mail.

A pair of keys of its own (libsodium SealedBox, X25519): whoever queues a notice has the public
half, the sender alone the private one. Every address is padded to the same length.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from forms_backend.sealing.envelope import from_text, to_text
from forms_backend.stores.durable_files import make_folder, replace_file, sync_folder

_BLOCK = 512
"""Bytes; an e-mail address has at most 254 (RFC 5321, 4.5.3.1.3)."""


@dataclass(frozen=True)
class Addressees:
    """The folder with both halves, `public` for everybody who queues and `private` for the sender.

    Where both are one account, whichever comes first makes them.
    """

    folder: Path

    def close(self, address: str) -> str:
        """Base64; empty where there is no key yet and this account may not make one."""
        public = self._public()
        if public is None:
            return ""
        padded = sodium_pad(address.encode(), _BLOCK)
        return to_text(bytes(SealedBox(PublicKey(public)).encrypt(padded)))

    def open(self, closed: str) -> str:
        """The address; empty where it was never closed, or to a key that is gone.

        OSError for an account that may not open it.
        """
        try:
            private = PrivateKey((self.folder / "private").read_bytes())
            padded = SealedBox(private).decrypt(from_text(closed))
            return sodium_unpad(padded, _BLOCK).decode()
        except (FileNotFoundError, CryptoError, ValueError):
            return ""

    def make(self) -> bool:
        """Make the keys where there are none; False when this account may not. OSError.

        The public half comes last: what is closed can be opened from the start.
        """
        public = self.folder / "public"
        try:
            make_folder(self.folder)
            private = self._private()
            if not public.exists():
                replace_file(public, bytes(private.public_key))
                public.chmod(0o644)
        except PermissionError:
            return False
        return True

    def _private(self) -> PrivateKey:
        """The key that there is; a new one where there is none, also with others who look now."""
        path = self.folder / "private"
        fresh = self.folder / f".private.{os.getpid()}.new"
        if not path.exists():
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(bytes(PrivateKey.generate()))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
            sync_folder(self.folder)
        return PrivateKey(path.read_bytes())

    def _public(self) -> bytes | None:
        path = self.folder / "public"
        try:
            if not path.exists() and not self.make():
                return None
            return path.read_bytes()
        except PermissionError:
            return None
