"""No notice is lost between the queue and the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from forms_backend.mail.mailer import TOLD_OF, Post, send_notices
from forms_backend.mail.notice_queue import Notice, NoticeQueue
from forms_backend.stores.contract import Listing
from forms_backend.stores.tinydb import TinyDBStore
from tests.forms_backend.mail.test_mail import MONDAY, queue_in
from tests.forms_backend.sealed_records import record
from tests.forms_backend.synthetic_service import FORM, publication

TO = "mops@przyklad.example"


class Slow(TinyDBStore):
    """A store that takes long to read: `meanwhile` happens before anybody has the listing."""

    meanwhile: Callable[[], None]

    def listing(self, *chosen: Any, **named: Any) -> Listing:
        """As ever, and late."""
        found = super().listing(*chosen, **named)
        self.meanwhile()
        return found


@pytest.fixture
def waiting(tmp_path: Path) -> NoticeQueue:
    """An empty queue."""
    return queue_in(tmp_path)


def sent_to(messages: list[EmailMessage]) -> list[str]:
    """Who was written to."""
    return [str(one["To"]) for one in messages]


def test_notice_that_comes_while_the_store_is_read(tmp_path: Path, waiting: NoticeQueue) -> None:
    """The organization hears of a submission that came just then, at the latest next time."""
    messages: list[EmailMessage] = []
    post = Post(publication().site.publisher, "biuro@przyklad.example", messages.append)
    store, late = Slow(tmp_path / "store"), record()

    def confirm() -> None:
        store.append(late, FORM)
        waiting.add(Notice(late.label.reference, TO, MONDAY))
        store.meanwhile = lambda: None

    store.meanwhile = confirm
    for _ in range(2):
        send_notices(waiting, store, post, MONDAY)
    assert [TO] == sent_to(messages)


def test_notice_outlives_damage(tmp_path: Path, waiting: NoticeQueue) -> None:
    """While a month cannot be read its notices wait; once it is mended the organization hears."""
    messages: list[EmailMessage] = []
    post = Post(publication().site.publisher, "biuro@przyklad.example", messages.append)
    store, one = TinyDBStore(tmp_path / "store"), record()
    store.append(one, FORM)
    waiting.add(Notice(one.label.reference, TO, MONDAY))
    (month,) = (tmp_path / "store").glob("*.json")
    whole = month.read_bytes()
    month.write_bytes(whole[:-9])
    send_notices(waiting, store, post, MONDAY)
    assert [] == messages
    month.write_bytes(whole)
    send_notices(waiting, store, post, MONDAY)
    assert [TO] == sent_to(messages)


def test_notices_end(tmp_path: Path, waiting: NoticeQueue) -> None:
    """What has been told of for a month is not looked for any more, and its notice is forgotten;
    old files are not even opened, so that the work does not grow with the store.
    """
    messages: list[EmailMessage] = []
    post = Post(publication().site.publisher, "biuro@przyklad.example", messages.append)
    store, one = TinyDBStore(tmp_path / "store"), record(when=MONDAY)
    store.append(one, FORM)
    (tmp_path / "store" / "proba-2026-09.json").write_text("{", encoding="utf-8")
    waiting.add(Notice(one.label.reference, TO, MONDAY))
    for now in (MONDAY + TOLD_OF, MONDAY + TOLD_OF + timedelta(seconds=1)):
        send_notices(waiting, store, post, now)
    assert ([TO], []) == (sent_to(messages), list(waiting.waiting()))


def test_notice_is_kept_as_it_is(waiting: NoticeQueue) -> None:
    """Who was told when, and what failed since, outlives a restart; only its owner can read it."""
    queued = Notice("K7M-D4QP", TO, MONDAY)
    waiting.add(queued)
    told = queued.went_out(MONDAY).failed(MONDAY + timedelta(hours=1))
    waiting.put(told)
    waiting.add(queued)
    assert [told] == list(NoticeQueue(waiting.folder, waiting.addressees).waiting())
    assert ((MONDAY,), 1, MONDAY + timedelta(hours=1)) == (told.sent, told.failures, told.tried)
    again = told.went_out(MONDAY + timedelta(days=1))
    assert (0, MONDAY + timedelta(days=1)) == (again.failures, again.tried)
    (file,) = waiting.folder.iterdir()
    assert (0o700, 0o600) == tuple(one.stat().st_mode & 0o777 for one in (waiting.folder, file))


@pytest.mark.parametrize("wrong", ["", "[", "{}", "5", '{"reference": "K7M-D4QP", "tried": 5}'])
def test_damaged_notice_is_taken_away(waiting: NoticeQueue, wrong: str) -> None:
    """It says nothing that the store does not know; the others are told of as ever."""
    healthy = Notice("AAA-BBBB", TO, MONDAY)
    waiting.add(healthy)
    (waiting.folder / "K7M-D4QP.json").write_text(wrong, encoding="utf-8")
    for _ in range(2):
        assert [healthy] == list(waiting.waiting())
    assert ["AAA-BBBB.json"] == [file.name for file in waiting.folder.iterdir()]
    for _ in range(2):
        waiting.drop("AAA-BBBB")
    assert [] == list(waiting.waiting())


@pytest.mark.parametrize("reference", ["../K7M-D4QP", "", "k7m-d4qp", "K7M-D4QP/x"])
def test_only_a_reference_names_a_file(waiting: NoticeQueue, reference: str) -> None:
    """Nothing that is no reference becomes a path."""
    with pytest.raises(ValueError, match=f"^{reference}$"):
        waiting.put(Notice(reference, TO, MONDAY))
