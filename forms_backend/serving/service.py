"""What the running service holds: settings, published forms, public keys, store and secret."""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from itsdangerous import BadSignature

from catalog.forms.form import Answer, Form
from catalog.forms.form_class import BoundForm, Values
from catalog.publication import Edition, Publication
from catalog.text.language import HOME, spoken
from catalog.text.money import parse_amount
from forms_backend.clock import Clock, clock_of
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.intake.acceptance import Acceptance, Channel, Kept
from forms_backend.intake.challenge import Challenges
from forms_backend.intake.quarantine import NEW, PROOF, Watch, state_of
from forms_backend.intake.quarantine_share import QuarantineShare
from forms_backend.mail.notice_queue import Notice, NoticeQueue
from forms_backend.sealing.drafts import DraftSeal
from forms_backend.sealing.envelope import PublicKeys
from forms_backend.sealing.signed_values import Signer
from forms_backend.sealing.submission import Once, digest_of
from forms_backend.stores.address import open_store
from forms_backend.stores.contract import Store
from forms_backend.stores.durable_files import file_mode, make_folder

_SECRET_BYTES = 32
_LOG = logging.getLogger(__name__)


class Published:
    """The published file, read again whenever a build has replaced it.

    trouble: why the file that is there now cannot be used, for the operator. Whoever fills in a
    form meanwhile gets the last good one: a new build may be newer than this process.
    """

    def __init__(self, path: Path) -> None:
        self.trouble: str | None = None
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._publication: Publication | None = None

    @property
    def current(self) -> Publication:
        """The newest that can be read. Raises SettingsError while there has been none."""
        with self._lock:
            seen = self._signature()
            if self._publication is not None and seen == self._seen:
                return self._publication
            try:
                self._publication = self._read()
                self.trouble = None
            except SettingsError as error:
                if self._publication is None:
                    raise
                self.trouble = str(error)
                _LOG.error("published file not used: %s", error)
            self._seen = seen
            return self._publication

    def _signature(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _read(self) -> Publication:
        try:
            return Publication.read(self._path)
        except FileNotFoundError:
            raise SettingsError(
                f"Nie ma pliku {self._path}. Zbuduj najpierw stronę: wzajemnie build"
            ) from None
        except (OSError, ValueError):
            raise SettingsError(
                f"Plik {self._path} jest uszkodzony albo z innej wersji programu. Zbuduj stronę "
                "jeszcze raz: wzajemnie build"
            ) from None


@dataclass(frozen=True)
class Accepted:
    """What the last page knows, from its signed address; of the answers only what a transfer needs.

    `recipient` is a slug, `grosze` an amount; both are None for all forms but a donation.
    """

    form: str
    reference: str
    recipient: str | None = None
    grosze: int | None = None

    @classmethod
    def of(cls, form: Form, answers: Mapping[str, Answer], reference: str) -> Accepted:
        """What the last page has to know; for a donation also to whom and how much."""
        if form.transfer is None:
            return cls(form.name, reference)
        amount, recipient = (
            str(answers[one]) for one in (form.transfer.amount, form.transfer.recipient)
        )
        grosze = parse_amount(amount).grosze if amount else None
        return cls(form.name, reference, recipient, grosze)


@dataclass(frozen=True)
class Service:
    """Everything that a request needs. It can write; it has nothing to read back with."""

    settings: Settings
    published: Published
    keys: PublicKeys
    store: Store
    secret: bytes = field(repr=False)
    watch: Watch
    challenges: Challenges | None
    clock: Clock
    aside: QuarantineShare

    @classmethod
    def open(cls, settings: Settings) -> Service:
        """Raises SettingsError or KeysError with a sentence for the operator."""
        published = Published(settings.publication)
        _ = published.current  # without one there is nothing to serve
        keys = PublicKeys.read(settings.public_keys)
        store = open_store(settings.store)
        secret = read_secret(settings.secret)
        watch = Watch(secret, settings.rate, settings.pace)
        challenges = Challenges(secret, settings.var / "challenges") if settings.altcha else None
        aside = QuarantineShare(store, settings.var, settings.quarantine_share)
        clock = clock_of(settings)
        return cls(settings, published, keys, store, secret, watch, challenges, clock, aside)

    def now(self) -> datetime:
        """The time in UTC. Raises ClockError, a StoreError, when it cannot be right."""
        return self.clock.now(self.published.current.built)

    @cached_property
    def drafts(self) -> DraftSeal:
        """What closes answers on their way through a browser; all processes have the same."""
        return DraftSeal(self.secret)

    def once(self, bound: BoundForm, page: str) -> Once:
        """What makes a second sending of these answers, filled in once, known again."""
        return Once(page, digest_of(bound.answers, bound.form.name, self.secret))

    def keep(self, name: str, answers: Mapping[str, Answer], channel: Channel, once: Once) -> Kept:
        """Seal and store the answers to a form, and tell coordinators once. Raises StoreError.

        It is kept as the form stands in Polish, in which coordinators read it.
        """
        acceptance = Acceptance(self.keys, self.store, self.aside)
        form = self.published.current.forms[name]
        kept = acceptance.keep(form, answers, channel, once, self.now())
        if kept.is_new:
            organization = str(answers.get("organization", ""))
            self.announce(kept.reference, state_of(channel.doubts), organization)
        return kept

    def stamp(self, values: Values, bound: BoundForm, page: str) -> str:
        """What the check page carries. It counts for these answers alone: it is spent with them."""
        return self.watch.stamp(values, _spent_by(self.once(bound, page)))

    def doubts(self, values: Values, once: Once, address: str) -> tuple[str, ...]:
        """Why a confirmed submission looks like a machine's; nothing when it does not."""
        doubts = self.watch.doubts(values, _spent_by(once), address)
        if self.challenges is None:
            return doubts
        return doubts + self.challenges.doubts("".join(values.get(PROOF, ())), once)

    def announce(self, reference: str, state: str, organization: str) -> None:
        """Queue a notice to the chosen organization, else to the publisher. It never fails.

        A notice that is lost here is made again by `mail notices` from the unread submission.
        """
        publication = self.published.current
        to = publication.coordinators.get(organization) or publication.site.publisher.email
        if not self.settings.smtp or state != NEW or not to:
            return
        try:
            NoticeQueue.of(self.settings).add(Notice(reference, to, datetime.now(UTC)))
        except OSError as error:
            _LOG.warning("notice not queued: %s", type(error).__name__)

    @property
    def edition(self) -> Edition:
        """Frame and forms in the language of the request; in Polish where there are no others."""
        current = self.published.current
        code = spoken().code
        return current.edition(code if code in current.translations else HOME)

    def sign(self, accepted: Accepted) -> str:
        """The query by which the last page can be opened for ever, and by nobody's guess."""
        return str(self._signer.dumps(astuple(accepted)))

    def unsign(self, text: str) -> Accepted | None:
        """None when the query was not signed here."""
        try:
            return Accepted(*self._signer.loads(text))
        except (BadSignature, ValueError, TypeError):
            return None

    @cached_property
    def _signer(self) -> Signer:
        return Signer(self.secret, salt="przyjete")


def _spent_by(once: Once) -> str:
    return f"{once.page} {once.digest}"


def read_secret(path: Path) -> bytes:
    """The service's own secret; the first process makes it, all others read the same one."""
    make_folder(path.parent)
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(path.parent))
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    secret = path.read_bytes()
    if len(secret) != _SECRET_BYTES:
        raise SettingsError(f"Plik {path} jest uszkodzony. Usuń go; usługa zrobi nowy.")
    return secret
