"""The coordinators' page: one browser on one computer, new and urgent first, states that stay."""

from __future__ import annotations

import re
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from forms_backend.keys.keyring import Keyring
from forms_backend.local.local_session import LocalSession
from forms_backend.local.reader import Room, reader_app
from forms_backend.maintenance import audit
from forms_backend.reading.export import Opened
from forms_backend.reading.opened_submissions import doubles, in_order, is_urgent, open_all
from forms_backend.stores.address import open_store
from forms_backend.stores.contract import StoreError
from tests.command_line import understood
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import House
from tests.local_command import local_address
from tests.real_content import CATALOG

LOCAL = "http://127.0.0.1:5000"


@pytest.fixture
def room(house: House) -> Room:
    """Two submissions, opened."""
    for name in ("Anna", "Jan <b>"):
        confirmed(house, first_name=name, email="kanarek@przyklad.pl")
    store = open_store(house.settings.store)
    ring = Keyring(house.foundation, {house.foundation.public("").id: house.foundation})
    opened = open_all(store, store.listing().records, ring).opened
    return Room({one.record.label.reference: one for one in opened}, store, house.settings)


def browser(room: Room) -> FlaskClient:
    """A browser that has not entered yet."""
    app = reader_app(room)
    app.config["SERVER_NAME"] = "127.0.0.1:5000"
    return app.test_client()


def entered(room: Room) -> FlaskClient:
    """A browser that came with the token."""
    client = browser(room)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert 303 == client.get(f"/wejdz/{room.session.token}", base_url=LOCAL).status_code
    return client


def test_list_and_submission(room: Room) -> None:
    """The list leads to each submission; answers are shown as text, the phone is a button."""
    client = entered(room)
    listed = client.get("/", base_url=LOCAL).text
    assert "Zgłoszenia (2)" in listed
    assert 'href="tel:+48601234567"' in listed
    assert "Zadzwoń: 601 234 567" in listed
    reference = next(
        name
        for name, one in room.opened.items()
        if one.submission.answers["first_name"] == "Jan <b>"
    )
    shown = client.get(f"/{reference}", base_url=LOCAL).text
    assert "Jan &lt;b&gt;" in shown
    assert 'href="mailto:kanarek@przyklad.pl"' in shown
    assert "<script" not in shown + listed


def test_likely_double_is_marked(house: House) -> None:
    """The same answers sent twice from two check pages are both kept; the later names the earlier.

    Other answers are not marked, and neither is what came more than a day later.
    """
    first = confirmed(house, email="anna@przyklad.pl")
    again = confirmed(house, email="anna@przyklad.pl")
    confirmed(house, email="ewa@przyklad.pl")
    store = open_store(house.settings.store)
    ring = Keyring(house.foundation, {house.foundation.public("").id: house.foundation})
    opened = open_all(store, store.listing().records, ring).opened
    assert 3 == len(opened)
    assert {again: first} == doubles(opened)
    assert {} == doubles([opened[0], later(opened[1], hours=25)])
    assert {again: first} == doubles([later(opened[1], hours=23), opened[0]])
    room = Room({one.record.label.reference: one for one in opened}, store, house.settings)
    client = entered(room)
    for path in ("/", f"/{again}"):
        shown = client.get(path, base_url=LOCAL).text
        assert 1 == shown.count(f'Te same odpowiedzi są w zgłoszeniu <a href="/{first}">')


def test_address_with_signs_of_its_own_is_one_address(house: House) -> None:
    """What somebody typed as an e-mail adds no hidden recipient to what a coordinator writes."""
    reference = confirmed(house, email="a?bcc=b%40zly.example&x=@przyklad.pl")
    store = open_store(house.settings.store)
    ring = Keyring(house.foundation, {house.foundation.public("").id: house.foundation})
    room = Room(
        {reference: open_all(store, store.listing().records, ring).opened[0]}, store, house.settings
    )
    shown = entered(room).get(f"/{reference}", base_url=LOCAL).text
    assert 'href="mailto:a%3Fbcc%3Db%2540zly.example%26x%3D@przyklad.pl"' in shown


def test_what_nobody_foresaw_is_said_in_polish(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that refuses a change of state is a plain page, without the library's words."""
    client = entered(room)

    def full(_reference: str, _state: str) -> bool:
        raise StoreError("kanarek")

    monkeypatch.setattr(room.store, "set_state", full)
    answer = client.post(f"/{next(iter(room.opened))}", data={"state": "read"}, base_url=LOCAL)
    assert 500 == answer.status_code
    assert "Coś się zepsuło" in answer.text
    assert "kanarek" not in answer.text
    assert "no-store" == answer.headers["Cache-Control"]


@pytest.mark.parametrize("guess", ["ż", "%C5%BC", "%FF"])
def test_guess_in_other_letters_is_a_wrong_guess(room: Room, guess: str) -> None:
    """A token or a cookie that is not ASCII is refused as any other wrong one."""
    stranger = browser(room)
    assert 403 == stranger.get(f"/wejdz/{guess}", base_url=LOCAL).status_code
    entered(room)
    stranger.set_cookie(room.session.cookie, guess, domain="127.0.0.1")
    assert 403 == stranger.get("/", base_url=LOCAL).status_code


def later(one: Opened, hours: int) -> Opened:
    """The same, received so many hours later."""
    label = one.record.label
    label = replace(label, received=label.received + timedelta(hours=hours))
    return replace(one, record=replace(one.record, label=label))


def test_nobody_enters_without_the_token(room: Room) -> None:
    """No token, a wrong one, or a second use: 403, and nothing of anybody is shown."""
    stranger = browser(room)
    for path in ("/", f"/{next(iter(room.opened))}", "/wejdz/zgadywanka"):
        answer = stranger.get(path, base_url=LOCAL)
        assert 403 == answer.status_code
        assert "Anna" not in answer.text
    entered(room)
    assert 403 == stranger.get(f"/wejdz/{room.session.token}", base_url=LOCAL).status_code


@pytest.mark.parametrize("host", ["zly.example", "localhost", "192.168.1.5:5000"])
def test_other_names_of_this_computer_are_refused(room: Room, host: str) -> None:
    """A page that renames itself to this computer (DNS rebinding) gets nothing."""
    entered(room)
    client = reader_app(room).test_client(use_cookies=False)  # the stolen cookie is sent by hand
    headers = {"Host": host, "Cookie": f"czytelnia={room.session.cookie_value}"}
    assert 403 == client.get("/", base_url=LOCAL, headers=headers).status_code
    assert (
        200 == client.get("/", base_url=LOCAL, headers=headers | {"Host": "127.0.0.1"}).status_code
    )


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://zly.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
)
def test_strangers_buttons_do_nothing(room: Room, headers: dict[str, str]) -> None:
    """A button on another site changes no state."""
    client = entered(room)
    reference = next(iter(room.opened))
    answer = client.post(f"/{reference}", data={"state": "done"}, headers=headers, base_url=LOCAL)
    assert 403 == answer.status_code
    assert {"new"} == {one.state for one in room.store.listing().records}


def test_state_stays(room: Room) -> None:
    """A pressed button changes the store and the log, and is told at the end."""
    client = entered(room)
    reference = next(iter(room.opened))
    answer = client.post(f"/{reference}", data={"state": "done"}, base_url=LOCAL)
    assert 303 == answer.status_code
    assert ["done"] == [one.state for one in room.store.find([reference]).records]
    assert {reference: "done"} == room.changed
    last = list(audit.log_lines(room.settings.audit))[-1]
    assert ("state done", (reference,)) == (last.action, last.references)


def test_erased_meanwhile(room: Room) -> None:
    """A button on what somebody has erased meanwhile, and an unknown number, say so in Polish."""
    client = entered(room)
    reference = next(iter(room.opened))
    assert reference in client.get("/", base_url=LOCAL).text
    assert 200 == client.get(f"/{reference}", base_url=LOCAL).status_code
    room.store.erase([reference])
    assert reference not in client.get("/", base_url=LOCAL).text
    assert 404 == client.get(f"/{reference}", base_url=LOCAL).status_code
    pressed = client.post(f"/{reference}", data={"state": "done"}, base_url=LOCAL)
    for answer in (pressed, client.get("/AAA-BBBB", base_url=LOCAL)):
        assert 404 == answer.status_code
        assert "Nie ma tu takiego zgłoszenia" in answer.text
        assert '<html lang="pl">' in answer.text


def test_what_cannot_be_read_is_on_the_page(room: Room) -> None:
    """Who looks at the page and not at the terminal sees that something is missing there."""
    client = entered(room)
    assert "nie ma wszystkiego" not in client.get("/", base_url=LOCAL).text
    told = replace(room, damages=("Zgłoszenie AAA-BBBB jest uszkodzone <b>.",))
    shown = entered(replace(told, session=LocalSession("czytelnia"))).get("/", base_url=LOCAL).text
    assert "Tu nie ma wszystkiego" in shown
    assert "<li>Zgłoszenie AAA-BBBB jest uszkodzone &lt;b&gt;.</li>" in shown


def test_button_that_says_not_where_it_is_from(room: Room) -> None:
    """A browser says with each POST where it comes from; what does not is no button of ours."""
    client = entered(room)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]
    path = f"/{next(iter(room.opened))}"
    assert 403 == client.post(path, data={"state": "done"}, base_url=LOCAL).status_code
    ours = {"Origin": LOCAL}
    done = client.post(path, data={"state": "done"}, base_url=LOCAL, headers=ours)
    assert 303 == done.status_code


def test_state_changed_elsewhere_is_shown(room: Room) -> None:
    """What somebody else has settled meanwhile is not shown as new."""
    client = entered(room)
    reference = next(iter(room.opened))
    room.store.set_state(reference, "done")
    client.get("/", base_url=LOCAL)
    assert "done" == room.opened[reference].record.state


@pytest.mark.parametrize("state", ["", "quarantine", "zły"])
def test_unknown_state_is_refused(room: Room, state: str) -> None:
    """Only the three buttons' states are taken."""
    client = entered(room)
    reference = next(iter(room.opened))
    answer = client.post(f"/{reference}", data={"state": state}, base_url=LOCAL)
    assert 404 == answer.status_code
    assert {} == room.changed


def test_pages_load_nothing_from_outside(room: Room) -> None:
    """The policy allows our stylesheet and our buttons, and nothing else; nothing is cached."""
    headers = entered(room).get("/", base_url=LOCAL).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; ")
    assert "no-store" == headers["Cache-Control"]


def test_new_ones_first(room: Room) -> None:
    """What is new stands before what somebody has read already."""
    first, second = room.opened.values()
    room.put(first.record.label.reference, "read")
    assert second.record.label.reference == in_order(room.opened.values())[0].record.label.reference


@pytest.mark.parametrize(
    ("answers", "urgent"),
    [
        ({"by_when": "pilne"}, True),
        ({"by_when": "nie-spieszy-sie"}, False),
        ({"by_when": "do-dnia", "by_day": "2026-11-25"}, True),
        ({"by_when": "do-dnia", "by_day": "2026-11-26"}, False),
        ({}, False),
    ],
)
def test_urgent(room: Room, answers: dict[str, str], urgent: bool) -> None:
    """Needed as soon as possible, or within three days of asking: urgent. By Warsaw's calendar."""
    opened = next(iter(room.opened.values()))
    received = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # the 22nd in Warsaw
    label = replace(opened.record.label, received=received)
    asked = replace(opened.submission, label=label, answers=answers)
    one = replace(opened, record=replace(opened.record, label=label), submission=asked)
    assert urgent == is_urgent(one)


def test_urgent_comes_first(room: Room) -> None:
    """Among the new ones the urgent is on top, however late it came."""
    early, late = room.opened.values()
    hurried = replace(late, submission=replace(late.submission, answers={"by_when": "pilne"}))
    assert [hurried, early] == list(in_order([early, hurried]))


def test_real_command_listens_on_loopback_only(house: House) -> None:
    """`submissions read` prints an address on 127.0.0.1 that lets one browser in."""
    confirmed(house, first_name="Anna")
    house.foundation.write(house.settings.private_key, None)
    with local_address(house, "read") as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/wejdz/\S+", address)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address) as answer:
            assert "Zgłoszenia (1)" in answer.read().decode()


def test_commands_are_mounted() -> None:
    """`read` takes a port and a key."""
    read = understood("submissions", "read", "--port", "8123", "--state", "new")
    assert (8123, "new") == (read["port"], read["state"])


def test_real_form_asks_how_urgent_it_is() -> None:
    """The words by which urgency is known are those of the real form for a request of help."""
    asked = {one.name: one for one in CATALOG.forms["potrzeba"].asked}
    assert "pilne" in {choice.value for choice in asked["by_when"].choices}
    assert "date" == asked["by_day"].type
