"""What was signed here is read back; nothing else is."""

from __future__ import annotations

import hashlib

import pytest
from itsdangerous import BadSignature, URLSafeSerializer

from forms_backend.sealing.signed_values import Signer

VALUES = [("proba", "K7M-D4QV", None, 123450), [1.5, True, "ż" * 400], "", []]


def with_sha256(secret: bytes, salt: str) -> URLSafeSerializer:
    """The library's own class, with another hash than its default (SHA-1)."""
    return URLSafeSerializer(secret, salt, signer_kwargs={"digest_method": hashlib.sha256})


@pytest.mark.parametrize("value", VALUES)
def test_what_is_signed_is_read_back(value: object) -> None:
    """A value comes back as JSON has it, by this class and by itsdangerous' own, either way."""
    ours, theirs = Signer(b"tajne", salt="a"), with_sha256(b"tajne", "a")
    as_json = list(value) if isinstance(value, tuple) else value
    for one, other in ((ours, ours), (ours, theirs), (theirs, ours)):
        assert as_json == other.loads(one.dumps(value))
    assert set(str(ours.dumps(value))) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    )


def test_what_is_signed_otherwise_is_refused() -> None:
    """Another secret, another purpose, one changed letter: refused."""
    text = str(Signer(b"tajne", salt="a").dumps([1]))
    for secret, salt, sent in (
        (b"inne", "a", text),
        (b"tajne", "b", text),
        (b"tajne", "a", f"a{text}"),
    ):
        with pytest.raises(BadSignature):
            Signer(secret, salt=salt).loads(sent)
