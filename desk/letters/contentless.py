"""One letter for every occasion: please call us. Whoever else reads it learns nothing."""

from __future__ import annotations

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from catalog.publication import Publisher
from desk.database.record import Record
from desk.record.clock import Letter, note_sent, waiting_letters
from forms_backend.mail.mailer import Post

SUBJECT = "Prosimy o kontakt"


def send_letters(record: Record, post: Post, now: datetime) -> int:
    """Send what waits; how many went out. Each is noted as sent at once, so none goes twice.

    What the mail server does not take waits for the next round.
    """
    number = 0
    for letter in waiting_letters(record):
        try:
            post.send(message(letter, post.publisher, post.sender))
        except (smtplib.SMTPException, OSError):
            break
        note_sent(record, [letter], now)
        number += 1
    return number


def message(letter: Letter, publisher: Publisher, sender: str) -> EmailMessage:
    """The number, and whom to call: neither why nor from which side."""
    asked = " ".join(one for one in (publisher.phone, publisher.email) if one)
    text = "\n".join(
        (
            "Dzień dobry,",
            "",
            f"chcemy z Tobą porozmawiać. Podaj numer {letter.number}.",
            "Zadzwoń albo napisz do nas, kiedy możesz. Jeśli nie możesz, sami zadzwonimy.",
            "",
            "Jeśli to nie Ty, nic nie musisz robić.",
            "",
            publisher.name or "",
            asked,
        )
    )
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, letter.email, SUBJECT
    made["Date"] = formatdate(localtime=False)
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text + "\n")
    return made
