"""What others may rely on: addresses and commands."""

from __future__ import annotations

import re

import pytest

from catalog.text.language import Language
from tests.command_line import typed
from tests.conftest import BOTH, BuiltSite
from tests.pages import Page
from tests.tools import TYPST

FIXED = (
    "/",
    "/organizacje/",
    "/partnerstwa/",
    "/kluby/",
    "/projekty/",
    "/wojewodztwa/",
    "/program/",
    "/formularze/",
    "/formularze/organizacja/",
    "/formularze/uczestnik/",
    "/formularze/wolontariusz/",
    "/formularze/potrzeba/",
    "/formularze/oferta/",
    "/formularze/wspolpraca/",
    "/formularze/darowizna/",
    "/formularze/miejsce-w-klubie/",
    "/formularze/poprawka/",
    "/mapa-strony/",
    "/dostepnosc/",
    "/prywatnosc/",
    "/kontakt/",
    "/404.html",
)

DECLARATION = (
    "a11y-wstep a11y-podmiot a11y-url a11y-data-publikacja a11y-data-aktualizacja a11y-status "
    "a11y-data-sporzadzenie a11y-kontakt a11y-osoba a11y-email a11y-telefon a11y-procedura "
    "a11y-architektura a11y-aplikacje"
).split()
"""Ids that the technical conditions for a Polish accessibility declaration ask for."""


@BOTH
@pytest.mark.parametrize("path", FIXED)
def test_address_is_there(built_site: BuiltSite, path: str, language: Language) -> None:
    """An address that the house has promised is a page of the site."""
    assert language.path(path) in built_site.paths()


@TYPST.needed
@BOTH
@pytest.mark.parametrize("form", ["organizacja", "uczestnik", "wolontariusz", "potrzeba", "oferta"])
def test_printed_form_is_there(built_site: BuiltSite, form: str, language: Language) -> None:
    """A form that takes answers has its print at a promised address, for posters and leaflets."""
    page = built_site.folder / language.path(f"/formularze/{form}/").strip("/")
    assert (page / f"{page.name}.pdf").is_file()


@BOTH
@pytest.mark.parametrize("folder", ["organizacje", "partnerstwa", "kluby", "projekty"])
def test_records_name_their_source(built_site: BuiltSite, folder: str, language: Language) -> None:
    """Every page of a record names a document and its year, or says that the year is unknown."""
    dated = re.compile(r"\(((19|20)\d\d|rok nieznany|year unknown)\)")
    pages = [built_site.paths()[language.path(page.path)] for page in built_site.below(folder)]

    def named(page: Page) -> bool:
        told = [one.text for one in page.elements if one["class"] == "sources"]
        return len(told) == 1 and bool(dated.search(told[0]))

    assert [] == [page.path for page in pages if not named(page)]


@BOTH
@pytest.mark.parametrize("name", DECLARATION)
def test_declaration_has_its_ids(built_site: BuiltSite, name: str, language: Language) -> None:
    """Each id of an accessibility declaration stands once, on an element that is not empty."""
    page = built_site.paths()[language.path("/dostepnosc/")]
    found = [one for one in page.elements if one["id"] == name]
    assert [True] == [bool(one.text.strip()) for one in found]


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("build",),
        ("run",),
        ("serve",),
        ("keys", "new"),
        ("submissions", "list"),
        ("submissions", "show"),
        ("submissions", "enter"),
        ("submissions", "export"),
        ("submissions", "find"),
        ("submissions", "erase"),
        ("submissions", "purge"),
        ("store", "init"),
        ("store", "move"),
        ("backup",),
        ("restore",),
    ],
    ids=" ".join,
)
def test_command_is_there(words: tuple[str, ...]) -> None:
    """A promised command explains itself and ends well."""
    code, said, complained = typed(*words, "--help")
    assert (0, "") == (code, complained)
    assert said.startswith(f"użycie: wzajemnie {' '.join(words)} ")
