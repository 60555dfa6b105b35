"""Typed text without what nobody sees: composed letters, single spaces, plain digits and dashes."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile("[\\s\u2800]+")
"""White space, and the Braille pattern without dots, which looks like it."""
_SHAPELESS = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U00013430-\U0001343f\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
BLANK = f"[\\s\u2800\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef{_SHAPELESS}]"
"""A pattern for one sign that looks like nothing: white space, or any that has no shape."""
_UNSEEN = re.compile(f"[{_SHAPELESS}]")
"""Signs without a shape: fillers of Hangul and Mongolian, tags, blank signs of other scripts, too.
They can turn the order of what is read, and phones copy them along with a number from an address
book; so they are dropped, not refused. Joiners stay: scripts need them. Controls are dropped, too
(those that part lines become spaces), but whoever sent them is told."""
_LONE_JOINER = re.compile("(?<![^\x00-\u058f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u058f])")
"""Joiners beside letters that never join: Latin, Greek, Cyrillic, Armenian, and the end."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")
"""Hyphens that do not break, dashes, a minus: how print and web pages part a number."""


def one_line(text: str) -> str:
    """Composed characters, single spaces, nothing around; empty when nothing in it can be seen."""
    return _seen(_SPACES.sub(" ", composed(text)).strip())


def paragraphs(text: str) -> str:
    """Composed characters and plain line ends; at most one empty line in a row."""
    whole = composed(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = "\n".join(_SPACES.sub(" ", line).strip() for line in whole.split("\n"))
    return _seen(re.sub(r"\n{3,}", "\n\n", lines).strip())


def _seen(text: str) -> str:
    """The text, or nothing when it has no letter, digit or sign: joiners and accents have no body.

    By Unicode's general categories: what is left out is marks (M), separators (Z), others (C).
    """
    return text if any(unicodedata.category(sign)[0] not in "MZC" for sign in text) else ""


def composed(text: str) -> str:
    """Composed characters, and none without a shape; white space stays as it is."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", _LONE_JOINER.sub("", text))


def plain(text: str) -> str:
    """Digits of any width as plain ones, any dash as a hyphen."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text))
