"""The one way from right answers to a sealed row of the store, from the site and from paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from catalog.forms.form import Answer, Form
from catalog.text.language import HOME
from forms_backend.intake.quarantine import state_of
from forms_backend.intake.quarantine_share import QuarantineShare
from forms_backend.sealing.envelope import PublicKeys, seal
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Once, SealedSubmission, Submission
from forms_backend.stores.contract import ReferenceTakenError, Store, StoreError

_TRIES = 5


@dataclass(frozen=True)
class Channel:
    """By which way answers came: all in which the site and paper may differ.

    clause: the version of the information that was read. language: in which it was read. doubts:
    why it looks like a machine's. paper: what is known of a sheet of paper. written: the day on it;
    None: now.
    """

    clause: str
    language: str = HOME
    doubts: tuple[str, ...] = ()
    paper: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    written: date | None = None


@dataclass(frozen=True)
class Kept:
    """The number under which answers are kept; `is_new` unless they were kept before."""

    reference: str
    is_new: bool


@dataclass(frozen=True)
class Acceptance:
    """What seals and stores. It has nothing to read back with."""

    keys: PublicKeys
    store: Store
    aside: QuarantineShare

    def keep(
        self,
        form: Form,
        answers: Mapping[str, Answer],
        channel: Channel,
        once: Once,
        now: datetime,
    ) -> Kept:
        """Seal and store; the answers leave this function only inside the envelope.

        Raises StoreError, also where quarantine has had its share of the disk.
        """
        keep_until = last_day(form, channel.written or now.date())
        state = state_of(channel.doubts)
        for _ in range(_TRIES):
            label = Label(new_reference(), form.name, form.version, channel.clause, now)
            submission = Submission(
                label,
                answers,
                channel.doubts,
                channel.paper,
                form_digest=form.digest,
                keep_until=keep_until,
                language=channel.language,
            )
            envelope = seal(submission.to_bytes(), self.keys)
            if channel.doubts:
                self.aside.take(len(json.dumps(envelope.as_json())))
            try:
                reference = self.store.append(
                    SealedSubmission(label, envelope, keep_until, state, once), form
                )
            except ReferenceTakenError:
                continue
            return Kept(reference, reference == label.reference)
        raise StoreError("no free reference")


def last_day(form: Form, day: date) -> date:
    """How long the answers may be kept that somebody wrote on this day."""
    return day + timedelta(days=form.retention_days)
