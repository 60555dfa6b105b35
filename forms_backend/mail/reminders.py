"""Somebody may be in quarantine by mistake: a letter says that something waits there.

One letter on a working day, to the publisher, when something came since the last one; so a flood
of machines is one letter, too. It says how many, and nothing of what they are.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from smtplib import SMTPException

from catalog.text.time_zone import WARSAW
from catalog.text.working_days import is_working_day
from forms_backend.intake.quarantine import QUARANTINE
from forms_backend.mail.mailer import (
    OFFICE_HOURS,
    TOLD_OF,
    Outcome,
    Post,
    quarantine_message,
)
from forms_backend.stores.contract import Store
from forms_backend.stores.durable_files import make_folder, replace_file


def remind_of_quarantine(told: Path, store: Store, post: Post, now: datetime) -> Outcome:
    """Send the letter if it is due at `now` (UTC). `told` is a file that keeps when it last was."""
    here, last = now.astimezone(WARSAW), _last(told)
    office = is_working_day(here.date()) and here.hour in OFFICE_HOURS
    to = post.publisher.email
    if not office or not to or (last and last.astimezone(WARSAW).date() >= here.date()):
        return Outcome(0, 0)
    since = max(last or now - TOLD_OF, now - TOLD_OF).replace(microsecond=0)
    if not store.listing(states=(QUARANTINE,), since=since).records:
        return Outcome(0, 0)
    waiting = store.listing(states=(QUARANTINE,)).records
    try:
        post.send(quarantine_message(len(waiting), to, post))
    except (SMTPException, OSError):
        return Outcome(0, 1)
    make_folder(told.parent)
    replace_file(told, now.isoformat().encode())
    return Outcome(1, 0)


def _last(told: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(told.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
