"""A record as a row of JSON: the same text in month files and in backups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.submission import Label, Once, Record

WRONG_ROW = (KeyError, ValueError, TypeError, AttributeError)
"""What `record_of` raises for a row that is none."""


def row_of(record: Record) -> dict[str, Any]:
    """The record as plain JSON values."""
    once = record.once and {"page": record.once.page, "digest": record.once.digest}
    return {
        "label": record.label.as_json(),
        "state": record.state,
        "keep_until": record.keep_until.isoformat(),
        "once": once,
        "envelope": record.envelope.as_json(),
    }


def record_of(row: Any) -> Record:
    """The record back. Raises one of WRONG_ROW when the row is not what `row_of` made."""
    record = Record(
        label=Label.from_json(row["label"]),
        envelope=Envelope.from_json(row["envelope"]),
        keep_until=date.fromisoformat(row["keep_until"]),
        state=str(row["state"]),
    )
    if row["once"] is None:
        return record
    return replace(record, once=Once(row["once"]["page"], row["once"]["digest"]))
