"""Short values that go out to browsers and come back: signed, safe in an address, not secret."""

from __future__ import annotations

import hashlib
from typing import Any

import itsdangerous
from itsdangerous import URLSafeSerializer
from itsdangerous.encoding import base64_encode
from itsdangerous.serializer import Serializer


class _HmacSha256(itsdangerous.Signer):
    default_digest_method = staticmethod(hashlib.sha256)


class Signer(URLSafeSerializer):
    """itsdangerous with HMAC-SHA256, which does not try to compress what it writes.

    Trying costs several times the signing, and so short a value never becomes shorter. It reads
    what was compressed, too.
    """

    default_signer = _HmacSha256

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))
