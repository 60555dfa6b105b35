"""The report of a year: everybody counted once, in their own organization, also when erased."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from desk.database.record import Record
from desk.database.tables import OUTCOMES, WORK
from desk.reports.yearly import Report, yearly_report
from desk.rules.roles import Role, Scope
from desk.rules.small_numbers import Told
from tests.desk.desk_people import ASKS, HELPS, agreed, delegated, move, of_kind, pair, sent
from tests.desk.desk_records import NOW, PROGRAMME, Trial

DAY = NOW.date()
ONE = Scope("Zmyślona", frozenset({Role.ORGANIZATION}), "jedna")


def put(record: Record, place: str | None, day: date, outcomes: int, entries: int = 0) -> None:
    """Work and outcomes whose task is gone, as after an erasure."""
    with record.writing() as connection:
        for _ in range(outcomes):
            connection.execute(
                sa.insert(OUTCOMES).values(organization=place, day=day, outcome="job")
            )
        for _ in range(entries):
            connection.execute(sa.insert(WORK).values(organization=place, day=day, minutes=90))


def report_of(trial: Trial, scope: Scope = PROGRAMME, year: int = DAY.year) -> Report:
    """The report of this year."""
    return yearly_report(trial.record, scope, year, NOW, DAY)


def test_each_organization_has_its_own_numbers(trial: Trial) -> None:
    """Small ones hidden, totals with a bound, and the programme's own work beside them."""
    put(trial.record, "jedna", DAY, outcomes=7, entries=6)
    put(trial.record, "druga", DAY, outcomes=2, entries=1)
    put(trial.record, None, DAY, outcomes=0, entries=5)
    report = report_of(trial)
    assert (None, "druga", "jedna") == report.organizations
    jobs = report.outcomes[0]
    assert (Told(0), Told(5, hidden=True), Told(7)) == jobs.cells
    assert Told(8, hidden=True) == jobs.total
    assert (Told(450), Told(0, hidden=True), Told(540)) == report.hours.cells
    assert Told(990, hidden=True) == report.hours.total


def test_an_organization_sees_its_own_alone(trial: Trial) -> None:
    """No cell, name or total of another one."""
    put(trial.record, "jedna", DAY, outcomes=7)
    put(trial.record, "druga", DAY, outcomes=9)
    report = report_of(trial, ONE)
    assert ("jedna",) == report.organizations
    assert Told(7) == report.outcomes[0].total


def test_years_are_apart(trial: Trial) -> None:
    """The last day of a year belongs to it; a running year says that it runs."""
    put(trial.record, "jedna", date(DAY.year - 1, 12, 31), outcomes=6)
    assert () == report_of(trial).organizations
    before = report_of(trial, year=DAY.year - 1)
    assert Told(6) == before.outcomes[0].total
    assert (True, False) == (report_of(trial).running, before.running)


def test_work_of_a_task_is_counted_by_its_organization(trial: Trial) -> None:
    """What the moves of a task write down is what the report counts."""
    keep = trial.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    _request, _offer, match = pair(trial.record, (keep[0], keep[1]))
    agreed(trial.record, match)
    _volunteering, _helping, task = delegated(trial.record, match)
    move(trial.record, task.reference, "begin")
    for _ in range(5):
        move(trial.record, task.reference, "record hours", worked=DAY.isoformat(), hours="1:30")
    assert Told(450) == report_of(trial).hours.total
    assert 1 == len(of_kind(trial.record, "task"))
