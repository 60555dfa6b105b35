"""Short values that go out to browsers and come back: signed, safe in an address, not secret."""

from __future__ import annotations

from typing import Any

from itsdangerous import URLSafeSerializer
from itsdangerous.encoding import base64_encode
from itsdangerous.serializer import Serializer


class Signer(URLSafeSerializer):
    """itsdangerous as it is, but it does not try to compress what it writes.

    Trying costs several times the signing, and so short a value never becomes shorter. It reads
    what was compressed, too.
    """

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))
