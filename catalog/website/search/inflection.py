"""The forms of Polish words: "pies" → "psa", "psów", … The only file that knows Morfeusz and
Snowball, which are optional (`pip install 'wzajemnie[polish]'`).

Pagefind folds and stems each word, here and in the browser, with Snowball's rules for Polish: for
it "bezdomny", "bezdomnych" and "bezdomnego" are one word already. So only those forms are told
that these rules do not join. Without the libraries search finds less of what is inflected.
snowballstemmer lets PyStemmer, the same rules in C, stem where it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from catalog.text.folding import fold

try:
    import morfeusz2
    import snowballstemmer
except ImportError:  # no wheel for this machine, or left out
    morfeusz2 = snowballstemmer = None

_WORD = re.compile(r"[^\W_]{2,}")
_VERB = frozenset(("fin", "praet", "impt", "inf", "bedzie"))
"""A verb in present and past, what one is told to do, and its dictionary form."""
_INFLECTED = frozenset(("subst", "adj", "ger", "pact", "ppas")) | _VERB
"""Nouns, adjectives, gerunds, participles and verbs, by the tags of the Polish corpus."""
_FARTHER = frozenset(("com", "sup", "neg"))
"""Degrees and negations: nobody who looks for help types "nienajbiedniejszy"."""


def available() -> bool:
    """Whether words can be inflected on this machine."""
    return morfeusz2 is not None


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of texts, each once."""
    return list(dict.fromkeys(_WORD.findall("\n".join(texts))))


def distinct(words: Iterable[str], told: Iterable[str] = ()) -> list[str]:
    """The words of which Pagefind would not find one by another, nor by the words `told`."""
    found = dict.fromkeys(map(stem, told), "")
    for word in words:
        found.setdefault(stem(word), word)
    return list(filter(None, found.values()))


def forms(words: Sequence[str]) -> list[str]:
    """The forms of nouns, adjectives and verbs by which Pagefind would not find the words."""
    return distinct(chain.from_iterable(map(_forms, words)), words)


def base_forms(words: Sequence[str]) -> list[str]:
    """The dictionary forms of nouns and adjectives by which Pagefind would not find the words."""
    return distinct(chain.from_iterable(map(_bases, words)), words)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What Pagefind keeps of a word."""
    return str(_snowball().stemWord(fold(word))) if snowballstemmer else fold(word)


def _readings(word: str) -> tuple[tuple[str, str], ...]:
    """Dictionary forms of a word, each with its part of speech."""
    if morfeusz2 is None:
        return ()
    read = _morfeusz().analyse(word)
    found = ((lemma.partition(":")[0], tag.partition(":")[0]) for _, _, (_, lemma, tag, *_) in read)
    return tuple(dict.fromkeys((base, part) for base, part in found if part in _INFLECTED))


@lru_cache(maxsize=65536)
def _bases(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(base for base, part in _readings(word) if part not in _VERB))


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[str, ...]:
    """The forms of the same part of speech, one for each stem."""
    return tuple(distinct(chain.from_iterable(_made(*one) for one in _readings(word))))


@lru_cache(maxsize=65536)
def _made(base: str, part: str) -> tuple[str, ...]:
    """The forms of a dictionary form: most words of a text share theirs with another one."""
    return tuple(
        form
        for form, _, tag, *_ in _morfeusz().generate(base)
        if _alike(tag.partition(":")[0], part) and not _FARTHER.intersection(tag.split(":"))
    )


def _alike(part: str, other: str) -> bool:
    """Whether two parts of speech are one for whoever looks: all finite forms of a verb are."""
    return part == other or {part, other} <= _VERB


@lru_cache(maxsize=1)
def _morfeusz() -> Any:
    return morfeusz2.Morfeusz()


@lru_cache(maxsize=1)
def _snowball() -> Any:
    return snowballstemmer.stemmer("polish")
