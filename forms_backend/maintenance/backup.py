"""A backup: one file with all that the service cannot make again, readable by any kind of store.

Lines of JSON: a head, the forms, the sealed submissions, the erasures, the public keys and the
service's secret, and last a SHA-256 of everything before, so that a cut or changed file is refused.
Coordinators may sign that last line (`signed_backups`), so that nobody else can make one.
The private key is never in it. What recognises a repeated sending is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from catalog.forms.form import Form
from catalog.text.system_errors import reason
from forms_backend.config import Settings
from forms_backend.maintenance.erasing import (
    Erasure,
    ErasureList,
    erase_again,
    forms_of,
    part_erased,
)
from forms_backend.maintenance.signed_backups import FORMAT, check_signer, signer_of
from forms_backend.sealing.envelope import KeysError, PublicKeys, from_text, to_text
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.contract import Damage, Store, StoreError
from forms_backend.stores.durable_files import DamagedFileError, make_folder, replace_file
from forms_backend.stores.rows import WRONG_ROW, form_from, form_values, record_of, row_of

_Line = dict[str, Any]


@dataclass
class Backup:
    """What a backup holds."""

    forms: dict[str, Form] = field(default_factory=dict)
    records: list[SealedSubmission] = field(default_factory=list)
    erasures: list[Erasure] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    signer: str = ""
    """The id of whoever has signed it, of coordinators; empty when nobody has."""


@dataclass(frozen=True)
class Restored:
    """What came of a restore: how many came back and were there already.

    erased, purged: how many did not come back, or went again, on request or by age.
    """

    back: int
    already: int
    erased: int
    purged: int
    files: tuple[Path, ...]
    damages: tuple[Damage, ...]
    strange: bool = False
    """Whether the backup's public keys were left out, since nobody known has signed them."""
    refused: tuple[Path, ...] = ()
    """The files that this account may not write."""


def back_up(store: Store, settings: Settings, path: Path) -> tuple[int, tuple[Damage, ...]]:
    """Write everything readable into `path`, whole or not at all; how much, and what is damaged.

    OSError when it cannot be written.
    """
    listing = store.listing()
    forms, lost = forms_of(store, listing.records)
    erasures = ErasureList(settings.erased).read()
    files = {name: file.read_bytes() for name, file in _files(settings).items() if file.exists()}
    made = {"made": datetime.now(UTC).isoformat(timespec="seconds")}
    replace_file(path, sealed_lines(forms.values(), listing.records, erasures, files, made))
    return len(listing.records), (*listing.damages, *lost)


def sealed_lines(
    forms: Iterable[Form],
    records: Iterable[SealedSubmission],
    erasures: Iterable[Erasure],
    files: Mapping[str, bytes] = MappingProxyType({}),
    more: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Lines of JSON that `read_backup` reads; `more` stands in the first one."""
    lines: list[_Line] = [
        {"what": FORMAT, **more},
        *({"what": "form", "form": form_values(form)} for form in forms),
        *({"what": "submission", "row": row_of(replace(one, once=None))} for one in records),
        *({"what": "erasure", "row": one.as_json()} for one in erasures),
        *({"what": "file", "name": name, "data": to_text(data)} for name, data in files.items()),
    ]
    body = b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)
    end = {"what": "end", "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(end).encode() + b"\n"


def read_backup(path: Path) -> Backup:
    """The whole backup. StoreError, in Polish, when it is cut, changed or something else."""
    try:
        body, newline, last = path.read_bytes().rstrip(b"\n").rpartition(b"\n")
        end = json.loads(last)
        if end["sha256"] != hashlib.sha256(body + newline).hexdigest():
            raise ValueError("sha256")
        head, *lines = map(json.loads, body.splitlines())
        if head["what"] != FORMAT:
            raise ValueError("format")
        backup = Backup(signer=signer_of(end))
        for line in lines:
            _READERS[line["what"]](backup, line)
    except OSError as error:
        raise StoreError(f"Nie da się odczytać kopii {path}: {reason(error)}.") from None
    except WRONG_ROW:
        raise StoreError(
            f"Plik {path} nie jest całą kopią: jest ucięty albo zmieniony. Niczego nie przywrócono."
        ) from None
    return backup


def restore(
    backup: Backup, store: Store, settings: Settings, more: Iterable[Erasure], today: date
) -> Restored:
    """Bring back what is missing, but never what was erased or is too old by now.

    Erasures are those of the backup, of this machine's own list, and `more`; what the store itself
    still has of them is erased. A key file that is there is left as it is; the public keys of the
    backup count only when `settings.keys_signer` has signed them. StoreError when a damaged file is
    in the way, or that signer has not signed a backup that is signed.
    """
    check_signer(backup.signer, settings.keys_signer)
    strange = not settings.public_keys.exists() and _drop_strange_keys(backup, settings)
    own = ErasureList(settings.erased)
    known = own.read()
    own.add(one for one in (*backup.erasures, *more) if one not in known)
    there = {record.label.reference for record in store.listing().records}
    missing = [one for one in backup.records if one.label.reference not in there]
    gone, rest = part_erased(missing, own.read())
    fresh = [one for one in rest if one.keep_until >= today]
    other = (one for one in fresh if one.label.form_version not in backup.forms)
    own_forms, lost = forms_of(store, other)
    forms = backup.forms | own_forms
    back = [one for one in fresh if one.label.form_version in forms]
    try:
        store.adopt(back, forms)
    except DamagedFileError as error:
        raise StoreError(
            f"{error.damage} Przenieś ten plik w inne miejsce i powtórz polecenie: wróci to, co "
            "jest w kopii."
        ) from None
    written, refused = _write_missing(backup, settings)
    listing = store.listing()  # A damaged row keeps its reference taken: its copy is not back.
    here = {record.label.reference for record in listing.records}
    return Restored(
        back=sum(one.label.reference in here for one in back),
        already=len(backup.records) - len(missing),
        erased=len(gone) + len(erase_again(store, own.read())),
        purged=len(rest) - len(fresh) + len(store.purge(today)),
        files=tuple(written),
        damages=(*listing.damages, *lost),
        strange=strange,
        refused=tuple(refused),
    )


def _drop_strange_keys(backup: Backup, settings: Settings) -> bool:
    """Leave out public keys that the known signer has not signed; whether there were any."""
    text = backup.files.get("public-keys")
    if text is None:
        return False
    try:
        keys = PublicKeys.from_text(text.decode(), settings.public_keys)
    except (KeysError, UnicodeDecodeError):
        keys = PublicKeys(development=False, keys=())
    if keys.development or (keys.signer and keys.signer == settings.keys_signer):
        return False
    del backup.files["public-keys"]
    return True


def _write_missing(backup: Backup, settings: Settings) -> tuple[list[Path], list[Path]]:
    """The files that were written because they were missing, and those that could not be."""
    written, refused = list[Path](), list[Path]()
    for name, path in _files(settings).items():
        if name not in backup.files or path.exists():
            continue
        try:
            make_folder(path.parent)
            replace_file(path, backup.files[name])
        except PermissionError:
            refused.append(path)
        else:
            written.append(path)
    return written, refused


def _files(settings: Settings) -> dict[str, Path]:
    return {"public-keys": settings.public_keys, "service-secret": settings.secret}


def _read_form(backup: Backup, line: _Line) -> None:
    form = form_from(line["form"])
    backup.forms[form.version] = form


def _read_submission(backup: Backup, line: _Line) -> None:
    backup.records.append(record_of(line["row"]))


def _read_erasure(backup: Backup, line: _Line) -> None:
    backup.erasures.append(Erasure.from_json(line["row"]))


def _read_file(backup: Backup, line: _Line) -> None:
    backup.files[line["name"]] = from_text(line["data"])


_READERS: dict[str, Callable[[Backup, _Line], None]] = {
    "form": _read_form,
    "submission": _read_submission,
    "erasure": _read_erasure,
    "file": _read_file,
}
