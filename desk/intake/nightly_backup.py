"""Each night the open desk copies its record, and tries whether the copy could be brought back.

Only whoever opened it has the key: so no timer of the system can do this, and while the desk is
locked nothing changes that a copy could miss.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from catalog.text.time_zone import WARSAW
from desk.database.backup_file import read_backup
from desk.database.errors import RecordError
from desk.database.record import Record
from desk.intake.backing_up import back_up
from desk.intake.opened_record import OpenDesk, OpeningError
from desk.settings import DeskSettings
from forms_backend.config import Settings

FROM_HOUR = 2
"""In Poland. Whoever opens the desk later in the day gives it its copy then."""


@dataclass(frozen=True)
class Copied:
    """The last copy that was tried: when it was made, and the end of its chain."""

    made: datetime
    head: str


def is_due(path: Path, now: datetime) -> bool:
    """Whether today's copy is still to be made."""
    here = now.astimezone(WARSAW)
    if here.hour < FROM_HOUR:
        return False
    try:
        made = datetime.fromtimestamp(path.stat().st_mtime, WARSAW)
    except OSError:
        return True
    return made.date() != here.date()


def copy_and_try(opened: OpenDesk, settings: Settings, desk: DeskSettings, now: datetime) -> Copied:
    """A backup in `desk.backup` that was brought back once, beside it, and found whole.

    RecordError with a sentence for the coordinators; the backup stays as it is then.
    """
    try:
        head = back_up(opened, settings, desk.backup, now)
        try_out(desk.backup, opened, head)
    except (OSError, ValueError, OpeningError) as error:
        raise RecordError(f"Nocna kopia się nie udała ({type(error).__name__}).") from None
    return Copied(now, head)


def try_out(path: Path, opened: OpenDesk, head: str) -> None:
    """Bring a backup back into a folder of its own, check it all, and throw that away.

    RecordError when it is not whole. OpeningError, OSError.
    """
    folder = path.with_name("tried")
    shutil.rmtree(folder, ignore_errors=True)  # of a trial that was killed
    backup = read_backup(path)
    key = backup.key(opened.ring.main)
    try:
        folder.mkdir(mode=0o700)
        database = folder / "desk.db"
        database.touch(0o600)
        database.write_bytes(backup.database)
        record = Record.open(database, key)
        try:
            found = record.damages(head)
        finally:
            record.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if found:
        raise RecordError(f"Nocna kopia nie jest cała: {' '.join(found)}")
