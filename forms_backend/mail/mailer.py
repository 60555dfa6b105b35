"""E-mail without content: notices to coordinators from the server, receipts from the private side.

No message says what somebody asked for or which form it was, only that something came and its
number. Whatever the mail server does, no submission is touched.
"""

from __future__ import annotations

import smtplib
import ssl
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from catalog.publication import Publisher
from catalog.text.language import _
from catalog.text.time_zone import WARSAW
from catalog.text.working_days import is_working_day
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.intake.quarantine import NEW
from forms_backend.mail.notice_queue import Notice, NoticeQueue
from forms_backend.stores.contract import Store
from forms_backend.stores.durable_files import file_mode, make_folder

REPEATS = 3
"""Working days on which an unread submission is named again."""
A_DAY = 30
"""Notices to one address on one day. A flood of machines is not passed on; the last one says so."""
OFFICE_HOURS = range(8, 16)
OVERLOOKED = timedelta(minutes=15)
"""A new submission without a notice after so long was overlooked: the publisher gets one."""
TOLD_OF = timedelta(days=31)
"""What came before that is not written about any more; so only what is newer is looked through."""
_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(days=1)
_LOCAL = ("127.0.0.1", "::1", "localhost")
_SECONDS = 30

Send = Callable[[EmailMessage], None]
"""Hands one message to the mail server. SMTPException or OSError when it is not taken."""


@dataclass(frozen=True)
class MailServer:
    """Where mail goes, from the settings. A server on another machine is only spoken to by TLS."""

    scheme: str
    host: str
    port: int
    user: str
    password: str

    @classmethod
    def named(cls, settings: Settings) -> MailServer | None:
        """None when mail is turned off. SettingsError for a port or password that is none."""
        if not settings.smtp:
            return None
        parts = urlsplit(settings.smtp)
        file = settings.smtp_password_file
        try:
            port = parts.port or (465 if parts.scheme == "smtps" else 587)
            password = file.read_text(encoding="utf-8-sig").strip() if file else ""
        except ValueError:
            raise SettingsError("WZAJEMNIE_SMTP: zły port; oczekiwano liczby.") from None
        except OSError:
            raise SettingsError(
                f"WZAJEMNIE_SMTP_PASSWORD_FILE: nie da się odczytać pliku {file}."
            ) from None
        return cls(parts.scheme, parts.hostname or "", port, parts.username or "", password)

    @property
    def must_encrypt(self) -> bool:
        """Only a mail server on this machine may be spoken to in the clear."""
        return self.host not in _LOCAL

    def send(self, message: EmailMessage) -> None:
        """Hand one message over."""
        context = ssl.create_default_context()
        if self.scheme == "smtps":
            with smtplib.SMTP_SSL(
                self.host, self.port, timeout=_SECONDS, context=context
            ) as server:
                self._hand_over(server, message)
            return
        with smtplib.SMTP(self.host, self.port, timeout=_SECONDS) as server:
            server.ehlo()
            if self.must_encrypt or server.has_extn("starttls"):
                server.starttls(context=context)
            self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        if self.user:
            server.login(self.user, self.password)
        server.send_message(message)


@dataclass(frozen=True)
class Outcome:
    """How many messages went out, and how many could not."""

    sent: int
    failed: int


@dataclass(frozen=True)
class Post:
    """Who writes, from which address, and how a message is handed over."""

    publisher: Publisher
    sender: str
    send: Send


def send_notices(queue: NoticeQueue, store: Store, post: Post, now: datetime) -> Outcome:
    """Send every notice that is due at `now` (UTC); forget those whose submission was read.

    Only one process at a time does it; a second one finds nothing to do.
    """
    make_folder(queue.folder)
    try:
        with FileLock(queue.folder / ".lock", timeout=0, mode=file_mode(queue.folder)):
            unread = _unread(queue, store, post, now)
            went = [_try(queue, post, one, now, last) for one, last in _today(unread, now)]
    except Timeout:
        return Outcome(0, 0)
    return Outcome(went.count(True), went.count(False))


def _unread(queue: NoticeQueue, store: Store, post: Post, now: datetime) -> list[Notice]:
    """The notices of unread submissions, with those that were overlooked.

    The queue is read first: whatever comes meanwhile is stored before its notice is queued. Where
    nobody knows any more whom a notice was for, the publisher gets it.
    """
    waiting = {
        one.reference: one if one.to else replace(one, to=post.publisher.email or "")
        for one in queue.waiting()
    }
    listing = store.listing(states=(NEW,), since=now - TOLD_OF)
    new = {record.label.reference: record for record in listing.records}
    if not listing.damages:  # else it may be there, and only cannot be read now
        for reference in waiting.keys() - new.keys():
            queue.drop(reference)
    overlooked = (
        Notice(reference, post.publisher.email, now)
        for reference, record in new.items()
        if post.publisher.email
        and reference not in waiting
        and record.label.received <= now - OVERLOOKED
    )
    queued = (one for name, one in waiting.items() if name in new and one.to)
    return [*queued, *overlooked]


def _today(unread: Iterable[Notice], now: datetime) -> Iterator[tuple[Notice, bool]]:
    """What is due and still fits into the day of its address, and whether nothing fits after it.

    Those that were never named come first; what does not fit is due on the next day.
    """
    notices = sorted(unread, key=lambda one: (bool(one.sent), one.queued))
    day = now.astimezone(WARSAW).date()
    gone = Counter(
        one.to for one in notices for when in one.sent if when.astimezone(WARSAW).date() == day
    )
    for notice in notices:
        if gone[notice.to] < A_DAY and is_due(notice, now):
            gone[notice.to] += 1
            yield notice, gone[notice.to] == A_DAY


def _try(queue: NoticeQueue, post: Post, notice: Notice, now: datetime, last: bool) -> bool:
    try:
        post.send(notice_message(notice, post, last=last))
    except (smtplib.SMTPException, OSError):
        queue.put(notice.failed(now))
        return False
    queue.put(notice.went_out(now))
    return True


def is_due(notice: Notice, now: datetime) -> bool:
    """At once; again on each of three working days; after a failure with growing patience."""
    if notice.failures and notice.tried is not None:
        wait = min(_FIRST_WAIT * (1 << min(notice.failures - 1, 10)), _LONGEST_WAIT)
        return now - notice.tried >= wait
    if not notice.sent:
        return True
    here, last = now.astimezone(WARSAW), notice.sent[-1].astimezone(WARSAW)
    office = is_working_day(here.date()) and here.hour in OFFICE_HOURS
    return len(notice.sent) <= REPEATS and office and here.date() > last.date()


def notice_message(notice: Notice, post: Post, *, last: bool = False) -> EmailMessage:
    """To a coordinator: that something waits, its number, and who can read it.

    last: whether more may wait today than letters will tell.
    """
    again = " nadal" if notice.sent else ""
    publisher = post.publisher
    asked = " ".join(one for one in (publisher.phone, publisher.email) if one)
    text = (
        f"Zgłoszenie o numerze {notice.reference}{again} czeka na przeczytanie.\n\n"
        "W tym e-mailu nie ma jego treści. Przeczyta je ten, kto ma klucz, poleceniem:\n"
        "wzajemnie submissions read\n\n"
        f"Jeśli nie masz klucza, zapytaj: {publisher.name or ''} {asked}".rstrip()
    )
    if last:
        text += (
            f"\n\nTo dziś {A_DAY}. taki e-mail na ten adres i ostatni. Nieprzeczytanych zgłoszeń "
            "może być więcej."
        )
    return _message(post.sender, notice.to, f"Czeka zgłoszenie {notice.reference}", text)


def quarantine_message(waiting: int, to: str, post: Post) -> EmailMessage:
    """To the publisher: that so many submissions were put aside, and how to look at them."""
    text = (
        f"Zgłoszenia w kwarantannie: {waiting}. Wyglądają na wysłane przez automaty.\n"
        "Czasem trafia tam człowiek. Sprawdź to dzisiaj.\n\n"
        "W tym e-mailu nie ma ich treści. Przeczyta je ten, kto ma klucz, poleceniem:\n"
        "wzajemnie submissions read --state quarantine"
    )
    return _message(post.sender, to, f"Kwarantanna: {waiting}", text)


def receipt_message(reference: str, to: str, post: Post) -> EmailMessage:
    """To a sender, in the language that is spoken: the number, and whom to ask. Not about what."""
    publisher = post.publisher
    asked = " ".join(one for one in (publisher.phone, publisher.email) if one)
    lines = (
        _("Dzień dobry,"),
        "",
        _("mamy wiadomość od Ciebie. Jej numer to {reference}.").format(reference=reference),
        _("Zachowaj go i podaj, kiedy zadzwonisz albo napiszesz w tej sprawie."),
        "",
        _("Jeśli to nie Ty, nic nie musisz robić."),
        "",
        publisher.name or "",
        asked,
    )
    subject = _("Twój numer: {reference}").format(reference=reference)
    return _message(post.sender, to, subject, "\n".join(lines))


def sender_of(settings: Settings, publisher: Publisher) -> str:
    """The address that mail comes from. SettingsError when there is none."""
    sender = settings.mail_from or publisher.email
    if not sender:
        raise SettingsError(
            "WZAJEMNIE_MAIL_FROM: nie ma adresu nadawcy; wpisz go tam albo w content/publisher.yml"
        )
    return sender


def _message(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text + "\n")
    return message
