"""Sheets of paper typed in at the desk: kept once, in the right name, and never read back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from desk.record.reads import Filter, inbox
from desk.rules.roles import Role
from tests.desk.desk_houses import Browser, Place
from tests.desk.desk_records import NOW, PROGRAMME
from tests.forms_backend.serving.test_submit import carried
from tests.forms_backend.synthetic_service import FORM, PRINTED, sent

PATH = f"/kartki/{FORM.name}"
CANARY = "Kanarek-Zofia-7319"
SHEET = {
    "paper_date": (NOW.date() - timedelta(days=3)).isoformat(),
    "paper_version": PRINTED,
    "paper_typist": "wolontariusz",
    "paper_contact": "osoba",
}


@pytest.fixture
def typist(place: Place) -> Browser:
    """Somebody who may type in and nothing else."""
    return place.browser(Role.TYPIST, name="basia")


def type_in(browser: Browser, **changes: str) -> str:
    """The check page of a sheet."""
    page = re.search(r'name="wz_page" value="([^"]+)"', browser.page(PATH))
    assert page is not None
    data = sent(**{**SHEET, "wz_page": page[1], "first_name": CANARY, **changes})
    data["token"] = browser.token
    answer = browser.client.post(PATH, data=data, headers={"Origin": "http://localhost"})
    assert 200 == answer.status_code, answer.text
    assert CANARY in answer.text
    data = carried(answer, "zapisz")
    for _ in range(2):  # a second sending of the same page is harmless
        done = browser.client.post(PATH, data=data, headers={"Origin": "http://localhost"})
        assert 303 == done.status_code, done.text
    return str(done.headers["Location"])


def test_sheet_is_kept_once_by_whoever_typed_it(place: Place, typist: Browser) -> None:
    """In the inbox as any other, from paper; its last day counts from the day on the sheet."""
    said = typist.page(type_in(typist))
    (item,) = inbox(place.record, PROGRAMME, Filter(state=""), NOW).items
    assert item.thing.reference in said
    assert item.opened is not None
    assert CANARY == item.opened.submission.answers["first_name"]
    assert "wolontariusz" == item.opened.submission.paper["paper_typist"]
    kept = NOW.date() + timedelta(days=FORM.retention_days - 3)
    assert kept == item.thing.keep_until
    ewa = place.browser(Role.PROGRAMME)
    assert "basia: przepisuje kartkę" in ewa.page(f"/zgloszenie/{item.thing.reference}")
    assert () == place.record.damages()


def test_typist_reads_nothing_back(place: Place, typist: Browser) -> None:
    """Neither the sheet, nor lists, nor a search, nor the number of another session."""
    said = typist.page(type_in(typist))
    assert CANARY not in said
    (item,) = inbox(place.record, PROGRAMME, Filter(state=""), NOW).items
    for path in ("/dzisiaj", "/zgloszenia", f"/zgloszenie/{item.thing.reference}", "/wydruk"):
        assert 404 == typist.get(path).status_code
    assert 404 == typist.post("/szukaj", words=item.thing.reference).status_code
    other = place.browser(Role.TYPIST, name="ola")
    assert "/kartki" == other.get(f"{PATH}/zapisana").headers["Location"]
    assert "/kartki" == typist.get("/").headers["Location"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"paper_date": ""}, "Wpisz datę z kartki"),
        ({"paper_date": "2026-12-24"}, "Ta data jest w przyszłości"),
        ({"first_name": ""}, 'href="#first_name"'),
        ({"phone": "12"}, 'href="#phone"'),
    ],
)
def test_mistake_keeps_nothing(
    place: Place, typist: Browser, changes: dict[str, str], says: str
) -> None:
    """It is named beside what was typed."""
    data = sent(**{**SHEET, **changes})
    data["token"] = typist.token
    answer = typist.client.post(PATH, data=data, headers={"Origin": "http://localhost"})
    assert 422 == answer.status_code
    assert says in answer.text
    assert 0 == inbox(place.record, PROGRAMME, Filter(state=""), NOW).number


def test_unknown_form_and_strange_fields_are_refused(place: Place, typist: Browser) -> None:
    """A form that is not there, a field that no sheet has, a second answer to one question."""
    assert 404 == typist.get("/kartki/nie-ma").status_code
    data = sent(**SHEET)
    data["token"] = typist.token
    data["bzdura"] = "1"
    answer = typist.client.post(PATH, data=data, headers={"Origin": "http://localhost"})
    assert 400 == answer.status_code
    assert 0 == inbox(place.record, PROGRAMME, Filter(state=""), NOW).number
