"""Support: two people decide, what is granted is out of the ledger, and nothing asks for hours."""

from __future__ import annotations

import secrets
import threading

import pytest
import sqlalchemy as sa

from desk.database.errors import (
    RecordError,
    RefusedMoveError,
    StaleError,
    UnknownThingError,
    WrongAnswersError,
)
from desk.database.tables import PEOPLE, THINGS, WORK
from desk.kinds.possible import possible
from desk.kinds.support import TERMS
from desk.ledger.balances import Balance, Movement, pay_in, take_back
from desk.record.erasing import erase
from desk.record.facts import facts_of
from desk.record.reads import whole_thing
from desk.rules.move import Thing
from desk.rules.roles import Role, Scope
from desk.views.papers import paper_of
from tests.desk.desk_people import ASKS, SUPPORTED, accepted, move, of_kind, sent, supported
from tests.desk.desk_records import CHOICES, NOW, ONE, PROGRAMME, Trial
from tests.desk.donations.test_paying import IGA
from tests.desk.ledger.test_balances import here

ANNA = Scope("anna", frozenset({Role.ORGANIZATION}), "jedna")
GIVEN = {"giver": "volunteer", "folder": "segregator 3, nr 12"}


def asked(trial: Trial, **given: str) -> Thing:
    """What a person of `jedna` asks for: 20 zł."""
    (reference,) = trial.keep(sent("potrzeba", ASKS | {"email": f"{secrets.token_hex(4)}@b.pl"}))
    accepted(trial.record, reference, "new")
    return supported(trial.record, of_kind(trial.record, "person")[-1], **given)


def fund(trial: Trial, grosze: int = 5000) -> Thing:
    """Donated money that came; the thing is only its number."""
    thing = Thing(1, "donation", "D7M-D4QV", "received", organization="jedna")
    with trial.record.writing() as connection:
        pay_in(connection, Movement(thing, grosze, "trial", NOW))
    return thing


def names(trial: Trial, thing: Thing, scope: Scope) -> set[str]:
    """The moves that are possible now, with nothing in their way."""
    with trial.record.reading() as connection:
        facts = facts_of(connection, trial.thing(thing.reference), NOW.date())
    found = possible(trial.thing(thing.reference), scope, facts)
    return {one.move.name for one in found if not one.missing}


def test_two_people_decide_and_the_money_goes_with_the_second(trial: Trial) -> None:
    """Out of the ledger in that move, and no sooner; given out with the place of the slip."""
    thing = asked(trial)
    fund(trial)
    move(trial.record, thing.reference, "decide first", ONE)
    assert Balance(5000) == here(trial)
    move(trial.record, thing.reference, "grant", ANNA)
    assert Balance(3000) == here(trial)
    with pytest.raises(WrongAnswersError):
        move(trial.record, thing.reference, "give out", ONE, **(GIVEN | {"folder": ""}))
    done = move(trial.record, thing.reference, "give out", ONE, **GIVEN)
    assert "given" == done.state
    assert Balance(3000) == here(trial)
    assert () == trial.record.damages()


def test_one_person_never_decides_twice(trial: Trial) -> None:
    """Not either after somebody else has written a note or taken it between the decisions."""
    thing = asked(trial)
    fund(trial)
    move(trial.record, thing.reference, "decide first", ONE)
    between: tuple[dict[str, str], ...] = (
        {},
        {"note": "dzwonię"},
        {"next_day": str(NOW.date()), "next_step": "zadzwonić"},
    )
    for name, given in zip(("take", "note", "plan"), between, strict=True):
        move(trial.record, thing.reference, name, ANNA, **given)
        assert "grant" not in names(trial, thing, ONE)
        with pytest.raises(RefusedMoveError):
            move(trial.record, thing.reference, "grant", ONE)
        assert "grant" in names(trial, thing, ANNA)
    move(trial.record, thing.reference, "set terms", ANNA, **(SUPPORTED | {"grosze": "50"}))
    assert "grant" not in names(trial, thing, ANNA) | names(trial, thing, ONE)
    move(trial.record, thing.reference, "decide first", ANNA)
    assert "grant" not in names(trial, thing, ANNA)
    move(trial.record, thing.reference, "grant", ONE)
    assert Balance(0) == here(trial)


def test_more_than_there_is_is_refused_in_a_sentence(trial: Trial) -> None:
    """With both amounts; state, chain and balance stay."""
    thing = asked(trial)
    fund(trial, 1999)
    move(trial.record, thing.reference, "decide first", ONE)
    before = trial.lines()
    with pytest.raises(RefusedMoveError) as refused:
        move(trial.record, thing.reference, "grant", ANNA)
    (sentence,) = refused.value.sentences
    assert "20,00\u00a0zł" in sentence
    assert "19,99\u00a0zł" in sentence
    assert ("first", before) == (trial.thing(thing.reference).state, trial.lines())
    assert Balance(1999) == here(trial)


def test_debt_stops_new_decisions(trial: Trial) -> None:
    """Until the treasurer has explained what went back after it was given on."""
    thing = asked(trial)
    gave = fund(trial)
    with trial.record.writing() as connection:
        take_back(connection, Movement(gave, 5001, "given back", NOW))
    move(trial.record, thing.reference, "decide first", ONE)
    with pytest.raises(RefusedMoveError) as refused:
        move(trial.record, thing.reference, "grant", ANNA)
    assert "skarbnik" in refused.value.sentences[0]
    assert Balance(5000, 5001) == here(trial)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"grosze": ""}, "grosze"),
        ({"grosze": "dużo"}, "grosze"),
        ({"grosze": "0"}, "grosze"),
        ({"means": "things", "grosze": ""}, "items"),
        ({"what": ""}, "what"),
        ({"category": "hazard"}, "category"),
    ],
)
def test_what_is_asked_for_is_whole(trial: Trial, given: dict[str, str], wrong: str) -> None:
    """An amount for money, a name for things; nothing is made of what is refused."""
    thing = asked(trial)
    (person,) = of_kind(trial.record, "person")
    for number, name in ((person.reference, "add support"), (thing.reference, "set terms")):
        with pytest.raises(WrongAnswersError) as refused:
            move(trial.record, number, name, PROGRAMME, **(SUPPORTED | given))
        assert [wrong] == list(refused.value.field_errors)
    assert 1 == len(of_kind(trial.record, "support"))


def test_asking_changes_nothing_of_the_person(trial: Trial) -> None:
    """No answer about support fills a column of the person that has its name."""
    asked(trial)
    (person,) = of_kind(trial.record, "person")
    before = trial.whole_thing(person.reference).item.detail
    supported(trial.record, person, means="things", items="kran")
    assert before == trial.whole_thing(person.reference).item.detail
    named = {one.name for one in TERMS}
    assert not named & set(PEOPLE.c.keys())


def test_things_that_were_given_cost_nothing(trial: Trial) -> None:
    """Support in kind takes no money; things that are bought take their price."""
    gift = asked(trial, means="things", grosze="", items="piec elektryczny")
    bought = asked(trial, means="things", grosze="12,50", items="kran")
    fund(trial)
    for one in (gift, bought):
        move(trial.record, one.reference, "decide first", ONE)
        move(trial.record, one.reference, "grant", ANNA)
    assert Balance(3750) == here(trial)


@pytest.mark.parametrize("erased", [False, True])
def test_what_nobody_got_is_there_again(trial: Trial, *, erased: bool) -> None:
    """Not collected, or its person erased before; what was given out is gone, erased or not."""
    waits, gone = asked(trial), asked(trial)
    fund(trial)
    for one in (waits, gone):
        move(trial.record, one.reference, "decide first", ONE)
        move(trial.record, one.reference, "grant", ANNA)
    move(trial.record, gone.reference, "give out", ONE, **GIVEN)
    assert Balance(1000) == here(trial)
    if erased:
        people = [one.reference for one in of_kind(trial.record, "person")]
        erase(trial.record, PROGRAMME, people, NOW)
        assert [] == of_kind(trial.record, "support")
    else:
        move(trial.record, waits.reference, "not collected", ONE, note="wyjazd")
    assert Balance(3000) == here(trial)
    assert () == trial.record.damages()


def test_hours_never_decide(trial: Trial) -> None:
    """However long anybody has worked, the same is possible."""
    thing = asked(trial)
    fund(trial)
    for name, scope in (("decide first", ONE), ("grant", ANNA)):
        before = names(trial, thing, scope)
        assert name in before
        with trial.record.writing() as connection:
            row = {"thing": thing.id, "organization": "jedna", "day": NOW.date(), "minutes": 60_000}
            connection.execute(sa.insert(WORK).values(**row))
        assert before == names(trial, thing, scope)
        move(trial.record, thing.reference, name, scope)


def test_treasurer_sees_the_money_and_no_need(trial: Trial) -> None:
    """Nor another organization; whoever decides sees no donation."""
    thing = asked(trial)
    for scope in (IGA, Scope("ola", frozenset({Role.ORGANIZATION}), "druga")):
        assert [] == of_kind(trial.record, "support", scope)
        with pytest.raises(UnknownThingError):
            whole_thing(trial.record, scope, thing.reference, NOW.date())


def test_slip_says_what_and_not_why(trial: Trial) -> None:
    """Printed once it is granted; the name of whoever gets it is written by hand."""
    thing = asked(trial)
    fund(trial)

    def paper() -> str:
        item = trial.whole_thing(thing.reference).item
        return repr(paper_of(item.thing, item.detail, CHOICES, NOW.date()))

    assert "None" == paper()
    move(trial.record, thing.reference, "decide first", ONE)
    move(trial.record, thing.reference, "grant", ANNA)
    text = paper().replace("\\xa0", " ")
    assert "20,00 zł" in text
    assert "Anna" not in text
    assert "kran" not in text
    assert "Naprawy" not in text


def test_parallel_decisions_grant_once_and_no_more_than_there_is(trial: Trial) -> None:
    """Four people, three requests, money for two."""
    things = [asked(trial) for _ in range(3)]
    fund(trial, 4500)
    for one in things:
        move(trial.record, one.reference, "decide first", ONE)
    barrier = threading.Barrier(12)

    def grant(number: int, thing: Thing) -> None:
        scope = Scope(f"anna{number}", frozenset({Role.ORGANIZATION}), "jedna")
        barrier.wait()
        try:
            move(trial.record, thing.reference, "grant", scope)
        except (RefusedMoveError, StaleError, RecordError):
            return

    threads = [
        threading.Thread(target=grant, args=(number, one)) for number in range(4) for one in things
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    with trial.record.reading() as connection:
        query = sa.select(THINGS.c.state).where(THINGS.c.kind == "support").order_by(THINGS.c.state)
        assert ["first", "granted", "granted"] == list(connection.scalars(query))
    assert Balance(500) == here(trial)
    assert () == trial.record.damages()
