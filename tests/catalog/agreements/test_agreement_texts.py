"""Texts of agreements: every place is known and used; both parties have one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from catalog.agreements.model import PLACES, AgreementText
from catalog.loading import load
from catalog.website.build.published_forms import programme
from tests.conftest import ROOT

ALL = " ".join(f"{{{one}}}" for one in PLACES)


def text(*points: str) -> AgreementText:
    """A text of these points."""
    whole = {"slug": "proba", "title": "Próba", "between": "volunteer", "version": "2026-11-29"}
    return AgreementText.model_validate(whole | {"points": points})


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((f"{ALL} {{pesel}}",), "nieznane miejsce {pesel}"),
        ((f"{ALL} {{osoba",), "nawias klamrowy bez pary"),
        ((f"{ALL} }}",), "nawias klamrowy bez pary"),
        (("{organizacja} i {osoba}: {zakres}",), "brakuje: {od}"),
    ],
)
def test_text_that_cannot_be_filled_is_refused(points: tuple[str, ...], said: str) -> None:
    """The mistake is named."""
    with pytest.raises(ValidationError, match=said.replace("{", r"\{").replace("}", r"\}")):
        text(*points)


def test_whole_text_is_taken() -> None:
    """In any order, in any point."""
    assert (ALL,) == text(ALL).points


def test_desk_gets_a_text_for_each_other_party() -> None:
    """Those of the real content: nobody can agree to a text that is not there."""
    told = programme(load(ROOT / "content"))
    assert {"volunteer", "recipient"} == {one.between for one in told.agreements}
