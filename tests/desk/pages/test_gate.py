"""Nobody sees or changes what is not theirs: every route, every role, every other organization."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from desk.pages.app import create_desk
from desk.pages.gate import capabilities
from desk.pages.sessions import LONGEST, SILENCE, Sessions
from desk.record.accounts import Account, accounts, add_account
from desk.rules.roles import CAPABILITIES, Capability, Role, Scope
from tests.desk.desk_houses import ORIGIN, PASSPHRASE, Place
from tests.desk.desk_records import NOW, ONE, PROGRAMME, arrival

CANARY = "Kanarekzofia"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A desk that is still locked."""
    made = Place(tmp_path)
    yield made
    made.desk.lock()


@pytest.fixture
def opened(place: Place) -> Place:
    """An open one."""
    place.open()
    return place


def paths(place: Place, reference: str) -> list[tuple[str, str, str]]:
    """Endpoint, method and path of every route."""
    return [
        (rule.endpoint, method, rule.rule.replace("<reference>", reference))
        for rule in place.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_every_route_names_a_capability(place: Place) -> None:
    """A page that was added past `route` is found here; and nobody is shown it anyway."""
    known = capabilities(place.app)
    assert {rule.endpoint for rule in place.app.url_map.iter_rules()} == known.keys()
    place.app.add_url_rule("/tajne", "secret", lambda: "tajne")
    place.open()
    browser = place.browser(*Role)
    assert 404 == browser.get("/tajne").status_code


@pytest.mark.parametrize("role", Role)
def test_role_without_the_capability_finds_nothing(opened: Place, role: Role) -> None:
    """For every route and every role: 404, as if there were no such page."""
    (reference,) = opened.keep(arrival({"organization": "jedna"}))
    for endpoint, method, path in paths(opened, reference):
        needs = capabilities(opened.app)[endpoint]
        if needs in CAPABILITIES[role] or needs is Capability.ANYBODY:
            continue
        browser = opened.browser(role, organization="jedna")
        answer = browser.get(path) if method == "GET" else browser.post(path)
        assert 404 == answer.status_code, (method, path)
        assert CANARY not in answer.get_data(as_text=True)


def test_other_organization_finds_nothing(opened: Place) -> None:
    """Every route with a number of another organization answers 404, and changes nothing."""
    (reference,) = opened.keep(arrival({"organization": "jedna", "first_name": CANARY}))
    browser = opened.browser(Role.ORGANIZATION, organization="druga")
    both = opened.browser(Role.ORGANIZATION, Role.PROGRAMME, organization="druga")
    for _endpoint, method, path in paths(opened, reference):
        if reference not in path:
            continue
        answer = browser.get(path) if method == "GET" else browser.post(path, sure="tak")
        assert 404 == answer.status_code, (method, path)
        assert CANARY not in answer.get_data(as_text=True)
    for path in ("/dzisiaj", "/zgloszenia", "/zgloszenia?stan=", "/wydruk"):
        assert reference not in browser.page(path)
    found = browser.post("/szukaj", words=CANARY).get_data(as_text=True)
    assert "(0)" in found
    assert reference not in found
    assert CANARY in both.page(f"/zgloszenie/{reference}")


def test_locked_desk_shows_nothing(place: Place) -> None:
    """Before it is opened every page leads to the door, whoever asks; after locking again too."""
    place.open()
    (reference,) = place.keep(arrival({"first_name": CANARY}))
    browser = place.browser(*Role)
    place.desk.lock()
    again = place.browser(*Role)
    for one in (browser, again):
        for endpoint, method, path in paths(place, reference):
            if capabilities(place.app)[endpoint] is Capability.ANYBODY:
                continue
            answer = one.get(path) if method == "GET" else one.post(path)
            assert (303, "/otworz") == (answer.status_code, answer.headers["Location"])
    assert CANARY not in again.page("/otworz")


def test_wrong_passphrase_opens_nothing(place: Place) -> None:
    """It says so; and after five nobody may try for a quarter of an hour."""
    browser = place.browser()
    for _ in range(5):
        answer = browser.post("/otworz", passphrase="zgaduję")
        assert 422 == answer.status_code
        assert "Hasło do klucza prywatnego jest inne" in answer.get_data(as_text=True)
    assert "Za dużo prób" in browser.post("/otworz", passphrase=PASSPHRASE).get_data(as_text=True)
    assert place.desk.opened is None
    place.desk.clock = lambda: NOW + timedelta(minutes=16)
    assert 303 == browser.post("/otworz", passphrase=PASSPHRASE).status_code


def test_whoever_opens_makes_the_first_account_and_no_second(place: Place) -> None:
    """Later the passphrase of the key opens the desk, and lets nobody in."""
    browser = place.browser()
    assert "/zespol" == browser.post("/otworz", passphrase=PASSPHRASE).headers["Location"]
    page = browser.page("/zespol")
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    browser.token = token[1]
    issued = browser.post(
        "/zespol", name="Ewa", role="programme", passphrase=PASSPHRASE, again=PASSPHRASE
    ).get_data(as_text=True)
    secret = re.search(r'class="secret">([A-Z2-7]+)<', issued)
    assert secret is not None
    assert 8 == len(re.findall(r"<li>[2-9A-Z]{5}-[2-9A-Z]{5}</li>", issued))
    assert ["Ewa"] == [one.name for one in accounts(place.record)]
    stranger = place.browser()
    assert "/wejdz" == stranger.post("/otworz", passphrase=PASSPHRASE).headers["Location"]
    assert 303 == stranger.get("/zespol").status_code
    code = pyotp.TOTP(secret[1]).at(NOW)
    wrong = stranger.post("/wejdz", name="Ewa", passphrase="inne hasło", code=code)
    assert 422 == wrong.status_code
    right = stranger.post("/wejdz", name="Ewa", passphrase=PASSPHRASE, code=code)
    assert (303, "/") == (right.status_code, right.headers["Location"])
    cookie = right.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Dzisiaj" in stranger.page("/dzisiaj")


def test_ended_account_is_out_at_once(opened: Place) -> None:
    """Also in the browser in which it is in just now."""
    account = Account("jan", frozenset({Role.PROGRAMME}), None, ended=False)
    add_account(opened.record, PROGRAMME, account, PASSPHRASE, NOW)
    jan = opened.browser(Role.PROGRAMME, name="jan")
    assert 200 == jan.get("/dzisiaj").status_code
    opened.browser(Role.KEEPER).post("/zespol/koniec", name="jan")
    assert "/wejdz" == jan.get("/dzisiaj").headers["Location"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "https://localhost"},
        ORIGIN | {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_post_from_elsewhere_is_refused(opened: Place, headers: dict[str, str]) -> None:
    """Another port of this computer is another site, also with the right token."""
    (reference,) = opened.keep(arrival())
    browser = opened.browser(Role.PROGRAMME)
    fields = {"token": browser.token, "move": "take", "seen": "1"}
    path = f"/zgloszenie/{reference}/ruch"
    assert 403 == browser.client.post(path, data=fields, headers=headers).status_code
    assert 303 == browser.client.post(path, data=fields, headers=ORIGIN).status_code


def test_post_without_its_token_is_refused(opened: Place) -> None:
    """None, a wrong one, and one of another session."""
    (reference,) = opened.keep(arrival())
    browser, other = opened.browser(Role.PROGRAMME), opened.browser(Role.PROGRAMME)
    for token in ("", "zgaduję", other.token):
        browser.token = token
        answer = browser.post(f"/zgloszenie/{reference}/ruch", move="take", seen="1")
        assert 403 == answer.status_code


def test_other_host_is_refused(opened: Place) -> None:
    """A name that somebody points at this computer opens nothing here."""
    browser = opened.browser(Role.PROGRAMME)
    answer = browser.client.get("/dzisiaj", headers={"Host": "evil.example"})
    assert 403 == answer.status_code


def test_headers_are_on_every_answer(opened: Place) -> None:
    """No script, nothing from elsewhere, nothing kept by the browser."""
    browser = opened.browser(Role.PROGRAMME)
    for path in ("/dzisiaj", "/nie-ma", "/styl.css", "/wejdz"):
        with browser.get(path) as response:
            headers = response.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "script" not in headers["Content-Security-Policy"]
        assert "no-store" == headers["Cache-Control"]
        assert "same-origin" == headers["Referrer-Policy"]


def test_sessions_end_by_silence_and_by_age() -> None:
    """Half an hour, or ten hours in all; other browsers go on."""
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    first = sessions.begin(ONE)
    now[0] = SILENCE
    assert sessions.find(first) is not None
    now[0] += SILENCE + 1
    assert sessions.find(first) is None
    busy = sessions.begin(ONE)
    start = now[0]
    while now[0] <= start + LONGEST:
        assert sessions.find(busy) is not None
        now[0] += SILENCE
    assert sessions.find(busy) is None
    assert sessions.find("") is None


def test_trial_entry_is_only_in_a_demonstration(opened: Place) -> None:
    """A real desk has no route by which anybody comes in without a passphrase."""
    browser = opened.browser()
    assert 404 == browser.post("/pokaz", role="programme").status_code
    assert "Wejdź: " not in browser.page("/wejdz")
    opened.desk.demonstration = True
    shown = create_desk(opened.desk).test_client()
    assert 303 == shown.post("/pokaz", data={"role": "programme"}, headers=ORIGIN).status_code


def test_public_name_wants_secure_cookies(opened: Place) -> None:
    """Behind HTTPS the cookie is bound to host and transport, and origins are those of the name."""
    desk = opened.desk
    object.__setattr__(desk.desk, "desk_url", "https://stanowisko.example")
    object.__setattr__(desk, "demonstration", True)
    client = create_desk(desk).test_client()
    headers = {"Origin": "https://stanowisko.example", "Host": "stanowisko.example"}
    answer = client.post("/pokaz", data={"role": "programme"}, headers=headers)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert 403 == client.post("/pokaz", data={"role": "programme"}, headers=ORIGIN).status_code


def test_scope_of_nobody_is_empty() -> None:
    """The test above stands on it: no role gives nothing."""
    assert not Scope("x", frozenset()).may(Capability.READ)
