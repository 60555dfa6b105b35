"""A line of the log never repeats what somebody typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from forms_backend.logs import JsonLines
from tests.forms_backend.furniture import House


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
    assert 500 == house.client.get("/kanarek").status_code
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    crashes = [one for one in lines if one["event"] == "exception"]
    assert ["ValueError"] == [one["type"] for one in crashes]
    assert crashes[0]["where"][0].startswith("test_logs.py:")
    assert "ValueError" in log.getvalue()
    assert "kanarek" not in json.dumps(crashes)


def test_unknown_address_is_not_repeated(house: House, log: io.StringIO) -> None:
    """A 404 says that it was one, and not of what."""
    house.client.get("/zgloszenia/kanarek?imie=kanarek")
    house.client.get("/kanarek")
    house.client.open("/", method="KANAREK")
    assert "kanarek" not in log.getvalue().lower()
    assert 3 == log.getvalue().count('"status": 404')
