"""Codes that people read out on the telephone or copy from paper.

The alphabet has no I, O, 0 and 1. A reference is eight random symbols in two groups, K7MD-4QXR.
A key is spelled in rows of four groups, each row with its own check, so that a slip is named.
"""

from __future__ import annotations

import hashlib
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REFERENCE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
_ROW_BYTES = 8
_ROW_SYMBOLS = 16
_CHECK_BITS = 80 - 8 * _ROW_BYTES


def new_reference() -> str:
    """A random reference: 40 bits. The store makes sure that it is not taken."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{symbols[:4]}-{symbols[4:]}"


def tidy_reference(text: str) -> str:
    """A reference as it was typed, in the form in which it is kept; unchanged if it is none."""
    symbols = re.sub(r"[\s\-–—.]", "", text).upper()
    return f"{symbols[:4]}-{symbols[4:]}" if len(symbols) == 8 else text.strip()


def spell(key: bytes) -> tuple[str, ...]:
    """Rows such as "K7MD 4QXR 2B8Z 9WTC": 64 bits of the key and a 16-bit check each.

    The key's length has to be a multiple of eight bytes.
    """
    rows = [key[start : start + _ROW_BYTES] for start in range(0, len(key), _ROW_BYTES)]
    return tuple(_spelled_row(number, row) for number, row in enumerate(rows, start=1))


def _spelled_row(number: int, row: bytes) -> str:
    whole = int.from_bytes(row + _check(number, row), "big")
    symbols = "".join(ALPHABET[whole >> shift & 31] for shift in range(75, -1, -5))
    return " ".join(symbols[at : at + 4] for at in range(0, _ROW_SYMBOLS, 4))


def unspell(text: str) -> bytes:
    """The key back from its rows, however they are spaced. ValueError names the wrong row."""
    symbols = re.sub(r"[\s\-–—.]", "", text).upper()
    if not symbols or len(symbols) % _ROW_SYMBOLS:
        raise ValueError("kod ma złą długość; oczekiwano wierszy po 16 znaków")
    rows = [symbols[at : at + _ROW_SYMBOLS] for at in range(0, len(symbols), _ROW_SYMBOLS)]
    return b"".join(_read_row(number, row) for number, row in enumerate(rows, start=1))


def _read_row(number: int, row: str) -> bytes:
    if set(row) <= set(ALPHABET):
        whole = 0
        for symbol in row:
            whole = whole << 5 | ALPHABET.index(symbol)
        both = whole.to_bytes(10, "big")
        if both[_ROW_BYTES:] == _check(number, both[:_ROW_BYTES]):
            return both[:_ROW_BYTES]
    raise ValueError(f"wiersz {number} kodu zawiera pomyłkę; przepisz go jeszcze raz")


def _check(number: int, row: bytes) -> bytes:
    return hashlib.blake2b(bytes([number]) + row, digest_size=_CHECK_BITS // 8).digest()
