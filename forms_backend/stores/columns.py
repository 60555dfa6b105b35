"""A record as the columns of a database's tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from catalog.forms.form import Form
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.submission import Label, Once, SealedSubmission
from forms_backend.stores.contract import Damage, Listing
from forms_backend.stores.rows import WRONG_ROW

COLUMNS = "reference form form_version clause_version received state keep_until envelope".split()
_MANY = 500
_Row = TypeVar("_Row")


def moment(when: datetime) -> str:
    """A time in UTC as text that sorts as times do."""
    return when.isoformat(timespec="seconds")


def submission_row(record: SealedSubmission) -> dict[str, str]:
    """The row of `submissions`."""
    return {
        **record.label.as_json(),
        "state": record.state,
        "keep_until": record.keep_until.isoformat(),
        "envelope": json.dumps(record.envelope.as_json(), separators=(",", ":")),
    }


def sending_row(record: SealedSubmission, once: Once) -> dict[str, str]:
    """The row of `sendings`, which makes a second sending harmless for a day."""
    label = record.label
    return {
        "page": once.page,
        "digest": once.digest,
        "reference": label.reference,
        "received": moment(label.received),
    }


def form_row(version: str, form: Form) -> dict[str, str]:
    """The row of `forms`."""
    return {"version": version, "definition": form.text}


def listing_of(rows: Iterable[Sequence[Any]], where: str) -> Listing:
    """Records of rows of COLUMNS, page and digest; a row that is none is named."""
    records: list[SealedSubmission] = []
    damages: list[Damage] = []
    for row in rows:
        try:
            records.append(_record(row))
        except WRONG_ROW as error:
            why = f"zły zapis zgłoszenia {row[0]} ({type(error).__name__})"
            damages.append(Damage(where, why))
    return Listing(tuple(records), tuple(damages))


def _record(row: Sequence[Any]) -> SealedSubmission:
    *label, state, keep_until, envelope, page, digest = row
    return SealedSubmission(
        label=Label.from_json(dict(zip(COLUMNS, label, strict=False))),
        envelope=Envelope.from_json(json.loads(envelope)),
        keep_until=date.fromisoformat(keep_until),
        state=state,
        once=Once(page, digest) if page else None,
    )


def chunks(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """A few hundred at a time: a statement has room for so many values."""
    return (rows[at : at + _MANY] for at in range(0, len(rows), _MANY))
