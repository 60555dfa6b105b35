"""Agreements, tasks and references: what has to be true before each step, whoever tries it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from desk.database.errors import RefusedMoveError, WrongAnswersError
from desk.database.tables import (
    ACCEPTANCES,
    AGREEMENTS,
    OUTCOMES,
    REFERENCES,
    TASKS,
    WORDINGS,
    WORK,
)
from desk.details.agreements import Agreement
from desk.record.clock import tend
from desk.record.erasing import erase
from desk.record.reads import whole_thing
from desk.rules.move import Thing
from tests.desk.desk_people import (
    ASKS,
    HELPS,
    TERMS,
    agreed,
    conclude,
    delegated,
    move,
    of_kind,
    pair,
    put,
    sent,
)
from tests.desk.desk_records import NOW, PROGRAMME, Trial

DAY = NOW.date()
LONG = {"ends": (DAY + timedelta(days=60)).isoformat()}


def matched(trial: Trial) -> Thing:
    """An agreed match of two people of organization `jedna`."""
    keep = trial.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    _request, _offer, match = pair(trial.record, (keep[0], keep[1]))
    agreed(trial.record, match)
    return match


def prepared(trial: Trial) -> tuple[Thing, Thing, Thing]:
    """The match, and its two agreements as drafts."""
    match = matched(trial)
    move(trial.record, match.reference, "prepare agreements")
    (volunteering,), (helping,) = (
        of_kind(trial.record, one) for one in ("volunteering", "helping")
    )
    return match, volunteering, helping


def agreement(trial: Trial, thing: Thing) -> Agreement:
    """As it is now."""
    detail = whole_thing(trial.record, PROGRAMME, thing.reference, DAY).item.detail
    assert isinstance(detail, Agreement)
    return detail


def refused(trial: Trial, thing: Thing, name: str, **given: str) -> tuple[str, ...]:
    """Why it cannot be done; nothing was changed."""
    before = trial.thing(thing.reference)
    with pytest.raises(RefusedMoveError) as caught:
        move(trial.record, thing.reference, name, PROGRAMME, **given)
    assert before == trial.thing(thing.reference)
    return caught.value.sentences


def test_no_task_before_both_agreements(trial: Trial) -> None:
    """Neither with none, nor with one, nor with a draft beside one."""
    match, volunteering, helping = prepared(trial)
    put(trial.record, of_kind(trial.record, "request")[0].id, children="nie")
    wish = {"day": TERMS["starts"], "insured": "policy"}
    sentence = "Najpierw zawrzyj obie umowy: porozumienie i umowę o pomoc."
    assert (sentence,) == refused(trial, match, "delegate", **wish)
    conclude(trial.record, volunteering)
    assert (sentence,) == refused(trial, match, "delegate", **wish)
    move(trial.record, helping.reference, "set terms", PROGRAMME, **TERMS)
    move(trial.record, helping.reference, "agreed by phone", read_aloud="tak")
    assert (sentence,) == refused(trial, match, "delegate", **wish)
    move(trial.record, helping.reference, "conclude")
    move(trial.record, match.reference, "delegate", PROGRAMME, **wish)
    (task,) = of_kind(trial.record, "task")
    assert ("delegated", DAY) == (task.state, task.next_day)
    assert ("Zadanie już jest.",) == refused(trial, match, "delegate", **wish)
    assert () == trial.record.damages()


def test_changed_hash_is_no_agreement(trial: Trial) -> None:
    """A row that somebody put to "concluded" past the rules counts for nothing."""
    match, volunteering, helping = prepared(trial)
    conclude(trial.record, volunteering)
    conclude(trial.record, helping)
    put(trial.record, of_kind(trial.record, "request")[0].id, children="nie")
    with trial.record.writing() as connection:
        here = ACCEPTANCES.c.thing == helping.id
        connection.execute(sa.update(ACCEPTANCES).where(here).values(digest="0" * 64))
    assert refused(trial, match, "delegate", day=TERMS["starts"], insured="policy")


def test_organization_agrees_last_and_to_the_same_text(trial: Trial) -> None:
    """New terms ask the other party anew; both versions stay to be read."""
    _match, volunteering, _helping = prepared(trial)
    assert ("Najpierw wpisz warunki.",) == refused(
        trial, volunteering, "agreed by phone", read_aloud="tak"
    )
    assert refused(trial, volunteering, "conclude") == ()
    move(trial.record, volunteering.reference, "set terms", PROGRAMME, **TERMS)
    assert refused(trial, volunteering, "conclude") == ()
    move(trial.record, volunteering.reference, "agreed by phone", read_aloud="tak")
    other = TERMS | {"what": "Naprawa kranu w niedziele.", "proposed_by": "person"}
    move(trial.record, volunteering.reference, "set terms", PROGRAMME, **other)
    assert "draft" == trial.thing(volunteering.reference).state
    put(trial.record, volunteering.id, state="assented")
    (sentence,) = refused(trial, volunteering, "conclude")
    assert "nie zgodziła się na ten tekst" in sentence
    put(trial.record, volunteering.id, state="draft")
    move(trial.record, volunteering.reference, "agreed on paper", folder="segregator 3")
    move(trial.record, volunteering.reference, "conclude")
    now = agreement(trial, volunteering)
    assert ["organization", "person"] == [one.proposed_by for one in now.wordings]
    assert ["w soboty" in now.wordings[0].text, "w niedziele" in now.wordings[1].text] == [True] * 2
    person, organization = now.accepted_by("person"), now.accepted_by("organization")
    assert person is not None
    assert organization is not None
    assert ("paper", "segregator 3", "desk") == (
        person.channel,
        person.folder,
        organization.channel,
    )
    assert person.digest == organization.digest == now.wordings[-1].digest
    assert 3 == len(now.acceptances)
    assert () == trial.record.damages()


def test_long_agreement_with_a_volunteer_is_on_paper(trial: Trial) -> None:
    """More than thirty days: not by telephone. With whoever is helped it may be."""
    _match, volunteering, helping = prepared(trial)
    move(trial.record, volunteering.reference, "set terms", PROGRAMME, **(TERMS | LONG))
    (sentence,) = refused(trial, volunteering, "agreed by phone", read_aloud="tak")
    assert "ponad 30 dni" in sentence
    move(trial.record, volunteering.reference, "agreed on paper", folder="segregator 3")
    move(trial.record, volunteering.reference, "conclude")
    conclude(trial.record, helping, **LONG)
    assert "concluded" == trial.thing(helping.reference).state


@pytest.mark.parametrize("terms", [{"mode": "paid"}, {"party": "firm"}])
def test_paid_mode_and_firms_wait_for_a_lawyer(trial: Trial, terms: dict[str, str]) -> None:
    """The text was not approved: it is settled and agreed to, and not concluded."""
    _match, _volunteering, helping = prepared(trial)
    move(trial.record, helping.reference, "set terms", PROGRAMME, **(TERMS | terms))
    move(trial.record, helping.reference, "agreed by phone", read_aloud="tak")
    (sentence,) = refused(trial, helping, "conclude")
    assert "prawnik" in sentence
    with trial.record.writing() as connection:
        here = WORDINGS.c.thing == helping.id
        connection.execute(sa.update(WORDINGS).where(here).values(reviewed="2026-11-20"))
    move(trial.record, helping.reference, "conclude")


def test_last_day_before_the_first_is_named(trial: Trial) -> None:
    """Beside its question, and nothing is kept of it."""
    _match, volunteering, _helping = prepared(trial)
    later = (DAY + timedelta(days=30)).isoformat()
    with pytest.raises(WrongAnswersError) as caught:
        move(
            trial.record,
            volunteering.reference,
            "set terms",
            PROGRAMME,
            **(TERMS | {"starts": later}),
        )
    assert {"ends"} == caught.value.field_errors.keys()
    assert (None, ()) == (
        agreement(trial, volunteering).starts,
        agreement(trial, volunteering).wordings,
    )


def test_task_lies_within_both_agreements(trial: Trial) -> None:
    """On a day on which both hold; and insured as the law wants."""
    match, volunteering, helping = prepared(trial)
    conclude(trial.record, volunteering)
    conclude(trial.record, helping, ends=(DAY + timedelta(days=5)).isoformat())
    put(trial.record, of_kind(trial.record, "request")[0].id, children="nie")
    for given, wrong in (
        ({"day": (DAY + timedelta(days=6)).isoformat(), "insured": "policy"}, "day"),
        ({"day": TERMS["starts"], "insured": "law"}, "insured"),
    ):
        with pytest.raises(WrongAnswersError) as caught:
            move(trial.record, match.reference, "delegate", PROGRAMME, **given)
        assert {wrong} == caught.value.field_errors.keys()
    assert [] == of_kind(trial.record, "task")


@pytest.mark.parametrize(
    ("children", "checked", "allowed"),
    [("nie", None, True), ("tak", None, False), ("", None, False), ("tak", 10, True),
     ("tak", 400, False)],
)  # fmt: skip
def test_nobody_unchecked_is_sent_to_a_child(
    trial: Trial, children: str, checked: int | None, allowed: bool
) -> None:
    """Unless somebody said that no child is concerned; a check holds for a year."""
    match, volunteering, helping = prepared(trial)
    for one in (volunteering, helping):
        conclude(trial.record, one)
    put(trial.record, of_kind(trial.record, "request")[0].id, children=children)
    if checked:
        helper = of_kind(trial.record, "person")[1]
        day = min(checked, 366)
        given = {"child_check": (DAY - timedelta(days=day)).isoformat()}
        move(trial.record, helper.reference, "child check", PROGRAMME, **given)
    wish = {"day": TERMS["starts"], "insured": "policy"}
    if checked and checked > 366:
        with trial.record.writing() as connection:
            connection.exec_driver_sql(
                "UPDATE people SET child_check = ?", ((DAY - timedelta(days=checked)).isoformat(),)
            )
    if allowed:
        move(trial.record, match.reference, "delegate", PROGRAMME, **wish)
    else:
        (sentence,) = refused(trial, match, "delegate", **wish)
        assert "sprawdź w rejestrze" in sentence


def test_people_of_two_organizations_make_no_agreement(trial: Trial) -> None:
    """One organization is party to both: first they are handed over."""
    match = matched(trial)
    put(trial.record, of_kind(trial.record, "person")[0].id, organization="druga")
    (sentence,) = refused(trial, match, "prepare agreements")
    assert "tej samej organizacji" in sentence


def test_agreement_with_a_volunteer_serves_for_the_next_match(trial: Trial) -> None:
    """Only that with whoever is helped is made anew."""
    _match, volunteering, helping = prepared(trial)
    for one in (volunteering, helping):
        conclude(trial.record, one)
    (again,) = trial.keep(sent("potrzeba", ASKS | {"first_name": "Ola", "phone": "+48601234568"}))
    move(trial.record, again, "open")
    move(trial.record, again, "accept", person="new")
    request, offer = of_kind(trial.record, "request")[-1], of_kind(trial.record, "offer")[0]
    for one in (request, offer):
        put(trial.record, one.id, state="open")
        put(trial.record, one.id, valid_until=DAY + timedelta(days=30))
    move(trial.record, request.reference, "pair", offer=offer.reference)
    match = of_kind(trial.record, "match")[-1]
    agreed(trial.record, match)
    move(trial.record, match.reference, "prepare agreements")
    assert (1, 2) == tuple(len(of_kind(trial.record, one)) for one in ("volunteering", "helping"))


def test_task_goes_to_its_end(trial: Trial) -> None:
    """Hours before "done"; closing ends the match and what was asked for."""
    match = matched(trial)
    _volunteering, _helping, task = delegated(trial.record, match)
    move(trial.record, task.reference, "begin")
    assert ("Najpierw zapisz godziny.",) == refused(trial, task, "done")
    for typed in ("1,5", "0:30"):
        move(trial.record, task.reference, "record hours", worked=DAY.isoformat(), hours=typed)
    move(trial.record, task.reference, "done")
    move(trial.record, task.reference, "outcome", outcome="job")
    with pytest.raises(WrongAnswersError):
        move(trial.record, task.reference, "outcome", outcome="job")
    move(trial.record, task.reference, "ask reference")
    (reference,) = of_kind(trial.record, "reference")
    move(trial.record, reference.reference, "received by phone", skills="naprawa kranów")
    move(trial.record, reference.reference, "approve")
    move(trial.record, task.reference, "close")
    states = {one: trial.thing(one.reference).state for one in (task, match, reference)}
    assert ["closed", "finished", "approved"] == list(states.values())
    assert ["closed"] == [one.state for one in of_kind(trial.record, "request")]
    assert () == trial.record.damages()


def test_match_outlives_no_task(trial: Trial) -> None:
    """Neither refused nor finished by hand while somebody is sent; afterwards it may be."""
    match = matched(trial)
    _volunteering, _helping, task = delegated(trial.record, match)
    sentence = "Najpierw zakończ zadanie tego dopasowania."
    assert (sentence,) == refused(trial, match, "reject", refused_by="coordinator", note="")
    assert (sentence,) == refused(trial, match, "finish")
    move(trial.record, task.reference, "break off", note="choroba")
    move(trial.record, task.reference, "close")
    assert "finished" == trial.thing(match.reference).state


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("which", [0, 1])
def test_nobody_works_under_a_dissolved_agreement(trial: Trial, which: int, begun: bool) -> None:
    """Either of the two takes its task with it, with a line; hours may still be written down."""
    match = matched(trial)
    *agreements, task = delegated(trial.record, match)
    if begun:
        move(trial.record, task.reference, "begin")
    move(trial.record, agreements[which].reference, "dissolve", note="na prośbę")
    assert "broken off" == trial.thing(task.reference).state
    move(trial.record, task.reference, "record hours", worked=DAY.isoformat(), hours="1")
    assert () == trial.record.damages()


def test_agreement_ends_by_the_clock(trial: Trial) -> None:
    """On the day after its last one; once."""
    _match, volunteering, _helping = prepared(trial)
    conclude(trial.record, volunteering)
    last = DAY + timedelta(days=20)
    assert volunteering.reference not in tend(trial.record, last, NOW)
    assert volunteering.reference in tend(trial.record, last + timedelta(days=1), NOW)
    assert "expired" == trial.thing(volunteering.reference).state
    assert () == trial.record.damages()


def test_erasing_a_person_takes_agreements_and_leaves_the_counts(trial: Trial) -> None:
    """Hours and outcomes stay without anybody to whom they belong."""
    match = matched(trial)
    _volunteering, _helping, task = delegated(trial.record, match)
    move(trial.record, task.reference, "begin")
    move(trial.record, task.reference, "record hours", worked=DAY.isoformat(), hours="2")
    move(trial.record, task.reference, "done")
    move(trial.record, task.reference, "outcome", outcome="training")
    move(trial.record, task.reference, "ask reference")
    helper = of_kind(trial.record, "person")[1]
    erase(trial.record, PROGRAMME, [helper.reference], NOW)
    with trial.record.reading() as connection:
        left = {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (TASKS, REFERENCES, WORK, OUTCOMES, AGREEMENTS, WORDINGS, ACCEPTANCES)
        }
        counted = connection.execute(sa.select(WORK)).one()
    assert {"tasks": 0, "references_given": 0, "work": 1, "outcomes": 1, "agreements": 1,
            "wordings": 1, "acceptances": 2} == left  # fmt: skip
    assert (None, "jedna", 120) == (counted.thing, counted.organization, counted.minutes)
    assert ["helping"] == [
        one.kind for kind in ("volunteering", "helping") for one in of_kind(trial.record, kind)
    ]
    assert () == trial.record.damages()
