"""Laws of money: integer grosze, Polish writing, honest sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.text.language import speaking
from catalog.text.money import Amount, Precision, parse_amount, total, zloty
from tests.conftest import ENGLISH


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        (27_135_281, "271 352,81 zł"),
        (27_135_281, "271\u00a0352,81 PLN"),
        (486_000, "4.860,00"),
        (486_000, "4860"),
        (1_500_000, "15.000,- zł"),
        (1_500_000, "15.000"),
        (1_250, "12,5 zł"),
        (1_234, "12.34"),
        (0, "0 zł"),
        (486_000, " 4860 \n"),
    ],
)
def test_usual_polish_writing_is_read(expected: int, written: str) -> None:
    """Spaces or dots group thousands, a comma parts grosze, zł may follow."""
    assert Amount(expected) == parse_amount(written)


@pytest.mark.parametrize(
    "written", ["", "zł", "1 00,00", "1,234", "-5 zł", "5 euro", "1 000 000,001"]
)
def test_other_writing_is_refused(written: str) -> None:
    """What is not plainly an amount is no amount."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (its text is what was written)
        parse_amount(written)
    assert written == str(caught.value)


def test_a_source_may_be_inexact() -> None:
    """The words blisko, około and ponad stay with the amount and come back with it."""
    assert Amount(2_200_000, Precision.NEARLY) == parse_amount("blisko 22 000 zł")
    assert "blisko 22\u00a0000,00\u00a0zł" == str(parse_amount("blisko 22 000 zł"))
    assert "22\u00a0000,00\u00a0zł" == str(parse_amount("22 000 zł"))


def test_what_is_owed_has_its_minus() -> None:
    """Less than nothing is written with a minus in front, in both languages."""
    assert "-1\u00a0200,50\u00a0zł" == zloty(-120_050)
    with speaking(ENGLISH):
        assert "PLN\u00a0-1,200.50" == zloty(-120_050)


@given(st.integers(min_value=0, max_value=10**12))
def test_writing_and_reading_agree(grosze: int) -> None:
    """What we print is read back as the same number of grosze."""
    assert grosze == parse_amount(zloty(grosze)).grosze


def test_only_exact_amounts_are_added_up() -> None:
    """One inexact amount makes the sum unknown; nothing known makes nothing."""
    assert 300 == total([Amount(100), None, Amount(200)])
    assert total([Amount(100), Amount(200, Precision.OVER)]) is None
    assert total([None]) is None
