"""The ledger: never below zero, and always the sum of its entries, whoever tries, killed or not."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.database.cipher import engine_of
from desk.database.errors import RefusedMoveError
from desk.database.ledger_tables import LEDGER_ACCOUNTS, LEDGER_ENTRIES
from desk.database.record import Record
from desk.database.schema import migrate
from desk.donations.paying import keep_lines, settle_lines, waiting_lines
from desk.ledger.balances import (
    Balance,
    Movement,
    balance,
    explain,
    pay_in,
    pay_out,
    take_back,
    unexplained,
)
from desk.record.erasing import erase_expired
from desk.rules.move import Thing
from tests.desk.desk_people import move, put
from tests.desk.desk_records import NOW, Trial, arrival
from tests.desk.donations.test_paying import IGA, announced, statements
from tests.desk.statements.statement_files import BOOKED

ROOT = Path(__file__).parents[3]


def here(trial: Trial, organization: str = "jedna") -> Balance:
    """What the ledger says now."""
    with trial.record.reading() as connection:
        return balance(connection, organization)


def spend(trial: Trial, grosze: int) -> None:
    """Give donated money on, as a decision does."""
    thing = Thing(0, "support", "W7M-D4QV", "granted", organization="jedna")
    with trial.record.writing() as connection:
        pay_out(connection, Movement(replace(thing, id=1), grosze, "support", NOW))


def by_transfer(trial: Trial, *, back: bool = False) -> Thing:
    """A donation of 50 zł that a line paid; and the line that gives it back waits."""
    thing, code = announced(trial)
    number = f"R-{code}"
    lines = [replace(BOOKED, grosze=5000, title=f"darowizna {code}", bank_reference=number)]
    if back:
        lines.append(replace(lines[0], grosze=-5000, title=f"ZWROT {code}"))
    keep_lines(trial.record, IGA, "jedna", statements(lines), NOW)
    settle(trial, code)
    return thing


def settle(trial: Trial, code: str = "") -> None:
    """The first line that waits pays this donation, or gives back the one that it names."""
    line = waiting_lines(trial.record, IGA)[0].match
    settle_lines(trial.record, IGA, {line.line.identity: code or line.codes[0]}, NOW)


def test_money_comes_with_the_move_that_tells_of_it(trial: Trial) -> None:
    """By a line, or by the treasurer's own move; and goes with what takes the move back."""
    by_transfer(trial)
    assert Balance(5000) == here(trial)
    cash, _code = announced(trial)
    day = NOW.date().isoformat()
    slip = {"paid": "40,50", "paid_on": day, "proof": "KP 1"}
    move(trial.record, cash.reference, "paid otherwise", IGA, **slip)
    assert Balance(9050) == here(trial)
    move(trial.record, cash.reference, "unpay", IGA, note="pomyłka")
    assert Balance(5000) == here(trial)
    move(trial.record, cash.reference, "paid otherwise", IGA, **slip)
    move(trial.record, cash.reference, "give back", IGA, note="prosi o zwrot")
    assert Balance(5000) == here(trial)
    assert Balance() == here(trial, "druga")
    assert () == trial.record.damages()


def test_transfer_that_goes_back_takes_its_money_out(trial: Trial) -> None:
    """Where the money is there."""
    by_transfer(trial, back=True)
    settle(trial)
    assert Balance() == here(trial)
    assert () == trial.record.damages()


def test_money_given_on_and_taken_back_is_explained(trial: Trial) -> None:
    """No balance is bent: it is a debt, until other donations or the organization pay it."""
    thing = by_transfer(trial, back=True)
    spend(trial, 4000)
    settle(trial)
    assert Balance(1000, 5000) == here(trial)
    with pytest.raises(RefusedMoveError):
        move(trial.record, thing.reference, "explain", IGA, paid_by="donations", note="z innych")
    assert Balance(1000, 5000) == here(trial)
    move(trial.record, thing.reference, "explain", IGA, paid_by="own", note="z własnych")
    assert Balance(1000, 0) == here(trial)
    with pytest.raises(RefusedMoveError):
        move(trial.record, thing.reference, "explain", IGA, paid_by="own", note="drugi raz")
    other = by_transfer(trial, back=True)
    spend(trial, 4000)
    settle(trial)
    by_transfer(trial)
    move(trial.record, other.reference, "explain", IGA, paid_by="donations", note="z innych")
    assert Balance(2000, 0) == here(trial)
    assert () == trial.record.damages()


def test_payment_that_was_given_on_is_not_let_go(trial: Trial) -> None:
    """The sentence names what is needed and what is there; nothing is changed."""
    thing = by_transfer(trial)
    spend(trial, 1)
    with pytest.raises(RefusedMoveError) as refused:
        move(trial.record, thing.reference, "unpay", IGA, note="pomyłka")
    (sentence,) = refused.value.sentences
    assert "50,00\u00a0zł" in sentence
    assert "49,99\u00a0zł" in sentence
    assert "received" == trial.thing(thing.reference, IGA).state
    assert Balance(4999) == here(trial)


def test_entries_outlive_what_they_were_made_for(trial: Trial) -> None:
    """The books keep the amount and the number that stands on the paper."""
    thing = by_transfer(trial)
    put(trial.record, thing.id, keep_until=NOW.date().replace(year=2020))
    erase_expired(trial.record, NOW.date(), NOW)
    with trial.record.reading() as connection:
        (row,) = connection.execute(sa.select(LEDGER_ENTRIES)).all()
    assert (None, thing.reference, 5000) == (row.thing, row.reference, row.grosze)
    assert () == trial.record.damages()


def test_older_desk_begins_with_what_was_paid(tmp_path: Path) -> None:
    """The donations that came before there was a ledger, less those that went back."""
    key, path = secrets.token_bytes(32), tmp_path / "old.db"
    engine = engine_of(path, key)
    migrate(engine, "0006")
    states = ["received", "confirmed", "returned", "declared"]
    with engine.connect() as connection:
        for at, state in enumerate(states, 1):
            paid = 1000 * at if state != "declared" else None
            thing = {"id": at, "reference": f"K7M-D4Q{at}", "state": state}
            connection.execute(sa.text(OLD_THING), thing)
            connection.execute(sa.text(OLD_DONATION), {"id": at, "code": f"C{at}", "paid": paid})
        connection.commit()
    engine.dispose()
    record = Record.open(path, key)
    with record.reading() as connection:
        assert Balance(3000) == balance(connection, None)
    assert () == record.damages()
    record.close()


OLD_THING = """
INSERT INTO things (id, kind, reference, state, version, urgent, next_step, tries, created)
VALUES (:id, 'donation', :reference, :state, 1, 0, '', 0, '2026-11-27T09:00:00+00:00')
"""
OLD_DONATION = """
INSERT INTO donations (thing, code, name, email, purpose, declared_on, paid, proof)
VALUES (:id, :code, '', '', '', '2026-11-27', :paid, '')
"""


def test_database_itself_refuses_less_than_nothing(trial: Trial) -> None:
    """No program can write it otherwise; a balance that is not its entries is named."""
    by_transfer(trial)
    lower = sa.update(LEDGER_ACCOUNTS).values(grosze=-1)
    with pytest.raises(sa.exc.IntegrityError), trial.record.engine.connect() as connection:
        connection.execute(lower)
    with trial.record.writing() as connection:
        connection.execute(sa.update(LEDGER_ACCOUNTS).values(grosze=4999))
    assert ("Saldo konta jedna (available) nie jest sumą jego wpisów.",) == trial.record.damages()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["in", "out", "back", "donations", "own"]),
        st.sampled_from([1, 2, 333, 5000]),
        st.sampled_from(["jedna", "druga", None]),
    ),
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_any_order_keeps_the_law(steps: list[tuple[str, int, str | None]]) -> None:
    """Never below zero, always the sum of entries; what is refused changes nothing."""
    with TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        (reference,) = trial.keep(arrival())
        thing = trial.thing(reference)
        try:
            for what, grosze, organization in steps:
                step(trial, what, replace(thing, organization=organization), grosze)
            assert () == trial.record.damages()
        finally:
            trial.record.close()


def step(trial: Trial, what: str, thing: Thing, grosze: int) -> None:
    """One movement; the balance is what arithmetic says, and another organization's stays."""
    movement = Movement(thing, grosze, what, NOW)
    with trial.record.reading() as connection:
        before = balance(connection, thing.organization)
    has, owes = before.available, before.unexplained
    expected = {
        "in": Balance(has + grosze, owes),
        "out": Balance(has - grosze, owes),
        "back": Balance(has - grosze, owes) if has >= grosze else Balance(has, owes + grosze),
        "donations": Balance(has - grosze, owes - grosze),
        "own": Balance(has, owes - grosze),
    }[what]
    if min(expected.available, expected.unexplained) < 0 and what != "out" and owes < grosze:
        return  # nobody explains what is not to be explained: the guard's law
    try:
        with trial.record.writing() as connection:
            {
                "in": lambda: pay_in(connection, movement),
                "out": lambda: pay_out(connection, movement),
                "back": lambda: take_back(connection, movement),
                "donations": lambda: explain(connection, movement, from_donations=True),
                "own": lambda: explain(connection, movement, from_donations=False),
            }[what]()
    except RefusedMoveError:
        assert expected.available < 0
        expected = before
    with trial.record.reading() as connection:
        assert expected == balance(connection, thing.organization)
        assert 0 <= unexplained(connection, thing)


def test_threads_spend_what_there_is_and_no_more(trial: Trial) -> None:
    """Eight at once: as many as the money is enough for."""
    for _ in range(2):
        by_transfer(trial)
    done: list[bool] = []
    barrier = threading.Barrier(8)

    def grant() -> None:
        barrier.wait()
        for _ in range(5):
            try:
                spend(trial, 700)
            except RefusedMoveError:
                done.append(False)
            else:
                done.append(True)

    threads = [threading.Thread(target=grant) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert (14, 26) == (done.count(True), done.count(False))
    assert Balance(200) == here(trial)
    assert () == trial.record.damages()


SPENDERS = """
import os, signal, sys, time
from pathlib import Path
from desk.database.errors import RefusedMoveError
from desk.ledger.balances import Movement, pay_in, pay_out
from tests.desk.desk_records import NOW, Trial

def write(seed):
    trial = Trial(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
    thing = trial.thing(sys.argv[3])
    while True:
        seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
        enter = pay_in if seed >> 16 & 1 else pay_out
        try:
            with trial.record.writing() as connection:
                enter(connection, Movement(thing, 1 + (seed >> 17) % 900, "trial", NOW))
        except RefusedMoveError:
            pass

for number in range(4):
    children = []
    for seed in range(3):
        child = os.fork()
        if not child:
            write(number * 3 + seed)
        children.append(child)
    time.sleep(0.5 + 0.013 * number)
    for child in children:
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
"""


def test_kill_leaves_balances_that_are_their_entries(trial: Trial) -> None:
    """Three processes at once, killed again and again."""
    (reference,) = trial.keep(arrival({"organization": "jedna"}))
    trial.record.close()
    words = [sys.executable, "-c", SPENDERS, str(trial.folder), trial.key.hex(), reference]
    subprocess.run(words, cwd=ROOT, check=True, timeout=120)
    trial.record = Record.open(trial.folder / "desk.db", trial.key)
    with trial.record.reading() as connection:
        grosze = list(connection.scalars(sa.select(LEDGER_ENTRIES.c.grosze)))
    assert len(grosze) > 10
    assert any(one < 0 for one in grosze)
    assert sum(grosze) == here(trial, trial.thing(reference).organization or "").available >= 0
    assert () == trial.record.damages()
