"""Confirmations of donations: numbers without gaps, and a paper that says what came."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.database.ledger_tables import CONFIRMATIONS
from desk.database.tables import THINGS
from desk.ledger.numbering import number_confirmation
from desk.rules.move import Thing
from desk.views.papers import Paper, paper_of
from tests.desk.desk_people import move
from tests.desk.desk_records import CHOICES, NOW, Trial
from tests.desk.record.test_donating import CASH, IGA, announced, donation_of

YEAR = NOW.year


def paper(trial: Trial, thing: Thing) -> Paper | None:
    """What can be printed of it."""
    return paper_of(thing, donation_of(trial, thing), CHOICES, NOW.date())


def confirmed(trial: Trial) -> Thing:
    """Paid in cash and confirmed."""
    thing = announced(trial)
    move(trial.record, thing.reference, "paid otherwise", IGA, **CASH)
    return move(trial.record, thing.reference, "confirm", IGA)


def test_confirmed_donations_are_numbered_in_turn(trial: Trial) -> None:
    """From 1 on; a returned one keeps its number, and nothing is printed of it any more."""
    things = [confirmed(trial) for _ in range(3)]
    numbers = [donation_of(trial, one).confirmation for one in things]
    assert [f"1/{YEAR}", f"2/{YEAR}", f"3/{YEAR}"] == numbers
    back = move(trial.record, things[1].reference, "give back", IGA, note="pomyłka")
    assert paper(trial, back) is None
    assert f"4/{YEAR}" == donation_of(trial, confirmed(trial)).confirmation
    assert () == trial.record.damages()


def test_erased_donation_keeps_its_number_taken(trial: Trial) -> None:
    """The next one is not given twice."""
    thing = confirmed(trial)
    with trial.record.writing() as connection:
        connection.execute(sa.delete(THINGS).where(THINGS.c.id == thing.id))
    assert f"2/{YEAR}" == donation_of(trial, confirmed(trial)).confirmation


def test_confirmation_says_what_came(trial: Trial) -> None:
    """The amount in figures and words, its day, and what the tax office wants instead."""
    thing = announced(trial)
    assert paper(trial, thing) is None
    thing = move(trial.record, thing.reference, "paid otherwise", IGA, **CASH)
    assert paper(trial, thing) is None
    told = paper(trial, move(trial.record, thing.reference, "confirm", IGA))
    assert told is not None
    rows = dict(told.rows)
    assert f"Potwierdzenie darowizny nr 1/{YEAR}" == told.title
    assert ("40,50\u00a0zł", "czterdzieści złotych 50/100") == (rows["Kwota"], rows["Słownie"])
    assert ("Zmyślona Zofia", "KP 12") == (rows["Kto dał"], rows["Jak"])
    assert "potwierdzenie przelewu" in told.foot


@pytest.mark.parametrize("zone_hours", [0, 23])
def test_year_is_that_of_poland(trial: Trial, zone_hours: int) -> None:
    """On the last evening of a year by UTC the new one has begun here."""
    thing = announced(trial)
    at = datetime.combine(date(YEAR, 12, 31), datetime.min.time(), NOW.tzinfo)
    with trial.record.writing() as connection:
        number_confirmation(connection, thing, at + timedelta(hours=zone_hours, minutes=30))
    assert f"1/{YEAR + (zone_hours == 23)}" == donation_of(trial, thing).confirmation


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(("a", "b")), st.booleans()), max_size=12))
def test_series_have_no_gap(trial: Trial, steps: list[tuple[str, bool]]) -> None:
    """Whatever is confirmed where and when, and erased afterwards: 1 to n in each series."""
    with trial.record.writing() as connection:
        connection.execute(sa.delete(CONFIRMATIONS))
    thing = announced(trial)
    for organization, later in steps:
        one = Thing(thing.id, "donation", thing.reference, "confirmed", organization=organization)
        with trial.record.writing() as connection:
            number_confirmation(connection, one, NOW + timedelta(days=400 * later))
            connection.execute(sa.update(CONFIRMATIONS).values(thing=None))  # as erasing does
    with trial.record.reading() as connection:
        rows = connection.execute(sa.select(CONFIRMATIONS)).all()
    series: dict[tuple[str, int], list[int]] = {}
    for row in rows:
        series.setdefault((row.organization, row.year), []).append(row.number)
    assert all(list(range(1, len(one) + 1)) == sorted(one) for one in series.values())
    assert len(steps) == len(rows)
