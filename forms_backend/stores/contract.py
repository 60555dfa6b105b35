"""What every store can do, and how it says that it could not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from catalog.forms import Form
from forms_backend.submission import Record

REMEMBERED = timedelta(hours=24)
"""How long a sent check page is known again."""


class StoreError(Exception):
    """Nothing was stored: no room, no permission, damaged file, lock not free in time."""


class ReferenceTakenError(Exception):
    """Another submission has this reference already; nothing was stored. Make a new one."""


@dataclass(frozen=True)
class Damage:
    """A part of the store that cannot be read: which, and why. It is named, never skipped."""

    where: str
    why: str


@dataclass(frozen=True)
class Listing:
    """Everything that can be read, oldest first, and everything that cannot."""

    records: tuple[Record, ...]
    damages: tuple[Damage, ...]


class Store(Protocol):
    """Sealed submissions. Safe between threads and between processes."""

    def append(self, record: Record, form: Form) -> str:
        """Keep a record for good and return its reference, once it is on the disk.

        A record whose page id and digest came within 24 hours before is not kept again: the
        earlier reference is returned. Nothing is kept on ReferenceTakenError and on StoreError.
        """
        ...

    def listing(self, form: str | None = None) -> Listing:
        """The records of one form or of all."""
        ...

    def find(self, references: Sequence[str]) -> Listing:
        """The records with these references."""
        ...

    def form(self, version: str) -> Form | None:
        """A form as it was when somebody answered it: its labels head the export."""
        ...
