"""A submission becomes a person, a request, offers: by one move, once, and nobody is merged."""

from __future__ import annotations

import pytest

from catalog.forms.form import Answer
from desk.database.errors import UnknownThingError, WrongAnswersError
from desk.details.exchanges import Exchange
from desk.details.people import Person
from desk.record.reads import Item, whole_thing
from desk.rules.roles import Role, Scope
from tests.desk.desk_people import ASKS, HELPS, accepted, move, of_kind, sent
from tests.desk.desk_records import NOW, ONE, OTHER, PROGRAMME, Trial, arrival

DAY = NOW.date()


def item(trial: Trial, reference: str) -> Item:
    """A thing with what only its kind has."""
    return trial.whole_thing(reference).item


def person_of(trial: Trial, at: int = -1) -> Person:
    """The person who was made, first or last."""
    detail = item(trial, of_kind(trial.record, "person")[at].reference).detail
    assert isinstance(detail, Person)
    return detail


def exchange_of(trial: Trial, kind: str, at: int = -1) -> Exchange:
    """The request or offer that was made."""
    detail = item(trial, of_kind(trial.record, kind)[at].reference).detail
    assert isinstance(detail, Exchange)
    return detail


def test_who_asks_becomes_a_person_with_a_request(trial: Trial) -> None:
    """With all that helping needs, in the same organization, linked, and taken by who did it."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference, scope=ONE)
    (person,), (request,) = of_kind(trial.record, "person"), of_kind(trial.record, "request")
    known, asked = person_of(trial), exchange_of(trial, "request")
    assert ("Anna", "Toruń", "601 234 567") == (known.name, known.town, known.phones[0][0][-11:])
    assert (("recipient",), ("naprawy",), ()) == (known.roles, known.needs, known.abilities)
    assert ("naprawy", "Cieknie kran.", "Toruń") == (asked.category, asked.what, asked.town)
    assert [("accepted", "jedna", "jan"), ("draft", "jedna", "jan")] == [
        (one.state, one.organization, one.coordinator) for one in (person, request)
    ]
    assert {person.reference, request.reference} == {
        one.thing.reference for one in trial.whole_thing(reference).linked
    }
    for one in (person, request):
        assert ["made"] == [line.move for line in trial.whole_thing(one.reference).lines]
    assert trial.thing(reference).keep_until == person.keep_until
    assert () == trial.record.damages()


@pytest.mark.parametrize(
    ("form", "answers", "state", "made"),
    [
        ("oferta", HELPS | {"category": ("naprawy", "nauka-dzieci")}, "reported",
         {"offer": ["naprawy", "nauka-dzieci"]}),
        ("oferta", HELPS | {"category": ("cos-innego",)}, "reported", {"offer": [""]}),
        ("potrzeba", ASKS | {"category": "cos-innego"}, "accepted", {"request": [""]}),
        ("uczestnik", {"needs": ("naprawy",), "abilities": ("naprawy",)}, "reported", {}),
        ("wolontariusz", {"services": ("naprawy",)}, "reported", {}),
    ],
)  # fmt: skip
def test_each_form_makes_what_its_row_says(
    trial: Trial, form: str, answers: dict[str, Answer], state: str, made: dict[str, list[str]]
) -> None:
    """An offer of two kinds is two offers; what names no kind is asked by the coordinator."""
    (reference,) = trial.keep(sent(form, answers))
    accepted(trial.record, reference)
    assert [state] == [one.state for one in of_kind(trial.record, "person")]
    for kind in ("request", "offer"):
        number = len(of_kind(trial.record, kind))
        assert made.get(kind, []) == [exchange_of(trial, kind, at).category for at in range(number)]


def test_other_forms_make_nobody(trial: Trial) -> None:
    """They are accepted as before."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    accepted(trial.record, reference)
    assert [] == of_kind(trial.record, "person")


@pytest.mark.parametrize(
    ("second", "is_alike"),
    [
        ({"phone": "+48601234567", "first_name": "Hania"}, True),
        ({"email": "A@b.pl", "first_name": "Hania"}, True),
        ({"place": "torun"}, True),
        ({"place": "Lubicz"}, False),
        ({"place": "Toruń", "first_name": "Jan"}, False),
        ({"phone": "+48601234568", "first_name": "Jan"}, False),
    ],
)
def test_doubles_are_shown_and_never_merged(
    trial: Trial, second: dict[str, Answer], *, is_alike: bool
) -> None:
    """Who may be the same has to be chosen; until then nothing is changed."""
    first, other = trial.keep(
        sent("potrzeba", ASKS | {"email": "a@b.pl"}), sent("potrzeba", {"what": "x", **second})
    )
    accepted(trial.record, first)
    (known,) = of_kind(trial.record, "person")
    assert ([known.reference] if is_alike else []) == list(trial.whole_thing(other).alike)
    move(trial.record, other, "open")
    if not is_alike:
        move(trial.record, other, "accept")
        assert 2 == len(of_kind(trial.record, "person"))
        return
    before = trial.lines()
    for answer in ("", "K7M-D4QV"):
        with pytest.raises(WrongAnswersError) as caught:
            move(trial.record, other, "accept", person=answer)
        assert {"person"} == set(caught.value.field_errors)
    assert (before, 1) == (trial.lines(), len(of_kind(trial.record, "person")))


def test_whoever_is_chosen_gets_what_is_new(trial: Trial) -> None:
    """A new role, number and request; a helper who only asked before begins with a talk."""
    first, other = trial.keep(
        sent("potrzeba", ASKS), sent("oferta", HELPS | {"first_name": "Anna", "place": "Toruń"})
    )
    accepted(trial.record, first)
    (known,) = of_kind(trial.record, "person")
    accepted(trial.record, other, known.reference)
    (after,) = of_kind(trial.record, "person")
    person = person_of(trial)
    assert (2, "reported") == (after.version, after.state)
    assert (("recipient", "helper"), "jan@example.org") == (person.roles, person.email)
    assert (("naprawy",), ("naprawy",)) == (person.needs, person.abilities)
    assert 1 == len(of_kind(trial.record, "request")) == len(of_kind(trial.record, "offer"))
    assert () == trial.record.damages()


def test_somebody_new_may_be_said(trial: Trial) -> None:
    """Two people of one name and town are two people when a person says so."""
    first, other = trial.keep(sent("potrzeba", ASKS), sent("potrzeba", ASKS))
    accepted(trial.record, first)
    accepted(trial.record, other, "new")
    assert 2 == len(of_kind(trial.record, "person"))


def test_organizations_do_not_share_people(trial: Trial) -> None:
    """Somebody known to another organization is nobody here, also for the programme."""
    first, other = trial.keep(
        sent("potrzeba", ASKS), sent("potrzeba", ASKS | {"organization": "druga"})
    )
    accepted(trial.record, first)
    (known,) = of_kind(trial.record, "person")
    for scope in (OTHER, PROGRAMME):
        assert {} == whole_thing(trial.record, scope, other, DAY).alike
    move(trial.record, other, "open", OTHER)
    with pytest.raises(WrongAnswersError):
        move(trial.record, other, "accept", OTHER, person=known.reference)
    move(trial.record, other, "accept", OTHER)
    assert ["druga"] == [one.organization for one in of_kind(trial.record, "person", OTHER)]


def test_it_becomes_somebody_once(trial: Trial) -> None:
    """Coming back to it and accepting again makes no second person."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference)
    move(trial.record, reference, "reopen")
    move(trial.record, reference, "accept")
    assert (1, 1) == tuple(len(of_kind(trial.record, kind)) for kind in ("person", "request"))


def test_what_a_person_has_goes_along(trial: Trial) -> None:
    """Handing a person over hands over what they asked for: nobody is left with half."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference)
    (person,), (request,) = of_kind(trial.record, "person"), of_kind(trial.record, "request")
    move(trial.record, person.reference, "hand over", organization="druga")
    (after,) = of_kind(trial.record, "request")
    assert ("druga", None, 2) == (after.organization, after.coordinator, after.version)
    assert "along" == trial.whole_thing(request.reference).lines[-1].move
    with pytest.raises(UnknownThingError):
        whole_thing(trial.record, ONE, request.reference, DAY)
    assert () == trial.record.damages()


def test_person_may_ask_for_more(trial: Trial) -> None:
    """By telephone, without a form; of two towns of one name it has to be said which."""
    (reference,) = trial.keep(sent("uczestnik", {"place": "Toruń"}))
    accepted(trial.record, reference)
    (person,) = of_kind(trial.record, "person")
    given = {"category": "naprawy", "what": "Zacięty zamek.", "town": "Brzezie"}
    with pytest.raises(WrongAnswersError) as caught:
        move(trial.record, person.reference, "add request", PROGRAMME, **given)
    assert "Brzezie, powiat kaliski" in caught.value.field_errors["town"]
    given["town"] = "brzezie, powiat kaliski"
    move(trial.record, person.reference, "add request", PROGRAMME, **given)
    assert "Zacięty zamek." == exchange_of(trial, "request").what
    assert "Toruń" == person_of(trial).town


def test_approval_wants_a_talk_and_an_age(trial: Trial) -> None:
    """A talk about what was sent counts; for the young a guardian's paper."""
    (reference,) = trial.keep(sent("uczestnik", {"of_age": "nie"}))
    move(trial.record, reference, "open")
    move(trial.record, reference, "reached", note="rozmowa")
    move(trial.record, reference, "accept")
    (person,) = of_kind(trial.record, "person")
    facts = trial.whole_thing(person.reference).facts.true
    assert frozenset({"talked"}) == facts & {"talked", "of age"}
    move(trial.record, person.reference, "of age", of_age="zgoda")
    assert "accepted" == move(trial.record, person.reference, "accept").state


def test_scope_of_another_organization_finds_no_person(trial: Trial) -> None:
    """Neither the person, nor what they asked for, in lists, links and counts."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference)
    typist = Scope("typ", frozenset({Role.TYPIST}), "jedna")
    for kind in ("person", "request"):
        (thing,) = of_kind(trial.record, kind)
        for scope in (OTHER, typist):
            assert [] == of_kind(trial.record, kind, scope)
            with pytest.raises(UnknownThingError):
                whole_thing(trial.record, scope, thing.reference, DAY)
