"""What the store held when somebody last looked: so that what went, or came back, is noticed.

A file with a line for each submission: reference, identity, last day, state. Its hash is noted in
the audit log, whose end is known and whose chain cannot be written anew unseen: whoever changes the
store cannot change the inventory with it. No key is needed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from forms_backend.maintenance import audit
from forms_backend.maintenance.erasing import Erasure, ErasureList, identity
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.contract import Listing, StoreError
from forms_backend.stores.durable_files import replace_file, whole_lines

NOTED = "inventory"
UNDER_WAY = timedelta(minutes=1)
"""What was received so shortly before an inventory may be kept after it."""


@dataclass(frozen=True)
class Held:
    """One submission as it was."""

    envelope: str
    keep_until: date
    state: str


@dataclass(frozen=True)
class Inventory:
    """What was there at a time (UTC), by reference."""

    made: datetime
    held: Mapping[str, Held]

    @classmethod
    def of(cls, records: Iterable[SealedSubmission], made: datetime) -> Inventory:
        """What is there now."""
        held = {
            one.label.reference: Held(identity(one), one.keep_until, one.state) for one in records
        }
        return cls(made.astimezone(UTC).replace(microsecond=0), held)

    def write(self, path: Path, log: Path) -> None:
        """Note its hash, then keep it. Raises AuditError, or OSError."""
        rows = [{"made": self.made.isoformat()}]
        for reference, one in sorted(self.held.items()):
            day = one.keep_until.isoformat()
            rows.append(
                {"reference": reference, "envelope": one.envelope, "until": day, "state": one.state}
            )
        data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        audit.note(log, f"{NOTED} {hashlib.sha256(data).hexdigest()}", ())
        replace_file(path, data)

    @classmethod
    def read(cls, path: Path, log: Path) -> Inventory | None:
        """The last one; None where none was made. StoreError when it is not what was noted."""
        noted = [one.action for one in audit.log_lines(log) if one.action.startswith(NOTED)]
        if not noted:
            return None
        try:
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            if f"{NOTED} {digest}" not in noted[-2:]:  # A kill may come between log and file.
                raise ValueError("another inventory")  # noqa: TRY301 -- one answer for all
            head, *rows = map(json.loads, whole_lines(path))
            held = {
                row["reference"]: Held(
                    row["envelope"], date.fromisoformat(row["until"]), row["state"]
                )
                for row in rows
            }
            return cls(datetime.fromisoformat(head["made"]), held)
        except (OSError, ValueError, KeyError, TypeError):
            raise StoreError(
                f"Spis zgłoszeń {path} zginął albo ktoś go zmienił: w dzienniku jest inny."
            ) from None


def differences(
    before: Inventory, listing: Listing, erasures: Iterable[Erasure], log: Path, today: date
) -> Iterator[str]:
    """What changed in a way that no command of ours has noted: a Polish sentence each.

    today: what was past its last day by then may be gone; and nothing is missed where a part of
    the store cannot be read.
    """
    since = [one for one in audit.log_lines(log) if one.when >= before.made]
    erased = {one.envelope for one in erasures} | {
        name for one in since if one.action in ("erase", "purge") for name in one.references
    }
    states = {
        (name, one.action.partition(" ")[2])
        for one in since
        if one.action.startswith("state ")
        for name in one.references
    }
    there = {one.label.reference: one for one in listing.records}
    for reference, held in before.held.items():
        record = there.get(reference)
        if record is None:
            known = reference in erased or held.envelope in erased or held.keep_until < today
            if not (known or listing.damages):
                yield f"Zginęło zgłoszenie {reference}: było w spisie, a nikt go nie skasował."
        elif identity(record) != held.envelope:
            yield f"Zgłoszenie {reference} jest inne niż w spisie."
        elif record.keep_until != held.keep_until:
            yield f"Zgłoszenie {reference} ma inny ostatni dzień niż w spisie ({held.keep_until})."
        elif record.state != held.state and (reference, record.state) not in states:
            yield f"Zgłoszenie {reference} ma stan {record.state}, a nikt go nie zmieniał."
    for reference, record in there.items():
        if reference not in before.held and record.label.received < before.made:
            yield f"Zgłoszenie {reference} jest starsze niż spis, a w spisie go nie ma."


def look(path: Path, log: Path, erased: ErasureList, listing: Listing, today: date) -> list[str]:
    """What is not as the last inventory says; the same where inventory or log are not whole."""
    try:
        before = Inventory.read(path, log)
        return list(differences(before, listing, erased.read(), log, today)) if before else []
    except (audit.AuditError, StoreError) as error:
        return [str(error)]
