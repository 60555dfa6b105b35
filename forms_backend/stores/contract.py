"""What every store can do, and how it says that it could not.

Nine methods over sealed submissions. A store sees open labels and envelopes, never an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from catalog.forms.form import Form
from forms_backend.sealing.submission import Record

REMEMBERED = timedelta(hours=24)
"""How long a sent check page is known again."""


class StoreError(Exception):
    """Nothing was changed: no room, no permission, damaged file, no schema, lock not free."""


class ReferenceTakenError(Exception):
    """Another submission has this reference already; nothing was stored. Make a new one."""


@dataclass(frozen=True)
class Damage:
    """A part of the store that cannot be read or written: which, and why, as a Polish phrase.

    It is named, never skipped.
    """

    where: str
    why: str

    def __str__(self) -> str:
        return f"Uszkodzone: {self.where}: {self.why}."


@dataclass(frozen=True)
class Listing:
    """Everything that can be read, oldest first, and everything that cannot."""

    records: tuple[Record, ...]
    damages: tuple[Damage, ...]


def fits(
    record: Record,
    form: str | None,
    states: Collection[str] | None,
    since: datetime | None = None,
) -> bool:
    """Whether a listing that is asked for these has this record."""
    return (
        form in (None, record.label.form)
        and (states is None or record.state in states)
        and (since is None or record.label.received >= since.replace(microsecond=0))
    )


class Store(Protocol):
    """Sealed submissions. Safe between threads and between processes.

    What a method has answered is on the disk. Every method may raise StoreError.
    """

    def append(self, record: Record, form: Form) -> str:
        """Keep a record for good and return its reference, once it is on the disk.

        A record whose page id and digest came within 24 hours before is not kept again: the
        earlier reference is returned. Nothing is kept on ReferenceTakenError and on StoreError.
        """
        ...

    def listing(
        self,
        form: str | None = None,
        states: Collection[str] | None = None,
        since: datetime | None = None,
    ) -> Listing:
        """The records of one form or of all, in these states or in any, received since then.

        `since` is in UTC and counts to the second. What is older than that costs little: TinyDB
        does not even open the files of months that had ended by then, so it names no damage there.
        """
        ...

    def find(self, references: Collection[str]) -> Listing:
        """The records with these references."""
        ...

    def form(self, version: str) -> Form | None:
        """A form as it was when somebody answered it: its labels head the export."""
        ...

    def set_state(self, reference: str, state: str) -> bool:
        """Put a record into another state. False when there is no such record."""
        ...

    def erase(self, references: Collection[str]) -> tuple[str, ...]:
        """Erase records with all that makes them recognisable; the references that were there.

        Their bytes are gone from the store's files, as far as the store can promise it (for
        PostgreSQL see docs/developers/stores.md). Erasing what is erased already changes nothing.
        """
        ...

    def purge(self, before: date) -> tuple[str, ...]:
        """Erase every record whose last day is earlier than `before`; their references.

        What recognises a second sending is forgotten after 24 hours, also where nothing comes.
        """
        ...

    def adopt(self, records: Iterable[Record], forms: Mapping[str, Form]) -> None:
        """Keep records of another store as they are, many at once; `forms` are by version.

        A reference that is there already is left as it is. Used by moving and restoring.
        """
        ...

    def health(self) -> tuple[Damage, ...]:
        """What stops it from keeping the next submission; nothing when it is well. Quick."""
        ...
