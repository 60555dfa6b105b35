"""The desk on a server: its fence, and Caddy before it as the operator's guide sets it up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from desk.pages.gate import POLICY
from desk.pages.sessions import MOST_OF_A_HOME
from desk.serving import serve
from tests.conftest import free_port
from tests.desk.desk_houses import PASSPHRASE, Place
from tests.test_deploy import DEPLOY, SERVICES, Front, caddy, small_site, unit, values
from tests.tools import CADDY

pytestmark = pytest.mark.slow

NAME = "https://stanowisko.przyklad.pl"
HOST = {"Host": "stanowisko.przyklad.pl"}


@pytest.mark.parametrize("name", ["wzajemnie-forms", "wzajemnie-desk"])
def test_service_does_not_swap(name: str) -> None:
    """What people type is not written to the swap."""
    assert "0" == unit(DEPLOY / f"{name}.service")["Service"]["MemorySwapMax"]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_desk_and_the_rest_share_the_exchange_alone(path: Path) -> None:
    """No other unit sees the desk's key or record; the desk sees no store or its settings."""
    hidden = set(values(path, "InaccessiblePaths"))
    if path.stem == "wzajemnie-desk":
        assert {"store", "mail", "keys", "challenges"} <= hidden
        assert ["etc/wzajemnie-desk.env"] == values(path, "EnvironmentFile")
    else:
        assert {"desk", "etc/wzajemnie/desk"} <= hidden
        halves = {"pass/in", "pass/out"}
        if path.stem == "wzajemnie-build":
            assert halves <= hidden, "of the exchange it reads the board alone"
        else:
            assert (path.stem == "wzajemnie-pass") == ("pass" not in hidden)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Front, Place]]:
    """A locked desk with a public name, Caddy before it, and the way in of browsers.

    Caddy listens without a certificate here; all else is as on a server.
    """
    place = Place(tmp_path)
    inner, outer, stop = free_port(), free_port(), threading.Event()
    place.desk.desk = replace(place.desk.desk, desk_port=inner, desk_url=NAME)
    threading.Thread(target=serve, args=(place.desk, stop), daemon=True).start()
    addresses = {"DESK_ADDRESS": f"http://:{outer}", "DESK_SERVICE": f"127.0.0.1:{inner}"}
    with caddy(
        tmp_path, small_site(tmp_path), free_port(), "1s", both_files(tmp_path), **addresses
    ):
        yield Front(outer, tmp_path), place
    stop.set()
    place.desk.lock()


def both_files(folder: Path) -> Path:
    """What the guide's `tee -a` leaves."""
    names = ("Caddyfile", "Caddyfile.desk")
    config = folder / "Caddyfile"
    config.write_text("".join((DEPLOY / one).read_text("utf-8") for one in names), "utf-8")
    return config


@CADDY.needed
def test_desk_opens_behind_its_name(desk: tuple[Front, Place]) -> None:
    """Headers as the desk gives them, a cookie of this host alone, and no other origin."""
    front, place = desk
    page, text = front.ask("GET", "/otworz", **HOST, **{"Accept-Encoding": "gzip"})
    assert (200, POLICY) == (page.status, page.headers["Content-Security-Policy"])
    assert "no-store" == page.headers["Cache-Control"]
    assert "max-age=31536000" == page.headers["Strict-Transport-Security"]
    assert "Server" not in page.headers
    assert "Content-Encoding" not in page.headers
    assert "hasło" in text.casefold()
    body = urlencode({"passphrase": PASSPHRASE})
    strange, _ = front.ask("POST", "/otworz", body, **HOST, Origin="https://zly.example")
    assert (403, True) == (strange.status, place.desk.opened is None)
    opened, _ = front.ask("POST", "/otworz", body, **HOST, Origin=NAME)
    assert (303, "/zespol") == (opened.status, opened.headers["Location"])
    cookie = opened.headers["Set-Cookie"]
    assert cookie.startswith("__Host-stanowisko=")
    assert {"Secure", "HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))


@CADDY.needed
def test_forged_addresses_are_one(desk: tuple[Front, Place]) -> None:
    """Whoever tries many names is counted by the address that Caddy saw, whatever they write;
    somebody else is not.
    """
    front, place = desk
    place.open()
    said = ""
    for at in range(MOST_OF_A_HOME + 1):
        body = urlencode({"name": f"nikt {at}", "passphrase": "zgaduję", "code": "1"})
        forged = {"X-Forwarded-For": f"192.0.2.{at}", "Forwarded": f"for=192.0.2.{at}"}
        answer, said = front.ask("POST", "/wejdz", body, **HOST, Origin=NAME, **forged)
        assert 422 == answer.status
    assert "15 minut" in said
    body = urlencode({"name": "ktoś", "passphrase": "zgaduję", "code": "1"})
    headers = HOST | {"Origin": NAME, "Content-Type": "application/x-www-form-urlencoded"}
    other = HTTPConnection("127.0.0.1", front.port, source_address=("127.0.0.2", 0))
    other.request("POST", "/wejdz", body.encode(), headers)
    assert "15 minut" not in other.getresponse().read().decode("utf-8")
    other.close()


@CADDY.needed
def test_other_names_find_nothing(desk: tuple[Front, Place]) -> None:
    """A name that is not the desk's, though Caddy would pass it on."""
    front, _ = desk
    assert 403 == front.ask("GET", "/otworz", Host="zly.example")[0].status


@CADDY.needed
def test_stopped_desk_stops_no_form(tmp_path: Path) -> None:
    """It says so in Polish, keeps no address in a log, and the site stands."""
    outer = free_port()
    addresses = {"DESK_ADDRESS": f"http://:{outer}", "DESK_SERVICE": f"127.0.0.1:{free_port()}"}
    site, config = small_site(tmp_path), both_files(tmp_path)
    with caddy(tmp_path, site, free_port(), "1s", config, **addresses) as port:
        answer, text = Front(outer, tmp_path).ask("GET", "/zgloszenie/K7M-D4QV", **HOST)
        assert 502 == answer.status
        assert "Stanowisko chwilowo nie działa" in text
        assert "no-store" == answer.headers["Cache-Control"]
        assert 200 == Front(port, tmp_path).ask("GET", "/")[0].status
    assert "K7M" not in (tmp_path / "caddy.log").read_text(encoding="utf-8")
