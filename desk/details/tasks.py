"""A task of a match with its hours and outcomes, and what was said of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desk.database.tables import OUTCOMES, REFERENCES, TASKS, WORK
from desk.details.detail_kind import DetailKind
from desk.details.matches import Pairing, read_pairings
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Task:
    """`day`: when it is to be done. work: days and minutes, oldest first. outcomes: their names."""

    pairing: Pairing
    day: date
    insured: str
    work: tuple[tuple[date, int], ...]
    outcomes: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """All hours together."""
        return sum(number for _day, number in self.work)


@dataclass(frozen=True)
class Reference:
    """What whoever was helped says of the skills of whoever helped."""

    task: Task
    skills: str


def read_tasks(connection: sa.Connection, scope: Scope, ids: Sequence[int]) -> dict[int, Task]:
    """Tasks by the thing's id, where both sides of their match are in the scope."""
    rows = connection.execute(sa.select(TASKS).where(TASKS.c.thing.in_(ids))).all()
    pairings = read_pairings(connection, scope, [row.match for row in rows])
    work: dict[int, list[tuple[date, int]]] = {}
    worked = sa.select(WORK).where(WORK.c.thing.in_(ids)).order_by(WORK.c.day, WORK.c.id)
    for row in connection.execute(worked):
        work.setdefault(row.thing, []).append((row.day, row.minutes))
    outcomes: dict[int, list[str]] = {}
    counted = sa.select(OUTCOMES).where(OUTCOMES.c.thing.in_(ids)).order_by(OUTCOMES.c.id)
    for row in connection.execute(counted):
        outcomes.setdefault(row.thing, []).append(row.outcome)
    return {
        row.thing: Task(
            pairings[row.match],
            row.day,
            row.insured,
            tuple(work.get(row.thing, ())),
            tuple(outcomes.get(row.thing, ())),
        )
        for row in rows
        if row.match in pairings
    }


def read_references(
    connection: sa.Connection, scope: Scope, ids: Sequence[int]
) -> dict[int, Reference]:
    """References by the thing's id, where their task can be read."""
    rows = connection.execute(sa.select(REFERENCES).where(REFERENCES.c.thing.in_(ids))).all()
    tasks = read_tasks(connection, scope, [row.task for row in rows])
    return {row.thing: Reference(tasks[row.task], row.skills) for row in rows if row.task in tasks}


TASK_DETAILS = DetailKind(("task",), TASKS, read_tasks)
REFERENCE_DETAILS = DetailKind(("reference",), REFERENCES, read_references)
