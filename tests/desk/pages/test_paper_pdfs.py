"""Every paper of the desk as a PDF by its address: what it says, who gets it, what is noted."""

from __future__ import annotations

import pypdfium2
import pytest

from desk.details.agreements import Agreement
from desk.pages.gate import capabilities
from desk.pages.prints import WITHOUT_TYPST
from desk.record.reads import whole_thing
from desk.rules.agreement_text import digest, spaced
from desk.rules.move import Thing
from desk.rules.roles import Capability, Role
from desk.views.cards import path_of
from tests.desk.desk_houses import Place, do
from tests.desk.desk_people import ASKS, HELPS, agreed, delegated, move, of_kind, pair, sent
from tests.desk.desk_records import NOW, PROGRAMME
from tests.test_missing_tools import started
from tests.tools import TYPST

pytestmark = pytest.mark.slow


def papers(place: Place, **helps: str) -> dict[str, Thing]:
    """Both agreements, the task and an approved reference of a match, by kind."""
    keep = place.keep(sent("potrzeba", ASKS), sent("oferta", HELPS | helps))
    _request, _offer, match = pair(place.record, (keep[0], keep[1]))
    agreed(place.record, match)
    things = delegated(place.record, match)
    task = things[-1].reference
    move(place.record, task, "begin", note="")
    move(place.record, task, "record hours", worked=NOW.date().isoformat(), hours="2")
    move(place.record, task, "done", note="")
    move(place.record, task, "ask reference")
    (reference,) = of_kind(place.record, "reference")
    move(place.record, reference.reference, "received by phone", skills="naprawa kranów")
    move(place.record, reference.reference, "approve")
    return {one.kind: one for one in (*things, *of_kind(place.record, "reference"))}


def words_of(made: bytes) -> str:
    """All words of all pages."""
    with pypdfium2.PdfDocument(made) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())


def printings(place: Place, thing: Thing) -> int:
    """How many lines of the chain say that this was printed."""
    lines = whole_thing(place.record, PROGRAMME, thing.reference, NOW.date()).lines
    return [one.move for one in lines].count("printed")


@TYPST.needed
def test_every_paper_is_a_pdf_too(place: Place) -> None:
    """What stands on the page stands in the PDF, with the hash of the record; each is one line of
    the chain, its name is a number, and no browser keeps it by itself.
    """
    ewa = place.browser(Role.PROGRAMME)
    found = papers(place)
    said = {
        "volunteering": ("Porozumienie", "Jan umawiają się", "data i podpis"),
        "helping": ("Umowa o pomoc", "Anna umawiają się", "data i podpis"),
        "task": ("Karta zadania", "Adres:", "Cieknie kran.", "oddaj tę kartę"),
        "reference": ("Zaświadczenie", "Liczba godzin: 2 godz. ", "naprawa kranów", "Jan"),
    }
    assert said.keys() == found.keys()
    for kind, thing in found.items():
        assert 0 == printings(place, thing)
        answer = ewa.get(f"{path_of(thing)}/pdf")
        assert (200, "application/pdf") == (answer.status_code, answer.mimetype)
        assert (
            f'attachment; filename="{thing.reference}.pdf"'
            == (answer.headers["Content-Disposition"])
        )
        assert "no-store" == answer.headers["Cache-Control"]
        text = words_of(answer.get_data())
        assert all(words in text for words in (*said[kind], thing.reference))
        assert ".." not in text
        for private in ("601234567", "601 234 567", "jan@example.org"):
            assert private not in text
        detail = whole_thing(place.record, PROGRAMME, thing.reference, NOW.date()).item.detail
        if isinstance(detail, Agreement):
            kept = detail.wordings[-1]
            assert spaced(kept.digest) in text
            assert kept.digest == digest(kept.text)
            assert spaced(kept.digest) in ewa.page(f"{path_of(thing)}/druk")
        assert 1 + isinstance(detail, Agreement) == printings(place, thing)
        assert "drukuje" in ewa.page(path_of(thing))
    assert "Anna" not in words_of(ewa.get(f"{path_of(found['reference'])}/pdf").get_data())


def test_pdf_is_for_those_who_may_print(place: Place) -> None:
    """Another organization, and whoever only types in, finds nothing; no line is written."""
    assert Capability.PRINT is capabilities(place.app)["printed_pdf"]
    found = papers(place)
    strangers = [
        place.browser(Role.ORGANIZATION, organization="druga", name="ola"),
        place.browser(Role.TYPIST, name="tomek"),
        place.browser(Role.TREASURER, name="jan"),
    ]
    for thing in found.values():
        assert {404} == {one.get(f"{path_of(thing)}/pdf").status_code for one in strangers}
        assert 303 == place.browser().get(f"{path_of(thing)}/pdf").status_code
        assert 0 == printings(place, thing)
    ewa = place.browser(Role.PROGRAMME)
    for kind in ("person", "request", "match"):
        (one, *_others) = of_kind(place.record, kind)
        assert 404 == ewa.get(f"{path_of(one)}/pdf").status_code


def test_an_agreement_without_terms_has_no_pdf(place: Place) -> None:
    """There is no wording yet: 404, like its page."""
    keep = place.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    _request, _offer, match = pair(place.record, (keep[0], keep[1]))
    agreed(place.record, match)
    ewa = place.browser(Role.PROGRAMME)
    path = do(ewa, path_of(match), "prepare agreements")
    assert 404 == ewa.get(f"{path}/pdf").status_code
    assert "Pobierz PDF" not in ewa.page(path)


@TYPST.needed
def test_a_letter_without_a_font_is_named(place: Place) -> None:
    """Agreed words are not changed: no PDF and no line, one sentence, and the page still works."""
    ewa = place.browser(Role.PROGRAMME)
    thing = papers(place, first_name="Jan 😀")["volunteering"]
    answer = ewa.get(f"{path_of(thing)}/pdf")
    assert 422 == answer.status_code
    assert "nie ma znaku „😀”" in answer.get_data(as_text=True)
    assert 0 == printings(place, thing)
    assert "😀" in ewa.page(f"{path_of(thing)}/druk")


def test_page_offers_a_pdf_or_says_why_not(place: Place) -> None:
    """With typst a link beside each that prints; without it one sentence, and the paper stays."""
    ewa = place.browser(Role.PROGRAMME)
    made = TYPST.path is not None
    for thing in papers(place).values():
        path = path_of(thing)
        assert made == (f'href="{path}/pdf"' in ewa.page(path))
        paper = ewa.page(f"{path}/druk")
        assert made == (f'href="{path}/pdf"' in paper)
        assert made != (WITHOUT_TYPST in paper)
        assert "<article>" in paper
        answer = ewa.get(f"{path}/pdf")
        assert (200 if made else 503) == answer.status_code
        assert made != (WITHOUT_TYPST.encode() in answer.get_data())


@TYPST.needed
def test_without_typst_the_page_says_so() -> None:
    """The same on a machine that does not have it."""
    here = f"tests/desk/pages/{__name__.rpartition('.')[2]}.py"
    run = started(f"{here}::{test_page_offers_a_pdf_or_says_why_not.__name__}", "typst")
    assert 0 == run.returncode, run.stdout[-2000:]
    assert "1 passed" in run.stdout
