"""ALTCHA, served by ourselves: a sum that a browser does while its owner reads the check page.

The protocol is ALTCHA's proof of work v2 (altcha.org/docs/v2/proof-of-work-captcha) with PBKDF2,
which every browser has built in: find the counter whose key starts with the wanted bytes. A
challenge is signed and not kept; nothing about a visitor is. A solution counts for one submission:
its hash is a file in a folder until the challenge expires, so all processes and restarts agree.
This is the only file that knows the library.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import altcha

from forms_backend.intake.quarantine import EXPIRED, REPLAYED, UNNOTED, UNSOLVED, WRONG
from forms_backend.sealing.submission import Once
from forms_backend.stores.durable_files import file_mode, make_folder, sync_folder

LIFE = 3600
"""Seconds for which a challenge can be answered; the page asks for a new one after that."""

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 10_000
COUNTERS = range(10, 61)
"""At most 610,000 rounds, one or two seconds on an old phone, while one reads; few long steps,
since each costs a browser a call."""

_LONGEST = 2_000
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Challenges:
    """Makes challenges and takes each solution once.

    folder: of the solutions that were used; made when the first one comes.
    life: seconds until a challenge expires.
    """

    secret: bytes = field(repr=False)
    folder: Path
    life: int = LIFE

    def new(self) -> Mapping[str, Any]:
        """A fresh challenge as JSON values, in ALTCHA's form."""
        challenge = altcha.create_challenge(
            ALGORITHM,
            ROUNDS,
            counter=secrets.choice(COUNTERS),
            expires_at=int(time.time()) + self.life,
            hmac_secret=self._key("challenge"),
            hmac_key_secret=self._key("answer"),
        )
        return challenge.to_dict()

    def doubts(self, text: str, once: Once) -> tuple[str, ...]:
        """Why this solution does not count for this sending; nothing when it does. Uses it up.

        `text` is ALTCHA's payload: base64 of JSON. The same sending may come again with it.
        """
        if not text:
            return (UNSOLVED,)
        if len(text) > _LONGEST:
            return (WRONG,)
        result = altcha.verify_solution(
            text, self._key("challenge"), hmac_key_secret=self._key("answer")
        )
        if not result.verified:
            return (EXPIRED if result.expired else WRONG,)
        challenge = altcha.Payload.from_base64(text).challenge
        name = hashlib.sha256(str(challenge.signature).encode()).hexdigest()
        try:
            return self._spend(f"{challenge.parameters.expires_at}-{name}", self._owner(once))
        except OSError as error:
            _LOG.warning("solution not noted: %s", type(error).__name__)
            return (UNNOTED,)

    def _spend(self, name: str, owner: str) -> tuple[str, ...]:
        """Note it whole or not at all; whoever comes second finds the note of the first."""
        make_folder(self.folder)
        self._forget_expired()
        fresh = self.folder / f"{name}.{secrets.token_hex(8)}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(self.folder))
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(owner)
                file.flush()
                os.fsync(file.fileno())
            os.link(fresh, self.folder / name)
        except FileExistsError:
            same = (self.folder / name).read_text(encoding="ascii") == owner
            return () if same else (REPLAYED,)
        finally:
            fresh.unlink(missing_ok=True)
        sync_folder(self.folder)
        return ()

    def _forget_expired(self) -> None:
        """A challenge that has expired is refused by its own date."""
        now = time.time() - 1
        for path in self.folder.iterdir():
            expires = path.name.partition("-")[0]
            if expires.isdecimal() and int(expires) < now:
                path.unlink(missing_ok=True)

    def _owner(self, once: Once) -> str:
        """The sending, recognisable only to us and only as long as the challenge lives."""
        return hmac.new(
            self._key("owner"), f"{once.page} {once.digest}".encode(), hashlib.sha256
        ).hexdigest()

    def _key(self, purpose: str) -> bytes:
        """A key of its own for each purpose."""
        return hmac.new(self.secret, f"altcha {purpose}".encode(), hashlib.sha256).digest()
