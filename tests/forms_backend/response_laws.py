"""The laws that every answer of the service keeps, whatever was sent, and a court to hold them.

It speaks WSGI itself, as waitress does: a test client would repair what is broken on purpose.
"""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

from werkzeug.test import run_wsgi_app

from catalog.publication import Publication
from forms_backend.keys.opening import open_record
from forms_backend.serving.headers import security_headers
from forms_backend.serving.service import Service
from tests.forms_backend.forbidden_answers import forbidden
from tests.forms_backend.synthetic_service import House
from tests.pages import Page

MARK = "wz-mark"
"""In what is sent, the name of an element and of an attribute; in no answer it may be one."""
JSON = {b"/zdrowie", b"/zgloszenia/wyzwanie"}
LONGEST = 1.0
"""Seconds of the processor for one answer, some fifty times the usual."""
ANSWERED = {200, 302, 303, 400, 403, 404, 405, 410, 413, 415, 422, 429}


@dataclass(frozen=True)
class Sending:
    """One request as it comes over the wire, and what is wrong with it.

    `target` is path and query; it is empty where nobody knows what the server took for it.
    """

    fault: str
    method: str
    target: bytes
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def path(self) -> bytes:
        """The address without its query, as bytes."""
        return unquote_to_bytes(self.target.partition(b"?")[0])

    def environ(self) -> dict[str, Any]:
        """What waitress makes of it (PEP 3333: bytes as Latin-1)."""
        query = self.target.partition(b"?")[2]
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path.decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "wsgi.input_terminated": True,
        }
        for name, value in self.headers:
            key = name.upper().replace("-", "_")
            environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
        return environ


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass
class Court:
    """Hears every request of a run and judges its answer; `verdict` judges what was kept."""

    house: House
    heard: Counter[tuple[str, int]] = field(default_factory=Counter)
    kept: set[str] = field(default_factory=set)

    @property
    def service(self) -> Service:
        """The service that answers."""
        service = self.house.app.extensions["wzajemnie"]
        assert isinstance(service, Service)
        return service

    def hear(self, sending: Sending) -> None:
        """Send it and judge the answer. An exception inside the service comes out as it is."""
        if self._seconds(sending) >= LONGEST:
            # A busy machine can make any answer slow once; a costly one is costly each time.
            assert self._seconds(sending) < LONGEST, "so long that it keeps others waiting"

    def _seconds(self, sending: Sending) -> float:
        """Send it once and judge the answer; seconds of the processor that it took."""
        before, started = self._store(), time.thread_time()
        parts, status, headers = run_wsgi_app(self.house.app, sending.environ(), buffered=True)
        body, taken = b"".join(parts), time.thread_time() - started
        self.judge(sending, Answer(int(status[:3]), tuple(headers), body))
        if not status.startswith("303"):
            assert before == self._store(), "stored, and not told"
        return taken

    def judge(self, sending: Sending, answer: Answer) -> None:
        """One answer against the laws; AssertionError names the one that it breaks."""
        status, body = answer.status, answer.body
        told = {name.lower(): value for name, value in answer.headers}
        self.heard[sending.fault, status] += 1
        assert status in ANSWERED, f"status {status}"
        for name, value in security_headers(self.service.settings).items():
            assert value == told.get(name.lower()), name
        assert "no-store" == told.get("cache-control"), "it may be kept"
        assert "set-cookie" not in told, "a cookie"
        assert MARK not in "".join(told.values()).lower(), "a header repeats what was sent"
        assert (status == 405) == ("allow" in told), "405 and Allow belong together"
        if status == 303:
            self.kept.add(self._reference(told["location"]))
        if status in (302, 303) or sending.method == "HEAD":
            assert b"" == body, "a page where nobody reads one"
        elif told["content-type"] == "application/json":
            assert 200 == status, "a refusal that is no page"
            assert sending.path in JSON or not sending.target, "no page"
        else:
            assert "text/html; charset=utf-8" == told["content-type"], "no page"
            page = body.decode("utf-8")
            spoken = "en" if sending.path.startswith(b"/en/") else "pl"
            assert f'<html lang="{spoken}"' in page or not sending.target, "in another language"
            self._judge_page(status, page)

    def _judge_page(self, status: int, text: str) -> None:
        assert 1 == text.count("<h1"), "not one h1"
        if MARK not in text.lower():
            return
        assert status in (200, 422), "a refusal repeats what was sent"
        for element in Page("", text).elements:
            assert MARK not in element.tag, "what was sent is markup"
            assert MARK not in " ".join(element.attributes), "what was sent is markup"
            for name in ("href", "src", "action", "content"):
                assert MARK not in element[name].lower(), f"what was sent is in {name}"

    def _reference(self, location: str) -> str:
        (signed,) = parse_qs(urlsplit(location).query)["numer"]
        accepted = self.service.unsign(signed)
        assert accepted is not None, "not signed here"
        return accepted.reference

    def _store(self) -> Mapping[str, tuple[int, int]]:
        """Which files hold submissions, how long they are and when they were written."""
        return {file.name: _stamp(file) for file in _data(self.house.store_folder)}

    def verdict(self, unheard: int = 0) -> int:
        """Every kept submission was told, can be opened and holds nothing forbidden; their number.

        The definition is read afresh from the published file. So many answers may be unheard: the
        connection had ended before they came.
        """
        forms = Publication.read(self.house.settings.publication).forms
        records = self.house.records
        stored = {one.label.reference for one in records}
        assert self.kept <= stored, "told, and not stored"
        assert len(records) == len(stored) <= len(self.kept) + unheard, "stored, and not told"
        for record in records:
            form = forms[record.label.form]
            assert form.version == record.label.form_version
            for key in (self.house.foundation, self.house.recovery):
                submission = open_record(record, key)
            assert [] == list(forbidden(form, submission.answers))
        return len(records)


def _data(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.glob("*")):
        if file.suffix in (".json", ".db") or file.name.endswith("-wal"):
            yield file


def _stamp(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_size, status.st_mtime_ns
