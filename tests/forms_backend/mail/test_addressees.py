"""A waiting notice does not tell whom its number is about, but to the account that sends mail."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from forms_backend.mail.addressees import Addressees
from forms_backend.mail.mailer import Outcome, Post, send_notices
from forms_backend.mail.notice_queue import Notice, NoticeQueue
from forms_backend.stores.tinydb import TinyDBStore
from tests.forms_backend.mail.test_mail import MONDAY, queue_in
from tests.forms_backend.sealed_records import record
from tests.forms_backend.synthetic_service import FORM, publication

TO = "mops@przyklad.example"
OFFICE = "biuro@przyklad.example"
LONGEST = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 53}.example"


@pytest.fixture
def waiting(tmp_path: Path) -> NoticeQueue:
    """An empty queue."""
    return queue_in(tmp_path)


class Office:
    """One unread submission, and who is written to about it."""

    def __init__(self, folder: Path) -> None:
        self.store, one = TinyDBStore(folder / "store"), record(when=MONDAY)
        self.store.append(one, FORM)
        self.reference = one.label.reference
        self.messages: list[EmailMessage] = []
        publisher = publication().site.publisher.model_copy(update={"email": OFFICE})
        self.post = Post(publisher, OFFICE, self.messages.append)

    def send(self, queue: NoticeQueue) -> tuple[Outcome, list[str]]:
        """Send what is due, and to whom it went."""
        done = send_notices(queue, self.store, self.post, MONDAY)
        return done, [str(one["To"]) for one in self.messages]


def test_file_does_not_tell_the_address(tmp_path: Path, waiting: NoticeQueue) -> None:
    """Nothing but the sender's own key file tells two organizations apart, not the length either,
    and the same address is never written twice alike.
    """
    office = Office(tmp_path)
    addresses = (TO, LONGEST, "a@b.pl", TO)
    sizes, texts = set(), set()
    for address in addresses:
        waiting.put(Notice(office.reference, address, MONDAY))
        text = (waiting.folder / f"{office.reference}.json").read_text(encoding="utf-8")
        assert address not in text
        assert {"reference", "closed", "queued", "sent", "failures", "tried"} == set(
            json.loads(text)
        )
        assert [address] == [one.to for one in waiting.waiting()]
        sizes.add(len(text))
        texts.add(text)
    assert (1, len(addresses)) == (len(sizes), len(texts))


def test_notice_of_an_older_version_is_sent_and_closed(
    tmp_path: Path, waiting: NoticeQueue
) -> None:
    """A file that names its address in the open goes where it says, and tells it no longer."""
    office = Office(tmp_path)
    file = waiting.folder / f"{office.reference}.json"
    old = {"reference": office.reference, "to": TO, "queued": MONDAY.isoformat()}
    waiting.folder.mkdir()
    file.write_text(json.dumps({**old, "sent": [], "failures": 0, "tried": None}))
    assert [TO] == [one.to for one in waiting.waiting()]
    assert TO not in file.read_text(encoding="utf-8")
    assert (Outcome(1, 0), [TO]) == office.send(waiting)


def gone(keys: Addressees) -> None:
    """Somebody takes the keys away."""
    for name in ("public", "private"):
        (keys.folder / name).unlink(missing_ok=True)


def other(keys: Addressees) -> None:
    """New keys take their place."""
    gone(keys)
    keys.make()


@pytest.mark.parametrize("happens", [gone, other])
def test_lost_key_leads_to_the_publisher(
    tmp_path: Path, waiting: NoticeQueue, happens: Callable[[Addressees], None]
) -> None:
    """Where nobody can tell any more whom a notice was for, the publisher hears of it."""
    office = Office(tmp_path)
    waiting.add(Notice(office.reference, TO, MONDAY))
    happens(waiting.addressees)
    assert (Outcome(1, 0), [OFFICE]) == office.send(waiting)


def test_without_key_and_publisher_nothing_is_sent(tmp_path: Path, waiting: NoticeQueue) -> None:
    """No letter to nobody; the notice stays for when there is one."""
    office = Office(tmp_path)
    waiting.put(Notice(office.reference, "", MONDAY))
    publisher = office.post.publisher.model_copy(update={"email": None})
    office.post = replace(office.post, publisher=publisher)
    assert (Outcome(0, 0), []) == office.send(waiting)
    assert [office.reference] == [one.reference for one in waiting.waiting()]


def test_key_is_the_senders_alone(tmp_path: Path) -> None:
    """The private half is its owner's; making the keys again changes neither half."""
    keys = Addressees(tmp_path / "mail-key")
    assert keys.make()
    halves = {one.name: one.read_bytes() for one in keys.folder.iterdir()}
    assert {"public", "private"} == set(halves)
    assert 0o600 == (keys.folder / "private").stat().st_mode & 0o777
    assert 0o644 == (keys.folder / "public").stat().st_mode & 0o777
    assert keys.make()
    assert halves == {one.name: one.read_bytes() for one in keys.folder.iterdir()}


def test_whoever_may_make_no_key_queues_without_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service does not fail where only another account may make the keys."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    keys = Addressees(tmp_path / "mail-key")
    monkeypatch.setattr("forms_backend.mail.addressees.make_folder", refuse)
    assert ("", False) == (keys.close(TO), keys.make())
