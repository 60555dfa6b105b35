"""Identifiers are parsed in one module: forms and content keep the same writing of each."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from catalog.question_types.answer_formats import FORMATS
from catalog.records import value_types

SAME = {
    "nip": (value_types.Nip, "526-025-09-95"),
    "krs": (value_types.Krs, "0000350820"),
    "postal_code": (value_types.PostalCode, "01-424"),
    "email": (value_types.Email, "biuro@Fundacja.pl"),
    "phone": (value_types.Phone, "22 123 45 67"),
    "account": (value_types.Account, "PL27 1140 2004 0000 3002 0135 5387"),
}


@pytest.mark.parametrize("name", SAME)
def test_content_and_forms_keep_the_same(name: str) -> None:
    """What a form keeps is what a content file keeps, and that is read again as itself."""
    field, typed = SAME[name]
    kept = FORMATS[name].read(typed)
    assert kept == TypeAdapter(field).validate_python(typed)
    assert kept == TypeAdapter(field).validate_python(kept)
