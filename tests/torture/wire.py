"""Broken HTTP over real sockets to `wzajemnie serve`: it answers or hangs up, and goes on."""

from __future__ import annotations

import socket
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.conftest import status
from tests.forms_backend.bad_requests import Maker
from tests.forms_backend.response_laws import Answer, Court, Sending
from tests.torture.loading import serving
from tests.torture.sending import batches, send_all

BROKEN = "broken HTTP"
PATIENCE = 1.0
SAID_BY_WAITRESS = {100, 400, 413, 431, 501}
"""What waitress says itself, before our program sees anything: bare words without our headers."""

HEADS = (
    b"Content-Length: 5\r\n",
    b"Content-Length: -5\r\n",
    b"Content-Length: 1\r\nContent-Length: 2\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n",
    b"Transfer-Encoding:\x0bchunked\r\n",
    b"X: " + b"a" * 300_000 + b"\r\n",
    b"no colon\r\n",
    b" folded\r\n",
    b"Host: zly.example\r\n",
    b"Expect: 100-continue\r\n",
    b"Upgrade: h2c\r\n",
    b"Content_Length: 5\r\n",
    b"\x00: \x00\r\n",
)
LINES = (b"HTTP/0.9", b"HTTP/2.0", b"HTTP/1.1\x00", b"HTTP/", b"", b"HTTP/1.0")


@dataclass
class Wire:
    """A server that listens, and what came back over the wire."""

    port: int
    court: Court
    silent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)

    def hear(self, raw: bytes) -> None:
        """Send these bytes and judge whatever comes back."""
        told = self._exchange(raw)
        if not told:
            self.silent += 1
        while told:
            head, _, rest = told.partition(b"\r\n\r\n")
            answer, told = self._answer(head, rest)
            self.statuses[answer.status] += 1
            headers = {name.lower() for name, _ in answer.headers}
            if "content-security-policy" in headers:
                method = "HEAD" if not answer.body else "GET"
                self.court.judge(Sending(BROKEN, method, b""), answer)
            else:
                assert answer.status in SAID_BY_WAITRESS, answer
                assert b"Traceback" not in answer.body

    def _answer(self, head: bytes, rest: bytes) -> tuple[Answer, bytes]:
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = [line.partition(": ") for line in lines]
        headers = tuple((name, value) for name, _, value in pairs)
        length = int({name.lower(): value for name, value in headers}.get("content-length", "0"))
        length = min(length, len(rest))
        return Answer(int(first.split()[1]), headers, rest[:length]), rest[length:]

    def _exchange(self, raw: bytes) -> bytes:
        told = b""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line:
            try:
                line.sendall(raw)
                while more := line.recv(65536):
                    told += more
            except (TimeoutError, ConnectionError):
                pass  # It waits for the rest of half a request, or has hung up: both are right.
        return told


def break_http(court: Court, number: int, seed: int, *, shrink: bool = False) -> Wire:
    """Send so many broken requests to a real server over the court's store."""
    settings, maker = court.house.settings, Maker(court.service)
    with serving(settings.var, settings.store) as port:
        wire = Wire(port, court)
        for wanted, own_seed in batches(number, seed, shrink=shrink):
            send_all(broken(maker), wire.hear, wanted, own_seed)
        assert 200 == status(port, "/zdrowie")
    log = settings.var.parent / f"serve-{port}.txt"
    assert '"exception"' not in log.read_text("utf-8")
    return wire


def broken(maker: Maker) -> SearchStrategy[bytes]:
    """A request of one of our own kinds, and then its bytes broken."""
    whole = st.one_of(*maker.kinds()).map(lambda one: written(one, b"", b"HTTP/1.1"))
    place = st.integers(0, 2**16)
    one = st.binary(min_size=1, max_size=4)
    return st.one_of(
        whole,
        st.builds(written, st.one_of(*maker.kinds()), st.sampled_from(HEADS), st.just(b"HTTP/1.1")),
        st.builds(written, st.one_of(*maker.kinds()), st.just(b""), st.sampled_from(LINES)),
        st.builds(lambda raw, at, new: _spoilt(raw, at, new, 0), whole, place, one),
        st.builds(lambda raw, at, new: _spoilt(raw, at, new, len(new)), whole, place, one),
        st.builds(lambda raw: raw.replace(b"\r\n", b"\n"), whole),
        st.binary(min_size=1, max_size=200).map(lambda raw: raw + b"\r\n\r\n"),
    )


def written(sending: Sending, head: bytes, version: bytes) -> bytes:
    """The request as bytes; one more header may stand first, even a second Content-Length."""
    first = b" ".join((sending.method.encode(), sending.target, version))
    own = {"Host": "localhost", "Connection": "close", "Content-Length": str(len(sending.body))}
    lines = [f"{name}: {value}" for name, value in (own | dict(sending.headers)).items()]
    rest = "\r\n".join(lines).encode("latin-1", "replace")
    return b"%b\r\n%b%b\r\n\r\n%b" % (first, head, rest, sending.body)


def _spoilt(raw: bytes, at: int, new: bytes, over: int) -> bytes:
    place = at % len(raw)
    return raw[:place] + new + raw[place + over :]
