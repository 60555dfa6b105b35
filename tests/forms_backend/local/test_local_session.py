"""A page on one computer ends: by silence, also in sleep, and with all that it had opened."""

from __future__ import annotations

import time

import pytest

from forms_backend.local.local_session import LocalSession, serve_here
from forms_backend.local.reader import Room, reader_app
from forms_backend.maintenance import audit
from forms_backend.stores.address import open_store
from tests.forms_backend.local.test_reader import LOCAL, browser, entered, room
from tests.forms_backend.synthetic_service import House

__all__ = ["room"]


def test_silence_ends_it(room: Room) -> None:
    """After half an hour without a click the browser is a stranger, and nothing is kept."""
    now = [0.0]
    room.session = LocalSession("czytelnia", clock=lambda: now[0])
    room.__post_init__()
    client = entered(room)
    opened = list(room.opened.values())
    now[0] += 30 * 60
    assert 200 == client.get("/", base_url=LOCAL).status_code
    now[0] += 30 * 60 + 1
    assert 403 == client.get("/", base_url=LOCAL).status_code
    assert {} == room.opened
    assert [{}, {}] == [one.submission.answers for one in opened]
    now[0] -= 30 * 60
    assert "Anna" not in client.get("/", base_url=LOCAL).text


def test_silence_before_anybody_came(room: Room) -> None:
    """An address that nobody opened ends as well: what was opened does not wait for ever."""
    now = [0.0]
    room.session = LocalSession("czytelnia", clock=lambda: now[0])
    room.__post_init__()
    now[0] = 30 * 60 + 1
    assert 403 == browser(room).get(f"/wejdz/{room.session.token}", base_url=LOCAL).status_code
    assert {} == room.opened


def test_clock_goes_on_in_sleep() -> None:
    """A closed laptop is silence: the clock is the one that counts sleep."""
    assert "awake_or_not" == LocalSession("czytelnia").clock.__name__
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert before <= LocalSession("czytelnia").clock() <= time.clock_gettime(time.CLOCK_BOOTTIME)


def test_silence_ends_the_command(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """The page closes by itself; the process, and with it all memory, is over."""
    app = reader_app(Room({}, open_store(house.settings.store), house.settings))
    session = LocalSession("czytelnia", silence=0.2)
    assert 0 == serve_here(app, session)
    assert "Długo nikt tu nie klikał" in capsys.readouterr().out


def test_what_is_shown_is_noted_when_it_is_shown(room: Room) -> None:
    """Nothing was shown: nothing in the log. The list names each once, a submission each time."""
    references = sorted(room.opened)
    assert [] == list(audit.log_lines(room.settings.audit))
    client = entered(room)
    for path in ("/", f"/{references[0]}", "/", f"/{references[0]}"):
        assert 200 == client.get(path, base_url=LOCAL).status_code
    noted = [(one.action, *one.references) for one in audit.log_lines(room.settings.audit)]
    read = ("read", references[0])
    assert [("list", references[0]), ("list", references[1]), read, read] == noted
