"""Donations: made of what a form said, seen by treasurers alone, received by nothing by itself."""

from __future__ import annotations

import pytest

from desk.database.errors import RefusedMoveError, UnknownThingError, WrongAnswersError
from desk.details.donations import Donation
from desk.record.erasing import erase
from desk.record.reads import whole_thing
from desk.rules.move import Thing
from desk.rules.roles import Role, Scope
from tests.desk.desk_people import accepted, move, of_kind, sent
from tests.desk.desk_records import NOW, PROGRAMME, Trial

IGA = Scope("iga", frozenset({Role.TREASURER}), "jedna")
OTHER_IGA = Scope("ida", frozenset({Role.TREASURER}), "druga")
GIVES = {
    "donor_name": "Zmyślona Zofia",
    "amount": "50 zł",
    "purpose": "działalność",
    "confirmation": "tak",
    "email": "z@example.org",
}
CASH = {"paid": "40,50", "paid_on": NOW.date().isoformat(), "proof": "KP 12"}


def announced(trial: Trial, **answers: str) -> Thing:
    """A donation whose submission was accepted."""
    (reference,) = trial.keep(sent("darowizna", GIVES | answers))
    accepted(trial.record, reference)
    return of_kind(trial.record, "donation", IGA)[-1]


def donation_of(trial: Trial, thing: Thing) -> Donation:
    """What only a donation has."""
    detail = whole_thing(trial.record, IGA, thing.reference, NOW.date()).item.detail
    assert isinstance(detail, Donation)
    return detail


@pytest.mark.parametrize(
    ("answers", "declared", "email"),
    [
        ({}, 5000, "z@example.org"),
        ({"amount": ""}, None, "z@example.org"),
        ({"amount": "dużo"}, None, "z@example.org"),
        ({"confirmation": "nie"}, 5000, ""),
    ],
)
def test_form_becomes_a_donation(
    trial: Trial, answers: dict[str, str], declared: int | None, email: str
) -> None:
    """With the code of the transfer; its e-mail only where a confirmation was asked for."""
    thing = announced(trial, **answers)
    one = donation_of(trial, thing)
    (submission,) = of_kind(trial.record, "submission")
    assert (submission.reference, "Zmyślona Zofia", declared, email, None) == (
        one.code,
        one.name,
        one.declared,
        one.email,
        one.paid,
    )
    assert ("declared", "jedna") == (thing.state, thing.organization)
    assert [] == of_kind(trial.record, "person")
    move(trial.record, submission.reference, "reopen")
    move(trial.record, submission.reference, "accept")
    assert 1 == len(of_kind(trial.record, "donation", IGA))
    assert () == trial.record.damages()


def test_who_decides_sees_no_donor_and_who_counts_sees_nobody_helped(trial: Trial) -> None:
    """Neither in lists nor by number nor beside what it came from."""
    thing = announced(trial)
    (submission,) = of_kind(trial.record, "submission")
    for scope in (PROGRAMME, OTHER_IGA, Scope("jan", frozenset({Role.ORGANIZATION}), "jedna")):
        assert [] == of_kind(trial.record, "donation", scope)
        with pytest.raises(UnknownThingError):
            trial.thing(thing.reference, scope)
    assert () == trial.whole_thing(submission.reference).linked
    assert [] == of_kind(trial.record, "submission", IGA)
    assert () == whole_thing(trial.record, IGA, thing.reference, NOW.date()).linked


def test_nobody_says_by_a_button_that_a_transfer_came(trial: Trial) -> None:
    """The treasurer writes down cash, with what it was and its proof; it can be taken back."""
    thing = announced(trial)
    for name in ("paid by transfer", "returned by transfer", "confirm"):
        with pytest.raises(RefusedMoveError):
            move(trial.record, thing.reference, name, IGA)
    for wrong in ({"paid": "około 50"}, {"paid": "0"}, {"paid": "dużo"}, {"proof": ""}):
        with pytest.raises(WrongAnswersError):
            move(trial.record, thing.reference, "paid otherwise", IGA, **(CASH | wrong))
    paid = move(trial.record, thing.reference, "paid otherwise", IGA, **CASH)
    one = donation_of(trial, paid)
    assert ("received", 4050, "KP 12") == (paid.state, one.paid, one.proof)
    back = move(trial.record, thing.reference, "unpay", IGA, note="pomyłka")
    assert ("declared", None, "") == (
        back.state,
        donation_of(trial, back).paid,
        donation_of(trial, back).proof,
    )
    assert () == trial.record.damages()


def test_erasing_leaves_what_is_of_the_books(trial: Trial) -> None:
    """What nobody has paid goes with its submission; what was paid stays until its day."""
    promised, paid = announced(trial), announced(trial)
    move(trial.record, paid.reference, "paid otherwise", IGA, **CASH)
    erase(trial.record, PROGRAMME, [donation_of(trial, promised).code], NOW)
    erase(trial.record, PROGRAMME, [donation_of(trial, paid).code], NOW)
    assert [paid.reference] == [one.reference for one in of_kind(trial.record, "donation", IGA)]
    assert paid.keep_until is not None
