"""Held connections: whoever opens many and lets them lie keeps nobody else from being heard."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.forms_backend.serving.test_running import request, serving
from tests.forms_backend.serving.test_submit import HIDDEN
from tests.forms_backend.synthetic_service import sent
from tests.test_deploy import Front, caddy, small_site
from tests.tools import CADDY

pytestmark = pytest.mark.slow

SOON = 1.0
"""Seconds in which a person's submission is kept, whatever others hold open."""
BIG = 300_000
"""More than Caddy once held before it went on to the service, less than it takes."""


def begun(port: int) -> dict[str, bytes]:
    """What somebody may send and then let lie."""
    body = urlencode(list(sent(remarks="x" * 30_000).items(multi=True))).encode()
    whole = request(port, body)
    return {
        "nothing": b"",
        "half a head": whole[:60],
        "half a body": whole[: len(whole) // 2],
        "half a large body": request(port, b"a=" + b"x" * BIG)[:200_000],
        "an answer unread": b"GET /zgloszenia/nic HTTP/1.1\r\nHost: a\r\n\r\n" * 40,
    }


@contextmanager
def held(port: int, number: int, *names: str) -> Iterator[None]:
    """So many connections from one address, of these kinds or of all."""
    kinds = [what for name, what in begun(port).items() if name in names or not names]
    with ExitStack() as stack:
        for at in range(number):
            one = stack.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            one.settimeout(5)
            try:
                one.connect(("127.0.0.1", port))
                one.sendall(kinds[at % len(kinds)])
            except OSError:
                continue  # Whom the server sends away holds nothing.
        time.sleep(1)
        yield


def submission(front: Front) -> float:
    """The whole way of a form; the seconds that it took."""
    body = urlencode(list(sent().items(multi=True)))
    began = time.monotonic()
    check, text = front.ask("POST", "/zgloszenia/proba", body)
    assert 200 == check.status
    confirmed = urlencode([*HIDDEN.findall(text), ("wz_step", "wyslij")])
    assert 303 == front.ask("POST", "/zgloszenia/proba", confirmed)[0].status
    return time.monotonic() - began


def is_soon(front: Front, number: int, *names: str) -> None:
    """Of a few tries while others hold `number` connections one is soon; a machine that is busy
    with something else is given as much time as it takes when nobody holds anything.
    """
    submission(front)
    usual = max(submission(front) for _ in range(3))
    with held(front.port, number, *names):
        assert min(submission(front) for _ in range(3)) < max(SOON, 2 * usual)


@pytest.mark.parametrize("number", [200, 800])
def test_bare(tmp_path: Path, number: int) -> None:
    """The service alone: 200 held connections are held, of 800 the oldest are closed."""
    with serving(tmp_path, 0, WZAJEMNIE_PACE="0", WZAJEMNIE_RATE="0") as running:
        is_soon(Front(running.port, tmp_path / "var"), number)


@CADDY.needed
@pytest.mark.parametrize("names", [(), ("half a large body",), ("an answer unread",)])
def test_behind_caddy(tmp_path: Path, names: tuple[str, ...]) -> None:
    """The shipped Caddy in front: what is half-sent or half-read waits there."""
    settings = {"WZAJEMNIE_PROXIES": "1", "WZAJEMNIE_PACE": "0", "WZAJEMNIE_RATE": "0"}
    with (
        serving(tmp_path, 0, **settings) as service,
        caddy(tmp_path, small_site(tmp_path), service.port) as port,
    ):
        is_soon(Front(port, tmp_path / "var"), 200, *names)
