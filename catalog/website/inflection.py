"""The forms of Polish words: "bezdomny" → "bezdomnego", "bezdomnych", … The only file that knows
Morfeusz, which is optional (`pip install 'wzajemnie[polish]'`).

Without it search still stems and folds, and finds less of what is inflected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

try:
    import morfeusz2
except ImportError:  # no wheel for this machine, or left out
    morfeusz2 = None

_WORD = re.compile(r"[^\W\d_]{3,}")
_INFLECTED = ("subst", "adj", "ger", "pact", "ppas")
"""Nouns, adjectives, gerunds and participles, by the tags of the Polish corpus."""


def available() -> bool:
    """Whether words can be inflected on this machine."""
    return morfeusz2 is not None


def forms(texts: Iterable[str]) -> list[str]:
    """Every form of every noun and adjective in the texts, each once; none without Morfeusz."""
    words = dict.fromkeys(word for text in texts for word in _WORD.findall(text))
    return list(dict.fromkeys(form for word in words for form in _forms(word)))


def base_forms(texts: Iterable[str]) -> list[str]:
    """The dictionary form of every noun and adjective in the texts, each once."""
    words = dict.fromkeys(word for text in texts for word in _WORD.findall(text))
    return list(dict.fromkeys(base for word in words for base in _bases(word)))


@lru_cache(maxsize=65536)
def _bases(word: str) -> tuple[str, ...]:
    if morfeusz2 is None:
        return ()
    read = _morfeusz().analyse(word)
    found = (lemma.partition(":")[0] for _, _, (_, lemma, tag, *_) in read if _inflected(tag))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for base in _bases(word):
        for form, _, tag, *_ in _morfeusz().generate(base):
            if _inflected(tag):
                found[form] = None
    return tuple(found)


def _inflected(tag: str) -> bool:
    return tag.partition(":")[0] in _INFLECTED


@lru_cache(maxsize=1)
def _morfeusz() -> Any:
    return morfeusz2.Morfeusz()
