"""Which information about data a sheet of paper had: the printed one, never today's by mistake."""

from __future__ import annotations

import pytest

from catalog.forms.form import Form
from catalog.publication import Edition
from forms_backend.intake.paper_form import clause_version
from tests.forms_backend.paper_sheets import Entered, entered
from tests.forms_backend.synthetic_service import FORM, PRINTED, publication

__all__ = ["entered"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (PRINTED, ""),
        (PRINTED.lower(), ""),
        (f" {PRINTED[:3]} {PRINTED[3:]} ", ""),
        ("000000", "Formularz albo informacja o danych zmieniły się od czasu tej kartki."),
        (PRINTED[:2], "Formularz albo informacja o danych zmieniły się od czasu tej kartki."),
        ("", "Nie wiadomo, jaką wersję formularza ma ta kartka."),
    ],
)
def test_another_version_is_a_warning(entered: Entered, written: str, told: str) -> None:
    """An older sheet is taken with a warning; which clause stood on it, is not claimed."""
    check = entered.checked(paper_version=written)
    assert 200 == check.status_code
    assert ("od czasu tej kartki" in check.text or "Nie wiadomo, jaką" in check.text) == bool(told)
    assert told in check.text
    assert bool(told) == ("Nie wiemy, którą informację o danych przeczytała" in check.text)
    entered.save(check)
    expected = "nieznana/papier" if told else "1/1/papier"
    assert expected == entered.house.records[0].label.clause_version


def test_clause_is_that_of_the_language_of_the_sheet() -> None:
    """Each language has words, and so a version, of its own."""
    polish = publication()
    publisher = polish.site.publisher.model_copy(update={"clause_version": "1-en"})
    site = polish.site.model_copy(update={"lang": "en", "publisher": publisher})
    form = Form.model_validate(FORM.model_dump() | {"title": "A trial"})
    both = polish.model_copy(
        update={"translations": {"en": Edition(site=site, forms={FORM.name: form})}}
    )
    for code, version in ((PRINTED, "1/1/papier"), (form.paper_version("1-en"), "1/1-en/papier")):
        assert version == clause_version(both, FORM, {"paper_version": code})


OLDER = FORM.paper_version("2026-10-3fa9c2")
"""The foot of a sheet that was printed before a sentence of the information changed."""


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("", "nieznana/papier"),
        ("1/2026-10-3fa9c2/papier", "1/2026-10-3fa9c2/papier"),
        ("1/2026-10-3FA9C2/papier.", "1/2026-10-3fa9c2/papier"),
        (" 1 / 2026-10-3fa9c2", "1/2026-10-3fa9c2/papier"),
    ],
)
def test_clause_is_the_printed_one(entered: Entered, typed: str, recorded: str) -> None:
    """A sheet of the same form with older words about data is never said to have today's."""
    check = entered.checked(paper_version=OLDER, paper_clause=typed)
    assert f"Na kartce jest wersja {OLDER}, a teraz jest {PRINTED}." in check.text
    assert bool(typed) == (f"informację o danych w wersji {recorded}." in check.text)
    entered.save(check)
    (one,) = entered.opened()
    assert recorded == one.record.label.clause_version
    assert one.record.label.from_paper


@pytest.mark.parametrize(
    ("version", "clause", "says"),
    [
        (OLDER, "trzecia", "Sprawdź wersję informacji o danych: na kartce wygląda tak"),
        (OLDER, "nieznana/papier", "Sprawdź wersję informacji o danych: na kartce wygląda tak"),
        (PRINTED, "1/2026-10-3fa9c2", "ma wersję informacji 1/1/papier. Sprawdź obie."),
    ],
)
def test_a_version_that_cannot_be(entered: Entered, version: str, clause: str, says: str) -> None:
    """No version at all, or another than the foot of the same sheet says, is asked back."""
    refused = entered.checked(paper_version=version, paper_clause=clause)
    assert 422 == refused.status_code
    assert says in refused.text
    assert () == entered.house.records
