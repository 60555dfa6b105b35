"""What somebody typed, made comparable; and how far a typo is from a word.

`site_templates/assets/spelling.js` does the same in a browser; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata

from catalog.text.folding import fold

_ENDING = re.compile(
    r"[cdgklnrstwz]{0,2}(?:i?(?:a|e|o|u|ow|om|em|ego|emu|ej|ach|ami|owi|owie)|i|y|im|ich|ym|ych)"
)
_FARTHEST = 3
"""By how many letters an inflected word is longer or shorter."""
_NOT_WORD = re.compile(r"[\W_]+")


def typed_words(text: str) -> tuple[str, ...]:
    """The words of a query: composed (NFKC), folded, without signs that have no shape.

    Full-width letters become plain ones, soft hyphens and zero-width signs vanish from inside
    words, and everything that is neither letter nor digit stands between words.
    """
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return tuple(filter(None, _NOT_WORD.split(fold(seen))))


def most_slips(word: str) -> int:
    """How many slips a word may have and still be recognised: none in a very short one."""
    if len(word) < 4 or any(sign.isdigit() for sign in word):
        return 0
    return 2 if len(word) > 7 else 1


def slips(one: str, other: str, most: int) -> int:
    """Damerau's and Levenshtein's distance of two words; `most` + 1 when it is greater."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        fresh = [i]
        for j, b in enumerate(other, 1):
            least = min(row[j] + 1, fresh[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            fresh.append(least)
        before, row = row, fresh
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def likeness(typed: str, word: str) -> float | None:
    """How far a typed word is from a word that may be meant, at most 2; None when it is farther.

    Slips count 1 each. An inflected word with a slip ("rybnku") is compared by its beginning, and
    trusted half a slip less; one with an ending of Polish nouns or adjectives still less.
    """
    most = most_slips(typed)
    if abs(len(typed) - len(word)) > _FARTHEST:
        return None
    if most == 0:
        return 0 if typed == word else None
    found: list[float] = [far for far in (slips(typed, word, most),) if far <= most]
    length = min(len(typed), len(word)) - 1
    if length >= 5 and abs(len(typed) - len(word)) <= 3:
        far = slips(typed[:length], word[:length], 1)
        found += [far + 0.5] if far <= 1 else []
    if _inflected(typed, word):
        found.append(1.75)
    return min(found, default=None)


def _inflected(typed: str, word: str) -> bool:
    """Whether two words begin alike and what was typed then has an ending that we know."""
    shared = 0
    while shared < min(len(typed), len(word)) and typed[shared] == word[shared]:
        shared += 1
    rest = max(len(typed), len(word)) - shared
    return shared >= 3 and rest <= min(3, shared) and bool(_ENDING.fullmatch(typed[shared:]))
