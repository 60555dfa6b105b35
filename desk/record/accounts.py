"""Who may come in: a passphrase (argon2id), six digits that change (TOTP), codes for a lost phone.

Five wrong tries close a name for a quarter of an hour. What is told is the same whether the name,
the passphrase or the digits were wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pyotp
import sqlalchemy as sa
from nacl import pwhash
from nacl.exceptions import InvalidkeyError

from desk.database.record import Entry, Record, note
from desk.database.tables import ACCOUNTS
from desk.rules.roles import Role, Scope

LEAST_PASSPHRASE = 12
MOST_TRIES = 5
CLOSED_FOR = timedelta(minutes=15)
CODES = 8
_NAME = re.compile(r"[\w][\w .-]{1,39}")
_ISSUER = "Wzajemnie"
_STEP = 30
_DRIFT = (-1, 0, 1)
"""A phone's clock may be half a minute wrong."""


class AccountError(Exception):
    """The account was not made. A Polish sentence."""


class NotLetInError(Exception):
    """Nobody comes in with that. A Polish sentence that does not tell which part was wrong."""


WRONG = "Nazwa, hasło albo kod się nie zgadza. Sprawdź i spróbuj jeszcze raz."
CLOSED = "Za dużo prób. Ta nazwa jest zamknięta na 15 minut. Potem spróbuj jeszcze raz."


@dataclass(frozen=True)
class Account:
    """An account as the team's page shows it: nothing secret."""

    name: str
    roles: frozenset[Role]
    organization: str | None
    ended: bool

    @property
    def scope(self) -> Scope:
        return Scope(self.name, self.roles, self.organization)


@dataclass(frozen=True)
class Issued:
    """What a new account's owner gets once: the phone's secret, its address, and the codes."""

    secret: str = field(repr=False)
    address: str = field(repr=False)
    codes: tuple[str, ...] = field(repr=False)


def add_account(
    record: Record, by: Scope, account: Account, passphrase: str, now: datetime
) -> Issued:
    """A new account. AccountError for a name that is taken or no name, or a short passphrase."""
    if not _NAME.fullmatch(account.name):
        raise AccountError("Nazwa: od 2 do 40 liter, cyfr, spacji, kropek i łączników.")
    if len(passphrase) < LEAST_PASSPHRASE:
        raise AccountError(
            f"Hasło jest za krótkie: oczekiwano {LEAST_PASSPHRASE} znaków lub więcej."
        )
    if Role.ORGANIZATION in account.roles and account.organization is None:
        raise AccountError("Wybierz organizację, dla której pracuje ta osoba.")
    if not account.roles:
        raise AccountError("Zaznacz, co ta osoba ma robić.")
    secret = pyotp.random_base32()
    codes = tuple(_new_code() for _ in range(CODES))
    row = {
        "name": account.name,
        "passphrase": pwhash.argon2id.str(passphrase.encode()).decode(),
        "secret": secret,
        "counter": 0,
        "codes": _hashes(codes),
        "roles": json.dumps(sorted(account.roles)),
        "organization": account.organization,
        "tries": 0,
        "ended": False,
    }
    with record.writing() as connection:
        there = sa.select(sa.exists().where(ACCOUNTS.c.name == account.name))
        if connection.scalar(there):
            raise AccountError(f"Konto {account.name} już jest. Wybierz inną nazwę.")
        connection.execute(sa.insert(ACCOUNTS).values(**row))
        note(connection, by, Entry("account made"), now)
    address = pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=_ISSUER)
    return Issued(secret, address, codes)


def end_account(record: Record, by: Scope, name: str, now: datetime) -> None:
    """Nobody comes in with this name any more. AccountError when there is none."""
    with record.writing() as connection:
        here = ACCOUNTS.c.name == name
        done = connection.execute(sa.update(ACCOUNTS).where(here).values(ended=True))
        if done.rowcount != 1:
            raise AccountError(f"Nie ma konta {name}.")
        note(connection, by, Entry("account ended"), now)


def accounts(record: Record) -> tuple[Account, ...]:
    """Every account, also those that were ended, by name."""
    with record.reading() as connection:
        rows = connection.execute(sa.select(ACCOUNTS).order_by(ACCOUNTS.c.name)).all()
    return tuple(_account(row) for row in rows)


def let_in(record: Record, name: str, passphrase: str, code: str, now: datetime) -> Scope:
    """Who came in. NotLetInError; a wrong try is counted, and is a line of the chain."""
    with record.reading() as connection:
        row = connection.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.name == name)).one_or_none()
    # The slow part is outside of the transaction, and takes its time for unknown names, too.
    right = _is_passphrase(row.passphrase if row else _nobody(), passphrase)
    with record.writing() as connection:
        row = connection.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.name == name)).one_or_none()
        if row is None or row.ended:
            raise NotLetInError(WRONG)
        if row.closed_until and now < row.closed_until:
            raise NotLetInError(CLOSED)
        changes = _second_factor(row, code, now) if right else None
        account = _account(row)
        if changes is None:
            tries = row.tries + 1
            closed = now + CLOSED_FOR if tries >= MOST_TRIES else None
            changes = {"tries": 0 if closed else tries, "closed_until": closed}
            note(connection, account.scope, Entry("wrong try"), now)
            failed = True
        else:
            changes = changes | {"tries": 0, "closed_until": None}
            note(connection, account.scope, Entry("came in"), now)
            failed = False
        connection.execute(sa.update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(**changes))
    if failed:
        raise NotLetInError(WRONG)
    return account.scope


def _second_factor(row: sa.Row[Any], code: str, now: datetime) -> dict[str, object] | None:
    """What a right code changes in the row, so that it never works twice. None when it is wrong."""
    digits = re.sub(r"\s", "", code)
    if re.fullmatch(r"[0-9]{6}", digits):
        counter = int(now.timestamp()) // _STEP
        totp = pyotp.TOTP(row.secret)
        for drift in _DRIFT:
            step = counter + drift
            if step > row.counter and secrets.compare_digest(totp.generate_otp(step), digits):
                return {"counter": step}
        return None
    known = json.loads(row.codes)
    given = _hash(code)
    if given in known:
        return {"codes": json.dumps([one for one in known if one != given])}
    return None


def _account(row: sa.Row[Any]) -> Account:
    roles = frozenset(Role(one) for one in json.loads(row.roles))
    return Account(row.name, roles, row.organization, row.ended)


def _is_passphrase(kept: str, given: str) -> bool:
    try:
        return pwhash.verify(kept.encode(), given.encode())
    except InvalidkeyError:
        return False


_NOBODY: list[str] = []


def _nobody() -> str:
    """A hash that no passphrase has, for names that nobody has."""
    if not _NOBODY:
        _NOBODY.append(pwhash.argon2id.str(secrets.token_bytes(32)).decode())
    return _NOBODY[0]


def _new_code() -> str:
    """Ten symbols in two groups, 50 bits: 3K7MD-4QXR2."""
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    symbols = "".join(secrets.choice(alphabet) for _ in range(10))
    return f"{symbols[:5]}-{symbols[5:]}"


def _hashes(codes: Iterable[str]) -> str:
    return json.dumps([_hash(one) for one in codes])


def _hash(code: str) -> str:
    """Enough for 50 random bits inside an encrypted file."""
    plain = re.sub(r"[\s-]", "", code).upper()
    return hashlib.sha256(plain.encode()).hexdigest()
