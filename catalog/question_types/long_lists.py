"""A list too long for a page: people type a part of what they look for and choose among what fits.

Ten thousand organizations as options are 300 to 800 KB. What is typed is matched word by word, so
it works without a script, in any order and with or without Polish letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

from catalog.text.folding import fold
from catalog.text.language import _

LONG = 100
"""A list with more choices than this is asked for by typing."""

MOST = 40
"""So many choices that fit are shown; of more we ask for another word."""

TYPED = 200
"""The most characters that may be typed."""

_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
_STEM = 5
"""From so many letters on, a word may end in another case: "w Rybniku" finds Rybnik."""


class Listed(Protocol):
    """What has to be known about a choice."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...


class LongList:
    """The choices of one question, to be looked for by parts of their labels."""

    def __init__(self, choices: Sequence[Listed]) -> None:
        self.by_value = {one.value: one for one in choices}
        self._last: tuple[str, tuple[Listed, ...]] = ("", ())

    def fitting(self, typed: str) -> tuple[Listed, ...]:
        """The choices that have every word that was typed; those with just these words first.

        One answer asks it several times: the last one is remembered.
        """
        if len(typed) > TYPED:
            return ()
        asked, found = self._last
        if asked != typed:
            found = self._sought(typed)
            self._last = typed, found
        return found

    def _sought(self, typed: str) -> tuple[Listed, ...]:
        words = _words(typed)
        asked = [word for word in words if len(word) >= _SHORT] or words
        for fits in (_begins, _nearly):
            found = self._with(asked, fits)
            if found:
                return tuple(sorted(found, key=lambda one: _words(one.label) != words))
        return ()

    def missing(self, typed: str) -> str:
        """What to do about a text that is no choice yet, in the language spoken."""
        number = len(self.fitting(typed))
        if number == 0:
            return _(
                "Nie znajdujemy na liście „{typed}”. Sprawdź pisownię albo wpisz jedno słowo "
                "z nazwy lub miejscowość."
            ).format(typed=typed)
        if number > MOST:
            return _(
                "Za dużo pozycji pasuje do „{typed}” ({number}). Dopisz miejscowość albo drugie "
                "słowo z nazwy."
            ).format(typed=typed, number=number)
        return _("Wybierz, o co Ci chodzi. Do „{typed}” pasuje na liście: {number}.").format(
            typed=typed, number=number
        )

    def _with(self, asked: Sequence[str], fits: Callable[[str, str], bool]) -> list[Listed]:
        if not asked:
            return []
        return [
            choice
            for choice, words in self._folded
            if all(any(fits(one, word) for word in words) for one in asked)
        ]

    @cached_property
    def _folded(self) -> tuple[tuple[Listed, list[str]], ...]:
        return tuple((one, _words(one.label)) for one in self.by_value.values())


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _begins(typed: str, word: str) -> bool:
    return word.startswith(typed)


def _nearly(typed: str, word: str) -> bool:
    return word.startswith(typed[:-2] if len(typed) > _STEM else typed)
