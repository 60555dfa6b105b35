"""A record, and a form, as a row of JSON: the same text in month files and in backups."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from catalog.forms.form import Form
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.submission import Label, Once, SealedSubmission

WRONG_ROW = (KeyError, ValueError, TypeError, AttributeError)
"""What `record_of` raises for a row that is none."""


def row_of(record: SealedSubmission) -> dict[str, Any]:
    """The record as plain JSON values."""
    once = record.once and {"page": record.once.page, "digest": record.once.digest}
    return {
        "label": record.label.as_json(),
        "state": record.state,
        "keep_until": record.keep_until.isoformat(),
        "once": once,
        "envelope": record.envelope.as_json(),
    }


def record_of(row: Any) -> SealedSubmission:
    """The record back. Raises one of WRONG_ROW when the row is not what `row_of` made."""
    record = SealedSubmission(
        label=Label.from_json(row["label"]),
        envelope=Envelope.from_json(row["envelope"]),
        keep_until=date.fromisoformat(row["keep_until"]),
        state=str(row["state"]),
    )
    if row["once"] is None:
        return record
    return replace(record, once=Once(row["once"]["page"], row["once"]["digest"]))


def form_values(form: Form) -> Any:
    """The definition as plain JSON values."""
    return json.loads(form.text)


def form_from(values: Any) -> Form:
    """The form back, with just the text that `form_values` was given. ValueError."""
    return Form.from_text(json.dumps(values, ensure_ascii=False, separators=(",", ":")))
