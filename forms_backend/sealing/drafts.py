"""Answers of a form that is not sent yet, on their way through the person's own browser.

The service keeps none of them: they rest in cookies of the browser, encrypted and authenticated
(libsodium SecretBox) with a key that all processes of one service derive from its secret.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from catalog.forms.form_class import Values

LIFE = 2 * 60 * 60
"""Seconds for which answers can be looked at again."""


@dataclass(frozen=True)
class Draft:
    """What somebody has answered so far. `values` as they were sent, service's own names included.

    refusal: the HTTP status of why answers that had been confirmed could not be kept; 0: none.
    sent: once they are kept, the signed query of the last page; `values` are forgotten then.
    """

    form: str
    values: Values = field(repr=False)
    refusal: int = 0
    sent: str = ""


@dataclass(frozen=True)
class DraftSeal:
    """Makes a draft a text for a cookie, and a draft of that text. clock: seconds since 1970."""

    secret: bytes = field(repr=False)
    clock: Callable[[], float] = time.time

    def close(self, draft: Draft) -> str:
        """Letters, digits, `-` and `_`."""
        whole = [int(self.clock()), draft.form, draft.values, draft.refusal, draft.sent]
        packed = zlib.compress(json.dumps(whole, ensure_ascii=False).encode())
        return urlsafe_b64encode(self._box.encrypt(packed)).decode().rstrip("=")

    def open(self, text: str) -> Draft | None:
        """None when it was not closed with this secret, or too long ago."""
        try:
            packed = self._box.decrypt(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (CryptoError, ValueError):
            return None
        closed, form, values, refusal, sent = json.loads(zlib.decompress(packed))
        if not 0 <= self.clock() - closed <= LIFE:
            return None
        return Draft(form, _values(values), refusal, sent)

    @cached_property
    def _box(self) -> SecretBox:
        return SecretBox(hmac.new(self.secret, b"drafts", hashlib.sha256).digest())


def _values(parsed: Mapping[str, list[str]]) -> Values:
    return {name: tuple(sent) for name, sent in parsed.items()}
