"""How far a submission is, by its number: never what it is about, and not for guessers."""

from __future__ import annotations

import re

import pytest

from forms_backend.intake.case_state import MOST_OF_A_HOME, MOST_OF_ALL, CaseStates
from forms_backend.stores.address import open_store
from tests.forms_backend.intake.test_quarantine import Clock
from tests.forms_backend.serving.test_submit import carried, confirmed
from tests.forms_backend.synthetic_service import House, sent

ADDRESS = "/zgloszenia/stan"
MISSING = "222-222A"


def told(house: House, number: str) -> str:
    """What the page says about a number."""
    page = house.client.get(ADDRESS, query_string={"numer": number})
    assert 200 == page.status_code
    (said,) = re.findall(r"<p><strong>(.+?)</strong>", page.text.partition('role="status"')[2])[:1]
    return str(said)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("new", "Mamy Twoje zgłoszenie."),
        ("quarantine", "Mamy Twoje zgłoszenie."),
        ("read", "Człowiek przeczytał Twoje zgłoszenie."),
        ("done", "Ktoś już odpowiedział na Twoje zgłoszenie."),
        ("to-agree", "Czeka na Ciebie: umowa."),
        ("agreed", "Twoja umowa czeka na organizację."),
    ],
)
def test_state_is_told(house: House, state: str, words: str) -> None:
    """Kept, read by a person, or answered; that a machine was suspected is nobody's business."""
    reference = confirmed(house)
    open_store(house.settings.store).set_state(reference, state)
    assert words == told(house, reference)
    assert words == told(house, f" {reference.replace('-', '').lower()} ")


def test_nothing_else_is_told(house: House) -> None:
    """Neither the form nor an answer nor the day stands on the page."""
    page = house.client.get(ADDRESS, query_string={"numer": confirmed(house)}).text
    main = page.partition("<main")[2].partition("</main>")[0]
    for word in ("próbę", "Żaneta", "2026", "proba"):
        assert word not in main


def test_wrong_and_missing_numbers_look_alike(house: House) -> None:
    """A slip, a number that nobody has and one that was erased are the same page."""
    reference = confirmed(house)
    open_store(house.settings.store).erase([reference])
    pages = {
        re.sub(r'value="[^"]*"', "", house.client.get(f"{ADDRESS}?numer={number}").text)
        for number in (reference, MISSING, "zmyślony", "<b>")
    }
    assert 1 == len(pages)
    assert "Nie znamy takiego numeru." in pages.pop()


def test_guessers_are_stopped(house: House) -> None:
    """After ten wrong numbers of one home none is looked for there; an hour later it is."""
    reference, clock = confirmed(house), Clock()
    cases = CaseStates(open_store(house.settings.store), clock)
    for _ in range(MOST_OF_A_HOME):
        assert not cases.guessed_too_often("198.51.100.7")
        assert cases.state(MISSING, "198.51.100.7") is None
    assert cases.guessed_too_often("198.51.100.7")
    assert not cases.guessed_too_often("198.51.100.8")
    clock.now += 3600
    assert not cases.guessed_too_often("198.51.100.7")
    for _ in range(MOST_OF_A_HOME * 2):
        assert "kept" == cases.state(reference, "198.51.100.7")
    assert not cases.guessed_too_often("198.51.100.7")


def test_guessers_from_everywhere_are_stopped(house: House) -> None:
    """A thousand wrong numbers in an hour, wherever they come from, are enough."""
    cases = CaseStates(open_store(house.settings.store), Clock())
    for number in range(MOST_OF_ALL):
        cases.state("zmyślony", f"2001:db8:{number:x}::1")
    assert cases.guessed_too_often("198.51.100.7")


def test_refusal_is_a_page(house: House) -> None:
    """Who guessed too often is told to wait or to call."""
    for _ in range(MOST_OF_A_HOME):
        told(house, MISSING)
    page = house.client.get(f"{ADDRESS}?numer={MISSING}")
    assert (429, True) == (page.status_code, "Spróbuj za godzinę" in page.text)


def test_receipt_leads_to_it(house: House) -> None:
    """The last page leads to the state of its own number."""
    check = house.client.post("/zgloszenia/proba", data=sent())
    done = house.client.post("/zgloszenia/proba", data=carried(check, "wyslij"))
    thanks = house.client.get(done.headers["Location"]).text
    (link,) = re.findall(r'href="(/zgloszenia/stan\?numer=[^"]+)"', thanks)
    assert "Mamy Twoje zgłoszenie." in house.client.get(link).text
