"""What every store can do, how it says that it could not, and how a kind of store is described.

Nine methods over sealed submissions. A store sees open labels and envelopes, never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from catalog.forms.form import Form
from forms_backend.operator_error import OperatorError
from forms_backend.sealing.submission import SealedSubmission

REMEMBERED = timedelta(hours=24)
"""How long a sent check page is known again."""


class StoreError(OperatorError):
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

    records: tuple[SealedSubmission, ...]
    damages: tuple[Damage, ...]


def fits(
    record: SealedSubmission,
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

    def append(self, record: SealedSubmission, form: Form) -> str:
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
        """A form as it was when somebody answered it: its labels head the export.

        `version`, or the whole digest, is computed anew from what is kept: a definition that
        somebody has changed is not the one, and None is answered where there is no other.
        """
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

    def adopt(self, records: Iterable[SealedSubmission], forms: Mapping[str, Form]) -> None:
        """Keep records of another store as they are, many at once; `forms` are by version.

        A reference that is there already is left as it is. Used by moving and restoring.
        """
        ...

    def health(self) -> tuple[Damage, ...]:
        """What stops it from keeping the next submission; nothing when it is well. Quick."""
        ...


@dataclass(frozen=True)
class StoreKind:
    """A kind of store, as its module in `forms_backend/stores/kinds/` describes it.

    `order` and `examples` are for the message about a wrong address. `takes` says whether an
    address is of this kind, `open` is its store, `make` makes what has to be there before (tables).
    `place` is its folder or file on this machine, None elsewhere; `is_folder`: which of the two.
    """

    order: int
    examples: tuple[str, ...]
    takes: Callable[[str], bool]
    open: Callable[[str], Store]
    make: Callable[[str], object]
    place: Callable[[str], Path | None] = lambda _address: None
    is_folder: bool = False
