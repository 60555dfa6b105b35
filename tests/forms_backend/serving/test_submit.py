"""The way of a submission: look, ask to check, keep, thank. Nothing lost, nothing doubled."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from forms_backend.keys.opening import open_record
from forms_backend.sealing.readable_codes import REFERENCE
from forms_backend.serving.service import Accepted
from forms_backend.stores.sql import SQLStore
from tests.forms_backend.synthetic_service import House, furnish, sent

ADDRESS = "/zgloszenia/proba"
PAGE = re.compile(r'name="wz_page" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def carried(response: TestResponse, step: str) -> MultiDict[str, str]:
    """What a browser sends from the check page when one of its buttons is pressed."""
    hidden = ((name, unescape(value)) for name, value in HIDDEN.findall(response.text))
    return MultiDict([*hidden, ("wz_step", step)])


def confirmed(house: House, address: str = ADDRESS, **changes: str | list[str]) -> str:
    """The whole way; answers the reference on the last page."""
    client = house.client
    check = client.post(address, data=sent(**changes))
    thanks = client.post(address, data=carried(check, "wyslij"))
    assert 303 == thanks.status_code
    match = REFERENCE.search(client.get(thanks.headers["Location"]).text)
    assert match is not None
    return match[0]


def test_wrong_answers_keep_the_right_ones(house: House) -> None:
    """Two wrong fields: 422, a summary that leads to both, and every right answer still there."""
    answer = house.client.post(ADDRESS, data=sent(first_name=" ", phone="12"))
    assert 422 == answer.status_code
    assert "<title>Błąd: Zgłoś próbę" in answer.text
    assert ["first_name", "phone"] == re.findall(r'<li><a href="#(\w+)">', answer.text)
    assert 'value="zakupy" checked' in answer.text
    assert 'value="komputer" checked' in answer.text
    assert "Dzień dobry.\nProszę o próbę.</textarea>" in answer.text
    assert 'value="12"' in answer.text
    assert 2 == len(re.findall(r'aria-invalid="true"', answer.text))


@pytest.mark.parametrize("question", ["first_name", "phone"])
def test_mistake_is_tied_to_its_control(house: House, question: str) -> None:
    """A screen reader hears the mistake with the field, and the id that describes it exists."""
    text = house.client.post(ADDRESS, data=sent(first_name="", phone="12")).text
    described = re.search(rf'id="{question}" [^>]*aria-describedby="([^"]+)"', text)
    assert described is not None
    for name in described[1].split():
        assert 1 == text.count(f'id="{name}"')


def test_nothing_is_stored_before_confirmation(house: House) -> None:
    """Right answers lead to the check page, 200, and no file of submissions."""
    answer = house.client.post(ADDRESS, data=sent())
    assert 200 == answer.status_code
    assert "Sprawdź swoje odpowiedzi" in answer.text
    assert "<dd>601 234 567</dd>" in answer.text
    assert "<dd>22 listopada 2026</dd>" in answer.text
    assert [] == list(house.store_folder.glob("*.json"))


def test_changing_keeps_every_answer(house: House) -> None:
    """The way back from the check page shows the form with all answers and no complaint."""
    check = house.client.post(ADDRESS, data=sent())
    back = house.client.post(ADDRESS, data=carried(check, "popraw"))
    assert 200 == back.status_code
    assert "Żaneta Próbna" in back.text
    assert 'value="601 234 567"' in back.text
    assert 'value="zakupy" checked' in back.text
    assert "aria-invalid" not in back.text


def test_confirmation_is_checked_again(house: House) -> None:
    """What the hidden fields carry is not believed: 422, and nothing is stored."""
    check = house.client.post(ADDRESS, data=sent())
    forged = carried(check, "wyslij")
    forged["phone"] = "12"
    assert 422 == house.client.post(ADDRESS, data=forged).status_code
    assert [] == list(house.store_folder.glob("*.json"))


@pytest.mark.parametrize("page", ["", "za-krotki", "x" * 65, "zły znak w środku"])
def test_confirmation_needs_the_check_page(house: House, page: str) -> None:
    """A confirmation without the check page's id leads to the check page."""
    data = sent(wz_step="wyslij", wz_page=page)
    answer = house.client.post(ADDRESS, data=data)
    assert 200 == answer.status_code
    assert "Sprawdź swoje odpowiedzi" in answer.text


def test_what_was_sent_can_be_opened(house: House) -> None:
    """The foundation's key and the recovery key both open exactly what was sent."""
    reference = confirmed(house)
    (record,) = house.records
    for key in (house.foundation, house.recovery):
        submission = open_record(record, key)
        assert reference == submission.label.reference
        assert {
            "first_name": "Żaneta Próbna",
            "phone": "+48601234567",
            "email": "",
            "needs": ("zakupy", "komputer"),
            "town": "",
            "remarks": "Dzień dobry.\nProszę o próbę.",
            "since": "2026-11-22",
            "people": "",
            "clause_read": "tak",
        } == submission.answers
    age = datetime.now(UTC) - record.label.received
    assert 0 <= age.total_seconds() < 60
    assert 30 == (record.keep_until - record.label.received.date()).days


def test_nothing_typed_is_readable_on_disk(house: House) -> None:
    """No byte that the service wrote holds what was typed, in any usual encoding."""
    canary = {"first_name": "Kanarekżółty", "remarks": "tajemnica pod wanną"}
    confirmed(house, **canary)
    house.client.post(ADDRESS, data=sent(phone="12", **canary))
    everything = house.everything()
    for word in ("Kanarek", "tajemnica", "wanną", "601234567", "601 234 567"):
        for encoding in ("utf-8", "utf-16-le"):
            assert word.encode(encoding) not in everything
        escaped = word.encode("unicode_escape")
        assert escaped not in everything


def test_last_page_is_harmless(house: House) -> None:
    """Opening the last page again and again shows the same reference and stores nothing."""
    check = house.client.post(ADDRESS, data=sent())
    thanks = house.client.post(ADDRESS, data=carried(check, "wyslij"))
    location = thanks.headers["Location"]
    pages = {house.client.get(location).text for _ in range(3)}
    assert 1 == len(pages)
    assert "Próbna" not in location + pages.pop()
    assert 1 == len(house.records)


@pytest.mark.parametrize("query", ["", "?numer=", "?numer=zmyslony", "?numer=WyJwcm9iYSJd.a.b"])
def test_unsigned_last_page_says_nothing(house: House, query: str) -> None:
    """A made-up address of the last page gets a polite page without a reference."""
    answer = house.client.get(f"{ADDRESS}/przyjete{query}")
    assert 404 == answer.status_code
    assert "Ten adres jest niepełny albo zmieniony." in answer.text


def test_last_page_belongs_to_its_form(house: House) -> None:
    """What was signed for one form says nothing on the last page of another one."""
    signed = house.app.extensions["wzajemnie"].sign(Accepted("inny", "K7M-D4QP"))
    answer = house.client.get(f"{ADDRESS}/przyjete?numer={signed}")
    assert (404, False) == (answer.status_code, "K7M-D4QP" in answer.text)


def test_taken_reference_is_drawn_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """By chance two get the same number: the second gets another one; five times in vain: 503."""
    drawn = [*"222222" * 3, *"333333", *"333333" * 5]
    monkeypatch.setattr(secrets, "choice", lambda _: drawn.pop(0))
    assert ["222-2222", "333-333R"] == [confirmed(house) for _ in range(2)]
    check = house.client.post(ADDRESS, data=sent())
    assert 503 == house.client.post(ADDRESS, data=carried(check, "wyslij")).status_code
    assert ([], 2) == (drawn, len(house.records))


def test_what_a_database_keeps_can_be_opened(tmp_path: Path) -> None:
    """The label in the row and the one inside the envelope agree to the second."""
    house = furnish(tmp_path / "var")
    address = f"sqlite:///{tmp_path / 'zgloszenia.db'}"
    SQLStore(address).make_schema()
    served = House(replace(house.settings, store=address), house.foundation, house.recovery)
    reference = confirmed(served)
    (record,) = served.records
    assert reference == open_record(record, house.recovery).label.reference


def test_second_sending_is_the_same_submission(house: House) -> None:
    """Double click, back and reload: one submission, one reference."""
    check = house.client.post(ADDRESS, data=sent())
    data = carried(check, "wyslij")
    locations = {house.client.post(ADDRESS, data=data).headers["Location"] for _ in range(3)}
    assert 1 == len(locations)
    assert 1 == len(house.records)


def test_same_page_with_other_answers_is_another_submission(house: House) -> None:
    """Only the same answers from the same check page are a repetition."""
    check = house.client.post(ADDRESS, data=sent())
    first = carried(check, "wyslij")
    second = carried(check, "wyslij")
    second["first_name"] = "Inna"
    for data in (first, second):
        house.client.post(ADDRESS, data=data)
    assert 2 == len(house.records)


def test_two_people_with_the_same_answers_are_two(house: House) -> None:
    """The same answers from two check pages are two submissions."""
    assert confirmed(house) != confirmed(house)


def test_get_leads_to_the_form(house: House) -> None:
    """Somebody who opens the address of the service is sent to the page of the form."""
    answer = house.client.get(ADDRESS)
    assert 302 == answer.status_code
    assert "/formularze/proba/" == answer.headers["Location"]


def test_unknown_form(house: House) -> None:
    """A form that is not published gets a polite 404, for reading and for sending."""
    for answer in (house.client.get("/zgloszenia/nic"), house.client.post("/zgloszenia/nic")):
        assert 404 == answer.status_code
        assert "Ten adres jest błędny albo już nieaktualny." in answer.text


def test_store_trouble_is_told_and_answers_can_be_sent_again(house: House) -> None:
    """When nothing can be stored: 503, a kind page, and no reference."""
    check = house.client.post(ADDRESS, data=sent())
    month = f"proba-{datetime.now(UTC):%Y-%m}.json"
    (house.store_folder / month).write_text('{"submissions": {"1": ', encoding="utf-8")
    answer = house.client.post(ADDRESS, data=carried(check, "wyslij"))
    assert 503 == answer.status_code
    assert "Nie możemy teraz zapisać zgłoszenia." in answer.text
    (house.store_folder / month).unlink()
    assert 303 == house.client.post(ADDRESS, data=carried(check, "wyslij")).status_code


@pytest.mark.parametrize("trap", ["", "tanie buty"])
def test_what_could_not_be_stored_is_sent_again_from_the_same_page(house: House, trap: str) -> None:
    """Browsers do not lead back to the answer of a form, so the 503 is itself the check page.

    It shows every answer, and its button sends the same filling-in once more: no second number,
    and what was known of a machine is not forgotten.
    """
    check = house.client.post(ADDRESS, data=sent(wz_strona=trap))
    broken = house.store_folder / f"proba-{datetime.now(UTC):%Y-%m}.json"
    broken.write_text('{"submissions": {"1": ', encoding="utf-8")
    refused = house.client.post(ADDRESS, data=carried(check, "wyslij"))
    assert 503 == refused.status_code
    assert "<title>Błąd: " in refused.text
    assert "<dd>601 234 567</dd>" in refused.text
    assert carried(check, "wyslij") == carried(refused, "wyslij")
    assert "Wróć" not in refused.text.partition("<main")[2].partition("</main>")[0]
    broken.unlink()
    kept = [house.client.post(ADDRESS, data=carried(one, "wyslij")) for one in (refused, check)]
    assert [303, 303] == [one.status_code for one in kept]
    assert kept[0].headers["Location"] == kept[1].headers["Location"]
    assert ["quarantine" if trap else "new"] == [one.state for one in house.records]


def test_service_below_a_path(tmp_path: Path) -> None:
    """Where a server in front takes a part of the path away, browsers are led to the whole one."""
    house = furnish(tmp_path / "var")
    settings = replace(house.settings, forms_url="https://przyklad.example/f", altcha=True)
    client = House(settings, house.foundation, house.recovery).client
    check = client.post(ADDRESS, data=sent())
    assert 'data-challenge="https://przyklad.example/f/zgloszenia/wyzwanie"' in check.text
    thanks = client.post(ADDRESS, data=carried(check, "wyslij"))
    place = f"https://przyklad.example/f{ADDRESS}/przyjete?numer="
    assert thanks.headers["Location"].startswith(place)


def test_answers_are_escaped(house: House) -> None:
    """What is typed is text, never markup, on the form and on the check page."""
    evil = '<script>alert("1")</script>'
    for phone in ("12", "601234567"):
        page = house.client.post(ADDRESS, data=sent(remarks=evil, first_name=evil, phone=phone))
        assert "<script>" not in page.text
        assert "&lt;script&gt;" in page.text


def test_every_answer_has_the_headers(house: House) -> None:
    """Each answer of the service is guarded and is not kept by a browser or a proxy."""
    client = house.client
    for answer in (
        client.post(ADDRESS, data=sent(phone="12")),
        client.post(ADDRESS, data=sent()),
        client.get("/zgloszenia/nic"),
        client.get("/zdrowie"),
    ):
        assert "default-src 'self'; script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
        assert "nosniff" == answer.headers["X-Content-Type-Options"]
        assert "strict-origin-when-cross-origin" == answer.headers["Referrer-Policy"]
        assert "no-store" == answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers


def test_new_build_is_noticed(house: House) -> None:
    """A build that replaces the published file is served without a restart."""
    before = house.client.get("/zdrowie").get_json()["version"]
    publication = house.settings.publication
    text = publication.read_text(encoding="utf-8").replace("Zgłoś próbę", "Zgłoś się")
    fresh = publication.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(publication)
    assert before != house.client.get("/zdrowie").get_json()["version"]
    assert "<h1>Zgłoś się</h1>" in house.client.post(ADDRESS, data=sent(phone="12")).text


def test_every_answer_says_where_one_is(house: House) -> None:
    """Mistakes, the check page and the last one have the menu item marked and the way home."""
    wrong = house.client.post(ADDRESS, data=sent(first_name=""))
    check = house.client.post(ADDRESS, data=sent())
    done = house.client.post(ADDRESS, data=carried(check, "wyslij"))
    for page in (wrong, check, house.client.get(done.headers["Location"])):
        marked = re.findall(r'<a href="([^"]*)" aria-current="true">([^<]*)</a>', page.text)
        assert [("/formularze/", "Zgłoś się")] == marked
        trail = page.text.partition('<nav class="trail"')[2].partition("</nav>")[0]
        assert ["Początek", "Zgłoś się"] == re.findall(r">([^<>]+)</a>", trail)
    lost = house.client.get("/zgloszenia/nie-ma-takiego").text
    assert 'aria-current="' not in lost
    assert 1 == lost.partition('<nav class="trail"')[2].partition("</nav>")[0].count("<a ")
