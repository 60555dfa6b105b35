"""What may be done at the desk: the whole table of states, moves and roles, as pure data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from desk.kinds.possible import MOST_WORDS, Choice, after, possible, read_answers, usual
from desk.kinds.registry import KINDS
from desk.rules.move import Choices, Effect, Facts, Kind, Move, Thing
from desk.rules.roles import CAPABILITIES, CLOCK, OF_MONEY, Capability, Role, Scope

TODAY = date(2026, 11, 27)  # a Friday
ORGANIZATIONS = {"jedna": "Jedna", "druga": "Druga"}
STATES = [
    pytest.param(kind, state.name, id=f"{kind.name}-{state.name}")
    for kind in KINDS.values()
    for state in kind.states
]
KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: str(kind.name))


def thing_in(kind: Kind, state: str) -> Thing:
    """A thing of organization `jedna` to which every move of its state makes a difference."""
    return Thing(7, kind.name, "K7M-D4QV", state, 3, "jedna", "ktoś", next_day=TODAY)


def every_fact(kind: Kind) -> frozenset[str]:
    """All that any guard of this kind may ask for."""
    return frozenset(guard.fact for move in kind.moves for guard in move.needs)


@pytest.mark.parametrize(("kind", "state"), STATES)
def test_every_cell(kind: Kind, state: str) -> None:
    """A move is possible just where its state and its roles say, and its guards are named."""
    cells = list(product(kind.moves, Role))
    assert cells
    wrong = [(move.name, role) for move, role in cells if not is_right(kind, state, move, role)]
    assert [] == wrong


def is_right(kind: Kind, state: str, move: Move, role: Role) -> bool:
    """Whether one role is offered one move in one state just when it may make it."""
    thing = thing_in(kind, state)
    calm = replace(thing, urgent=Effect.CALM in move.effects)
    scope = Scope("ewa", frozenset({role}), "jedna")
    offered = {one.move.name: one for one in possible(calm, scope, Facts(TODAY))}
    people = (Role.TREASURER,) if kind.name in OF_MONEY else (Role.PROGRAMME, Role.ORGANIZATION)
    sees = role in (*people, Role.CLOCK)
    expected = state in move.start and role in move.by and sees
    if not expected:
        return move.name not in offered
    allowed = possible(calm, scope, Facts(TODAY, every_fact(kind)))
    return offered.get(move.name) == Choice(move, move.needs) and Choice(move) in allowed


@KIND
def test_out_of_scope_nothing_is_possible(kind: Kind) -> None:
    """Another organization's coordinator, and one without an organization, may do nothing."""
    for state, organization in product(kind.states, ("druga", None)):
        scope = Scope("ewa", frozenset({Role.ORGANIZATION}), organization)
        assert () == possible(thing_in(kind, state.name), scope, Facts(TODAY))
        treasurer = Scope("ewa", frozenset({Role.TREASURER}), "druga")
        assert () == possible(thing_in(kind, state.name), treasurer, Facts(TODAY))


def test_unhanded_belongs_to_the_programme() -> None:
    """What no organization has yet is seen by the programme alone."""
    assert Scope("ewa", frozenset({Role.PROGRAMME})).sees(None)
    assert not Scope("ewa", frozenset({Role.ORGANIZATION}), "jedna").sees(None)
    assert not Scope("ewa", frozenset({Role.ORGANIZATION}), None).sees(None)


def test_two_deciders_are_two_people() -> None:
    """Where another person has to move, whoever moved last is refused."""
    kind = KINDS["submission"]
    move = next(one for one in kind.moves if one.name == "accept")
    other = replace(move, other=True)
    KINDS["submission"] = replace(kind, moves=(other,))
    try:
        thing, scope = thing_in(kind, "read"), Scope("ewa", frozenset({Role.PROGRAMME}))
        assert () == possible(thing, scope, Facts(TODAY, last_mover="ewa"))
        assert (Choice(other, other.needs),) == possible(thing, scope, Facts(TODAY, last_mover="j"))
    finally:
        KINDS["submission"] = kind


@KIND
def test_kind_is_sound(kind: Kind) -> None:
    """States and moves name each other; every state can be reached and every open one be left."""
    names = [one.name for one in kind.states]
    assert len(set(names)) == len(names)
    assert len({one.name for one in kind.moves}) == len(kind.moves)
    for move in kind.moves:
        assert move.start <= set(names)
        assert move.to is None or move.to in names
        assert move.by
        assert move.label
    for state in kind.states:
        leaves = {m.to for m in kind.moves if state.name in m.start} - {None, state.name}
        assert leaves or state.ended, state.name


@pytest.mark.parametrize("role", Role)
def test_unknown_role_may_nothing(role: Role) -> None:
    """A role gives what the table says; no role gives nothing."""
    assert CAPABILITIES[role] == {
        one for one in Capability if Scope("ewa", frozenset({role})).may(one)
    }
    assert not any(Scope("ewa", frozenset()).may(one) for one in Capability)


def test_typist_reads_nothing() -> None:
    """Whoever types in cannot read back, search or print."""
    typist = Scope("ewa", frozenset({Role.TYPIST}), "jedna")
    assert typist.may(Capability.TYPE_IN)
    assert not any(
        typist.may(one) for one in (Capability.READ, Capability.SEARCH, Capability.PRINT)
    )
    assert not typist.sees("jedna")


def move_called(name: str) -> Move:
    """A move of submissions."""
    return next(one for one in KINDS["submission"].moves if one.name == name)


USUAL = [
    ("submission", "read", None, {}, "hand over"),
    ("submission", "read", "jedna", {"handed"}, "accept"),
    ("request", "draft", "jedna", {"person open"}, "check"),
    ("request", "checked", "jedna", {"person open", "valid"}, "open up"),
    ("request", "checked", "jedna", {"person open"}, None),
    ("request", "open", "jedna", {"person open", "valid"}, None),
    ("person", "talking", "jedna", {"talked", "of age"}, "accept"),
    ("match", "ready", "jedna", {"request told"}, None),
    ("match", "ready", "jedna", {"request told", "offer told"}, "other agrees"),
    ("match", "agreed", "jedna", {"no task"}, "finish"),
    ("match", "agreed", "jedna", set(), None),
]


@pytest.mark.parametrize(("kind", "state", "organization", "true", "expected"), USUAL)
def test_one_button_stands_out(
    kind: str, state: str, organization: str | None, true: set[str], expected: str | None
) -> None:
    """What mostly comes next, only when nothing stands in its way."""
    thing = Thing(7, kind, "K7M-D4QV", state, 3, organization, "ktoś")
    scope = Scope("ewa", frozenset({Role.PROGRAMME}))
    found = usual(thing, possible(thing, scope, Facts(TODAY, frozenset(true))))
    assert expected == (found and found.name)


def test_missed_call_comes_back_on_a_working_day() -> None:
    """On Friday nobody answers: Monday; the tries are counted until somebody answers."""
    scope, thing = Scope("ewa", frozenset({Role.PROGRAMME})), thing_in(KINDS["submission"], "read")
    once = after(thing, move_called("missed"), scope, {}, TODAY)
    assert (date(2026, 11, 30), 1, "ewa") == (once.next_day, once.tries, once.coordinator)
    twice = after(once, move_called("missed"), scope, {}, TODAY)
    assert (2, 5) == (twice.tries, twice.version)
    done = after(twice, move_called("reached"), scope, {"note": ""}, TODAY)
    assert (0, None) == (done.tries, done.next_day)


def test_ended_is_kept_no_longer_than_promised() -> None:
    """Retention shortens the form's own last day and never moves it away."""
    scope, thing = CLOCK, thing_in(KINDS["submission"], "read")
    soon = replace(thing, keep_until=date(2026, 12, 24))
    late = replace(thing, keep_until=date(2028, 1, 1))
    accept = move_called("accept")
    assert date(2026, 12, 24) == after(soon, accept, scope, {}, TODAY).keep_until
    assert date(2027, 5, 26) == after(late, accept, scope, {}, TODAY).keep_until
    assert late.keep_until == after(late, move_called("take"), scope, {}, TODAY).keep_until


def test_handing_over_frees_it() -> None:
    """It gets its organization, and nobody there has it yet."""
    scope, thing = Scope("ewa", frozenset({Role.PROGRAMME})), thing_in(KINDS["submission"], "read")
    handed = after(thing, move_called("hand over"), scope, {"organization": "druga"}, TODAY)
    assert ("druga", None) == (handed.organization, handed.coordinator)
    back = after(handed, move_called("give back"), scope, {}, TODAY)
    assert (None, None) == (back.organization, back.coordinator)


@pytest.mark.parametrize(
    ("move", "given", "wrong"),
    [
        ("plan", {"next_day": "2026-11-27", "next_step": "zadzwonić"}, set()),
        ("plan", {"next_day": "2026-11-26", "next_step": "zadzwonić"}, {"next_day"}),
        ("plan", {"next_day": "jutro", "next_step": ""}, {"next_day", "next_step"}),
        ("plan", {"next_day": "2028-11-27", "next_step": "x" * (MOST_WORDS + 1)}, None),
        ("hand over", {"organization": "trzecia"}, {"organization"}),
        ("hand over", {"organization": "jedna"}, set()),
        ("refuse", {}, {"note"}),
        ("refuse", {"note": "nie ten \u202eprogram"}, {"note"}),
        ("reached", {"note": ""}, set()),
    ],
)
def test_answers_are_read(move: str, given: dict[str, str], wrong: set[str] | None) -> None:
    """Each wrong answer is named by its question, and a right one has no mistake."""
    one = move_called(move)
    _, field_errors = read_answers(one, given, TODAY, Choices(ORGANIZATIONS))
    assert (wrong if wrong is not None else {q.name for q in one.asks}) == set(field_errors)


def test_guards_say_what_to_do() -> None:
    """Each guard is a whole sentence for whoever cannot make the move yet."""
    for kind in KINDS.values():
        for move in kind.moves:
            assert all(one.says.endswith(".") for one in move.needs)
