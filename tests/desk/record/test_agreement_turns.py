"""What the forms' store is told while an agreement waits: whose turn it is, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from desk.record.arrivals import Arrival, store_states
from tests.desk.desk_people import ASKS, HELPS, TERMS, accepted, agreed, move, of_kind, pair, sent
from tests.desk.desk_records import NOW, PROGRAMME, Trial

DAY = NOW.date()


def test_store_is_told_whose_turn_it_is(trial: Trial) -> None:
    """Both agreements of a match, step by step: each submission learns only of its own."""
    asks, helps = sent("potrzeba", ASKS), sent("oferta", HELPS)
    keep = trial.keep(asks, helps)
    _request, _offer, match = pair(trial.record, (keep[0], keep[1]))
    agreed(trial.record, match)
    told = [_told(trial, asks, helps)]
    move(trial.record, match.reference, "prepare agreements")
    told.append(_told(trial, asks, helps))
    for kind in ("volunteering", "helping"):
        (agreement,) = of_kind(trial.record, kind)
        move(trial.record, agreement.reference, "set terms", PROGRAMME, **TERMS)
        told.append(_told(trial, asks, helps))
        move(trial.record, agreement.reference, "agreed by phone", read_aloud="tak")
        told.append(_told(trial, asks, helps))
        move(trial.record, agreement.reference, "conclude")
        told.append(_told(trial, asks, helps))
    expected = [
        ("done", "done"),
        ("done", "done"),
        ("done", "to-agree"),
        ("done", "agreed"),
        ("done", "done"),
        ("to-agree", "done"),
        ("agreed", "done"),
        ("done", "done"),
    ]
    assert expected == told


def test_other_requests_of_a_person_are_told_nothing(trial: Trial) -> None:
    """Whoever asked twice has an agreement for one request: its own number tells, not the other."""
    asks, again, helps = sent("potrzeba", ASKS), sent("potrzeba", ASKS), sent("oferta", HELPS)
    first, second, offered = trial.keep(asks, again, helps)
    _request, _offer, match = pair(trial.record, (first, offered))
    agreed(trial.record, match)
    person = of_kind(trial.record, "person")[0]
    accepted(trial.record, second, person.reference)
    move(trial.record, match.reference, "prepare agreements")
    (helping,) = of_kind(trial.record, "helping")
    move(trial.record, helping.reference, "set terms", PROGRAMME, **TERMS)
    assert ("to-agree", "done", "done") == _told(trial, asks, again, helps)


def test_nobody_waits_for_an_agreement_whose_last_day_is_over(trial: Trial) -> None:
    """What nobody can agree to any more is not told to wait."""
    keep = trial.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    _request, _offer, match = pair(trial.record, (keep[0], keep[1]))
    agreed(trial.record, match)
    move(trial.record, match.reference, "prepare agreements")
    (volunteering,) = of_kind(trial.record, "volunteering")
    move(trial.record, volunteering.reference, "set terms", PROGRAMME, **TERMS)
    assert "to-agree" in store_states(trial.record, DAY).values()
    assert "to-agree" not in store_states(trial.record, DAY + timedelta(days=400)).values()


def _told(trial: Trial, *arrivals: Arrival) -> tuple[str, ...]:
    states = store_states(trial.record, DAY)
    return tuple(states[one.identity] for one in arrivals)
