"""One running desk: its settings, what is open in it, and the round that exchanges with the forms.

It starts locked. Nothing but `opened` knows a key, and closing it forgets both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from catalog.programme import Programme, programme_file
from catalog.publication import Publication
from catalog.text.system_errors import reason
from desk.database.errors import RecordError
from desk.database.record import Record
from desk.demo.organizations import ORGANIZATIONS
from desk.intake.nightly_backup import Copied, copy_and_try, is_due
from desk.intake.opened_record import OpenDesk, open_desk
from desk.intake.taking_in import late_clock, take_in
from desk.letters.contentless import send_letters
from desk.notices.public_board import publish_board
from desk.pages.sessions import Sessions, Tries
from desk.record.accounts import CLOSED_FOR, MOST_TRIES
from desk.record.moves import WARSAW
from desk.rules.agreement_text import AgreementTemplate
from desk.rules.move import Choices
from desk.rules.places import Place, Places
from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.mail.mailer import MailServer, Post, sender_of

_BUILD = "Zbuduj stronę jeszcze raz: wzajemnie build"
LOCKED_AFTER = 24 * 60 * 60
"""Seconds without anybody: a weekend locks the desk, a night does not."""
_NO_FOLDER = "Folder wymiany z formularzami odmawia ({}). Nowe zgłoszenia nie przychodzą."


@dataclass
class House:
    """What every page may ask. `demonstration`: invented people, and no passphrase."""

    settings: Settings
    desk: DeskSettings
    demonstration: bool = False
    sessions: Sessions = field(default_factory=Sessions)
    tries: Tries = field(default_factory=Tries)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    opened: OpenDesk | None = None
    damages: tuple[str, ...] = ()
    """What the last round could not take in, and why: a sentence each."""
    publishes: bool = True
    """Whether a round writes the board: not while a demonstration is being filled."""
    copied: Copied | None = None
    """The last nightly backup that was made by this program and tried."""
    not_copied: str = ""
    """Why there is none of tonight: a sentence."""
    _known: Choices | None = field(default=None, repr=False)
    _tries: list[datetime] = field(default_factory=list, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def open(self, passphrase: str) -> None:
        """Open it with the private key's passphrase. OpeningError, RecordError, KeysError.

        After five wrong ones in a quarter of an hour nobody may try for the rest of it.
        """
        with self._turn:
            if self.opened is None:
                self._check_tries()
                self._tries.append(self.now)
                self.opened = open_desk(self.settings, self.desk, passphrase)
                self._tries.clear()
        self.round()

    def _check_tries(self) -> None:
        self._tries = [one for one in self._tries if self.now - one < CLOSED_FOR]
        if len(self._tries) >= MOST_TRIES:
            raise RecordError(
                "Za dużo prób. Otwieranie jest zamknięte na 15 minut. Potem spróbuj jeszcze raz."
            )

    def lock_after_silence(self) -> None:
        """Lock it when nobody has been in for long: the keys leave memory."""
        if self.opened is not None and self.sessions.silent_for() > LOCKED_AFTER:
            self.lock()

    def lock(self) -> None:
        """Forget keys and sessions; pages show nothing until somebody opens it again."""
        with self._turn:
            opened, self.opened = self.opened, None
            self.sessions.clear()
            if opened is not None:
                opened.close()

    @property
    def record(self) -> Record:
        """The open record. RecordError when the desk was locked in between."""
        if self.opened is None:
            raise RecordError("Stanowisko jest zamknięte.")
        return self.opened.record

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def today(self) -> date:
        """The day in Poland."""
        return self.now.astimezone(WARSAW).date()

    @property
    def organizations(self) -> Mapping[str, str]:
        """Names by slug of the organizations to which people may turn."""
        return self.choices.organizations

    @property
    def publication(self) -> Publication:
        """The forms as the site has published them. SettingsError, OSError, ValueError."""
        path = self.settings.publication
        return _forms(path, path.stat().st_mtime_ns)

    @property
    def choices(self) -> Choices:
        """Among what the questions of moves may choose: all that the build has published."""
        own = ORGANIZATIONS if self.demonstration else {}
        self._read_programme()
        known = self._known or Choices()
        return replace(known, organizations={**own} | dict(known.organizations))

    def _read_programme(self) -> tuple[str, ...]:
        """What stands in the way, a sentence; the last good file is used until then."""
        path = programme_file(self.settings.publication)
        try:
            self._known = _published(path, path.stat().st_mtime_ns)
        except (OSError, ValueError):
            used = "Używamy ostatniej dobrej." if self._known else "Nie ma komu nic przekazać."
            return (f"Listy organizacji ({path.name}) nie da się odczytać. {used} {_BUILD}",)
        return ()

    def check_clock(self) -> None:
        """RecordError where the clock shows less than the newest change."""
        opened, checked = self.opened, self.settings.clock_checked
        late = late_clock(opened, self.now, checked) if opened is not None else ""
        if late:
            raise RecordError(late)

    def round(self) -> None:
        """Exchange once with the forms. What goes wrong is kept for the coordinators to see."""
        with self._turn:
            if self.opened is None:
                return
            folder = self.settings.exchange
            try:
                checked = self.settings.clock_checked
                done = take_in(self.opened, folder, self.organizations, self.now, checked)
                self.damages = (*self._read_programme(), *done.damages)
                if self.publishes:
                    publish_board(self.record, folder, self.choices.exchangeable, self.today)
                self._send_letters()
            except RecordError as error:
                self.damages = (str(error),)
            except OSError as error:
                self.damages = (_NO_FOLDER.format(reason(error)),)

    def back_up_at_night(self) -> None:
        """Copy the record once a day, and try the copy. A fault is told on Dzisiaj."""
        with self._turn:
            if self.opened is None or not is_due(self.desk.backup, self.now):
                return
            try:
                self.copied = copy_and_try(self.opened, self.settings, self.desk, self.now)
                self.not_copied = ""
            except RecordError as error:
                self.not_copied = str(error)

    def _send_letters(self) -> None:
        """In a demonstration, and where mail is turned off, they wait; the call list has all."""
        server = None if self.demonstration else MailServer.named(self.settings)
        if server is None:
            return
        try:
            publisher = Publication.read(self.settings.publication).site.publisher
            post = Post(publisher, sender_of(self.settings, publisher), server.send)
            send_letters(self.record, post, self.now)
        except (OSError, ValueError, SettingsError) as error:
            self.damages = (*self.damages, f"Listy nie wychodzą: {error}")


@lru_cache(maxsize=2)
def _forms(path: Path, _changed: int) -> Publication:
    """Read once for each build."""
    return Publication.read(path)


def _texts(told: Programme) -> dict[str, AgreementTemplate]:
    """The newest text for each other party."""
    return {
        one.between: AgreementTemplate(one.title, one.version, one.reviewed, one.points)
        for one in sorted(told.agreements, key=lambda one: one.version)
    }


@lru_cache(maxsize=2)
def _published(path: Path, _changed: int) -> Choices:
    """Read once for each build: every page asks."""
    told = Programme.read(path)
    places = (Place(one.name, one.powiat, one.code, one.lat, one.lon) for one in told.towns)
    return Choices(
        told.organizations,
        told.categories,
        exchangeable=frozenset(told.exchangeable),
        powiats=told.powiats,
        places=Places(places),
        agreements=_texts(told),
    )
