"""Mail says that something came, never what; its trouble touches no submission.

The mail server is a real one (aiosmtpd) on this machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from catalog.publication import Publication
from catalog.text.working_days import is_working_day
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.mail.addressees import Addressees
from forms_backend.mail.mailer import (
    MailServer,
    Outcome,
    Post,
    is_due,
    send_notices,
)
from forms_backend.mail.notice_queue import Notice, NoticeQueue
from forms_backend.maintenance import audit
from forms_backend.stores.address import open_store
from tests.conftest import free_port
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import House, furnish

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Mailbox:
    """What the mail server has taken. `refuse` is its answer instead, when set."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refuse: str | None = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """What aiosmtpd calls for each message."""
        if self.refuse:
            return self.refuse
        assert isinstance(envelope.content, bytes)
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def to(self) -> list[str]:
        """Who was written to."""
        return [str(one["To"]) for one in self.messages]

    def text(self) -> str:
        """Everything that went out, heads and bodies."""
        return "\n".join(f"{one.items()}\n{one.get_content()}" for one in self.messages)


@pytest.fixture
def mailbox() -> Mailbox:
    """An empty mailbox."""
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[str]:
    """A real mail server on this machine; its address as a setting."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
def office(
    tmp_path: Path,
    smtp: str,
    monkeypatch: pytest.MonkeyPatch,
) -> House:
    """A service with a publisher, a mail server, and the key beside it for the private side."""
    return open_office(tmp_path / "var", smtp, monkeypatch)


def open_office(var: Path, smtp: str, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house that writes mail to this server."""
    house = furnish(var, demonstration=False)
    house.foundation.write(house.settings.private_key, None)
    monkeypatch.setenv("WZAJEMNIE_VAR", str(var))
    monkeypatch.setenv("WZAJEMNIE_SMTP", smtp)
    settings = replace(house.settings, smtp=smtp)
    return House(settings, house.foundation, house.recovery)


@pytest.fixture
def terminal(office: House) -> Terminal:
    """A terminal beside the office."""
    return Terminal(office)


def queue(house: House) -> NoticeQueue:
    """The office's notices."""
    return NoticeQueue.of(house.settings)


def queue_in(folder: Path) -> NoticeQueue:
    """An empty queue with a key of its own."""
    return NoticeQueue(folder / "notices", Addressees(folder / "mail-key"))


def test_notice_has_no_content(terminal: Terminal, mailbox: Mailbox) -> None:
    """The coordinator learns that something waits and its number; nothing else of it."""
    reference = confirmed(terminal.house, email="kanarek@przyklad.pl")
    assert 0 == terminal.run("mail", "notices")[0]
    assert ["biuro@przyklad.example"] == mailbox.to()
    assert reference in mailbox.text()
    for canary in (
        "Żaneta",
        "601 234 567",
        "601234567",
        "kanarek",
        "proba",
        "Zgłoś próbę",
        "Zakupy",
        "zakupy",
    ):
        assert canary not in mailbox.text()


def test_notice_goes_to_the_chosen_organization(terminal: Terminal, mailbox: Mailbox) -> None:
    """The organization that takes participants gets it at its public address."""
    service = terminal.house.app.extensions["wzajemnie"]
    published: Publication = service.published.current
    office = {"mops": "mops@przyklad.example"}
    published.model_copy(update={"coordinators": office}).write(service.settings.publication)
    service.announce("K7M-D4QV", "new", "mops")
    service.announce("AAA-BBBB", "new", "pomozcie-wybrac")
    assert {"K7M-D4QV": "mops@przyklad.example", "AAA-BBBB": "biuro@przyklad.example"} == {
        one.reference: one.to for one in queue(terminal.house).waiting()
    }
    assert [] == mailbox.messages


def test_notice_survives_a_restart(terminal: Terminal, mailbox: Mailbox) -> None:
    """What waited when the mail server was away goes out later, once."""
    reference = confirmed(terminal.house)
    mailbox.refuse = "451 później"
    code, said, _ = terminal.run("mail", "notices")
    assert (1, "Wysłane powiadomienia: 0. Nieudane: 1.\n") == (code, said)
    mailbox.refuse = None
    [waiting] = queue(terminal.house).waiting()
    assert (reference, 1) == (waiting.reference, waiting.failures)
    queue(terminal.house).put(replace(waiting, tried=datetime.now(UTC) - timedelta(minutes=6)))
    assert 0 == terminal.run("mail", "notices")[0]
    assert 0 == terminal.run("mail", "notices")[0]
    assert 1 == len(mailbox.messages)


def test_mail_trouble_never_touches_a_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No mail server, and a folder that cannot be written: the person gets a number."""
    house = open_office(tmp_path / "var", "smtp://127.0.0.1:9", monkeypatch)
    house.settings.mail.write_text("nie folder", encoding="utf-8")
    reference = confirmed(house)
    assert [reference] == [one.label.reference for one in house.records]


def test_overlooked_submission_is_announced(terminal: Terminal, mailbox: Mailbox) -> None:
    """A submission whose notice was lost is announced to the publisher a quarter later."""
    reference = confirmed(terminal.house)
    queue(terminal.house).drop(reference)
    store = open_store(terminal.house.settings.store)
    publisher = terminal.house.app.extensions["wzajemnie"].published.current.site.publisher
    server = MailServer.named(terminal.house.settings)
    assert server is not None
    post = Post(publisher, "biuro@przyklad.example", server.send)
    now = datetime.now(UTC)
    assert Outcome(0, 0) == send_notices(queue(terminal.house), store, post, now)
    later = now + timedelta(minutes=16)
    assert Outcome(1, 0) == send_notices(queue(terminal.house), store, post, later)
    assert reference in mailbox.text()


def test_read_submission_is_not_announced(terminal: Terminal, mailbox: Mailbox) -> None:
    """Once somebody has read it, its notice is forgotten."""
    reference = confirmed(terminal.house)
    terminal.run("submissions", "state", "read", reference)
    assert 0 == terminal.run("mail", "notices")[0]
    assert [] == mailbox.messages
    assert [] == list(queue(terminal.house).waiting())


def test_reminders_for_three_working_days() -> None:
    """Unread from Monday: named again on Tuesday, Wednesday and Thursday, then no more."""
    notice = Notice("K7M-D4QV", "biuro@przyklad.example", MONDAY)
    days = []
    for hour in range(24 * 10):
        now = MONDAY + timedelta(hours=hour)
        if is_due(notice, now):
            days.append(now.date().day)
            notice = notice.went_out(now)
    assert [23, 24, 25, 26] == days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 11, 21), False),
        (date(2026, 11, 11), False),
        (date(2026, 12, 24), False),
        (date(2027, 3, 29), False),
    ],
)
def test_working_days(day: date, works: bool) -> None:
    """Weekends and Polish holidays, Christmas Eve and Easter Monday among them, are free."""
    assert works == is_working_day(day)


@pytest.mark.parametrize(
    ("failures", "minutes", "due"), [(1, 4, False), (1, 5, True), (3, 19, False), (3, 20, True)]
)
def test_patience_grows(failures: int, minutes: int, due: bool) -> None:
    """After each failure the next try waits twice as long."""
    notice = Notice("K7M-D4QV", "a@b.example", MONDAY, failures=failures, tried=MONDAY)
    assert due == is_due(notice, MONDAY + timedelta(minutes=minutes))


def test_damaged_notice_is_made_again(tmp_path: Path) -> None:
    """A half-written file stops nobody: it is taken away, and the sweep makes a new one."""
    waiting = queue_in(tmp_path)
    waiting.put(Notice("K7M-D4QV", "a@b.example", MONDAY))
    (waiting.folder / "AAA-BBBB.json").write_text("{", encoding="utf-8")
    assert ["K7M-D4QV"] == [one.reference for one in waiting.waiting()]
    assert ["K7M-D4QV.json"] == [one.name for one in waiting.folder.iterdir()]


def test_receipt_says_the_number_only(terminal: Terminal, mailbox: Mailbox) -> None:
    """The sender gets the number once; neither the form nor an answer is in it."""
    reference = confirmed(terminal.house, email="kanarek@przyklad.pl")
    confirmed(terminal.house, first_name="Bez poczty")
    code, said, _ = terminal.run("mail", "send")
    assert (0, "Wysłane potwierdzenia: 1.\n") == (code, said)
    assert ["kanarek@przyklad.pl"] == mailbox.to()
    assert reference in mailbox.text()
    for canary in ("Żaneta", "601 234 567", "601234567", "proba", "Zgłoś próbę", "Zakupy"):
        assert canary not in mailbox.text()
    terminal.run("mail", "send")
    assert 1 == len(mailbox.messages)
    kept = (terminal.house.settings.mail / "receipts").read_text(encoding="utf-8")
    assert f"{reference}\n" == kept
    actions = [one.action for one in audit.log_lines(terminal.house.settings.audit)]
    assert ["mail", "mail"] == actions


def test_receipt_speaks_the_form_s_language(terminal: Terminal, mailbox: Mailbox) -> None:
    """Whoever sent an English form gets an English receipt."""
    reference = confirmed(terminal.house, "/en/submissions/proba", email="kanarek@przyklad.pl")
    assert 0 == terminal.run("mail", "send")[0]
    assert f"Its number is {reference}" in mailbox.text()
    assert "wiadomość" not in mailbox.text()


def test_refused_receipt_is_tried_again(terminal: Terminal, mailbox: Mailbox) -> None:
    """A receipt that the server did not take is not counted as sent."""
    confirmed(terminal.house, email="kanarek@przyklad.pl")
    mailbox.refuse = "451 później"
    code, _, complained = terminal.run("mail", "send")
    assert 1 == code
    assert "Nieudane: 1" in complained
    assert "kanarek" not in complained
    mailbox.refuse = None
    assert 0 == terminal.run("mail", "send")[0]
    assert 1 == len(mailbox.messages)


def test_service_cannot_write_to_senders(terminal: Terminal, mailbox: Mailbox) -> None:
    """The server's half knows no sender's address: nothing it keeps has one."""
    confirmed(terminal.house, email="kanarek@przyklad.pl")
    terminal.run("mail", "notices")
    assert "kanarek" not in "".join(mailbox.to())
    assert b"kanarek" not in terminal.house.everything()


def test_mail_is_off_by_default(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a mail server nothing is queued and the commands say so."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    confirmed(house)
    assert not house.settings.mail.exists()
    assert None is MailServer.named(Settings())


@pytest.mark.parametrize(
    ("smtp", "scheme", "port", "encrypted"),
    [
        ("smtp://poczta.example", "smtp", 587, True),
        ("smtps://ja@poczta.example", "smtps", 465, True),
        ("smtp://localhost:25", "smtp", 25, False),
        ("smtp://127.0.0.1:25", "smtp", 25, False),
    ],
)
def test_mail_server(smtp: str, scheme: str, port: int, encrypted: bool) -> None:
    """A server elsewhere is only spoken to by TLS; one on this machine may do without."""
    server = MailServer.named(Settings(smtp=smtp))
    assert server is not None
    assert (scheme, port, encrypted) == (server.scheme, server.port, server.must_encrypt)


def test_no_mail_in_the_clear(smtp: str, mailbox: Mailbox) -> None:
    """A server elsewhere that offers no TLS gets neither password nor message."""
    port = int(smtp.rpartition(":")[2])
    server = MailServer("smtp", "127.0.0.1.nip.example", port, "ja", "tajne")
    here = replace(server, host="127.1")
    assert here.must_encrypt
    message = EmailMessage()
    message["From"], message["To"] = "a@b.example", "c@d.example"
    with pytest.raises((OSError, SMTPServerDisconnected)):
        here.send(message)
    assert [] == mailbox.messages


@pytest.mark.parametrize(
    "setting",
    [
        {"WZAJEMNIE_SMTP": "poczta.example"},
        {"WZAJEMNIE_SMTP": "smtp://ja:tajne@poczta.example"},
    ],
)
def test_wrong_mail_settings(setting: dict[str, str]) -> None:
    """A wrong address, or a password in it, is refused without repeating the password."""
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(setting)
    assert "tajne" not in str(refused.value)
