"""Which times of the week somebody means by "po 16", "w soboty" or "rano i wieczorem"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

TIMES: Mapping[str, str] = {
    "morning": "rano",
    "afternoon": "po południu",
    "evening": "wieczorem",
    "monday": "w poniedziałki",
    "tuesday": "we wtorki",
    "wednesday": "w środy",
    "thursday": "w czwartki",
    "friday": "w piątki",
    "saturday": "w soboty",
    "sunday": "w niedziele",
}
"""Each part of the week in Polish, in the order in which people say them."""

WORKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday"})
WEEKEND = frozenset({"saturday", "sunday"})
PARTS = frozenset({"morning", "afternoon", "evening"})

_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"poniedzial|\bpn\b", frozenset({"monday"})),
    (r"wtor|\bwt\b", frozenset({"tuesday"})),
    (r"\bsrod[aeyę]?|\bsr\b", frozenset({"wednesday"})),
    (r"czwart|\bczw\b", frozenset({"thursday"})),
    (r"piat(?:ek|k)|\bpt\b", frozenset({"friday"})),
    (r"sobot|\bsob\b", frozenset({"saturday"})),
    (r"niedziel|\bndz?\b", frozenset({"sunday"})),
    (r"week-?end", WEEKEND),
    (r"robocz|w tygodniu|dni powszedni", WORKDAYS),
    (r"\brano\b|\branki|do poludnia|przed poludniem|przedpoludni", frozenset({"morning"})),
    (r"\bpo ?poludni|popoludni", frozenset({"afternoon"})),
    (r"wieczor", frozenset({"evening"})),
    (r"zawsze|codziennie|kiedykolwiek|obojetn|o kazdej porze|wszystko jedno|dowoln|any ?time",
     WORKDAYS | WEEKEND),
)  # fmt: skip
_AFTER = re.compile(r"\bpo (?:godz\w*\.? )?(\d{1,2})(?::\d\d|\.\d\d)?\b")
_BEFORE = re.compile(r"\b(?:do|przed) (?:godz\w*\.? )?(\d{1,2})(?::\d\d|\.\d\d)?\b")
_PLAIN = str.maketrans("ąćęłńóśźż-", "acelnoszz ")


@lru_cache(maxsize=4096)
def times_of(words: str) -> frozenset[str]:
    """The parts of the week that are named; nothing where none is, or where it is said otherwise.

    Days and parts of the day are told apart by `shared`.
    """
    plain = words.casefold().translate(_PLAIN)
    if re.search(r"\b(?:nie|oprocz|poza)\b", plain):  # what somebody excludes, only a person reads
        return frozenset()
    found = {one for pattern, ones in _WORDS if re.search(pattern, plain) for one in ones}
    for hour in _AFTER.findall(plain):
        found |= {"afternoon", "evening"} if int(hour) < 17 else {"evening"}
        found |= {"morning"} if int(hour) < 11 else set()
    for hour in _BEFORE.findall(plain):
        found |= {"morning"} if int(hour) <= 13 else {"morning", "afternoon"}
    return frozenset(found)


@lru_cache(maxsize=4096)
def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
    """The parts of the week that both named; None where one named nothing.

    Days and parts of the day both have to agree, where both named them.
    """
    if not one or not other:
        return None
    both = one & other
    for kind in (WORKDAYS | WEEKEND, PARTS):
        if one & kind and other & kind and not both & kind:
            return frozenset()
    return both or None


def told(times: Iterable[str]) -> str:
    """As people say them: "rano, w soboty"."""
    chosen = set(times)
    return ", ".join(label for name, label in TIMES.items() if name in chosen)
