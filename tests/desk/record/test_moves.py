"""Moves: one transaction, one line, never on a stale page, never out of the scope."""

from __future__ import annotations

import subprocess
import sys
import threading
from itertools import product

import pytest
import sqlalchemy as sa

from desk.database.errors import (
    RefusedMoveError,
    StaleError,
    UnknownThingError,
    WrongAnswersError,
)
from desk.database.record import Record
from desk.kinds.registry import KINDS
from desk.record.moves import open_thing
from desk.record.reads import Filter, forms, inbox, today, whole_thing
from desk.rules.roles import Role, Scope
from tests.conftest import ROOT
from tests.desk.desk_records import (
    NOBODY,
    NOW,
    ONE,
    OTHER,
    PROGRAMME,
    Trial,
    arrival,
)

DAY = NOW.date()
GIVEN = {
    "note": "krótko",
    "next_day": DAY.isoformat(),
    "next_step": "zadzwonić",
    "organization": "jedna",
}


def in_state(trial: Trial, state: str) -> str:
    """The number of a new submission of organization `jedna` in this state."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    trial.change(reference, state=state, coordinator="jan")
    return reference


def test_every_cell_of_the_table(trial: Trial) -> None:
    """Each move of each state by each role is made or refused as the table says, with one line."""
    kind, refused = KINDS["submission"], dict[str, str]()
    for state, move, role in product(kind.states, kind.moves, Role):
        sees = role in (Role.PROGRAMME, Role.ORGANIZATION, Role.CLOCK)
        allowed = sees and state.name in move.start and role in move.by
        if not allowed and state.name not in refused:
            refused[state.name] = in_state(trial, state.name)
        reference = in_state(trial, state.name) if allowed else refused[state.name]
        if allowed and move.name == "mark calm":
            trial.change(reference, urgent=True)
        if allowed and move.name == "settle":
            trial.change(reference, next_day=DAY)
        before = trial.thing(reference)
        scope = Scope("ala", frozenset({role}), "jedna")
        cell = f"{state.name} {move.name} {role}"
        if allowed:
            after = trial.move(reference, move.name, scope, before.version, **GIVEN)
            assert (move.to or state.name, before.version + 1) == (after.state, after.version), cell
            assert ["received", move.name] == [
                line.move for line in trial.whole_thing(reference).lines
            ], cell
        else:
            with pytest.raises(RefusedMoveError if sees else UnknownThingError):
                trial.move(reference, move.name, scope, before.version, **GIVEN)
            assert before == trial.thing(reference), cell
    for reference in refused.values():
        assert ["received"] == [line.move for line in trial.whole_thing(reference).lines]
    assert () == trial.record.damages()


def test_stale_page_changes_nothing(trial: Trial) -> None:
    """Whoever comes second is told what the first one did, and both versions."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    seen = trial.thing(reference).version
    trial.move(reference, "open", ONE, seen)
    trial.move(reference, "take", ONE)
    with pytest.raises(StaleError) as caught:
        trial.move(reference, "take", PROGRAMME, seen)
    assert (seen, seen + 2, "jan") == (
        caught.value.seen,
        caught.value.now.version,
        caught.value.now.coordinator,
    )
    assert ["open", "take"] == [line.move for line in caught.value.since]
    assert "jan" == trial.thing(reference).coordinator


def test_guard_is_told(trial: Trial) -> None:
    """What has to be done first is said, and nothing is changed before."""
    (reference,) = trial.keep(arrival({"organization": "pomozcie-wybrac"}))
    trial.move(reference, "open")
    with pytest.raises(RefusedMoveError) as caught:
        trial.move(reference, "accept")
    assert ("Najpierw przekaż to organizacji.",) == caught.value.sentences
    trial.move(reference, "hand over", organization="jedna")
    assert "accepted" == trial.move(reference, "accept", ONE).state


def test_wrong_answers_change_nothing(trial: Trial) -> None:
    """They are named by question; the row and the chain are as before."""
    (reference,) = trial.keep(arrival())
    before, number = trial.thing(reference), trial.lines()
    with pytest.raises(WrongAnswersError) as caught:
        trial.move(reference, "plan", next_day="wczoraj", next_step="x")
    assert {"next_day"} == set(caught.value.field_errors)
    assert (before, number) == (trial.thing(reference), trial.lines())


def test_opening_is_a_move_once_and_then_a_line(trial: Trial) -> None:
    """Whoever reads first makes it read; every reading is noted."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    assert "read" == open_thing(trial.record, ONE, reference, NOW).state
    version = trial.thing(reference).version
    open_thing(trial.record, PROGRAMME, reference, NOW)
    assert version == trial.thing(reference).version
    told = [(line.user, line.move) for line in trial.whole_thing(reference).lines]
    assert [("program", "received"), ("jan", "open"), ("ewa", "seen")] == told
    with pytest.raises(UnknownThingError):
        open_thing(trial.record, OTHER, reference, NOW)


def test_other_organization_finds_nothing(trial: Trial) -> None:
    """By number, in lists, in counts, by search, among links and doubles."""
    same = {"organization": "jedna", "phone": "+48601234567"}
    first, second = trial.keep(arrival(same), arrival(same))
    for scope in (OTHER, NOBODY, Scope("x", frozenset({Role.TYPIST}), "jedna")):
        for reference in (first, second):
            with pytest.raises(UnknownThingError):
                whole_thing(trial.record, scope, reference, DAY)
        for wanted in (
            Filter(),
            Filter(state=""),
            Filter(words=first),
            Filter(words="601 234 567"),
            Filter(words="Anna"),
            Filter(organization="jedna"),
        ):
            found = inbox(trial.record, scope, wanted, NOW)
            assert ((), 0) == (found.items, found.number)
        lists = today(trial.record, scope, DAY)
        assert [] == [*lists.urgent, *lists.call, *lists.decide, *lists.waiting, *lists.ending]
        assert () == forms(trial.record, scope)
    assert (second,) == whole_thing(trial.record, ONE, first, DAY).same
    trial.move(second, "hand over", organization="druga")
    assert () == whole_thing(trial.record, ONE, first, DAY).same


@pytest.mark.parametrize("words", ["601 234 567", "+48 601-234-567", "anna", "ANN", "a@b.pl"])
def test_search_finds_a_person(trial: Trial, words: str) -> None:
    """By the telephone however it is typed, by the start of the first name, by e-mail."""
    answers = {"phone": "+48601234567", "email": "A@b.pl"}
    reference, _other = trial.keep(arrival(answers), arrival({"first_name": "Jan"}))
    found = inbox(trial.record, PROGRAMME, Filter(words=words), NOW)
    assert [reference] == [one.thing.reference for one in found.items]
    assert "searched" == trial.last_line()
    by_number = inbox(trial.record, PROGRAMME, Filter(words=reference.lower()), NOW)
    assert 1 == by_number.number


def test_search_takes_no_wildcards(trial: Trial) -> None:
    """A percent sign is a letter like any other: nobody lists everybody with it."""
    trial.keep(arrival())
    for words in ("%", "_", "A_na", "1", "48"):
        assert 0 == inbox(trial.record, PROGRAMME, Filter(words=words), NOW).number


def test_urgent_stays_on_top_until_somebody_takes_it(trial: Trial) -> None:
    """Also after it was read."""
    calm, urgent = trial.keep(
        arrival({"organization": "jedna"}),
        arrival({"organization": "jedna", "by_when": "pilne"}),
    )
    trial.move(urgent, "open", ONE)
    lists = today(trial.record, PROGRAMME, DAY)
    assert [urgent, calm] == [one.thing.reference for one in lists.urgent]
    trial.move(urgent, "take", ONE)
    assert [calm] == [one.thing.reference for one in today(trial.record, PROGRAMME, DAY).urgent]
    assert [urgent] == [one.thing.reference for one in today(trial.record, ONE, DAY).call]


def test_three_missed_calls_ask_for_a_decision(trial: Trial) -> None:
    """Until then it comes back on its day, not before."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    trial.move(reference, "open", ONE)
    trial.move(reference, "missed", ONE)
    day = trial.move(reference, "missed", ONE).next_day or DAY
    assert () == today(trial.record, ONE, DAY).call
    assert [reference] == [one.thing.reference for one in today(trial.record, ONE, day).call]
    trial.move(reference, "missed", ONE)
    lists = today(trial.record, ONE, day)
    assert ((), [reference]) == (lists.call, [one.thing.reference for one in lists.decide])


def test_quarantine_is_not_in_the_day(trial: Trial) -> None:
    """What looks like a machine waits in its own list, and can be let out."""
    (reference,) = trial.keep(arrival({"by_when": "pilne"}, state="quarantine"))
    assert () == today(trial.record, PROGRAMME, DAY).urgent
    assert 0 == inbox(trial.record, PROGRAMME, Filter(), NOW).number
    assert 1 == inbox(trial.record, PROGRAMME, Filter(state="quarantine"), NOW).number
    trial.move(reference, "release")
    assert [reference] == [
        one.thing.reference for one in today(trial.record, PROGRAMME, DAY).urgent
    ]


def test_four_writers_lose_nothing(trial: Trial) -> None:
    """Threads that write the same thing: each move is made once or refused as stale."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    start, made, stale = trial.thing(reference).version, list[int](), list[int]()

    def write() -> None:
        for _ in range(25):
            try:
                made.append(trial.move(reference, "note", note="raz").version)
            except StaleError as error:
                stale.append(error.seen)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert 100 == len(made) + len(stale)
    assert len(set(made)) == len(made)
    assert start + len(made) == trial.thing(reference).version
    assert len(made) == len(trial.whole_thing(reference).notes)
    assert () == trial.record.damages()


WRITERS = """
import os, signal, sys, time
from pathlib import Path
from tests.desk.desk_records import Trial

def write():
    trial = Trial(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
    while True:
        trial.move(sys.argv[3], "note", note="raz")

for number in range(8):
    child = os.fork()
    if not child:
        write()
    time.sleep(0.2 + 0.013 * number)
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
"""


def test_kill_leaves_old_or_new(trial: Trial) -> None:
    """However often a writer is killed: as many versions as lines and notes, and a whole chain."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    trial.record.close()
    words = [sys.executable, "-c", WRITERS, str(trial.folder), trial.key.hex(), reference]
    subprocess.run(words, cwd=ROOT, check=True, timeout=120)
    trial.record = Record.open(trial.folder / "desk.db", trial.key)
    thing, whole = trial.thing(reference), trial.whole_thing(reference)
    moved = [line for line in whole.lines if line.move == "note"]
    assert thing.version - 1 == len(moved) == len(whole.notes)
    assert moved
    assert () == trial.record.damages()


def test_chain_names_what_was_changed_in_the_database(trial: Trial) -> None:
    """A line changed, taken out or cut by somebody who has the key is named."""
    (reference,) = trial.keep(arrival())
    trial.move(reference, "open")
    trial.move(reference, "take")
    head = trial.record.head()
    with trial.record.writing() as connection:
        connection.execute(sa.text("UPDATE moves SET user = 'jan' WHERE number = 2"))
    assert ("Wiersz 2 jest zmieniony.",) == trial.record.damages()
    with trial.record.writing() as connection:
        connection.execute(sa.text("DELETE FROM moves WHERE number > 1"))
    assert () == trial.record.damages()
    assert ("Koniec dziennika jest ucięty albo zmieniony.",) == trial.record.damages(head)
