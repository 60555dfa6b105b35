"""A line of the log never repeats what somebody typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from forms_backend.serving.app import create_app
from forms_backend.serving.logs import JsonLines, log_to
from tests.forms_backend.synthetic_service import House, sent


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, as the service writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def test_exception_is_logged_without_its_words(house: House, log: io.StringIO) -> None:
    """A crash names its type and its lines of code; its message and the address stay out."""

    def crash() -> str:
        raise ValueError("kanarek")

    house.app.add_url_rule("/kanarek", "crash", crash)
    house.app.testing = False
    answer = house.client.get("/kanarek")
    assert (500, True) == (answer.status_code, "Odśwież tę stronę za kilka minut." in answer.text)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    crashes = [one for one in lines if one["event"] == "exception"]
    assert ["ValueError"] == [one["type"] for one in crashes]
    assert crashes[0]["where"][0].startswith("test_logs.py:")
    assert "ValueError" in log.getvalue()
    assert "kanarek" not in json.dumps(crashes)


FORM_TYPE = "application/x-www-form-urlencoded"
REFUSED: dict[str, dict[str, Any]] = {
    "origin": {"headers": {"Origin": "https://kanarek.example"}},
    "content type": {"data": "kanarek", "content_type": "text/kanarek"},
    "encoding": {"data": b"first_name=kanarek%FF", "content_type": FORM_TYPE},
    "control characters": {"data": {"needs": "kanarek\0"}},
    "number of fields": {"data": "&".join(["kanarek=1"] * 400), "content_type": FORM_TYPE},
    "unknown name": {"data": {"kanarek": "1"}},
    "repeated name": {"data": {"first_name": ["kanarek", "kanarek"]}},
    "size": {"data": {"remarks": "kanarek" * 100_000}},
    "unknown address": {"path": "/zgloszenia/kanarek"},
    "method": {"method": "PUT"},
    "receipt": {"path": "/zgloszenia/proba/przyjete?numer=kanarek", "method": "GET"},
}


@pytest.mark.parametrize("rule", REFUSED)
def test_refusal_names_its_rule_and_nothing_that_was_sent(
    rule: str, house: House, log: io.StringIO
) -> None:
    """The line of a refused request says which rule refused it, and repeats no word of it."""
    answer = house.client.open(**({"path": "/zgloszenia/proba", "method": "POST"} | REFUSED[rule]))
    assert 400 <= answer.status_code < 500
    assert [rule] == [json.loads(line)["refused"] for line in log.getvalue().splitlines()]
    assert "kanarek" not in log.getvalue().lower()


def test_refusal_that_is_no_ones_fault_names_its_rule(
    house: House, tmp_path: Path, log: io.StringIO
) -> None:
    """Too much from one address, and a store that cannot write, are told apart as well."""
    crowded = create_app(replace(house.settings, rate=1)).test_client()
    for number in range(11):
        crowded.post("/zgloszenia/proba", data=confirmed(number))
    no_tables = replace(house.settings, store=f"sqlite:///{tmp_path / 'baza.db'}")
    create_app(no_tables).test_client().post("/zgloszenia/proba", data=confirmed(99))
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    answers = [one for one in lines if one["event"] == "answer"]
    assert [None] * 10 + ["rate", "store"] == [one.get("refused") for one in answers]


def confirmed(number: int) -> MultiDict[str, str]:
    """Right answers, confirmed on a check page of their own."""
    return sent(wz_step="wyslij", wz_page=f"strona-do-dziennika-{number}")


def test_unknown_address_is_not_repeated(house: House, log: io.StringIO) -> None:
    """A 404 says that it was one, and not of what."""
    house.client.get("/zgloszenia/kanarek?imie=kanarek")
    house.client.get("/kanarek")
    house.client.open("/", method="KANAREK")
    assert "kanarek" not in log.getvalue().lower()
    assert 3 == log.getvalue().count('"status": 404')


def test_server_library_repeats_no_address() -> None:
    """What the server library remarks about somebody's address is not written down."""
    stream, root, library = io.StringIO(), logging.getLogger(), logging.getLogger("waitress")
    before, level = (root.level, root.handlers[:]), library.level
    try:
        log_to(stream)
        library.info("Client disconnected while serving %s", "/kanarek")
        assert "" == stream.getvalue()
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:], library.level = before[1], level
        root.setLevel(before[0])


@pytest.mark.parametrize(
    ("proxies", "address", "headers", "said"),
    [
        (0, "127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 1),
        (0, "127.0.0.1", {}, 0),
        (0, "203.0.113.5", {"X-Forwarded-For": "203.0.113.9"}, 0),
        (1, "127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 0),
    ],
)
def test_proxy_that_was_not_told_of(
    house: House, proxies: int, address: str, headers: dict[str, str], said: int
) -> None:
    """A server in front that the settings do not name is told of once: all count as one sender."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    client = create_app(replace(house.settings, proxies=proxies)).test_client()
    for _ in range(2):
        client.get("/zdrowie", headers=headers, environ_base={"REMOTE_ADDR": address})
    logging.getLogger().removeHandler(handler)
    assert said == stream.getvalue().count("WZAJEMNIE_PROXIES=0")
    assert "203.0.113" not in stream.getvalue()
