"""Whoever sends many forms does not make us send many letters.

The mail server is a real one, as in `test_mail`.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from forms_backend.cli.mail_commands import AT_ONCE
from forms_backend.config import Settings
from forms_backend.mail.mailer import A_DAY, MailServer, Outcome, Post, send_notices
from forms_backend.mail.notice_queue import Notice
from forms_backend.stores.address import open_store
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.mail.test_mail import (
    MONDAY,
    Mailbox,
    mailbox,
    office,
    queue_in,
    smtp,
    terminal,
)
from tests.forms_backend.sealed_records import record
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import FORM, publication

pytestmark = pytest.mark.slow

__all__ = ["mailbox", "office", "smtp", "terminal"]


def test_flood_is_not_passed_on(tmp_path: Path, mailbox: Mailbox, smtp: str) -> None:
    """One address gets so many letters a day; the last says so, the rest is told the next day.

    Another address does not suffer from it, and what was never named goes before reminders.
    """
    store, waiting = open_store(str(tmp_path / "store")), queue_in(tmp_path)
    server = MailServer.named(Settings(smtp=smtp))
    assert server is not None
    post = Post(publication().site.publisher, "biuro@przyklad.example", server.send)
    records = [record() for _ in range(A_DAY + 6)]
    store.adopt(records, {FORM.version: FORM})
    *many, other, old = (one.label.reference for one in records)
    for reference in many:
        waiting.put(Notice(reference, "mops@przyklad.example", MONDAY))
    waiting.put(Notice(other, "klub@przyklad.example", MONDAY))
    yesterday = MONDAY - timedelta(days=3)
    waiting.put(Notice(old, "mops@przyklad.example", yesterday, (yesterday,)))
    assert Outcome(A_DAY + 1, 0) == send_notices(waiting, store, post, MONDAY)
    assert Outcome(0, 0) == send_notices(waiting, store, post, MONDAY + timedelta(hours=1))
    assert 1 == mailbox.to().count("klub@przyklad.example")
    assert 1 == mailbox.text().count("i ostatni.")
    assert old not in mailbox.text()
    tuesday = MONDAY + timedelta(days=1)
    assert A_DAY + 1 == send_notices(waiting, store, post, tuesday).sent
    assert all(one in mailbox.text() for one in many)


def test_nobody_is_flooded_with_receipts(terminal: Terminal, mailbox: Mailbox) -> None:
    """Somebody's address typed by others many times gets a few letters a run, not all at once."""
    for number in range(AT_ONCE + 2):
        name = "Kanarek" if number % 2 else "kanarek"
        confirmed(terminal.house, email=f"{name}@przyklad.pl", first_name=f"Anna{number}")
    confirmed(terminal.house, email="ktos@przyklad.pl")
    code, said, _ = terminal.run("mail", "send")
    assert (0, AT_ONCE + 1) == (code, len(mailbox.messages))
    assert "Na następny raz: 2" in said
    assert 0 == terminal.run("mail", "send")[0]
    assert AT_ONCE + 3 == len(mailbox.messages)
