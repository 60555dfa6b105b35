"""What was sent by a form, as it was asked and answered."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from catalog.forms.form import Answer, Form
from desk.database.tables import FORMS, SUBMISSIONS, THINGS
from desk.rules.move import Thing
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed

SENT = [one for one in SUBMISSIONS.c if one.name != "thing"]
"""The columns of a submission beside those of its thing."""


def with_submissions() -> sa.FromClause:
    """Things, with what was sent where something was."""
    joined = THINGS.outerjoin(SUBMISSIONS, SUBMISSIONS.c.thing == THINGS.c.id)
    return joined.outerjoin(FORMS, FORMS.c.version == SUBMISSIONS.c.form_version)


def opened_of(thing: Thing, row: Any) -> Opened | None:
    """As it was asked and answered; the envelope is not here any more. None for other kinds."""
    if row.answers is None:
        return None
    label = Label(thing.reference, row.form, row.form_version, row.clause_version, row.received)
    submission = Submission(
        label,
        _answers(row.answers),
        tuple(json.loads(row.doubts)),
        _answers(row.paper),
        row.language,
    )
    last = thing.keep_until or date.max
    sealed = Sealed(label, Envelope(b"", ()), last, thing.state)
    return Opened(sealed, submission, form_of(row.definition))


def read_opened(connection: sa.Connection, thing: Thing) -> Opened | None:
    """What was sent with this thing."""
    query = (
        sa.select(THINGS.c.id, *SENT, FORMS.c.definition)
        .select_from(with_submissions())
        .where(THINGS.c.id == thing.id)
    )
    return opened_of(thing, connection.execute(query).one())


def _answers(text: str) -> dict[str, Answer]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
    }


@lru_cache(maxsize=64)
def form_of(definition: str) -> Form:
    """A form out of the text that is kept of it."""
    return Form.from_text(definition)
