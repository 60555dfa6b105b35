"""TinyDB behind one locked door: the only file that knows it.

One file for each form and month (`organizacja-2026-11.json`, months in UTC). Stock TinyDB writes
in place and two workers destroy its file; here each write goes to a new file, is synced and then
renamed over the old one, all under a lock that holds between processes. Query cache 0. A row that
is erased is in no file afterwards, not even in one that a killed process left behind.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from catalog.forms.form import Form
from catalog.text.system_errors import reason
from forms_backend.sealing.submission import Label, SealedSubmission
from forms_backend.stores.contract import (
    REMEMBERED,
    Damage,
    Listing,
    ReferenceTakenError,
    StoreError,
    fits,
)
from forms_backend.stores.durable_files import (
    DamagedFileError,
    file_mode,
    lack_of_room,
    make_folder,
    remove_file,
    replace_file,
)
from forms_backend.stores.rows import WRONG_ROW, form_from, form_values, record_of, row_of
from forms_backend.stores.seen_index import Known, known_with, signature_of, wrong_row

_FILE = re.compile(r"(?P<form>[a-z0-9-]+)-(?P<month>\d{4}-\d{2})\.json")
MOST_A_MONTH = 500
"""So many submissions to a form in a month are kept in good time; past that, move to a database."""
_WAIT_SECONDS = 20
_POLL_SECONDS = 0.002
_Row = Mapping[str, Any]


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
            place = getattr(error, "pos", getattr(error, "start", 0))
            raise DamagedFileError(
                self._path, f"to nie jest cały plik JSON (od znaku {place})"
            ) from None
        if not isinstance(data, dict) or not all(isinstance(one, dict) for one in data.values()):
            raise DamagedFileError(self._path, "plik nie zawiera tabel zgłoszeń")
        return data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        replace_file(self._path, json.dumps(data, separators=(",", ":")).encode())
        self._data = data

    def close(self) -> None:
        """Nothing is held open."""


class TinyDBStore:
    """A folder of month files. Made with permissions 0700, its files with 0600."""

    def __init__(self, folder: Path) -> None:
        """StoreError when the folder is not there and cannot be made."""
        try:
            make_folder(folder)
        except OSError as error:
            raise StoreError(f"Nie da się utworzyć folderu {folder}: {reason(error)}") from error
        self._folder = folder
        self._threads = threading.Lock()
        self._known: dict[Path, Known] = {}

    def append(self, record: SealedSubmission, form: Form) -> str:
        with self._locked():
            return self._append(record, form)

    def listing(
        self,
        form: str | None = None,
        states: Collection[str] | None = None,
        since: datetime | None = None,
    ) -> Listing:
        records: list[SealedSubmission] = []
        damages: list[Damage] = []
        for path in self._files(form, since):
            try:
                rows = _submissions(_database(path)).all()
            except DamagedFileError as error:
                damages.append(error.damage)
                continue
            for row in rows:
                try:
                    records.append(record_of(row))
                except WRONG_ROW as error:
                    damages.append(wrong_row(path, row.doc_id, error).damage)
        chosen = (one for one in records if fits(one, form, states, since))
        ordered = sorted(chosen, key=lambda record: record.label.received)
        return Listing(tuple(ordered), tuple(damages))

    def find(self, references: Collection[str]) -> Listing:
        everything = self.listing()
        wanted = frozenset(references)
        found = (one for one in everything.records if one.label.reference in wanted)
        return Listing(tuple(found), everything.damages)

    def form(self, version: str) -> Form | None:
        for path in self._files():
            try:
                for row in _forms(_database(path)).all():
                    if version.startswith(row["version"]):
                        form = form_from(row["form"])
                        if form.digest.startswith(version):
                            return form
            except (DamagedFileError, *WRONG_ROW):
                continue  # The listing names the damage; another month may have the form.
        return None

    def set_state(self, reference: str, state: str) -> bool:
        with self._locked():
            for path, database in self._whole():
                rows = _submissions(database)
                chosen = [row.doc_id for row in rows if _reference(row) == reference]
                if chosen:
                    rows.update({"state": state}, doc_ids=chosen)
                    self._known.pop(path, None)
                    return True
        return False

    def erase(self, references: Collection[str]) -> tuple[str, ...]:
        wanted = frozenset(references)
        return self._erase(lambda row: _reference(row) in wanted)

    def purge(self, before: date) -> tuple[str, ...]:
        last = before.isoformat()
        gone = self._erase(lambda row: str(row.get("keep_until", last)) < last)
        earliest = datetime.now(UTC) - REMEMBERED
        with self._locked():
            for path, database in self._whole():
                with suppress(DamagedFileError):
                    if self._learn(path, database).has_stale(earliest):
                        self._forget(path, earliest)
        return gone

    def adopt(self, records: Iterable[SealedSubmission], forms: Mapping[str, Form]) -> None:
        by_file: dict[Path, list[SealedSubmission]] = {}
        for record in records:
            by_file.setdefault(self._path(record.label), []).append(record)
        with self._locked():
            for path, some in by_file.items():
                database = _database(path)
                rows = _submissions(database)
                known = {_reference(row) for row in rows}
                fresh = [one for one in some if one.label.reference not in known]
                for version in {one.label.form_version for one in fresh}:
                    _keep_form(database, forms[version])
                rows.insert_multiple(row_of(one) for one in fresh)
                self._known.pop(path, None)

    def health(self) -> tuple[Damage, ...]:
        now = f"-{datetime.now(UTC):%Y-%m}.json"
        biggest = 0
        try:
            for path in self._files():
                if path.name.endswith(now):
                    # Read only if another process has written it: the next append needs that, too.
                    known = self._learn(path, _database(path))
                    biggest = max(biggest, known.signature[1])
            return lack_of_room(self._folder, biggest)
        except DamagedFileError as error:
            return (error.damage,)
        except OSError as error:
            return (Damage(str(self._folder), f"nie da się odczytać ({reason(error)})"),)

    def _append(self, record: SealedSubmission, form: Form) -> str:
        label = record.label
        path = self._path(label)
        database = _database(path)
        known = self._learn_all(path, database)
        earliest = label.received - REMEMBERED
        for one in known.values():
            earlier = one.earlier(record.once, earliest)
            if earlier is not None:
                return earlier
        if any(label.reference in one.references for one in known.values()):
            raise ReferenceTakenError
        _keep_form(database, form)
        _submissions(database).insert(row_of(record))
        self._known[path] = known_with(known.get(path), path, record)
        for file, one in known.items():
            if one.has_stale(earliest):
                self._forget(file, earliest)
        return label.reference

    def _erase(self, doomed: Callable[[_Row], bool]) -> tuple[str, ...]:
        """Erase rows; then what killed processes left, which may hold the same rows."""
        erased: list[str] = []
        with self._locked():
            for path, database in self._whole():
                rows = _submissions(database)
                chosen = [row for row in rows if doomed(row)]
                if not chosen:
                    continue
                if len(chosen) == len(rows):
                    remove_file(path)
                else:
                    rows.remove(doc_ids=[row.doc_id for row in chosen])
                erased += [_reference(row) for row in chosen]
                self._known.pop(path, None)
            for leftover in self._folder.glob("*.new"):
                remove_file(leftover)
        return tuple(erased)

    def _whole(self) -> Iterator[tuple[Path, TinyDB]]:
        """Every file that can be read, opened. The listing names the others."""
        for path in self._files():
            database = _database(path)
            try:
                _submissions(database).all()
            except DamagedFileError:
                continue
            yield path, database

    def _learn_all(self, current: Path, database: TinyDB) -> dict[Path, Known]:
        """What every file holds. A damaged old month stops nobody; the listing names it."""
        known: dict[Path, Known] = {}
        for path in self._files():
            try:
                known[path] = self._learn(path, database if path == current else _database(path))
            except DamagedFileError:
                if path == current:
                    raise
        return known

    def _learn(self, path: Path, database: TinyDB) -> Known:
        """The references and recent sendings of a file, read only if it changed."""
        known = self._known.get(path)
        if known is None or known.signature != signature_of(path):
            known = Known.read(path, _numbered(database))
            self._known[path] = known
        return known

    def _forget(self, path: Path, earliest: datetime) -> None:
        """Drop what makes a sending unique, 24 hours later."""
        rows = _submissions(_database(path))
        stale = [
            row.doc_id
            for row in rows
            if row["once"] and datetime.fromisoformat(row["label"]["received"]) < earliest
        ]
        rows.update({"once": None}, doc_ids=stale)

    def _path(self, label: Label) -> Path:
        return self._folder / f"{label.form}-{label.received:%Y-%m}.json"

    def _files(self, form: str | None = None, since: datetime | None = None) -> list[Path]:
        """The files of a form or of all; without those of months that had ended by then."""
        month = f"{since:%Y-%m}" if since else ""
        found = ((path, _FILE.fullmatch(path.name)) for path in self._folder.iterdir())
        return sorted(
            path
            for path, name in found
            if name and form in (None, name["form"]) and name["month"] >= month
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One thread of one process at a time; what the disk refuses is a StoreError."""
        mode = file_mode(self._folder)
        lock = FileLock(self._folder / ".lock", timeout=_WAIT_SECONDS, mode=mode)
        with self._threads:
            try:
                lock.acquire(poll_interval=_POLL_SECONDS)
            except (Timeout, OSError) as error:
                raise StoreError(
                    f"magazyn zgłoszeń jest zajęty ({type(error).__name__})"
                ) from error
            try:
                yield
            except OSError as error:
                raise StoreError(f"nie da się zapisać zgłoszeń: {reason(error)}") from error
            finally:
                lock.release()


def crowded(store: object, records: Iterable[SealedSubmission]) -> tuple[str, ...]:
    """The forms and months, as "form 2026-11", that have outgrown this kind of store."""
    if not isinstance(store, TinyDBStore):
        return ()
    months = Counter(f"{one.label.form} {one.label.received:%Y-%m}" for one in records)
    return tuple(sorted(name for name, number in months.items() if number > MOST_A_MONTH))


def _database(path: Path) -> TinyDB:
    return TinyDB(path, storage=AtomicFile)


def _submissions(database: TinyDB) -> Table:
    return database.table("submissions", cache_size=0)


def _numbered(database: TinyDB) -> Iterator[tuple[int, _Row]]:
    return ((row.doc_id, row) for row in _submissions(database))


def _forms(database: TinyDB) -> Table:
    return database.table("forms", cache_size=0)


def _keep_form(database: TinyDB, form: Form) -> None:
    forms = _forms(database)
    if all(row["version"] != form.version for row in forms):
        forms.insert({"version": form.version, "form": form_values(form)})


def _reference(row: _Row) -> str:
    label = row.get("label")
    return str(label.get("reference", "")) if isinstance(label, dict) else ""
