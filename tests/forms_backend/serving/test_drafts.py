"""What a browser is shown has an address of its own, and its answers rest with it alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

from forms_backend.intake.quarantine import NEW, QUARANTINE
from forms_backend.keys.opening import open_record
from forms_backend.sealing.drafts import LIFE, Draft, DraftSeal
from forms_backend.serving.draft_cookies import MOST_PIECES
from tests.forms_backend.serving.test_submit import ADDRESS, carried
from tests.forms_backend.synthetic_service import House, furnish, sent

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
"""What every browser says when somebody presses a button."""
SECRET = b"s" * 32


def press(client: Client, data: object, address: str = ADDRESS) -> TestResponse:
    """Send a form as a browser does, also where it is asked to send it once more."""
    answer = client.post(address, data=data, headers=HTML)
    if answer.status_code == 307:
        answer = client.post(answer.headers["Location"], data=data, headers=HTML)
    return answer


def seen(client: Client, answer: TestResponse, status: int, words: str) -> TestResponse:
    """The page that an answer leads to, opened twice."""
    assert (303, b"") == (answer.status_code, answer.data)
    pages = [client.get(answer.headers["Location"]) for _ in range(2)]
    assert [status] * 2 == [page.status_code for page in pages]
    assert words in pages[0].text
    assert pages[0].text == pages[1].text
    return pages[0]


def test_no_page_is_the_answer_to_a_post(house: House) -> None:
    """Mistakes, check page and thanks are led to; each address shows its page again and again."""
    client = house.client
    seen(client, press(client, sent(phone="12")), 422, 'value="12"')
    check = seen(client, press(client, sent()), 200, "<dd>601 234 567</dd>")
    seen(client, press(client, carried(check, "wyslij")), 200, 'class="reference"')
    assert 1 == len(house.records)


def test_first_form_of_a_browser_is_asked_for_twice(house: House) -> None:
    """Only then is it known that it takes cookies; after that it goes straight to its page."""
    first = house.client.post(ADDRESS, data=sent(), headers=HTML)
    assert (307, False) == (first.status_code, "Żaneta" in str(first.headers))
    client = house.client
    press(client, sent())
    assert 303 == client.post(ADDRESS, data=sent(), headers=HTML).status_code


@pytest.mark.parametrize(("phone", "status"), [("12", 422), ("601 234 567", 200)])
def test_browser_without_cookies_gets_its_page(house: House, phone: str, status: int) -> None:
    """Whoever refuses cookies loses nothing: the page comes at once, and its button sends."""
    client = house.app.test_client(use_cookies=False)
    page = press(client, sent(phone=phone))
    assert status == page.status_code
    assert "Dzień dobry." in page.text
    if status == 200:
        assert 303 == press(client, carried(page, "wyslij")).status_code
        assert 1 == len(house.records)


def test_cookies_reach_one_address_and_no_script(house: House) -> None:
    """Each draft is sent with requests for its own page alone; over https never without it."""
    answer = house.client.post(ADDRESS, data=sent(), headers=HTML, base_url="https://localhost")
    place = answer.headers["Location"]
    for cookie in answer.headers.getlist("Set-Cookie"):
        told = cookie.split("; ")
        where = "/zgloszenia/" if told[0] == "wz-takes=1" else place
        assert {"HttpOnly", "Secure", "SameSite=Lax", f"Max-Age={LIFE}", f"Path={where}"} < set(
            told
        )


def test_draft_of_another_browser_is_not_shown(house: House) -> None:
    """An address that somebody passes on, or guesses, leads to a kind page without answers."""
    place = press(house.client, sent()).headers["Location"]
    answer = house.client.get(place)
    assert (404, False) == (answer.status_code, "Żaneta" in answer.text)
    assert "Nie ma już tu tych odpowiedzi." in answer.text


def test_draft_belongs_to_its_form_and_its_time() -> None:
    """Two hours later, with another secret, or after a change it is nothing."""
    draft, now = Draft("proba", {"a": ("ż\n",)}, 503), [1000.0]
    seal = DraftSeal(SECRET, lambda: now[0])
    closed = seal.close(draft)
    assert draft == seal.open(closed)
    assert None is DraftSeal(b"t" * 32, lambda: now[0]).open(closed)
    assert None is seal.open(closed[:-8] + "A" * 8)
    now[0] += LIFE + 1
    assert None is seal.open(closed)


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(), max_size=3).map(tuple), max_size=5))
def test_draft_keeps_every_answer(values: dict[str, tuple[str, ...]]) -> None:
    """Whatever was sent comes back."""
    seal = DraftSeal(SECRET)
    assert Draft("proba", values) == seal.open(seal.close(Draft("proba", values)))


@given(st.text(max_size=200))
def test_nonsense_is_no_draft(text: str) -> None:
    """A cookie that somebody made up is no accident."""
    assert None is DraftSeal(SECRET).open(text)


@pytest.mark.parametrize(
    "first", ["", "x", "1.", f"{MOST_PIECES + 1}.AAAA", "9.AAAA", "-1.A", "²."]
)
def test_made_up_cookies(house: House, first: str) -> None:
    """A draft's page with cookies that were not set here says that there is none."""
    client = house.client
    client.set_cookie("wz-0", first, domain="localhost")
    assert 404 == client.get(f"{ADDRESS}/odpowiedzi/zmyslone").status_code


def test_long_answers_survive(house: House) -> None:
    """Answers that need several cookies are whole; more than cookies hold come with the page."""
    client = house.client
    noise = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(2000))
    place = press(client, sent(remarks=noise)).headers["Location"]
    assert noise in client.get(place).text


def test_what_could_not_be_kept_has_an_address_too(tmp_path: Path) -> None:
    """Too many from one address: 303 to the check page with every answer, and why."""
    house = furnish(tmp_path / "var")
    house = House(replace(house.settings, rate=1), house.foundation, house.recovery)
    client = house.client
    for number in range(11):
        check = client.get(press(client, sent(first_name=f"Ala {number}")).headers["Location"])
        answer = press(client, carried(check, "wyslij"))
        assert 303 == answer.status_code
    refused = client.get(answer.headers["Location"])
    assert (429, True) == (refused.status_code, "Ala 10" in refused.text)
    assert carried(check, "wyslij") == carried(refused, "wyslij")
    assert 10 == len(house.records)


def test_stamp_is_spent_once(tmp_path: Path) -> None:
    """A machine that looked at one check page cannot send other answers with its stamp as new."""
    house = furnish(tmp_path / "var")
    house = House(replace(house.settings, pace=1), house.foundation, house.recovery)
    house.app.extensions["wzajemnie"].watch.pace = 0.0001
    check = house.client.post(ADDRESS, data=sent())
    for name in ("Żaneta Próbna", "Inna", "Jeszcze inna"):
        data = carried(check, "wyslij")
        data["first_name"] = name
        assert 303 == house.client.post(ADDRESS, data=data).status_code
    assert [NEW, QUARANTINE, QUARANTINE] == [one.state for one in house.records]


def test_way_back_after_sending_shows_the_number(house: House) -> None:
    """The check page of what was sent, and the form behind it, are its last page from then on."""
    client = house.client
    place = press(client, sent()).headers["Location"]
    press(client, carried(client.get(place), "wyslij"))
    for address in (place, place.removesuffix("/sprawdz")):
        page = client.get(address)
        assert (200, True) == (page.status_code, 'class="reference"' in page.text)
        assert "Dzień dobry." not in page.text


def test_same_answers_without_a_script_are_sent_once(house: House) -> None:
    """Whoever goes back to the site's page, where no script made an id, gets the same number.

    Other answers, and another browser, are other people.
    """
    client, places = house.client, []
    for changes in ({}, {}, {"first_name": "Inna"}):
        check = client.get(press(client, sent(**changes)).headers["Location"])
        places.append(press(client, carried(check, "wyslij")).headers["Location"])
    assert places[0] == places[1] != places[2]
    other = house.client
    check = other.get(press(other, sent()).headers["Location"])
    press(other, carried(check, "wyslij"))
    assert 3 == len(house.records)


def test_shared_phone_is_cleared(house: House) -> None:
    """The button leads to the empty form, and nothing is left: no draft, no last sending."""
    client = house.client
    place = press(client, sent()).headers["Location"]
    answer = press(client, carried(client.get(place), "wyczysc"))
    assert (303, "/formularze/proba/") == (answer.status_code, answer.headers["Location"])
    assert '"cache", "cookies", "storage"' == answer.headers["Clear-Site-Data"]
    assert 404 == client.get(place).status_code


@pytest.mark.parametrize(
    ("read", "sealed"),
    [
        ("7/2026-10",) * 2,
        ("", "1/1"),
        ("1/papier", "1/1"),
        ("a/b/c", "1/1"),
        ("<b>", "1/1"),
    ],
)
def test_clause_of_reading_is_sealed(house: House, read: str, sealed: str) -> None:
    """What somebody agreed to is what stood on the page, whatever was published since."""
    check = house.client.post(ADDRESS, data=sent(wz_clause=read))
    house.client.post(ADDRESS, data=carried(check, "wyslij"))
    (record,) = house.records
    assert sealed == record.label.clause_version
    assert sealed == open_record(record, house.foundation).label.clause_version


def test_nothing_typed_is_readable_in_cookies(house: House) -> None:
    """Who copies the browser's cookies, or its list of visited pages, reads nothing."""
    answer = house.client.post(ADDRESS, data=sent(), headers=HTML)
    kept = [*answer.headers.getlist("Set-Cookie"), answer.headers["Location"]]
    assert [] == [one for one in kept if "aneta" in one or "601234567" in one]
