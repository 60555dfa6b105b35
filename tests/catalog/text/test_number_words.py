"""Amounts in words: forms by hand, and laws over all numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.text.number_words import LARGEST, amount_words, number_words
from catalog.text.phrases import plural


@pytest.mark.parametrize(
    ("grosze", "expected"),
    [
        (0, "zero złotych 00/100"),
        (1, "zero złotych 01/100"),
        (100, "jeden złoty 00/100"),
        (250, "dwa złote 50/100"),
        (500, "pięć złotych 00/100"),
        (1200, "dwanaście złotych 00/100"),
        (2100, "dwadzieścia jeden złotych 00/100"),
        (2200, "dwadzieścia dwa złote 00/100"),
        (11_200, "sto dwanaście złotych 00/100"),
        (100_000, "tysiąc złotych 00/100"),
        (100_100, "tysiąc jeden złotych 00/100"),
        (200_000, "dwa tysiące złotych 00/100"),
        (2_100_000, "dwadzieścia jeden tysięcy złotych 00/100"),
        (2_234_567, "dwadzieścia dwa tysiące trzysta czterdzieści pięć złotych 67/100"),
        (100_000_000, "milion złotych 00/100"),
        (500_500_500, "pięć milionów pięć tysięcy pięć złotych 00/100"),
    ],
)
def test_amounts_in_words(grosze: int, expected: str) -> None:
    """As a cashier writes them."""
    assert expected == amount_words(grosze)


@given(st.integers(0, LARGEST), st.integers(0, LARGEST))
def test_words_name_one_number(one: int, other: int) -> None:
    """Two numbers never share their words, and no word stands empty."""
    assert (one == other) == (number_words(one) == number_words(other))
    assert "  " not in number_words(one)


@given(st.integers(0, LARGEST))
def test_noun_has_the_form_of_cldr(whole: int) -> None:
    """The form of złoty is the one that CLDR's plural rule chooses."""
    assert f" {plural(whole, 'złoty', 'złote', 'złotych')} 00/100" in amount_words(whole * 100)


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_others_are_refused(number: int) -> None:
    """Rather than written wrongly."""
    with pytest.raises(ValueError, match=str(number)):
        number_words(number)
