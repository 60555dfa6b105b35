"""What others may rely on: addresses and commands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from catalog.text.language import Language
from catalog.website.kinds.registry import SITE_KINDS
from catalog.website.kinds.site_kind import SiteKind
from tests.command_line import typed, understood
from tests.conftest import BOTH, ROOT, BuiltSite
from tests.pages import Page
from tests.real_content import CATALOG
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
    "/szukaj/",
    "/spotkania/",
    "/miejscowosci/",
    "/potrzeby/",
    "/dla-kogo/",
    "/rodzaje/",
    "/standardy/",
    "/zrodla/",
    "/program/cztery-kroki/",
    "/program/kto-moze-dolaczyc/",
    "/program/odbiorca/",
    "/program/organizacja/",
    "/program/propozycje/",
    "/program/uczestnik/",
    "/program/wolontariusz/",
    "/model/",
    "/jak-zalozyc-klub/",
    "/kluby-integracji/",
    "/kluby-samopomocy/",
    "/podstawy-prawne/",
    "/mapa-strony/",
    "/dostepnosc/",
    "/prywatnosc/",
    "/kontakt/",
    "/404.html",
)
"""What search engines, posters and other sites may lead to; no record is among them."""

OPERATORS = ("6-kopia-zapasowa", "7-nowa-wersja-programu", "8-nowe-klucze")
"""Parts of the operator's guide as they were called in addresses until November 2026."""

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


@BOTH
@pytest.mark.parametrize(
    "kind", [one for one in SITE_KINDS if one.page], ids=lambda one: one.kind.folder
)
def test_each_record_is_where_its_kind_and_name_say(
    built_site: BuiltSite, kind: SiteKind[Any], language: Language
) -> None:
    """`/organizacje/<slug>/` and its like, for every record there is."""
    paths = [f"{kind.kind.path}{slug}/" for slug in CATALOG.records[kind.kind.folder]]
    assert paths
    assert set() == set(map(language.path, paths)) - built_site.paths().keys()


@BOTH
def test_each_voivodeship_has_its_page(built_site: BuiltSite, language: Language) -> None:
    """`/wojewodztwa/<slug>/`."""
    paths = [language.path(f"/wojewodztwa/{slug}/") for slug in CATALOG.places.voivodeships]
    assert (16, set()) == (len(paths), set(paths) - built_site.paths().keys())


def test_each_club_with_a_timetable_has_its_calendar(built_site: BuiltSite) -> None:
    """`/kluby/<slug>/kalendarz.ics`: somebody's phone asks for it every day."""
    clubs = [slug for slug, club in CATALOG.clubs.items() if club.cycle.sessions]
    assert clubs
    lost = [
        one for one in clubs if not (built_site.folder / f"kluby/{one}/kalendarz.ics").is_file()
    ]
    assert [] == lost


def test_parts_of_the_operators_guide_keep_their_addresses(built_site: BuiltSite) -> None:
    """Notes of operators lead to them, under their old names, too."""
    page = built_site.paths()["/obsluga/"]
    assert set() == set(OPERATORS) - {str(one["id"]) for one in page.elements}


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
        ("desk",),
        ("sample",),
        ("schema",),
        ("audit",),
        ("keys", "new"),
        ("keys", "rotate"),
        ("keys", "check"),
        ("keys", "passphrase"),
        ("submissions", "list"),
        ("submissions", "show"),
        ("submissions", "read"),
        ("submissions", "enter"),
        ("submissions", "export"),
        ("submissions", "find"),
        ("submissions", "erase"),
        ("submissions", "purge"),
        ("submissions", "state"),
        ("submissions", "quarantine"),
        ("mail", "send"),
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


@pytest.mark.parametrize("command", ["check", "build", "run"])
def test_content_and_site_can_be_elsewhere(command: str) -> None:
    """`--content FOLDER` and `--site FOLDER`."""
    given = understood(command, "--content", "wpisy", "--site", "strona")
    assert (Path("wpisy"), Path("strona")) == (given["content"], given["site"])


@pytest.mark.parametrize("target", ["run", "test", "check", "build", "bench", "torture"])
def test_make_has_it(target: str) -> None:
    """What README and guides tell people to type, with a word of explanation in `make help`."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}: .*## \S", makefile, re.MULTILINE)


def test_make_test_leaves_nothing_out() -> None:
    """What the first run leaves to the second is the folder that the second one runs, and `check`,
    which decides, runs both.
    """
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    runs = re.search(r"^test: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert runs is not None
    assert [
        "@$(BIN)/python -m pytest $(SPREAD) --ignore=tests/torture",
        "@$(BIN)/python -m pytest tests/torture",
    ] == [line.strip() for line in runs[1].splitlines()]
    assert re.search(
        r"^check: (?:.*\n\t)+@\$\(MAKE\) --no-print-directory test$", makefile, re.MULTILINE
    )
