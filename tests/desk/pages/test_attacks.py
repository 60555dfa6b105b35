"""What a stranger, a hostile sender or a leaver tries on an open desk, by HTTP."""

from __future__ import annotations

import logging
import re
import threading
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa

from desk.database.tables import MOVES, NOTES
from desk.pages.app import create_desk
from desk.pages.sessions import MOST_OF_A_HOME
from desk.record.accounts import Account, add_account
from desk.rules.roles import Role
from tests.desk.desk_houses import ORIGIN, PASSPHRASE, Browser, Place, seen_in
from tests.desk.desk_people import ASKS, accepted, move, of_kind, sent
from tests.desk.desk_records import NOW, PROGRAMME, arrival

CANARY = "Kanarekzofia"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% for x in () %}",
    "'; DROP TABLE things; --",
    "javascript:alert(1)",
    "\u202egpj.exe",
    "%00%0d%0aSet-Cookie: a=b",
)


class Tags(HTMLParser):
    """What of a page a browser would obey, that none of our templates has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "svg", "iframe", "object", "base", "meta http-equiv"):
            self.found.add(tag)
        for name, value in attrs:
            led = name in ("href", "src", "action", "formaction") and (value or "").strip()
            scheme = led.partition(":")[0].casefold() if led and ":" in led else ""
            if name.startswith("on") or name == "style" or scheme not in ("", "tel", "mailto"):
                self.found.add(f"{name}={value}")


def active(page: str) -> set[str]:
    """Tags and attributes of a page that no template of ours has."""
    tags = Tags()
    tags.feed(page)
    return tags.found


@pytest.fixture
def ewa(place: Place) -> Browser:
    """Somebody of the programme."""
    return place.browser(Role.PROGRAMME)


def test_what_was_left_opens_nothing(place: Place) -> None:
    """After leaving, the cookie and the token of before are nobody's, in any pair."""
    (reference,) = place.keep(arrival())
    ewa, path = place.browser(Role.PROGRAMME), f"/zgloszenie/{reference}"
    cookie = ewa.client.get_cookie("stanowisko")
    assert cookie is not None
    assert 303 == ewa.post("/wyjdz").status_code
    other = place.browser(Role.PROGRAMME, name="jan")
    for browser in (ewa, other):
        browser.token = ewa.token
        browser.client.set_cookie("stanowisko", cookie.value)
        assert "/wejdz" == browser.get(path).headers["Location"]
        assert "/wejdz" == browser.post(f"{path}/ruch", move="take").headers["Location"]


def test_session_is_new_after_coming_in(place: Place) -> None:
    """A cookie that somebody has put into a browser before is not the one it has afterwards."""
    planted = place.browser()
    planted.client.set_cookie("stanowisko", "podrzucone")
    answer = planted.post("/wejdz", name="x", passphrase="y", code="1")
    assert 422 == answer.status_code
    assert "Set-Cookie" not in answer.headers
    assert place.desk.sessions.find("podrzucone") is None


@pytest.mark.parametrize(
    "host",
    ["zly.example", "127.0.0.1.zly.example", "localhost@zly.example", "localhost.", "", "[::1",
     "localhost:8010.zly.example", "zly.example:localhost"],
)  # fmt: skip
def test_other_hosts_are_refused(ewa: Browser, host: str) -> None:
    """A name that leads here opens nothing, whatever stands before it or behind."""
    assert ewa.client.get("/dzisiaj", headers={"Host": host}).status_code in (400, 403)


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"]
)
def test_headers_of_proxies_lead_nowhere(ewa: Browser, name: str) -> None:
    """No address of a page or of a redirect is made of them."""
    answer = ewa.client.get("/", headers={name: "host=zly.example"})
    assert "/dzisiaj" == answer.headers["Location"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_answers_are_words(place: Place, ewa: Browser, words: str) -> None:
    """On every page that shows them: no tag, no attribute, no template, no header of theirs."""
    answers = ASKS | {"first_name": words, "what": words, "place": words, "when": words}
    answers |= {"phone": words, "email": words, "callback": words}
    (reference,) = place.keep(sent("potrzeba", answers))
    paths = ["/dzisiaj", "/wydruk", "/zgloszenia", f"/zgloszenie/{reference}"]
    for path in paths:
        ewa.page(path)
    move(place.record, reference, "accept")
    person, request = of_kind(place.record, "person")[0], of_kind(place.record, "request")[0]
    paths += [f"/osoba/{person.reference}", f"/prosba/{request.reference}", "/osoby", "/prosby"]
    paths += [f"/prosba/{request.reference}/kto-moze", f"/osoba/{person.reference}/skasuj"]
    for path in paths:
        assert set() == active(ewa.page(path)), path
        assert "49{" not in ewa.page(path)
    found = ewa.post("/szukaj", words=words)
    assert 200 == found.status_code
    assert set() == active(found.get_data(as_text=True))


@pytest.mark.parametrize("words", ["\x00", "\ud800", "a" * 100_000, "\u202e" * 50, "%", "\\"])
@pytest.mark.parametrize("path", ["/wejdz", "/otworz", "/szukaj", "/zespol", "/zespol/koniec"])
def test_strange_signs_break_no_page(place: Place, path: str, words: str) -> None:
    """No page of ours answers with a fault of its own, whatever is typed."""
    browser = place.browser(*Role, organization="jedna")
    fields = dict.fromkeys(("name", "passphrase", "again", "code", "words", "role"), words)
    sent_ = {one: text.encode("utf-8", "surrogatepass") for one, text in fields.items()}
    data = sent_ | {"token": browser.token.encode()}
    body = b"&".join(one.encode() + b"=" + _quoted(text) for one, text in data.items())
    answer = browser.client.post(
        path, data=body, headers=ORIGIN, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in (200, 303, 400, 413, 422), answer.status_code


def _quoted(text: bytes) -> bytes:
    return b"".join(b"%%%02X" % one for one in text)


@pytest.mark.parametrize("words", ["\x00", "a\u202eb", "x" * 9000])
def test_strange_signs_in_a_move_change_nothing(place: Place, ewa: Browser, words: str) -> None:
    """A note of control characters, of signs that turn the order of reading, or too long a one."""
    (reference,) = place.keep(arrival())
    path = f"/zgloszenie/{reference}"
    answer = ewa.post(f"{path}/ruch", move="note", seen=seen_in(ewa.page(path)), note=words)
    assert 422 == answer.status_code
    with place.record.reading() as connection:
        assert 0 == connection.scalar(sa.select(sa.func.count()).select_from(NOTES))


def test_oversized_post_is_refused_before_it_is_read(ewa: Browser) -> None:
    """More than a form of the desk can hold."""
    assert 413 == ewa.post("/szukaj", words="x" * 400_000).status_code


def test_parallel_stale_posts_make_one_move(place: Place) -> None:
    """Eight browsers with the same page press at once: one is quicker, seven are told so."""
    (reference,) = place.keep(arrival({"organization": "jedna"}))
    browsers = [place.browser(Role.PROGRAMME, name=f"osoba {at}") for at in range(8)]
    path = f"/zgloszenie/{reference}"
    pages = [browsers[0].page(path), *(one.page(path) for one in browsers[1:])]
    seen, gate, codes = seen_in(pages[0]), threading.Barrier(8), list[int]()

    def press(browser: Browser) -> None:
        gate.wait()
        codes.append(browser.post(f"{path}/ruch", move="take", seen=seen).status_code)

    threads = [threading.Thread(target=press, args=(one,)) for one in browsers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [303, *[409] * 7] == sorted(codes)
    with place.record.reading() as connection:
        taken = sa.select(sa.func.count()).where(MOVES.c.move == "take")
        assert 1 == connection.scalar(taken)
    assert () == place.record.damages()


def test_erased_is_gone_from_open_pages(place: Place, ewa: Browser) -> None:
    """A page that was open in another browser reads nothing and moves nothing afterwards."""
    (reference,) = place.keep(arrival({"first_name": CANARY, "organization": "jedna"}))
    jan = place.browser(Role.ORGANIZATION, organization="jedna", name="jan")
    path = f"/zgloszenie/{reference}"
    seen = seen_in(jan.page(path))
    assert 303 == ewa.post(f"{path}/skasuj", sure="tak").status_code
    for answer in (
        jan.get(path),
        jan.post(f"{path}/ruch", move="note", seen=seen, note="jeszcze"),
        ewa.get(f"{path}/skasuj"),
        ewa.post(f"{path}/skasuj", sure="tak"),
    ):
        assert 404 == answer.status_code
        assert CANARY not in answer.get_data(as_text=True)
    found = ewa.post("/szukaj", words=CANARY).get_data(as_text=True)
    assert "(0)" in found


def test_nobody_learns_which_names_have_accounts(place: Place) -> None:
    """After as many wrong tries, a name that nobody has is answered as one that somebody has."""
    account = Account("jan", frozenset({Role.PROGRAMME}), None, ended=False)
    add_account(place.record, PROGRAMME, account, PASSPHRASE, NOW)
    browser, said = place.browser(), dict[str, list[str]]()
    for name in ("jan", "nikt taki"):
        for _ in range(7):
            answer = browser.post("/wejdz", name=name, passphrase="zgaduję", code="1")
            text = answer.get_data(as_text=True).replace(name, "")
            said.setdefault(name, []).append(text)
    assert said["jan"] == said["nikt taki"]
    assert "15 minut" in said["jan"][-1]


def test_one_address_tries_few_names(place: Place) -> None:
    """Behind Caddy, which says whose address it is: the others come in as before."""
    object.__setattr__(place.desk.desk, "desk_url", "https://stanowisko.przyklad.pl")
    stranger = create_desk(place.desk).test_client()
    headers = {"Origin": "https://stanowisko.przyklad.pl", "Host": "stanowisko.przyklad.pl"}

    def said(address: str, name: str) -> str:
        answer = stranger.post(
            "/wejdz",
            data={"name": name, "passphrase": "zgaduję", "code": "1"},
            headers=headers,
            environ_overrides={"REMOTE_ADDR": address},
        )
        return answer.get_data(as_text=True)

    for at in range(MOST_OF_A_HOME):
        assert "nie zgadza" in said(f"2001:db8::{at:x}", f"nikt {at}")
    assert "15 minut" in said("2001:db8::ffff", "jeszcze ktoś")
    assert "nie zgadza" in said("192.0.2.1", "jeszcze ktoś")


def test_title_and_log_hold_no_person(
    place: Place, ewa: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where a page breaks on what somebody sent: what is logged is the kind of fault alone."""
    caplog.set_level(logging.DEBUG)
    answers = ASKS | {"first_name": CANARY, "what": f"dla {CANARY}"}
    (reference,) = place.keep(sent("potrzeba", answers))
    accepted(place.record, reference)
    person, request = of_kind(place.record, "person")[0], of_kind(place.record, "request")[0]
    paths = [f"/zgloszenie/{reference}", f"/osoba/{person.reference}", "/dzisiaj", "/telefony"]
    paths += [f"/prosba/{request.reference}", f"/prosba/{request.reference}/kto-moze"]
    for path in paths:
        title = re.search("<title>(.*?)</title>", ewa.page(path))
        assert title is not None
        assert not re.search(f"{CANARY}|Naprawy", title[1]), path
    ewa.post("/szukaj", words=CANARY)
    with place.record.writing() as connection:
        # Its fault repeats what stands there: "Couldn't parse date string …".
        connection.exec_driver_sql("UPDATE people SET child_check = ?", (CANARY,))
    broken = ewa.get(f"/osoba/{person.reference}")
    assert 500 == broken.status_code
    assert CANARY not in broken.get_data(as_text=True)
    assert "desk: " in caplog.text
    assert CANARY not in caplog.text
