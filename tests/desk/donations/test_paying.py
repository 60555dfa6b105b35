"""Lines of statements are kept once and each pays one donation, whoever tries, in any order."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.database.errors import RefusedMoveError
from desk.database.tables import BANK_LINES, DONATIONS, THINGS
from desk.donations.paying import ASIDE, NEW, Kept, keep_lines, settle_lines, waiting_lines
from desk.rules.move import Thing
from desk.rules.roles import Role, Scope
from desk.statements.matching import Kind
from desk.statements.reading import read_statement
from desk.statements.statement import Booking, Statement, StatementError
from tests.desk.desk_people import accepted, move, of_kind, sent
from tests.desk.desk_records import NOW, PROGRAMME, Trial
from tests.desk.statements.statement_files import BOOKED, OURS, Written, mt940

IGA = Scope("iga", frozenset({Role.TREASURER}), "jedna")
ALL = Scope("ada", frozenset({Role.TREASURER}))
OTHERS = (
    PROGRAMME,
    Scope("ida", frozenset({Role.TREASURER}), "druga"),
    Scope("jan", frozenset({Role.ORGANIZATION}), "jedna"),
)
BOOKINGS = [
    replace(BOOKED, grosze=grosze, title=title, day=date(2026, 11, day), bank_reference=reference)
    for grosze, title, day, reference in [
        (5000, "Darowizna", 3, ""),
        (5000, "Darowizna", 3, ""),
        (-1200, "Prowizja", 4, "R-7"),
        (70_00, "Na cele statutowe", 5, "R-8"),
        (333, "Darowizna", 5, "R-9"),
        (1, "Odsetki", 6, ""),
    ]
]


def statements(bookings: Sequence[Booking]) -> tuple[Statement, ...]:
    """As the bank's file gives them."""
    return read_statement(mt940([Written(tuple(bookings))]), "w.sta", account=OURS)


def announced(trial: Trial, organization: str = "jedna") -> tuple[Thing, str]:
    """A donation that waits for its money, and its code."""
    answers = {"donor_name": "Zmyślona Zofia", "amount": "50", "organization": organization}
    (code,) = trial.keep(sent("darowizna", answers))
    accepted(trial.record, code)
    return of_kind(trial.record, "donation", ALL)[-1], code


def states(trial: Trial) -> Counter[str]:
    """How many donations are in each state."""
    with trial.record.reading() as connection:
        query = sa.select(THINGS.c.state).where(THINGS.c.kind == "donation")
        return Counter(connection.scalars(query))


def rows(trial: Trial) -> list[tuple[object, ...]]:
    """Every line that is kept, and what it pays."""
    with trial.record.reading() as connection:
        query = sa.select(*(one for one in BANK_LINES.c if one.name != "id"))
        return sorted((tuple(one) for one in connection.execute(query)), key=str)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), min_size=1, max_size=6))
def test_overlapping_statements_are_kept_once(parts: list[tuple[int, int]]) -> None:
    """Whole days in any files, in any order, however often: each line once, and no other."""
    with TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        expected: set[str] = set()
        for first, number in parts:
            days = sorted({one.day for one in BOOKINGS})[first % 4 :][:number]
            (whole,) = statements([one for one in BOOKINGS if one.day in days])
            fresh = {one.identity for one in whole.lines} - expected
            kept = keep_lines(trial.record, IGA, "jedna", [whole], NOW)
            assert Kept(len(fresh), len(whole.lines) - len(fresh)) == kept
            expected |= fresh
        assert sorted(expected) == sorted(str(one[0]) for one in rows(trial))
        assert () == trial.record.damages()
        trial.record.close()


def test_same_statement_twice_changes_nothing(trial: Trial) -> None:
    """Not even a line of the chain; nor what was settled in between."""
    whole = statements(BOOKINGS)
    assert Kept(6, 0) == keep_lines(trial.record, IGA, "jedna", whole, NOW)
    first = waiting_lines(trial.record, IGA)[0].match.line.identity
    settle_lines(trial.record, IGA, {first: NEW}, NOW)
    before, head = rows(trial), trial.record.head()
    assert Kept(0, 6) == keep_lines(trial.record, IGA, "jedna", whole, NOW)
    assert (before, head) == (rows(trial), trial.record.head())


def test_refused_statement_changes_nothing(trial: Trial) -> None:
    """A file whose sums disagree is never lines; nor is another organization's account kept."""
    damaged = mt940([Written(tuple(BOOKINGS))]).replace(b"70,00", b"71,00")
    with pytest.raises(StatementError):
        keep_lines(trial.record, IGA, "jedna", read_statement(damaged, "w.sta"), NOW)
    for scope in OTHERS:
        with pytest.raises(RefusedMoveError):
            keep_lines(trial.record, scope, "jedna", statements(BOOKINGS), NOW)
    assert [] == rows(trial)


def paying(code: str, grosze: int = 5000) -> Booking:
    """A transfer with a code in its title."""
    return replace(BOOKED, grosze=grosze, title=f"darowizna {code.lower()}", bank_reference="R-1")


def test_sure_is_suggested_and_nothing_is_automatic(trial: Trial) -> None:
    """What came is what counts, not what was promised; until then nothing has come."""
    thing, code = announced(trial)
    keep_lines(trial.record, IGA, "jedna", statements([paying(code, 6000), *BOOKINGS]), NOW)
    (sure,) = [one for one in waiting_lines(trial.record, IGA) if one.match.kind is Kind.SURE]
    assert sure.match.donation is not None
    assert code == sure.match.donation.code
    assert {"declared": 1} == states(trial)
    settle_lines(trial.record, IGA, {sure.match.line.identity: code}, NOW)
    with trial.record.reading() as connection:
        query = sa.select(DONATIONS.c.paid, DONATIONS.c.paid_on)
        assert (6000, date(2026, 11, 3)) == tuple(connection.execute(query).one())
    assert "received" == trial.thing(thing.reference, IGA).state
    assert 5 == len(waiting_lines(trial.record, IGA))
    assert () == trial.record.damages()


def test_one_line_pays_one_donation(trial: Trial) -> None:
    """A line that is settled and a donation that is paid are refused, with all that came along."""
    (_, one), (_, other) = announced(trial), announced(trial)
    keep_lines(trial.record, IGA, "jedna", statements([paying(one), *BOOKINGS]), NOW)
    first, second, *_ = [x.match.line.identity for x in waiting_lines(trial.record, IGA)]
    settle_lines(trial.record, IGA, {first: one}, NOW)
    before, head = rows(trial), trial.record.head()
    for chosen in ({first: other}, {second: one}, {second: other, first: NEW}, {second: "?"},
                   {second: other, "?": ASIDE}):  # fmt: skip
        with pytest.raises(RefusedMoveError):
            settle_lines(trial.record, IGA, chosen, NOW)
        assert (before, head) == (rows(trial), trial.record.head())
    for scope in OTHERS:
        assert () == waiting_lines(trial.record, scope)
        with pytest.raises(RefusedMoveError):
            settle_lines(trial.record, scope, {second: other}, NOW)
    assert {"received": 1, "declared": 1} == states(trial)


def test_donation_of_another_organization_is_not_paid(trial: Trial) -> None:
    """Not even by a treasurer who sees both."""
    _, code = announced(trial, "druga")
    keep_lines(trial.record, ALL, "jedna", statements([paying(code)]), NOW)
    (line,) = waiting_lines(trial.record, ALL)
    assert Kind.OPEN is line.match.kind
    with pytest.raises(RefusedMoveError):
        settle_lines(trial.record, ALL, {line.match.line.identity: code}, NOW)


def test_gift_that_nobody_announced_and_what_is_none(trial: Trial) -> None:
    """A donation is made of the line; a line set aside is seen no more."""
    keep_lines(trial.record, IGA, "jedna", statements(BOOKINGS), NOW)
    waiting = waiting_lines(trial.record, IGA)
    chosen = {one.match.line.identity: ASIDE for one in waiting}
    chosen[waiting[0].match.line.identity] = NEW
    assert 5 == settle_lines(trial.record, IGA, chosen, NOW)
    assert () == waiting_lines(trial.record, IGA)
    assert {"received": 1} == states(trial)


def test_money_that_goes_back_returns_its_donation(trial: Trial) -> None:
    """Just as much as came; and a mistake can be taken back before."""
    thing, code = announced(trial)
    back = replace(paying(code), grosze=-5000, title=f"ZWROT {code}", day=date(2026, 11, 9))
    less = replace(back, grosze=-4000, bank_reference="R-2")
    keep_lines(trial.record, IGA, "jedna", statements([paying(code), back, less]), NOW)
    (line,) = waiting_lines(trial.record, IGA)
    settle_lines(trial.record, IGA, {line.match.line.identity: code}, NOW)
    move(trial.record, thing.reference, "unpay", IGA, note="pomyłka")
    (line,) = waiting_lines(trial.record, IGA)
    settle_lines(trial.record, IGA, {line.match.line.identity: code}, NOW)
    outgoing = {one.match.line.grosze: one.match for one in waiting_lines(trial.record, IGA)}
    assert {-5000: (code,), -4000: (code,)} == {k: v.codes for k, v in outgoing.items()}
    with pytest.raises(RefusedMoveError, match="refused"):
        settle_lines(trial.record, IGA, {outgoing[-4000].line.identity: code}, NOW)
    settle_lines(trial.record, IGA, {outgoing[-5000].line.identity: code}, NOW)
    assert {"returned": 1} == states(trial)
    assert () == trial.record.damages()


def test_four_treasurers_pay_once(trial: Trial) -> None:
    """At the same moment: one line, one donation, one of them did it."""
    _, code = announced(trial)
    lines = [replace(paying(code), bank_reference=f"R-{at}") for at in range(4)]
    keep_lines(trial.record, IGA, "jedna", statements(lines), NOW)
    identities = [one.match.line.identity for one in waiting_lines(trial.record, IGA)]
    done: list[str] = []
    barrier = threading.Barrier(8)

    def pay(identity: str) -> None:
        barrier.wait()
        try:
            settle_lines(trial.record, IGA, {identity: code}, NOW)
        except RefusedMoveError:
            return
        done.append(identity)

    threads = [threading.Thread(target=pay, args=(one,)) for one in identities * 2]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert 1 == len(done)
    assert 3 == len(waiting_lines(trial.record, IGA))
    assert {"received": 1} == states(trial)
    assert () == trial.record.damages()


def test_database_refuses_a_second_payment(trial: Trial) -> None:
    """The law is the table's too: no program can write it otherwise."""
    thing, _ = announced(trial)
    keep_lines(trial.record, IGA, "jedna", statements(BOOKINGS), NOW)
    with pytest.raises(sa.exc.IntegrityError), trial.record.engine.connect() as connection:
        connection.execute(sa.update(BANK_LINES).values(pays=thing.id))
