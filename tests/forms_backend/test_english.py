"""A form in English: the same questions and laws, kept for the desk in Polish."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.forms.form_texts import translated
from catalog.publication import Edition, Publication
from catalog.text.language import CODES
from forms_backend.keys.opening import open_record
from forms_backend.reading.export import Opened
from tests.forms_backend.furniture import FORM, House, furnish, sent
from tests.forms_backend.test_submit import carried, confirmed

ADDRESS = "/en/submissions/proba"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A service whose form has words in English: the Polish ones with a mark."""
    made = furnish(tmp_path)
    published = Publication.read(made.settings.publication)
    frame = published.site.model_copy(update={"lang": "en", "languages": CODES})
    english = Edition(site=frame, forms={"proba": translated(FORM, lambda text: f"EN {text}")})
    changed = published.model_copy(update={"translations": {"en": english}})
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
