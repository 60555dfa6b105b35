"""Laws of prints: one tagged A4 page, Polish letters, and a code that leads to the club."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp

from catalog.clubs.model import Club
from catalog.website.print.club_pdfs import Sheets, missing, prints
from catalog.website.print.process_pool import worker_pool
from catalog.website.print.typst_pdf import AVAILABLE, Job, printed
from tests.example import example_club
from tests.real_content import CATALOG
from tests.tools import TYPST

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[4]
TEMPLATES = ROOT / "site_templates"
EXAMPLE = example_club()
SITE = "https://example.org"
TODAY = date(2026, 11, 22)
A4 = (595, 842)


def with_rules(number: int) -> Club:
    """The example with as many rules as asked for."""
    rules = EXAMPLE.cycle.sessions
    made = tuple(
        rules[index % len(rules)].model_copy(update={"id": f"regula-{index}"})
        for index in range(number)
    )
    return EXAMPLE.model_copy(update={"cycle": EXAMPLE.cycle.model_copy(update={"sessions": made})})


def jobs(club: Club) -> list[Job]:
    """What is to be printed of a club."""
    return list(Sheets(CATALOG, SITE, TODAY).jobs(club))


def pdfs(club: Club, workers: int = 0) -> dict[str, bytes]:
    """The prints of a club by the last part of their path."""
    found = jobs(club)
    with worker_pool(len(found), workers) as run:
        made = run(partial(printed, TEMPLATES), found)
        return {path.rpartition("/")[2]: content for path, content in made}


@pytest.fixture(params=["plan.pdf", "lista-obecnosci.pdf"])
def document(request: pytest.FixtureRequest) -> Iterator[pypdfium2.PdfDocument]:
    """Each print of the example, opened by somebody else's reader."""
    with pypdfium2.PdfDocument(pdfs(EXAMPLE)[request.param]) as opened:
        yield opened


def text_of(document: pypdfium2.PdfDocument) -> str:
    """All words of a document."""
    return str(document[0].get_textpage().get_text_range())


def codes_of(document: pypdfium2.PdfDocument) -> list[str]:
    """What a real decoder reads from the page as a printer would draw it."""
    drawn = document[0].render(scale=2, grayscale=True)
    rows = memoryview(bytes(drawn.buffer)).cast("B", (drawn.height, drawn.stride))
    return [one.text for one in zxingcpp.read_barcodes(rows)]


@TYPST.needed
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Klub 😀 漢字 Ґанок", "Klub □ □□ Ґанок"),
        ("Klub 👍🏽", "Klub □"),
        ("Klub 👩\u200d👧 Mama", "Klub □□ Mama"),
        ("Klub a\u20dd", "Klub a"),
        ("Klub Zośka\u0301", "Klub Zośká"),
    ],
)
def test_a_letter_without_a_font_stops_nothing(name: str, shown: str) -> None:
    """An emoji or a Chinese name becomes a square, and everything else is printed."""
    made = pdfs(EXAMPLE.model_copy(update={"name": name}))["plan.pdf"]
    with pypdfium2.PdfDocument(made) as opened:
        assert shown in unicodedata.normalize("NFC", text_of(opened))


@TYPST.needed
def test_a_print_is_one_tagged_page(document: pypdfium2.PdfDocument) -> None:
    """A4, one page, with the tags that a screen reader needs, and a title."""
    assert 1 == len(document)
    assert A4 == tuple(round(side) for side in document[0].get_size())
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert "Przykładowy klub" == document.get_metadata_value("Title")


@TYPST.needed
def test_a_print_has_polish_letters_and_says_what_it_is(document: pypdfium2.PdfDocument) -> None:
    """Letters with tails and strokes are text and not pictures; an example says that it is one."""
    text = text_of(document)
    assert "To jest przykład. Takiego klubu nie ma." in text
    assert "Zajęcia" in text


@TYPST.needed
def test_the_timetable_shows_the_week_with_every_polish_letter() -> None:
    """Days, hours, rooms, roles, breaks and holidays are on the sheet."""
    club = EXAMPLE.model_copy(update={"name": "Zażółć gęślą jaźń"})
    with pypdfium2.PdfDocument(pdfs(club)["plan.pdf"]) as opened:
        text = " ".join(text_of(opened).split())
    for said in (
        "Zażółć gęślą jaźń",
        "Poniedziałek",
        "16:00–17:30",
        "Duża sala",
        "prowadzi psycholog",
        "15. dzień miesiąca",
        "Święto Trzech Króli",
        "Stan z 22 listopada 2026",
    ):
        assert said in text


@TYPST.needed
def test_the_code_leads_to_the_club(document: pypdfium2.PdfDocument) -> None:
    """A decoder that is not ours reads the address of the club's page."""
    assert [f"{SITE}/kluby/przyklad/"] == codes_of(document)


@TYPST.needed
@pytest.mark.parametrize("number", [1, 4, 9, 14, 18, 25, 40])
def test_small_and_big_clubs_fit_one_page(number: int) -> None:
    """From one rule to forty: one page, and the code is still read."""
    club = with_rules(number)
    for content in pdfs(club).values():
        with pypdfium2.PdfDocument(content) as opened:
            assert 1 == len(opened)
            assert [f"{SITE}/kluby/przyklad/"] == codes_of(opened)


@TYPST.needed
def test_a_wrong_guess_costs_no_second_page() -> None:
    """Words wider than any guess still end on one page."""
    cycle = EXAMPLE.cycle
    wide = tuple(
        one.model_copy(update={"name": "WWWWWWW MMMMMMM " * 8, "leader": "WWMMWWMM " * 12})
        for one in cycle.classes
    )
    club = EXAMPLE.model_copy(update={"cycle": cycle.model_copy(update={"classes": wide})})
    with pypdfium2.PdfDocument(pdfs(club)["plan.pdf"]) as opened:
        assert 1 == len(opened)


@TYPST.needed
def test_a_rebuild_prints_the_same_bytes_alone_or_in_company() -> None:
    """No clock and no order gets into a print, nor does the process that made it."""
    assert pdfs(EXAMPLE) == pdfs(EXAMPLE) == pdfs(EXAMPLE, workers=2)


def test_a_club_without_dates_has_no_prints() -> None:
    """The real KIS has counts and no timetable, so there is nothing to print."""
    real = CATALOG.clubs["kis-wiecbork"]
    assert (None, []) == (prints(real), jobs(real))


def test_whoever_builds_without_typst_is_told() -> None:
    """With typst nothing is missing; without it a sentence says what."""
    assert AVAILABLE == (missing(CATALOG) is None)
