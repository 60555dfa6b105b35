"""The encoding of a bank's text file, which says nothing of it.

Banks write Polish letters in UTF-8, CP1250, ISO-8859-2 or CP852. Strict UTF-8 shows itself; among
the others the right one is that in which the most bytes above 127 are Polish letters of the case of
their neighbours. Codes and amounts are ASCII in all of them.
"""

from __future__ import annotations

POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_BLANK = frozenset("\u00a0\u02d9")
"""How banks fill an empty field: byte FF in CP852 and in CP1250."""
_LOOKED_AT = 300_000
_TRIED = ("cp1250", "cp852", "iso8859_2")


def decoded(data: bytes) -> str:
    """The text of a file, by the encoding that fits best; bytes that none knows become U+FFFD."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        texts = [data.decode(encoding, errors="replace") for encoding in _TRIED]
        return max(texts, key=lambda text: _fitness(text[:_LOOKED_AT]))


def _fitness(text: str) -> int:
    return sum(
        _fits(text[at - 1 : at], sign, text[at + 1 : at + 2])
        for at, sign in enumerate(text)
        if not sign.isascii()
    )


def _fits(before: str, sign: str, after: str) -> int:
    """How well a sign stands between its neighbours: 2 at most; below zero for no Polish letter."""
    if sign in _BLANK:
        return 0
    if sign not in POLISH:
        return -1
    neighbours = [one for one in (before, after) if one.isalpha()]
    if sign.isupper() and any(one.islower() for one in (before,) if one.isalpha()):
        return -1
    if sign.islower() and neighbours and all(one.isupper() for one in neighbours):
        return -1
    return 2 if neighbours else 1
