"""Who is in quarantine by mistake is not forgotten there; a flood is one letter a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest

from catalog.publication import Publisher
from forms_backend.intake.quarantine import NEW, QUARANTINE
from forms_backend.mail.mailer import Outcome, Post
from forms_backend.mail.reminders import remind_of_quarantine
from forms_backend.stores.address import open_store
from forms_backend.stores.contract import Store
from tests.forms_backend.sealed_records import record
from tests.forms_backend.synthetic_service import FORM

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOTHING = Outcome(0, 0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with nothing in it."""
    return open_store(str(tmp_path / "store"))


@pytest.fixture
def letters() -> list[EmailMessage]:
    """What the mail server took."""
    return []


def publisher(email: str | None) -> Publisher:
    """Who runs this copy."""
    return Publisher(name="F", email=email, demonstration=False, clause_version="1")


@pytest.fixture
def remind(
    store: Store, letters: list[EmailMessage], tmp_path: Path
) -> Callable[[datetime], Outcome]:
    """The command, at a given time."""
    post = Post(publisher("biuro@przyklad.example"), "biuro@przyklad.example", letters.append)
    return lambda now: remind_of_quarantine(tmp_path / "mail" / "told", store, post, now)


def put(store: Store, received: datetime, state: str = QUARANTINE) -> None:
    """One more submission."""
    one = record(when=received)
    store.append(replace(one, state=state), FORM)


def test_letter_says_how_many(
    store: Store, letters: list[EmailMessage], remind: Callable[[datetime], Outcome]
) -> None:
    """One letter for all that waits, and nothing of it but the count."""
    for minutes in (1, 2, 3):
        put(store, MONDAY - timedelta(minutes=minutes))
    put(store, MONDAY - timedelta(minutes=4), NEW)
    assert Outcome(1, 0) == remind(MONDAY)
    (letter,) = letters
    assert ("biuro@przyklad.example", "Kwarantanna: 3") == (letter["To"], letter["Subject"])
    for one in store.listing().records:
        assert one.label.reference not in letter.as_string()
        assert one.label.form not in letter.get_content()


def test_one_letter_a_day(
    store: Store, letters: list[EmailMessage], remind: Callable[[datetime], Outcome]
) -> None:
    """Later on the same day none; on the next day only when something has come since."""
    put(store, MONDAY - timedelta(minutes=1))
    assert Outcome(1, 0) == remind(MONDAY)
    put(store, MONDAY + timedelta(minutes=1))
    assert NOTHING == remind(MONDAY + timedelta(hours=1))
    assert Outcome(1, 0) == remind(MONDAY + timedelta(days=1))
    assert NOTHING == remind(MONDAY + timedelta(days=2))
    assert 2 == len(letters)


@pytest.mark.parametrize("now", [MONDAY - timedelta(days=1), MONDAY + timedelta(hours=9)])
def test_not_at_night(store: Store, remind: Callable[[datetime], Outcome], now: datetime) -> None:
    """On Sunday and in the evening nobody is written to."""
    put(store, now - timedelta(minutes=1))
    assert NOTHING == remind(now)


def test_empty_quarantine(store: Store, remind: Callable[[datetime], Outcome]) -> None:
    """Where nothing is put aside, no letter goes out."""
    put(store, MONDAY - timedelta(minutes=1), NEW)
    assert NOTHING == remind(MONDAY)


@pytest.mark.parametrize("trouble", [SMTPServerDisconnected(), ConnectionRefusedError()])
def test_refused_letter_is_tried_again(store: Store, tmp_path: Path, trouble: Exception) -> None:
    """What the mail server did not take counts as not sent."""

    def refuse(_letter: EmailMessage) -> None:
        raise trouble

    put(store, MONDAY - timedelta(minutes=1))
    told = tmp_path / "told"
    post = Post(publisher("biuro@przyklad.example"), "biuro@przyklad.example", refuse)
    assert Outcome(0, 1) == remind_of_quarantine(told, store, post, MONDAY)
    assert not told.exists()


def test_nobody_to_write_to(store: Store, tmp_path: Path, letters: list[EmailMessage]) -> None:
    """Without a publisher's address there is no letter and no mistake."""
    put(store, MONDAY - timedelta(minutes=1))
    post = Post(publisher(None), "biuro@przyklad.example", letters.append)
    assert NOTHING == remind_of_quarantine(tmp_path / "told", store, post, MONDAY)
    assert [] == letters


def test_damaged_memory_is_no_memory(
    store: Store, tmp_path: Path, remind: Callable[[datetime], Outcome]
) -> None:
    """Better one letter too many than none: what cannot be read counts as never; then it is kept.

    When a letter went out is nobody else's business.
    """
    put(store, MONDAY - timedelta(minutes=1))
    told = tmp_path / "mail" / "told"
    assert Outcome(1, 0) == remind(MONDAY)
    assert (0o700, 0o600) == tuple(one.stat().st_mode & 0o777 for one in (told.parent, told))
    for wrong in (b"", b"wczoraj", b"\xff"):
        told.write_bytes(wrong)
        assert Outcome(1, 0) == remind(MONDAY + timedelta(hours=1))
        assert NOTHING == remind(MONDAY + timedelta(hours=2))
