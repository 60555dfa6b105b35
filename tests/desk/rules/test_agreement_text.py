"""The wording of an agreement: filled once, and a hash that every change of it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.agreement_text import (
    UNREVIEWED,
    AgreementTemplate,
    Terms,
    digest,
    needs_paper,
    short,
    worded,
)

TEMPLATE = AgreementTemplate(
    "Umowa", "2026-11-01", "", ("{organizacja} i {osoba}.", "{zakres} Od {od} do {do}, {tryb}.")
)
TERMS = Terms("Jedna", "Anna", "Kran.", date(2026, 11, 27), date(2026, 12, 12), "free")


def test_wording_says_everything_that_was_settled() -> None:
    """A title, the day of the text, whether a lawyer saw it, and numbered points."""
    assert worded(TEMPLATE, TERMS).split("\n") == [
        "Umowa",
        "Tekst z 1 listopada 2026 roku.",
        UNREVIEWED,
        "1. Jedna i Anna.",
        "2. Kran. Od 27 listopada 2026 roku do 12 grudnia 2026 roku, bezpłatnie.",
    ]
    assert UNREVIEWED not in worded(replace(TEMPLATE, reviewed="2026-11-20"), TERMS)


@given(st.text(max_size=60))
def test_what_was_typed_is_put_in_as_it_is(words: str) -> None:
    """Braces that somebody typed are no places, whatever stands in them."""
    assert f"2. {words} Od 27" in worded(TEMPLATE, replace(TERMS, what=words))


@pytest.mark.parametrize(
    "other",
    [
        replace(TERMS, organization="Druga"),
        replace(TERMS, person="Ania"),
        replace(TERMS, what="Kran i zlew."),
        replace(TERMS, starts=TERMS.starts + timedelta(days=1)),
        replace(TERMS, ends=TERMS.ends + timedelta(days=1)),
        replace(TERMS, mode="paid"),
    ],
)
def test_other_terms_are_another_text(other: Terms) -> None:
    """Nobody who agreed to one has agreed to the other."""
    assert digest(worded(TEMPLATE, TERMS)) != digest(worded(TEMPLATE, other))


def test_hash_is_shown_in_groups() -> None:
    """As two people compare it by telephone."""
    assert short("0123456789abcdef") == "0123 4567 89ab"


@pytest.mark.parametrize(("days", "expected"), [(1, False), (30, False), (31, True)])
def test_more_than_thirty_days_want_paper(days: int, expected: bool) -> None:
    """The first and the last day count."""
    starts = date(2026, 11, 27)
    assert expected == needs_paper(starts, starts + timedelta(days=days - 1))
    assert days == replace(TERMS, starts=starts, ends=starts + timedelta(days=days - 1)).days
