"""Labels of a list, of which no two look the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from catalog.text.folding import fold

_WORD = re.compile(r"\w+")


def distinct_labels(writings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each identifier the shortest of its writings that tells it from all others.

    `writings` of one go from the shortest to the one that says most; where even those are the same,
    the identifier stands behind it. Case, diacritics, spaces, dashes and quotation marks make no
    difference to a reader's eye.
    """
    levels = dict.fromkeys(writings, 0)
    while True:
        labels = {key: _written(key, writings[key], level) for key, level in levels.items()}
        times = Counter(map(look, labels.values()))
        same = [
            key
            for key, label in labels.items()
            if times[look(label)] > 1 and levels[key] < len(writings[key])
        ]
        if not same:
            return labels
        levels |= {key: levels[key] + 1 for key in same}


def look(label: str) -> str:
    """What a reader's eye keeps of a label: its letters and digits, in words."""
    return " ".join(_WORD.findall(fold(unicodedata.normalize("NFKC", label)))) or label


def _written(key: str, writings: Sequence[str], level: int) -> str:
    return writings[level] if level < len(writings) else f"{writings[-1]} ({key})"
