"""Who comes in: passphrase and changing digits, five tries, codes that work once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest

from desk.record.accounts import (
    CLOSED,
    CLOSED_FOR,
    MOST_TRIES,
    WRONG,
    Account,
    AccountError,
    Issued,
    NotLetInError,
    accounts,
    add_account,
    end_account,
    let_in,
)
from desk.rules.roles import Role, Scope
from tests.desk.desk_records import NOW, PROGRAMME, Trial

PASSPHRASE = "kot na dachu śpi"
EWA = Account("Ewa", frozenset({Role.PROGRAMME}), None, ended=False)


@pytest.fixture
def issued(trial: Trial) -> Issued:
    """Ewa's account, just made."""
    return add_account(trial.record, PROGRAMME, EWA, PASSPHRASE, NOW)


def digits(issued: Issued, when: datetime = NOW) -> str:
    """What the phone shows at this moment."""
    return pyotp.TOTP(issued.secret).at(when)


def refused(trial: Trial, passphrase: str, code: str, when: datetime = NOW) -> str:
    """The sentence with which Ewa is not let in."""
    with pytest.raises(NotLetInError) as caught:
        let_in(trial.record, "Ewa", passphrase, code, when)
    return str(caught.value)


def test_right_passphrase_and_digits_come_in(trial: Trial, issued: Issued) -> None:
    """The scope is that of the account; the same digits never come in again."""
    scope = let_in(trial.record, "Ewa", PASSPHRASE, digits(issued), NOW)
    assert Scope("Ewa", frozenset({Role.PROGRAMME})) == scope
    assert refused(trial, PASSPHRASE, digits(issued)) == WRONG
    later = NOW + timedelta(seconds=30)
    assert scope == let_in(trial.record, "Ewa", PASSPHRASE, digits(issued, later), later)


@pytest.mark.parametrize("code", ["", "000000", "1234567", "abcdef", "３４５６７８"])
def test_wrong_second_factor_stays_out(trial: Trial, issued: Issued, code: str) -> None:
    """And what is said does not tell which part was wrong."""
    if code != digits(issued):
        assert refused(trial, PASSPHRASE, code) == WRONG
    assert refused(trial, "inne hasło", digits(issued)) == WRONG
    with pytest.raises(NotLetInError, match=WRONG):
        let_in(trial.record, "Nikt", PASSPHRASE, digits(issued), NOW)


def test_five_wrong_tries_close_the_name(trial: Trial, issued: Issued) -> None:
    """For a quarter of an hour, for the right ones as well; each try is a line of the chain."""
    for _ in range(MOST_TRIES):
        assert refused(trial, "zgaduję", "000000") == WRONG
    assert refused(trial, PASSPHRASE, digits(issued)) == CLOSED
    assert "wrong try" == trial.last_line()
    later = NOW + CLOSED_FOR
    assert "Ewa" == let_in(trial.record, "Ewa", PASSPHRASE, digits(issued, later), later).user


def test_recovery_code_works_once(trial: Trial, issued: Issued) -> None:
    """However it is spaced or written."""
    first, second, *_ = issued.codes
    typed = first.lower().replace("-", " ")
    assert "Ewa" == let_in(trial.record, "Ewa", PASSPHRASE, typed, NOW).user
    assert refused(trial, PASSPHRASE, first) == WRONG
    assert "Ewa" == let_in(trial.record, "Ewa", PASSPHRASE, second, NOW).user


def test_ended_account_stays_out(trial: Trial, issued: Issued) -> None:
    """Whoever left comes in no more, and is still named in the list."""
    end_account(trial.record, PROGRAMME, "Ewa", NOW)
    assert refused(trial, PASSPHRASE, digits(issued)) == WRONG
    assert [("Ewa", True)] == [(one.name, one.ended) for one in accounts(trial.record)]
    with pytest.raises(AccountError):
        end_account(trial.record, PROGRAMME, "Nikt", NOW)


JAN = Account("Jan", frozenset({Role.PROGRAMME}), None, ended=False)


@pytest.mark.parametrize(
    ("account", "passphrase", "says"),
    [
        (replace(JAN, name="E"), PASSPHRASE, "Nazwa"),
        (replace(JAN, name="Ewa\n"), PASSPHRASE, "Nazwa"),
        (JAN, "krótkie", "krótkie"),
        (replace(JAN, roles=frozenset()), PASSPHRASE, "Zaznacz"),
        (replace(JAN, roles=frozenset({Role.ORGANIZATION})), PASSPHRASE, "organizację"),
        (EWA, PASSPHRASE, "już jest"),
    ],
)
@pytest.mark.usefixtures("issued")
def test_bad_account_is_not_made(
    trial: Trial, account: Account, passphrase: str, says: str
) -> None:
    """One sentence says why, and there is no new account."""
    with pytest.raises(AccountError, match=says):
        add_account(trial.record, PROGRAMME, account, passphrase, NOW)
    assert ["Ewa"] == [one.name for one in accounts(trial.record)]


def test_nothing_secret_is_in_a_representation(issued: Issued) -> None:
    """A log or a traceback that prints it tells nothing."""
    assert issued.secret not in repr(issued)
    assert issued.codes[0] not in repr(issued)
