"""A sheet of paper typed in at the desk: kept in the record like what came from the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from catalog.forms.form import Form
from catalog.forms.form_class import BoundForm
from catalog.publication import Publication
from desk.intake.opened_record import OpenDesk
from desk.record.arrivals import Arrival, keep_arrivals, reference_of
from desk.rules.roles import Scope
from forms_backend.intake import paper_form
from forms_backend.intake.acceptance import last_day
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed


@dataclass(frozen=True)
class TypedSheet:
    """What was typed, without a mistake. page: a random id that makes a second sending harmless."""

    form: Form
    bound: BoundForm
    page: str


def keep_sheet(
    desk: OpenDesk,
    scope: Scope,
    publication: Publication,
    sheet: TypedSheet,
    context: tuple[Mapping[str, str], datetime],
) -> str:
    """The number under which it is kept; the same for the same sheet sent twice.

    context: the organizations to which people may turn, by slug, and now. The last day counts from
    the day on the sheet. RecordError; UnknownThingError where it was erased meanwhile.
    """
    organizations, now = context
    form = sheet.form
    answers, about = paper_form.parted(form, sheet.bound)
    clause = paper_form.clause_version(publication, form, about)
    label = Label(new_reference(), form.name, form.version, clause, now)
    keep_until = last_day(form, date.fromisoformat(str(about["paper_date"])))
    submission = Submission(
        label, answers, paper=about, form_digest=form.digest, keep_until=keep_until
    )
    sealed = Sealed(label, Envelope(b"", ()), keep_until)
    arrival = Arrival(Opened(sealed, submission, form), _identity(sheet, submission))
    kept = keep_arrivals(desk.record, [arrival], organizations, now, scope)
    return kept[0] if kept else reference_of(desk.record, arrival.identity)


def _identity(sheet: TypedSheet, submission: Submission) -> str:
    """As the hash of an envelope, which a sheet has not: nobody can guess the id of its page."""
    whole = [sheet.page, sheet.form.name, dict(submission.answers), dict(submission.paper)]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
