"""A form in English: the same questions and laws, kept for the desk in Polish."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from catalog.forms.form_texts import translated
from catalog.publication import Edition, Publication
from forms_backend.keys.opening import open_record
from forms_backend.reading.export import Opened
from tests.forms_backend.serving.test_submit import carried, confirmed
from tests.forms_backend.synthetic_service import FORM, House, furnish, sent

ADDRESS = "/en/submissions/proba"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A service whose form has words in English: the Polish ones with a mark."""
    made = furnish(tmp_path)
    published = Publication.read(made.settings.publication)
    frame = published.site.model_copy(update={"lang": "en", "languages": ("pl", "en")})
    polish = published.site.model_copy(update={"languages": ("pl", "en")})
    english = Edition(site=frame, forms={"proba": translated(FORM, lambda text: f"EN {text}")})
    changed = published.model_copy(update={"site": polish, "translations": {"en": english}})
    changed.write(made.settings.publication)
    return made


def test_answers_are_in_english(house: House) -> None:
    """Questions, mistakes and the frame speak English; links lead to English pages."""
    text = house.client.post(ADDRESS, data=sent(phone="12")).text
    assert '<html lang="en">' in text
    assert "<title>Error: EN Zgłoś próbę" in text
    assert "Enter the whole phone number" in text
    assert f'action="{ADDRESS}"' in text
    assert 'href="/en/forms/"' in text


def test_desk_reads_polish(house: House) -> None:
    """What came in English is kept under the Polish form's version, and says its language."""
    confirmed(house, ADDRESS)
    record = house.records[0]
    submission = open_record(record, house.foundation)
    assert ("en", FORM.version) == (submission.language, record.label.form_version)
    assert "przez internet, po angielsku" == Opened(record, submission, FORM).way
    confirmed(house)
    assert {"en", "pl"} == {open_record(one, house.foundation).language for one in house.records}


def test_last_page_is_in_english(house: House) -> None:
    """The number stands on an English address, and opening it again changes nothing."""
    client = house.client
    check = client.post(ADDRESS, data=sent())
    assert "Check your answers" in check.text
    thanks = client.post(ADDRESS, data=carried(check, "wyslij"))
    assert thanks.headers["Location"].startswith(f"{ADDRESS}/accepted?")
    assert "EN Przyjęliśmy zgłoszenie" in client.get(thanks.headers["Location"]).text
    assert 1 == len(house.records)


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/en/submissions/nope", 404, "There is no such page"),
        ("GET", "/zgloszenia/nope", 404, "Nie ma takiej strony"),
        ("POST", "/en/submissions/nope", 404, "There is no such page"),
        ("PUT", ADDRESS, 405, "Start from the home page"),
    ],
)
def test_refusals_speak_the_address(
    house: House, method: str, path: str, status: int, said: str
) -> None:
    """A refusal is in the language of the address that was asked for."""
    answer = house.client.open(path, method=method)
    assert status == answer.status_code
    assert said in answer.text


def test_requests_do_not_mix(house: House) -> None:
    """After an English answer the next Polish one is in Polish."""
    house.client.post(ADDRESS, data=sent(phone="12"))
    assert '<html lang="pl">' in house.client.post("/zgloszenia/proba", data=sent(phone="12")).text


def switch(text: str) -> str | None:
    """Where the language switch of a page leads."""
    found = re.search(r'<a class="tongue" href="([^"]+)" lang="(?:en|pl)"', text)
    return html.unescape(found[1]) if found else None


@pytest.mark.parametrize(
    ("polish", "english"),
    [
        ("/zgloszenia/nie-ma", "/en/submissions/nie-ma"),
        (
            "/zgloszenia/proba/przyjete?numer=x.y&a=%C5%BC",
            "/en/submissions/proba/accepted?numer=x.y&a=%C5%BC",
        ),
    ],
)
def test_pages_lead_to_their_twins(house: House, polish: str, english: str) -> None:
    """A page of the service that has an address of its own has a switch, there and back."""
    assert english == switch(house.client.get(polish).text)
    assert polish == switch(house.client.get(english).text)


def test_the_receipt_leads_to_its_twin(house: House) -> None:
    """The number is the same in both languages."""
    client = house.client
    thanks = client.post(ADDRESS, data=carried(client.post(ADDRESS, data=sent()), "wyslij"))
    page = client.get(thanks.headers["Location"])
    (record,) = house.records
    twin = client.get(switch(page.text) or "")
    assert 200 == twin.status_code
    assert record.label.reference in twin.text
    assert '<html lang="pl">' in twin.text


def test_answers_are_never_lost_to_a_switch(house: House) -> None:
    """Pages that hold what somebody typed have none: the other address knows nothing of it."""
    assert switch(house.client.post(ADDRESS, data=sent(phone="12")).text) is None
    assert switch(house.client.post(ADDRESS, data=sent()).text) is None
