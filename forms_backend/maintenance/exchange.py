"""The folder by which the forms and the desk exchange files, and never each other's data.

The forms' user writes `in/waiting.jsonl`: every sealed submission that the desk does not have yet,
and what was erased here; in the format of a backup. The desk's user writes `out/orders.json`: what
it has, in which states, and what it erased. Both files say how things are, not what happened, and
end with a checksum: read twice, late, or cut they lose and double nothing. Each is readable by its
group, so that the two may be different users, or different computers with a copy in between.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from forms_backend.config import Settings
from forms_backend.maintenance import audit
from forms_backend.maintenance.backup import Backup, read_backup, sealed_lines
from forms_backend.maintenance.erasing import (
    Erasure,
    ErasureList,
    erase,
    forms_of,
    identity,
    part_erased,
)
from forms_backend.stores.contract import Damage, Store
from forms_backend.stores.durable_files import fresh_name, sync_folder

FORMAT = "wzajemnie-orders-1"


@dataclass(frozen=True)
class Orders:
    """What the desk says: the state of each submission that it has, by identity, and what went."""

    states: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[Erasure, ...] = ()

    def to_bytes(self) -> bytes:
        """Two lines of JSON, the second with the checksum of the first."""
        gone = [one.as_json() for one in self.gone]
        body = json.dumps({"what": FORMAT, "states": dict(self.states), "gone": gone}).encode()
        end = json.dumps({"sha256": hashlib.sha256(body).hexdigest()}).encode()
        return body + b"\n" + end + b"\n"

    @classmethod
    def read(cls, path: Path) -> Orders:
        """Those in a file; none where there is no file or it is cut: the next one says it again."""
        try:
            body, end = path.read_bytes().splitlines()
            if json.loads(end)["sha256"] != hashlib.sha256(body).hexdigest():
                return cls()
            data = json.loads(body)
            gone = tuple(map(Erasure.from_json, data["gone"]))
            return cls(dict(data["states"]), gone) if data["what"] == FORMAT else cls()
        except (OSError, ValueError, KeyError, TypeError):
            return cls()


@dataclass(frozen=True)
class Exchanged:
    """What came of an exchange: how many wait for the desk, and which changed by its orders."""

    waiting: int
    stated: tuple[str, ...]
    erased: tuple[str, ...]
    damages: tuple[Damage, ...]


def waiting_file(folder: Path) -> Path:
    """What the forms' user writes."""
    return folder / "in" / "waiting.jsonl"


def orders_file(folder: Path) -> Path:
    """What the desk's user writes."""
    return folder / "out" / "orders.json"


def read_waiting(folder: Path) -> Backup:
    """What waits for the desk. StoreError when the file is cut: it is written anew in a minute."""
    path = waiting_file(folder)
    return read_backup(path) if path.exists() else Backup()


def exchange(store: Store, settings: Settings) -> Exchanged:
    """Carry out the desk's orders, then put down what it does not have. OSError, StoreError."""
    orders = Orders.read(orders_file(settings.exchange))
    path = waiting_file(settings.exchange)
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock"), timeout=20, mode=0o600):
        gone = _erase(store, settings, orders)
        stated = _state(store, settings, orders)
        listing = store.listing()
        waiting = [one for one in listing.records if identity(one) not in orders.states]
        forms, lost = forms_of(store, waiting)
        whole = [one for one in waiting if one.label.form_version in forms]
        erasures = ErasureList(settings.erased).read()
        publish(path, sealed_lines(forms.values(), whole, erasures))
    return Exchanged(len(whole), stated, gone, (*listing.damages, *lost))


def _erase(store: Store, settings: Settings, orders: Orders) -> tuple[str, ...]:
    found = store.find({one.reference for one in orders.gone}).records if orders.gone else ()
    here, _rest = part_erased(found, orders.gone)
    if not here:
        return ()
    references = [record.label.reference for record in here]
    audit.note(settings.audit, "erase", references)
    return erase(store, ErasureList(settings.erased), references)


def _state(store: Store, settings: Settings, orders: Orders) -> tuple[str, ...]:
    other = [
        (record.label.reference, state)
        for record in store.listing().records
        if (state := orders.states.get(identity(record))) and state != record.state
    ]
    for reference, state in other:
        audit.note(settings.audit, f"state {state}", [reference])
        store.set_state(reference, state)
    return tuple(reference for reference, _state in other)


def publish(path: Path, data: bytes) -> bool:
    """Replace a file at once, readable by its group; False when it says the same already."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    fresh = fresh_name(path)
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(path)
    sync_folder(path.parent)
    return True
