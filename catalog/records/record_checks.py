"""What is wrong with a record only when one looks at several fields or records. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from catalog.records.problems import RecordProblem
from catalog.records.record import Record
from catalog.text.phrases import long_date

_FIRST_YEAR = 2000
K = TypeVar("K", int, str)


def record_problems(record: Record) -> Iterator[RecordProblem]:
    """A record was checked by the day of its last edit, since to write that down is an edit."""
    if record.updated.year < _FIRST_YEAR:
        yield RecordProblem(
            ("updated",),
            f"zmieniono w roku {record.updated.year}",
            f"oczekiwano dnia ostatniej zmiany wpisu, od roku {_FIRST_YEAR}",
        )
    said: dict[tuple[str, ...], date | None] = {
        ("last_checked",): record.last_checked,
        ("checks", "contact"): record.checks.contact,
        ("checks", "hours"): record.checks.hours,
        ("checks", "description"): record.checks.description,
    }
    for path, checked in said.items():
        if checked is not None and checked > record.updated:
            yield RecordProblem(
                path,
                f"sprawdzono {long_date(checked)}, czyli po ostatniej zmianie wpisu",
                "oczekiwano w polu „updated” tego samego dnia albo późniejszego",
            )


def record_warnings(record: Record, today: date) -> Iterator[RecordProblem]:
    """An edit of tomorrow has not been made: the year is mistyped, or the clock is wrong."""
    if record.updated > today:
        yield RecordProblem(
            ("updated",),
            f"zmieniono {long_date(record.updated)}, czyli w przyszłości",
            f"oczekiwano dnia nie późniejszego niż {today}",
        )


def taken(given: Mapping[str, K]) -> Iterator[tuple[str, K, str]]:
    """Slugs with what they may not have, since an earlier slug has it: that slug is told too."""
    seen: dict[K, str] = {}
    for slug, key in given.items():
        other = seen.setdefault(key, slug)
        if other != slug:
            yield slug, key, other
