"""`wzajemnie mail`: notices from the server, receipts from the coordinators' computer."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from catalog.text.gettext_files import FOLDER, language
from catalog.text.language import speaking
from forms_backend.cli.command_line import FILE, Group
from forms_backend.cli.terminal import ask_passphrase, name_problems, open_store
from forms_backend.config import Settings
from forms_backend.intake.quarantine import QUARANTINE
from forms_backend.keys.keyring import read_keyring
from forms_backend.mail.mailer import MailServer, Post, receipt_message, send_notices, sender_of
from forms_backend.mail.notice_queue import NoticeQueue
from forms_backend.mail.reminders import remind_of_quarantine
from forms_backend.maintenance import audit
from forms_backend.reading.export import Opened
from forms_backend.reading.opened_submissions import email, open_all
from forms_backend.serving.service import Published
from forms_backend.stores.durable_files import append_lines, make_folder
from forms_backend.terminal_text import say

RECENT = timedelta(days=7)
"""Older submissions get no receipt any more: it would only puzzle people."""
AT_ONCE = 3
"""Receipts to one address in one run: anybody can type somebody else's address many times."""
OFF = "Poczta jest wyłączona. Włącza ją WZAJEMNIE_SMTP."
NO_KEY = (
    "Nie da się utworzyć kluczy w folderze {folder}. Bez nich powiadomienia idą do prowadzącego "
    "stronę zamiast do wybranej organizacji. Zrób ten folder: sudo systemd-tmpfiles --create"
)


mail = Group("mail", help="powiadomienia i potwierdzenia; bez treści")


@mail.command("notices", help="powiadom koordynatorów; na serwerze, bez klucza")
def mail_notices() -> int:
    """Every notice that is due. For a timer: exit code 1 when some could not be sent."""
    settings = Settings.from_environment()
    post = _post(settings)
    if post is None:
        say(OFF)
        return 0
    queue = NoticeQueue.of(settings)
    closes = queue.addressees.make()
    store, now = open_store(settings), datetime.now(UTC)
    done = (
        send_notices(queue, store, post, now),
        remind_of_quarantine(settings.mail / "quarantine-told", store, post, now),
    )
    failed = sum(one.failed for one in done)
    say(f"Wysłane powiadomienia: {sum(one.sent for one in done)}. Nieudane: {failed}.")
    if not closes:
        say(NO_KEY.format(folder=queue.addressees.folder), error=True)
    return int(failed > 0 or not closes)


@mail.command("send", help="wyślij nadawcom ich numery; potrzebny klucz")
@click.option("--key", type=FILE, metavar="PLIK", help="plik klucza prywatnego")
def mail_send(key: Path | None) -> int:
    """A receipt for everybody who gave an e-mail, once; not to who wants no message."""
    settings = Settings.from_environment()
    post = _post(settings)
    if post is None:
        say(OFF)
        return 0
    store = open_store(settings)
    log = settings.mail / "receipts"
    done = set(log.read_text(encoding="utf-8").split()) if log.exists() else set()
    earliest = datetime.now(UTC) - RECENT
    waiting = [
        record
        for record in store.listing(since=earliest).records
        if record.label.reference not in done and record.state != QUARANTINE
    ]
    ring = read_keyring(key or settings.private_key, ask_passphrase, waiting)
    reading = open_all(store, waiting, ring)
    wanted = [one for one in reading.opened if wants_receipt(one)]
    opened = list(_few_each(wanted))
    audit.note(settings.audit, "mail", (one.record.label.reference for one in opened))
    failed = 0
    for one in opened:
        reference = one.record.label.reference
        with speaking(language(one.submission.language, settings.templates / FOLDER)):
            receipt = receipt_message(reference, str(email(one)), post)
        try:
            post.send(receipt)
        except (smtplib.SMTPException, OSError):
            failed += 1
        else:
            _remember(log, reference)
    say(f"Wysłane potwierdzenia: {len(opened) - failed}.")
    if later := len(wanted) - len(opened):
        say(f"Na następny raz: {later}, bo na jeden adres idą naraz najwyżej {AT_ONCE}.")
    if failed:
        say(f"Nieudane: {failed}. Uruchom to polecenie jeszcze raz później.", error=True)
    return max(name_problems(reading.closed), int(failed > 0))


def _few_each(wanted: Iterable[Opened]) -> Iterator[Opened]:
    """Of each address the first few."""
    seen = Counter[str]()
    for one in wanted:
        address = str(email(one)).casefold()
        seen[address] += 1
        if seen[address] <= AT_ONCE:
            yield one


def wants_receipt(opened: Opened) -> bool:
    """Whether there is an e-mail, and nobody said that no message may be left."""
    refused = opened.submission.answers.get("may_leave_message") == "nie"
    return email(opened) is not None and not refused


def _post(settings: Settings) -> Post | None:
    """Who writes, and how; None where mail is turned off."""
    server = MailServer.named(settings)
    if server is None:
        return None
    publisher = Published(settings.publication).current.site.publisher
    return Post(publisher, sender_of(settings, publisher), server.send)


def _remember(log: Path, reference: str) -> None:
    make_folder(log.parent)
    append_lines(log, f"{reference}\n".encode())
