"""Codes that people read out on the telephone or copy from paper.

The alphabet has no I, O, 0 and 1. A reference is six random symbols and a check in two groups,
K7M-D4QV; without the hyphen it is also the code in the title of a donation's transfer.
A key is spelled in rows of four groups, each row with its own check, so that a slip is named.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from stdnum import luhn

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REFERENCE = re.compile(rf"[{ALPHABET}]{{3}}-[{ALPHABET}]{{4}}")
_RANDOM_SYMBOLS = 6
_ROW_BYTES = 8
_ROW_SYMBOLS = 16
_CHECK_BITS = 80 - 8 * _ROW_BYTES


def new_reference() -> str:
    """A random reference: 30 bits and a check. The store makes sure that it is not taken."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM_SYMBOLS))
    return _grouped(symbols + luhn.calc_check_digit(symbols, alphabet=ALPHABET))


def right_reference(reference: str) -> bool:
    """Whether its check agrees: one wrong symbol is always found, a swap of neighbours mostly.

    The check is Luhn's algorithm over our 32 symbols.
    """
    symbols = reference.replace("-", "")
    return bool(REFERENCE.fullmatch(reference)) and luhn.is_valid(symbols, alphabet=ALPHABET)


def tidy_reference(text: str) -> str:
    """A reference as it was typed, in the form in which it is kept; unchanged if it is none."""
    symbols = re.sub(r"[\s\-–—.]", "", text).upper()
    return _grouped(symbols) if len(symbols) == _RANDOM_SYMBOLS + 1 else text.strip()


def _grouped(symbols: str) -> str:
    return f"{symbols[:3]}-{symbols[3:]}"


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
    """The key back from its rows, however they are spaced. ValueError names the wrong row.

    The numbers of the rows, which stand on the sheet as well, may have been copied too.
    """
    symbols = re.sub(r"(?m)^\s*\d[.)]\s|[\s\-–—.]", "", text).upper()
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
