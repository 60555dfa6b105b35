"""What a process remembers of a month file, so that no version of it is read twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from forms_backend.sealing.submission import Once, SealedSubmission
from forms_backend.stores.durable_files import DamagedFileError
from forms_backend.stores.rows import WRONG_ROW

Signature = tuple[int, int, int]
"""Inode, size and time of change: another version of a file has another one."""


@dataclass(frozen=True)
class Known:
    """The references of a file, and when each recent sending came and what it was given."""

    signature: Signature
    references: frozenset[str]
    onces: Mapping[Once, tuple[str, datetime]]

    @classmethod
    def read(cls, path: Path, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Known:
        """From the numbered rows of a file. DamagedFileError for a row that is none."""
        references: set[str] = set()
        onces: dict[Once, tuple[str, datetime]] = {}
        for number, row in rows:
            try:
                reference = row["label"]["reference"]
                references.add(reference)
                if row["once"]:
                    received = datetime.fromisoformat(row["label"]["received"])
                    onces[Once(row["once"]["page"], row["once"]["digest"])] = (reference, received)
            except WRONG_ROW as error:
                raise wrong_row(path, number, error) from None
        return cls(signature_of(path), frozenset(references), onces)

    def earlier(self, once: Once | None, since: datetime) -> str | None:
        """The reference that the same sending was given since then."""
        found = self.onces.get(once) if once else None
        return found[0] if found is not None and found[1] >= since else None

    def has_stale(self, since: datetime) -> bool:
        """Whether something is remembered for longer than it should be."""
        return any(received < since for _, received in self.onces.values())


def known_with(known: Known | None, path: Path, record: SealedSubmission) -> Known:
    """What is known after this process has written one more record."""
    references = known.references if known else frozenset()
    onces = dict(known.onces) if known else {}
    if record.once is not None:
        onces[record.once] = (record.label.reference, record.label.received)
    return Known(signature_of(path), references | {record.label.reference}, onces)


def signature_of(path: Path) -> Signature:
    """OSError when there is no such file."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def wrong_row(path: Path, number: int, error: Exception) -> DamagedFileError:
    """Names a row of a file that is not a record."""
    return DamagedFileError(path, f"zły zapis zgłoszenia {number} ({type(error).__name__})")
