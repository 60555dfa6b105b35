"""What others may rely on: addresses, counts, sums and commands."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from catalog.text.language import Language
from tests.conftest import BOTH, ROOT, BuiltSite
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


@pytest.mark.parametrize(
    ("folder", "least", "most"),
    [
        ("organizacje", 55, 500),
        ("partnerstwa", 16, 16),
        ("kluby", 1, 50),
        ("projekty", 13, 200),
        ("wojewodztwa", 16, 16),
    ],
)
def test_directory_is_whole(built_site: BuiltSite, folder: str, least: int, most: int) -> None:
    """Each kind of record has as many pages as the documents name."""
    assert least <= len(built_site.below(folder)) <= most


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


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/partnerstwa/", "51 partner"),
        ("/projekty/", "31 880,00 zł"),
        ("/projekty/", "19 060,00 zł"),
    ],
)
def test_sums_are_shown(built_site: BuiltSite, path: str, said: str) -> None:
    """Numbers that the documents let us compute are on the page that sums them up."""
    assert said in built_site.paths()[path].words()


@pytest.mark.parametrize("said", ["381 352,81 zł", "342 532,81 zł"])
def test_amounts_of_the_network_are_shown(built_site: BuiltSite, said: str) -> None:
    """The club's project shows its whole budget and its grant to the grosz."""
    assert any(said in page.words() for page in built_site.below("projekty"))


@pytest.mark.parametrize("said", ["186", "24", "12", "48", "36", "6"])
def test_planned_hours_are_shown(built_site: BuiltSite, said: str) -> None:
    """The integration club shows 186 planned hours: 24+12+48+24 social, 36+36+6 vocational."""
    words = next(page.words() for page in built_site.below("kluby") if "186" in page.words())
    assert re.search(rf"\b{said}\b", words)


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
    run = subprocess.run(
        [sys.executable, "-m", "wzajemnie", *words, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (run.returncode, run.stderr)
    assert words[-1] in run.stdout
