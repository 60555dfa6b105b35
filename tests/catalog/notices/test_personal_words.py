"""Which words of a notice have to go."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from catalog.notices.personal_words import personal
from tests.conftest import ROOT

CASES: dict[str, Any] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "notice_words.yml").read_text(encoding="utf-8")
)
KNOWN = ("Kasia", "Chełmża")


@pytest.mark.parametrize("words", CASES["fine"])
def test_plain_words_stay(words: str) -> None:
    """Whoever writes what kind of help, when and with what, is not stopped."""
    assert () == personal(words, KNOWN)


@pytest.mark.parametrize(("words", "names"), CASES["refused"])
def test_what_finds_somebody_has_to_go(words: str, names: str) -> None:
    """The sentence names the very words, and says what they look like."""
    (sentence,) = personal(words, KNOWN)
    assert names in sentence
    assert sentence.endswith(".")


def test_only_what_is_known_is_forbidden_in_small_letters() -> None:
    """Nobody else is from there: the town alone finds the person of this notice."""
    assert () == personal("Naprawię kran w chełmży")
