"""TinyDB behind one locked door: the only file that knows it.

One file for each form and month (`organizacja-2026-11.json`, months in UTC). Stock TinyDB writes
in place and two workers destroy its file; here each write goes to a new file, is synced and then
renamed over the old one, all under a lock that holds between processes. Query cache 0.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tinydb import TinyDB
from tinydb.storages import Storage

from catalog.forms import Form
from forms_backend.envelope import Envelope
from forms_backend.stores.contract import (
    REMEMBERED,
    Damage,
    Listing,
    ReferenceTakenError,
    StoreError,
)
from forms_backend.submission import Label, Once, Record

_FILE = re.compile(r"(?P<form>[a-z0-9-]+)-\d{4}-\d{2}\.json")
_WAIT_SECONDS = 20
_POLL_SECONDS = 0.002


class DamagedFileError(StoreError):
    """A month's file is not what this store writes. Carries which file and why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name}: {why}")
        self.damage = Damage(str(path), why)


class AtomicFile(Storage):
    """TinyDB's storage seam: reads the whole file once, replaces the whole file.

    An instance lives no longer than the lock under which it was made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._data: dict[str, dict[str, Any]] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        if self._data is None:
            self._data = self._read()
        return self._data

    def _read(self) -> dict[str, dict[str, Any]] | None:
        try:
            data = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise DamagedFileError(self._path, f"to nie jest cały plik JSON ({error})") from None
        if not isinstance(data, dict) or not all(isinstance(one, dict) for one in data.values()):
            raise DamagedFileError(self._path, "plik nie zawiera tabel zgłoszeń")
        return data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        replace_file(self._path, json.dumps(data, separators=(",", ":")).encode())
        self._data = data

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True)
class _Known:
    """What was learned from one version of a file, so that no version is read twice."""

    signature: tuple[int, int, int]
    references: frozenset[str]
    onces: Mapping[Once, tuple[str, datetime]]


class TinyDBStore:
    """A folder of month files. Made with permissions 0700, its files with 0600."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._threads = threading.Lock()
        self._known: dict[Path, _Known] = {}

    def append(self, record: Record, form: Form) -> str:
        with self._locked():
            try:
                return self._append(record, form)
            except OSError as error:
                raise StoreError(f"{type(error).__name__}: {error.strerror}") from error

    def listing(self, form: str | None = None) -> Listing:
        records: list[Record] = []
        damages: list[Damage] = []
        for path in self._files(form):
            try:
                records.extend(_records(path))
            except DamagedFileError as error:
                damages.append(error.damage)
        records.sort(key=lambda record: record.label.received)
        return Listing(tuple(records), tuple(damages))

    def find(self, references: Sequence[str]) -> Listing:
        everything = self.listing()
        found = (one for one in everything.records if one.label.reference in references)
        return Listing(tuple(found), everything.damages)

    def form(self, version: str) -> Form | None:
        for path in self._files(None):
            try:
                for row in _database(path).table("forms", cache_size=0).all():
                    if row["version"] == version:
                        return Form.model_validate(row["form"])
            except (DamagedFileError, KeyError, ValueError):
                continue  # The listing names the damage; another month may have the form.
        return None

    def _append(self, record: Record, form: Form) -> str:
        label = record.label
        path = self._folder / f"{label.form}-{label.received:%Y-%m}.json"
        database = _database(path)
        known = self._learn_all(path, database)
        earliest = label.received - REMEMBERED
        for one in known.values():
            earlier = one.onces.get(record.once) if record.once else None
            if earlier is not None and earlier[1] >= earliest:
                return earlier[0]
        if any(label.reference in one.references for one in known.values()):
            raise ReferenceTakenError
        forms = database.table("forms", cache_size=0)
        if all(row["version"] != form.version for row in forms):
            forms.insert({"version": form.version, "form": form.model_dump(mode="json")})
        database.table("submissions", cache_size=0).insert(_row(record))
        self._remember(path, known.get(path), record)
        for file, one in known.items():
            if any(received < earliest for _, received in one.onces.values()):
                self._forget(file, earliest)
        return label.reference

    def _learn_all(self, current: Path, database: TinyDB) -> dict[Path, _Known]:
        """What every file holds. A damaged old month stops nobody; the listing names it."""
        known: dict[Path, _Known] = {}
        for path in self._files(None):
            try:
                known[path] = self._learn(path, database if path == current else _database(path))
            except DamagedFileError:
                if path == current:
                    raise
        return known

    def _learn(self, path: Path, database: TinyDB) -> _Known:
        """The references and recent sendings of a file, read only if it changed."""
        known = self._known.get(path)
        if known is None or known.signature != _signature(path):
            known = _Known(_signature(path), *_summary(path, database))
            self._known[path] = known
        return known

    def _remember(self, path: Path, known: _Known | None, record: Record) -> None:
        """Learn what this process has just written, without reading it back."""
        references = known.references if known else frozenset()
        onces = dict(known.onces) if known else {}
        if record.once is not None:
            onces[record.once] = (record.label.reference, record.label.received)
        references |= {record.label.reference}
        self._known[path] = _Known(_signature(path), references, onces)

    def _forget(self, path: Path, earliest: datetime) -> None:
        """Drop what makes a sending unique, 24 hours later."""
        rows = _database(path).table("submissions", cache_size=0)
        stale = [
            row.doc_id
            for row in rows
            if row["once"] and datetime.fromisoformat(row["label"]["received"]) < earliest
        ]
        rows.update({"once": None}, doc_ids=stale)

    def _files(self, form: str | None) -> list[Path]:
        names = sorted(path for path in self._folder.iterdir() if _FILE.fullmatch(path.name))
        return [path for path in names if form in (None, _form_of(path))]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One thread of one process at a time."""
        lock = FileLock(self._folder / ".lock", timeout=_WAIT_SECONDS, mode=0o600)
        with self._threads:
            try:
                lock.acquire(poll_interval=_POLL_SECONDS)
            except (Timeout, OSError) as error:
                raise StoreError(f"the store's lock: {type(error).__name__}") from error
            try:
                yield
            finally:
                lock.release()


def replace_file(path: Path, data: bytes) -> None:
    """Either the whole new file or the whole old one, also after a power cut."""
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _database(path: Path) -> TinyDB:
    return TinyDB(path, storage=AtomicFile)


def _records(path: Path) -> list[Record]:
    try:
        rows = _database(path).table("submissions", cache_size=0).all()
        return [_record(row) for row in rows]
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise _wrong_row(path, error) from None


def _wrong_row(path: Path, error: Exception) -> DamagedFileError:
    return DamagedFileError(path, f"zły zapis zgłoszenia ({type(error).__name__})")


def _row(record: Record) -> dict[str, Any]:
    once = record.once and {"page": record.once.page, "digest": record.once.digest}
    return {
        "label": record.label.as_json(),
        "state": record.state,
        "keep_until": record.keep_until.isoformat(),
        "once": once,
        "envelope": record.envelope.as_json(),
    }


def _record(row: Any) -> Record:
    record = Record(
        label=Label.from_json(row["label"]),
        envelope=Envelope.from_json(row["envelope"]),
        keep_until=date.fromisoformat(row["keep_until"]),
        state=row["state"],
    )
    if row["once"] is None:
        return record
    return replace(record, once=Once(row["once"]["page"], row["once"]["digest"]))


def _summary(
    path: Path, database: TinyDB
) -> tuple[frozenset[str], dict[Once, tuple[str, datetime]]]:
    references: set[str] = set()
    onces: dict[Once, tuple[str, datetime]] = {}
    try:
        for row in database.table("submissions", cache_size=0):
            reference = row["label"]["reference"]
            references.add(reference)
            if row["once"]:
                received = datetime.fromisoformat(row["label"]["received"])
                onces[Once(row["once"]["page"], row["once"]["digest"])] = (reference, received)
    except (KeyError, ValueError, TypeError) as error:
        raise _wrong_row(path, error) from None
    return frozenset(references), onces


def _signature(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _form_of(path: Path) -> str | None:
    match = _FILE.fullmatch(path.name)
    return match["form"] if match else None
