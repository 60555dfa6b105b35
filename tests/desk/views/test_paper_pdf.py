"""Papers of the desk as PDFs: whole, tagged, short, Polish, and never on a disk."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.website.print.typst_pdf import UnprintableError
from desk.details.agreements import Agreement, Wording
from desk.rules.agreement_text import MODES, AgreementTemplate, Terms, digest, spaced, worded
from desk.rules.move import Choices, Thing
from desk.views.paper_pdf import pdf_of
from desk.views.papers import BLANK, Paper, paper_of
from tests.desk.desk_records import NOW
from tests.real_content import CATALOG
from tests.tools import TYPST

pytestmark = [pytest.mark.slow, TYPST.needed]

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "site_templates"
TODAY = NOW.date()
A4 = (595, 842)
MOST_PAGES = 2
TEXTS: dict[str, AgreementTemplate] = {
    one.between: AgreementTemplate(one.title, str(one.version), str(one.reviewed or ""), one.points)
    for one in CATALOG.agreements.values()
}
KINDS = {"volunteer": "volunteering", "recipient": "helping"}
_LETTERS = "aąbcćdeęfghijklłmnńoóprsśtuwyzźżAĄBCĆDEĘWZŹŻ0123456789"
_SIGNS = " .,;:!?„”()–/%&#$*_=[]{}<>@\\`'\"~^|+"
"""Signs that mean something to typst among them: here they mean nothing."""
TERMS = st.builds(
    Terms,
    organization=st.text(_LETTERS + " ", min_size=1, max_size=160),
    person=st.text(_LETTERS + " ", min_size=1, max_size=80),
    what=st.text(_LETTERS + _SIGNS, min_size=1, max_size=300),
    starts=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    ends=st.dates(date(2031, 1, 1), date(2032, 12, 31)),
    mode=st.sampled_from([name for name, _label in MODES]),
)
ONE = Terms("Jedna", "Zmyślona Anna", "Kran.", TODAY, TODAY + timedelta(days=20), "free")


def agreement(between: str, terms: Terms) -> tuple[Paper, Wording]:
    """The paper of an agreement with these terms, and the wording that the record keeps of it."""
    text = worded(TEXTS[between], terms)
    wording = Wording(NOW, "organization", "", text, digest(text))
    detail = Agreement(
        None, None, terms.what, terms.starts, terms.ends, terms.mode, "person", "", (wording,), ()
    )
    thing = Thing(1, KINDS[between], "AAAA-2222", "draft", organization="jedna")
    choices = Choices({"jedna": terms.organization}, {})
    paper = paper_of(thing, detail, choices, TODAY)
    assert paper is not None
    return paper, wording


CARD = Paper(
    "Karta zadania",
    ("Zmyślona organizacja kieruje osobę do tego zadania: " + "Długie zdanie o zadaniu. " * 12,),
    "Numer AAAA-2222.",
    rows=(*[("Kto pomaga", "Zmyślona Anna")] * 3, *[("Telefon do koordynatora", BLANK)] * 5),
    signs=("Osoba, która korzysta z pomocy: potwierdzam godziny",),
    foot="Jeśli coś jest nie tak, przerwij i zadzwoń do koordynatora.",
    warning="Po zadaniu oddaj tę kartę koordynatorowi.",
)
CERTIFICATE = Paper(
    "Zaświadczenie",
    (f"Zmyślona organizacja zaświadcza, że Jan {BLANK} pomaga.", "Umiejętności: " + "kran " * 60),
    "Numer AAAA-2222.",
    signs=("Za organizację",),
)


def squeezed(text: str) -> str:
    """What is left of a text when lines are broken elsewhere; Polish repeats a hyphen there."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(one for one in plain if one.isprintable() and one not in " -\xa0\u200b\ufffe")


def read(made: bytes, paper: Paper) -> str:
    """What somebody else's reader finds on all pages, without what stands below each."""
    with pypdfium2.PdfDocument(made) as opened:
        pages = [squeezed(page.get_textpage().get_text_range()) for page in opened]
    below = [squeezed(f"{paper.mark}Strona{at}z{len(pages)}") for at in range(1, len(pages) + 1)]
    assert all(page.count(foot) == 1 for page, foot in zip(pages, below, strict=True))
    return "".join(page.replace(foot, "") for page, foot in zip(pages, below, strict=True))


def accessible(made: bytes, title: str) -> None:
    """Tagged, in Polish, with its title; A4, and no more pages than a leaf has."""
    with pypdfium2.PdfDocument(made) as opened:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(opened)
        assert title == opened.get_metadata_value("Title")
        assert MOST_PAGES >= len(opened)
        assert {A4} == {tuple(round(side) for side in page.get_size()) for page in opened}
    assert b"/Lang(pl-PL)" in made
    assert b"pdfuaid:part" in made


@given(between=st.sampled_from(sorted(TEXTS)), terms=TERMS)
@settings(max_examples=60, deadline=None)
def test_an_agreement_is_printed_whole_with_its_hash(between: str, terms: Terms) -> None:
    """Whatever was settled: every word of the wording that the record keeps, its hash, two pages at
    most, and the tags that a screen reader needs.
    """
    paper, wording = agreement(between, terms)
    made = pdf_of(paper, TEMPLATES)
    accessible(made, TEXTS[between].title)
    text = read(made, paper)
    assert squeezed(wording.text) in text
    assert squeezed(f"(SHA-256): {spaced(wording.digest)}") in text
    assert wording.digest == digest(wording.text)
    assert all(squeezed(one) in text for one in (paper.mark, paper.foot, *paper.signs))


@pytest.mark.parametrize("between", sorted(TEXTS))
@pytest.mark.parametrize("letter", ["W", "W ", "Długie słowo. "])
def test_the_longest_agreement_is_on_one_leaf(between: str, letter: str) -> None:
    """Everything as long as it may be, also as one word without an end: nothing leaves the page."""
    paper, wording = agreement(
        between,
        replace(ONE, what=(letter * 300)[:300], person=(letter * 80)[:80], mode="paid",
                organization=(letter * 160)[:160]),
    )  # fmt: skip
    made = pdf_of(paper, TEMPLATES)
    accessible(made, TEXTS[between].title)
    assert squeezed(wording.text) in read(made, paper)
    with pypdfium2.PdfDocument(made) as opened:
        for page in opened:
            words = page.get_textpage()
            boxes = [words.get_charbox(at) for at in range(words.count_chars())]
            assert max(right for _left, _bottom, right, _top in boxes) < A4[0] - 50


@pytest.mark.parametrize("paper", [CARD, CERTIFICATE], ids=["card", "certificate"])
def test_what_is_written_by_hand_is_a_line(paper: Paper) -> None:
    """One page with all words; a place for the pen is drawn, and no dots are read aloud."""
    made = pdf_of(paper, TEMPLATES)
    accessible(made, paper.title)
    text = read(made, paper)
    assert "…" not in text
    for words in (paper.warning, *paper.signs, *(label for label, _value in paper.rows)):
        assert squeezed(words) in text
    for line in paper.paragraphs:
        assert all(squeezed(one) in text for one in line.split(BLANK))
    with pypdfium2.PdfDocument(made) as opened:
        assert 1 == len(opened)


@pytest.mark.parametrize("letter", ["😀", "漢", "a\u20dd"])
def test_no_square_stands_in_what_is_signed(letter: str) -> None:
    """A letter that the font has not is named: another text would not be the one agreed to."""
    paper, _wording = agreement("volunteer", replace(ONE, person=f"Anna {letter}"))
    with pytest.raises(UnprintableError) as refused:
        pdf_of(paper, TEMPLATES)
    assert str(refused.value) in letter


def test_a_trial_says_so_first() -> None:
    """A paper of invented people is never taken for a real one."""
    paper, _wording = agreement("recipient", ONE)
    assert read(pdf_of(paper, TEMPLATES, "POKAZ."), paper).startswith("POKAZ.Umowa")


_IN_A_CHILD = """
import resource, sys
from pathlib import Path
from tests.desk.views.test_paper_pdf import CERTIFICATE, TEMPLATES
from desk.views.paper_pdf import pdf_of
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.stdout.buffer.write(pdf_of(CERTIFICATE, TEMPLATES))
"""


def test_nothing_is_written_to_a_disk(tmp_path: Path) -> None:
    """A process that the system lets write no byte to any file makes the same PDF; and where one
    would keep its files, there is none afterwards.
    """
    places = {one: str(tmp_path) for one in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    made = subprocess.run(
        [sys.executable, "-B", "-c", _IN_A_CHILD],
        cwd=tmp_path,
        env=places | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    ).stdout
    assert made == pdf_of(CERTIFICATE, TEMPLATES)
    assert [] == list(tmp_path.iterdir())


def test_many_at_once_keep_to_their_own_words() -> None:
    """Coordinators print at the same moment: everybody gets their own paper."""
    papers = [agreement("recipient", replace(ONE, person=f"Anna{at}a"))[0] for at in range(24)]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda one: pdf_of(one, TEMPLATES), papers))
    for at, (paper, one) in enumerate(zip(papers, made, strict=True)):
        assert f"Anna{at}a" in read(one, paper)
