"""Laws of the small values that records are made of."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog.records import value_types
from catalog.records.value_types import PartialDate


def read(kind: Any, written: str | None) -> Any:
    """What a field of this kind makes of a text."""
    return TypeAdapter(Annotated[kind, "value"]).validate_python(written)


@pytest.mark.parametrize(
    ("expected", "kind", "written"),
    [
        ("5260250274", value_types.Nip, "526-025-02-74"),
        ("123456785", value_types.Regon, "123456785"),
        ("0000350820", value_types.Krs, "0000350820"),
        ("+48223947244", value_types.Phone, "22 394 72 44"),
        ("+48223947244", value_types.Phone, "(+48) 22-394-72-44"),
        ("01-424", value_types.PostalCode, "01-424"),
        ("biuro@example.org", value_types.Email, "biuro@EXAMPLE.org"),
        (True, value_types.Flag, "tak"),
        (False, value_types.Flag, "nie"),
        ("1 lutego 2014", str, "1 lutego 2014"),
    ],
)
def test_right_values_are_kept_in_one_form(expected: Any, kind: Any, written: str) -> None:
    """Whatever usual writing came in, one form is kept."""
    assert expected == read(kind, written)


@pytest.mark.parametrize(
    ("says", "kind", "written"),
    [
        ("zły NIP", value_types.Nip, "5260250275"),
        ("zły REGON", value_types.Regon, "01108327"),
        ("zły numer KRS", value_types.Krs, "350820"),
        ("zły telefon", value_types.Phone, "112"),
        ("zły telefon", value_types.Phone, "telefon"),
        ("zły kod pocztowy", value_types.PostalCode, "01 424"),
        ("zły adres e-mail", value_types.Email, "biuro@"),
        ("zły adres strony", value_types.Website, "www.example.org"),
        ("zły identyfikator", value_types.Slug, "Łódź"),
        ("zła data", value_types.Day, "2014-2-3"),
        ("zła data", value_types.Day, None),
        ("zła data", value_types.When, "2014-13"),
        ("zła kwota", value_types.Money, "dużo"),
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
    day = read(value_types.When, iso)
    assert expected == str(day)
    assert iso == day.iso


@given(st.dates())
def test_every_day_is_read(day: Any) -> None:
    """Any day of the calendar is a partial date too."""
    assert PartialDate(day.year, day.month, day.day) == read(value_types.When, day.isoformat())
