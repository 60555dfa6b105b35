"""What is wrong with the days and the texts of any record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from catalog.loading import load
from catalog.records.problems import ContentError
from tests.small_content import copy_with_few_towns

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content with few towns."""
    return copy_with_few_towns(tmp_path_factory.mktemp("records") / "content")


@pytest.fixture
def record(content: Path) -> Iterator[Path]:
    """A record that a test may spoil."""
    file = content / "organizations" / "cris.yml"
    whole = file.read_text(encoding="utf-8")
    yield file
    file.write_text(whole, encoding="utf-8")


def change(record: Path, field: str, text: str) -> None:
    """Write another value into a field of one line."""
    whole = record.read_text(encoding="utf-8")
    changed = re.sub(rf"^{field}: .*$", lambda _: f"{field}: {text}", whole, flags=re.MULTILINE)
    assert changed != whole
    record.write_text(changed, encoding="utf-8")


def problem(content: Path) -> str:
    """The only thing that is wrong."""
    with pytest.raises(ContentError) as caught:
        load(content, TODAY)
    (told,) = caught.value.problems
    return str(told)


@pytest.mark.parametrize(
    "blank", ["\u3164", "\u2800", "\u180e\u2800", "\ufe0f", "\u0301", "\U0001d159"], ids=ascii
)
def test_a_text_that_nobody_sees_is_none(content: Path, record: Path, blank: str) -> None:
    """Fillers, a Braille pattern without dots, an accent without a letter."""
    change(record, "name", f'"{blank}"')
    assert problem(content).endswith("oczekiwano niepustego tekstu")


@pytest.mark.parametrize("day", ["0026-11-01", "1926-11-01"])
def test_a_day_long_before_us_is_told(content: Path, record: Path, day: str) -> None:
    """Nobody edited a record before there was one."""
    change(record, "updated", day)
    assert "od roku 2000" in problem(content)


def test_a_day_to_come_is_a_warning(content: Path, record: Path) -> None:
    """A mistyped year is told; another clock than the editor's stops no build."""
    assert [] == [one for one in load(content, TODAY).warnings if "w przyszłości" in one.what]
    change(record, "updated", "2062-11-01")
    (told,) = (one for one in load(content, TODAY).warnings if "w przyszłości" in one.what)
    assert "1 listopada 2062" in told.what
    assert "cris.yml:31:" in str(told)
