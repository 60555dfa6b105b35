"""Laws of Polish text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.text.folding import (
    ALPHABET,
    SLUG,
    fold,
    slug,
    sort_key,
    visible,
)
from catalog.text.language import speaking
from catalog.text.phrases import long_date, month_name, plural
from tests.conftest import ENGLISH


def test_letters_sort_as_in_a_polish_dictionary() -> None:
    """Every letter with a tail or an accent comes right after its plain one; Ż is last."""
    assert list(ALPHABET) == sorted(set(ALPHABET), key=sort_key)


@pytest.mark.parametrize(
    "right",
    [
        ["Lublin", "Łódź", "Malbork"],
        ["Sopot", "Śrem", "Tarnów"],
        ["Zabór", "Zielona Góra", "Źrebce", "Żmigród"],
        ["OPS Brzeziny", "OPS Łódź", "OPS w Barlinku"],
        ["Stowarzyszenie „Ala”", "Stowarzyszenie „Pomagam”", "Stowarzyszenie Silva"],
        ["2 kluby", "20 klubów", "klub", "klub 1", "klub 2"],
        ["Jan Żywny", "Janina", "JANINA ŻYWNA"],
        ["Ewa", "Éwald", "Ewelina", "Żaba", "Ёлка"],
    ],
)
def test_names_sort_as_people_expect(right: list[str]) -> None:
    """A word is compared letter by letter in the Polish order, quotation marks do not count.

    Digits come first, a whole word before a longer one; a foreign letter is with its plain one,
    and other alphabets follow ours.
    """
    assert right == sorted(right, key=sort_key)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_sorting_never_fails_and_is_stable(words: list[str]) -> None:
    """Any text has a place, and sorting twice changes nothing."""
    once = sorted(words, key=sort_key)
    assert once == sorted(once, key=sort_key)


@pytest.mark.parametrize(
    ("expected", "text"), [("lodz", "Łódź"), ("zmigrod", "ŻMIGRÓD"), ("ges", "Gęś"), ("a1", "Á1")]
)
def test_folding_is_how_people_type_on_a_phone(expected: str, text: str) -> None:
    """Case and diacritics go, ł included."""
    assert expected == fold(text)


@given(st.text())
def test_a_slug_is_a_slug_or_nothing(text: str) -> None:
    """Whatever comes in, what comes out is fit for an address, and making it again is harmless."""
    made = slug(text)
    assert made == "" or SLUG.fullmatch(made)
    assert made == slug(made)


@pytest.mark.parametrize(
    ("expected", "count"),
    [
        ("klub", 1),
        *(("kluby", n) for n in (2, 3, 4, 22, 34, 102, 1003)),
        *(("klubów", n) for n in (0, 5, 11, 12, 13, 14, 21, 25, 112, 1012)),
    ],
)
def test_counts_take_the_right_form(expected: str, count: int) -> None:
    """1 klub, 2-4 and 22 kluby, the rest klubów; 12-14 belong to the rest."""
    assert expected == plural(count, "klub", "kluby", "klubów")


def test_english_has_two_forms() -> None:
    """1 organization, and organizations for any other count, 2-4 and 0 among them."""
    words = ("organizacja", "organizacje", "organizacji")
    with speaking(ENGLISH):
        assert "organization" == plural(1, *words)
        assert ["organizations"] * 4 == [plural(count, *words) for count in (0, 2, 5, 22)]


def test_dates_are_written_as_people_write_them() -> None:
    """A day has its month in the genitive, a month alone in the nominative."""
    assert "22 listopada 2026" == long_date(date(2026, 11, 22))
    assert ["styczeń", "grudzień"] == [month_name(1), month_name(12)]


@given(st.text())
def test_a_terminal_is_told_nothing_but_what_is_read(text: str) -> None:
    """No character that moves its cursor or changes its colours is left; lines and tabs are."""
    orders = {one for one in visible(text) if unicodedata.category(one) == "Cc"}
    assert orders <= {"\n", "\t"}


def test_what_is_taken_from_a_terminal_is_seen() -> None:
    """A square stands where something was; every kind of line end is one."""
    assert "a□[2J\n\tb\nc" == visible("a\x1b[2J\r\n\tb\rc")
