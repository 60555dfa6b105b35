"""Erasing reaches everything that belongs to a person, and the chain stays true."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from desk.database.errors import UnknownThingError
from desk.database.tables import METADATA
from desk.record.erasing import erase, erase_elsewhere_erased, erase_expired, erased
from forms_backend.maintenance.erasing import ANY, Erasure
from tests.desk.desk_records import NOW, ONE, OTHER, PROGRAMME, Trial, arrival

CANARY = "Kanarek-Zofia-7319"


def plain_bytes(trial: Trial) -> bytes:
    """All that the database holds, without its encryption."""
    target = trial.folder / "plain.db"
    target.unlink(missing_ok=True)
    trial.record.copy_to(target, None)
    return target.read_bytes()


def test_erasing_leaves_nothing_but_the_chain(trial: Trial) -> None:
    """Answers, contacts, notes, links and letters are gone from every table; sums stay true."""
    gone = arrival({"first_name": CANARY, "phone": "+48601234567"})
    other, reference = trial.keep(arrival({"first_name": "Jan"}), gone)
    trial.move(reference, "open")
    trial.move(reference, "note", note=f"oddzwonić do: {CANARY}")
    assert CANARY.encode() in plain_bytes(trial)
    erase(trial.record, PROGRAMME, [reference], NOW)
    assert 0 == (trial.folder / "desk.db-wal").stat().st_size
    everything = plain_bytes(trial)
    for text in (CANARY, CANARY.casefold(), "601234567"):
        assert text.encode() not in everything
    with trial.record.reading() as connection:
        left = {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in METADATA.sorted_tables
        }
    assert (1, 1, 0, 1) == (left["things"], left["submissions"], left["notes"], left["contacts"])
    assert () == trial.record.damages()
    with pytest.raises(UnknownThingError):
        trial.thing(reference)
    assert other == trial.thing(other).reference
    assert (Erasure(reference, NOW, gone.identity),) == erased(trial.record)


def test_erased_does_not_come_back(trial: Trial) -> None:
    """Not from the forms' side, which may send it again before it hears of the erasure."""
    one = arrival()
    (reference,) = trial.keep(one)
    assert () == trial.keep(one)
    erase(trial.record, PROGRAMME, [reference], NOW)
    assert () == trial.keep(one)
    again = arrival(reference=reference)
    assert (reference,) == trial.keep(again)


def test_id_is_never_given_anew(trial: Trial) -> None:
    """The lines of an erased thing never become those of another one."""
    (reference,) = trial.keep(arrival())
    before = trial.thing(reference).id
    erase(trial.record, PROGRAMME, [reference], NOW)
    (later,) = trial.keep(arrival())
    assert trial.thing(later).id > before
    assert ["received"] == [line.move for line in trial.whole_thing(later).lines]


def test_other_organization_erases_nothing(trial: Trial) -> None:
    """One number out of the scope, and none is erased."""
    first, second = trial.keep(arrival({"organization": "jedna"}), arrival())
    with pytest.raises(UnknownThingError):
        erase(trial.record, ONE, [first, second], NOW)
    with pytest.raises(UnknownThingError):
        erase(trial.record, OTHER, [first], NOW)
    assert {first, second} == {trial.thing(one).reference for one in (first, second)}


def test_age_ends_it(trial: Trial) -> None:
    """Kept on its last day, erased on the next."""
    old, young = trial.keep(arrival(days=3), arrival(days=4))
    last = NOW.date() + timedelta(days=3)
    assert () == erase_expired(trial.record, last, NOW)
    assert (old,) == erase_expired(trial.record, last + timedelta(days=1), NOW)
    assert young == trial.thing(young).reference
    assert () == trial.record.damages()


def test_erased_by_the_forms_side_goes_here_too(trial: Trial) -> None:
    """Unless another submission got the same number later."""
    first, second = trial.keep(arrival(), arrival(when=NOW + timedelta(hours=2)))
    when = NOW + timedelta(hours=1)
    others = [Erasure(second, when), Erasure(second, when, "0" * 64)]
    gone = erase_elsewhere_erased(trial.record, [Erasure(first, when), *others], NOW)
    assert (first,) == gone
    assert second == trial.thing(second).reference
    assert (second,) == erase_elsewhere_erased(trial.record, [Erasure(second, when, ANY)], NOW)
