"""Text: Polish sorting, folding for search, slugs; plurals and dates in the language spoken."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
"""The 35 letters in the order of Polish dictionaries, q, v and x included."""

_ORDER = {letter: index for index, letter in enumerate(ALPHABET)}
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"\w+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_OBEYED = re.compile(rf"{_CONTROLS.pattern}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A slug: lower-case letters without diacritics, digits, single hyphens between them."""


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[tuple[int, ...], str]:
    """The place of a text in a Polish list: Ł after L, Ś after S, Ż last; case matters last.

    Punctuation and quotation marks do not count; digits come before letters.
    """
    words = _WORD.findall(text.lower())
    ranks: list[int] = []
    for word in words:
        ranks.extend(_rank(letter) for letter in word)
        ranks.append(-1)
    return tuple(ranks), text


def _rank(letter: str) -> int:
    if letter in _ORDER:
        return 100 + _ORDER[letter]
    if letter.isdigit():
        return int(unicodedata.digit(letter, 0))
    base = unicodedata.normalize("NFKD", letter)[0]
    return 100 + _ORDER[base] if base in _ORDER else 200 + ord(letter)


def fold(text: str) -> str:
    """Lower case without diacritics, as people type on a phone: "Łódź" becomes "lodz"."""
    lowered = text.casefold().replace("ł", "l")
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """The text as part of an address: "Żmigród" becomes "zmigrod". Empty when nothing is left."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def has_controls(text: str) -> bool:
    """Whether there are control characters other than tab and line ends: nobody types them."""
    return _CONTROLS.search(text) is not None


def visible(text: str) -> str:
    """The text for a terminal, which would obey control characters: squares instead of them.

    Those that turn the order of reading, too: a number could be shown backwards.
    """
    return _OBEYED.sub("□", "\n".join(text.splitlines()))
