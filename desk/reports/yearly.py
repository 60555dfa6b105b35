"""The report of a year: hours of help and what changed for whoever helped, by organization.

Years alone, for whoever compares a year with its months finds what each of them hides. Hours and
outcomes stay when a person is erased, so a report of an ended year does not change afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from desk.database.record import NOTHING, Entry, Record, note
from desk.database.tables import OUTCOMES, WORK
from desk.kinds.tasks import OUTCOMES as KINDS_OF_OUTCOME
from desk.rules.roles import Scope
from desk.rules.small_numbers import Told, amount, count, total, total_amount


@dataclass(frozen=True)
class Row:
    """A line of the report: one cell for each organization, and all together."""

    label: str
    cells: tuple[Told, ...]
    total: Told


@dataclass(frozen=True)
class Report:
    """organizations: slugs in the order of the cells, None for the programme's own work.

    hours: cells are minutes. running: the year is not over, so the numbers still change.
    """

    year: int
    running: bool
    organizations: tuple[str | None, ...]
    hours: Row
    outcomes: tuple[Row, ...]


def yearly_report(record: Record, scope: Scope, year: int, now: datetime, today: date) -> Report:
    """What was written down in a year by whom the scope sees; that it was asked for is noted."""
    with record.writing() as connection:
        note(connection, scope, Entry("printed", NOTHING), now)
        hours = {
            row.organization: (int(row.minutes), int(row.entries))
            for row in connection.execute(
                _of(WORK, scope, year).add_columns(sa.func.sum(WORK.c.minutes).label("minutes"))
            )
        }
        ended = {
            (row.organization, row.outcome): int(row.entries)
            for row in connection.execute(
                _of(OUTCOMES, scope, year)
                .add_columns(OUTCOMES.c.outcome)
                .group_by(OUTCOMES.c.outcome)
            )
        }
    known = {*hours, *(place for place, _outcome in ended)}
    places = tuple(sorted(known, key=lambda one: one or ""))
    worked = [hours.get(place, (0, 0)) for place in places]
    outcomes = []
    for name, label in KINDS_OF_OUTCOME:
        numbers = [ended.get((place, name), 0) for place in places]
        outcomes.append(Row(label, tuple(map(count, numbers)), total(numbers)))
    return Report(
        year,
        year >= today.year,
        places,
        Row("godziny pomocy", tuple(amount(*one) for one in worked), total_amount(worked)),
        tuple(outcomes),
    )


def _of(table: sa.Table, scope: Scope, year: int) -> sa.Select[Any]:
    """Rows of a year that the scope sees, by organization, and how many."""
    query = (
        sa.select(table.c.organization, sa.func.count().label("entries"))
        .where(table.c.day.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(table.c.organization)
    )
    return query if scope.sees_all else query.where(table.c.organization == scope.organization)
