"""Laws of the small values that records are made of."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog import values
from catalog.values import PartialDate


def read(kind: Any, written: str | None) -> Any:
    """What a field of this kind makes of a text."""
    return TypeAdapter(Annotated[kind, "value"]).validate_python(written)


@pytest.mark.parametrize(
    ("expected", "kind", "written"),
    [
        ("5260250274", values.Nip, "526-025-02-74"),
        ("123456785", values.Regon, "123456785"),
        ("0000350820", values.Krs, "0000350820"),
        ("+48223947244", values.Phone, "22 394 72 44"),
        ("+48223947244", values.Phone, "(+48) 22-394-72-44"),
        ("01-424", values.PostalCode, "01-424"),
        ("biuro@example.org", values.Email, "biuro@EXAMPLE.org"),
        (True, values.Flag, "tak"),
        (False, values.Flag, "nie"),
        ("1 lutego 2014", str, "1 lutego 2014"),
    ],
)
def test_right_values_are_kept_in_one_form(expected: Any, kind: Any, written: str) -> None:
    """Whatever usual writing came in, one form is kept."""
    assert expected == read(kind, written)


@pytest.mark.parametrize(
    ("says", "kind", "written"),
    [
        ("zły NIP", values.Nip, "5260250275"),
        ("zły REGON", values.Regon, "01108327"),
        ("zły numer KRS", values.Krs, "350820"),
        ("zły telefon", values.Phone, "112"),
        ("zły telefon", values.Phone, "telefon"),
        ("zły kod pocztowy", values.PostalCode, "01 424"),
        ("zły adres e-mail", values.Email, "biuro@"),
        ("zły adres strony", values.Website, "www.example.org"),
        ("zły identyfikator", values.Slug, "Łódź"),
        ("zła data", values.Day, "2014-2-3"),
        ("zła data", values.Day, None),
        ("zła data", values.When, "2014-13"),
        ("zła kwota", values.Money, "dużo"),
    ],
)
def test_wrong_values_are_told_in_polish(says: str, kind: Any, written: str | None) -> None:
    """A wrong value is quoted, and the sentence says what was expected."""
    with pytest.raises(ValidationError) as caught:
        read(kind, written)
    (detail,) = caught.value.errors()
    assert detail["msg"].startswith(says)
    assert "; oczekiwano " in detail["msg"]


@pytest.mark.parametrize(
    ("expected", "iso"),
    [("2014", "2014"), ("luty 2014", "2014-02"), ("3 lutego 2014", "2014-02-03")],
)
def test_a_date_is_as_exact_as_its_source(expected: str, iso: str) -> None:
    """A year stays a year; what is shown and what machines read agree."""
    day = read(values.When, iso)
    assert expected == str(day)
    assert iso == day.iso


@given(st.dates())
def test_every_day_is_read(day: Any) -> None:
    """Any day of the calendar is a partial date too."""
    assert PartialDate(day.year, day.month, day.day) == read(values.When, day.isoformat())
