"""What happens to submissions after they came: erasing, and moving to another store.

No key is needed. An erasure that a person asked for is noted before it is done, so that one that
was interrupted can be finished and a restored backup does not bring it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock

from catalog.forms.form import Form
from catalog.text.system_errors import reason
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.contract import Damage, Store, StoreError
from forms_backend.stores.durable_files import append_lines, file_mode, make_folder, whole_lines
from forms_backend.terminal_text import say

_BATCH = 500
ANY = "any"
"""In place of an identity: whatever has this reference."""


def identity(record: SealedSubmission) -> str:
    """A hash that no other submission has, since each is sealed with a key of its own."""
    text = json.dumps(record.envelope.as_json(), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Erasure:
    """That a submission was erased, and when (UTC). Nothing of what was in it.

    envelope: which one, by `identity`; ANY where it could not be read. None in lists of before
    November 2026: those go by the time alone, which a wrong clock spoils.
    """

    reference: str
    when: datetime
    envelope: str | None = None

    def as_json(self) -> dict[str, str]:
        row = {"reference": self.reference, "when": self.when.isoformat(timespec="seconds")}
        return row if self.envelope is None else row | {"envelope": self.envelope}

    def means(self, record: SealedSubmission) -> bool:
        """Whether it is this record that was erased: a reference may be given anew to another."""
        if record.label.reference != self.reference:
            return False
        if self.envelope is None:
            return record.label.received <= self.when
        return self.envelope in (ANY, identity(record))

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Erasure:
        """KeyError or ValueError when it is none."""
        when = datetime.fromisoformat(data["when"])
        return cls(data["reference"], when, data.get("envelope"))


@dataclass(frozen=True)
class ErasureList:
    """A file to which a line is added for each erasure."""

    path: Path

    def note(self, envelopes: Mapping[str, str]) -> None:
        """Add references with their identities, see them on the disk. Raises StoreError."""
        now = datetime.now(UTC)
        self.add(Erasure(one, now, envelope) for one, envelope in sorted(envelopes.items()))

    def add(self, erasures: Iterable[Erasure]) -> None:
        """Add erasures as they are. Raises StoreError."""
        lines = b"".join(json.dumps(one.as_json()).encode() + b"\n" for one in erasures)
        if not lines:
            return
        try:
            make_folder(self.path.parent)
            lock = self.path.with_suffix(".lock")
            with FileLock(lock, timeout=20, mode=file_mode(lock.parent)):
                append_lines(self.path, lines)
        except OSError as error:
            raise StoreError(
                f"Nie da się dopisać do listy skasowanych {self.path} ({reason(error)}), więc "
                "niczego nie skasowano."
            ) from error

    def read(self) -> tuple[Erasure, ...]:
        """Every erasure, oldest first. StoreError names a line that is none."""
        return tuple(self._read())

    def _read(self) -> Iterator[Erasure]:
        for number, line in enumerate(whole_lines(self.path), start=1):
            try:
                yield Erasure.from_json(json.loads(line))
            except (ValueError, KeyError, TypeError):
                raise StoreError(
                    f"Lista skasowanych {self.path} jest uszkodzona w wierszu {number}."
                ) from None


def erase(store: Store, erased: ErasureList, references: Collection[str]) -> tuple[str, ...]:
    """Note, then erase; the references that were there.

    Where a part of the store cannot be read, references that were not found are noted too: they
    may be in that part, and are erased once it is restored.
    """
    found = store.find(references)
    hidden = dict.fromkeys(references, ANY) if found.damages else {}
    erased.note(hidden | {one.label.reference: identity(one) for one in found.records})
    return store.erase(references)


def erase_again(store: Store, erasures: Iterable[Erasure]) -> tuple[str, ...]:
    """Erase what a copy of the files brought back."""
    back, _ = part_erased(store.listing().records, erasures)
    return store.erase([one.label.reference for one in back])


def part_erased(
    records: Iterable[SealedSubmission], erasures: Iterable[Erasure]
) -> tuple[list[SealedSubmission], list[SealedSubmission]]:
    """What was erased, and the rest."""
    noted: dict[str, list[Erasure]] = {}
    for one in erasures:
        noted.setdefault(one.reference, []).append(one)
    erased, rest = list[SealedSubmission](), list[SealedSubmission]()
    for record in records:
        gone = any(one.means(record) for one in noted.get(record.label.reference, ()))
        (erased if gone else rest).append(record)
    return erased, rest


@dataclass(frozen=True)
class Moved:
    """What came of a move. `stated` are there in another state, which is left as it is."""

    copied: int
    already: int
    stated: tuple[str, ...]
    damages: tuple[Damage, ...]


def move(
    source: Store,
    target: Store,
    erasures: Iterable[Erasure] = (),
    today: date = date.min,
    say: Callable[[str], object] = say,
) -> Moved:
    """Copy every readable submission and form, then read all of it back and compare.

    Nothing is taken from `source`. What was erased is not copied, and goes from `target` where an
    earlier move has copied it; what is past its last day on `today` is not copied. After an
    interruption, or when more has come, the next move goes on where this one stopped. Raises
    StoreError when `target` has something else under a reference, or read back wrongly.
    """
    there, erasures = source.listing(), tuple(erasures)
    erase_again(target, erasures)
    _, rest = part_erased(there.records, erasures)
    kept = [one for one in rest if one.keep_until >= today]
    forms, lost = forms_of(source, kept)
    whole = [one for one in kept if one.label.form_version in forms]
    known = {record.label.reference for record in target.listing().records}
    missing = [one for one in whole if one.label.reference not in known]
    for start in range(0, len(missing), _BATCH):
        target.adopt(missing[start : start + _BATCH], forms)
        say(f"Przeniesiono {min(start + _BATCH, len(missing))} z {len(missing)}.")
    stated = _compare(whole, target, forms)
    already = len(whole) - len(missing)
    return Moved(len(missing), already, stated, (*there.damages, *lost))


def forms_of(
    store: Store, records: Iterable[SealedSubmission]
) -> tuple[dict[str, Form], tuple[Damage, ...]]:
    """The forms that these records answer, and the versions that the store has lost."""
    forms: dict[str, Form] = {}
    lost: list[Damage] = []
    for version in sorted({record.label.form_version for record in records}):
        form = store.form(version)
        if form is None:
            lost.append(Damage(f"formularz w wersji {version}", "nie ma jego pytań"))
        else:
            forms[version] = form
    return forms, tuple(lost)


def _compare(
    records: Iterable[SealedSubmission], target: Store, forms: Mapping[str, Form]
) -> tuple[str, ...]:
    """The references that have another state in `target`; StoreError for any other difference."""
    copies = {record.label.reference: record for record in target.listing().records}
    stated: list[str] = []
    for record in records:
        reference = record.label.reference
        copy = copies.get(reference)
        if copy is None or _without_state(copy) != _without_state(record):
            raise StoreError(
                f"W nowym magazynie zgłoszenie {reference} jest inne niż w starym. Zacznij od "
                "pustego magazynu. W starym niczego nie zmieniono."
            )
        if copy.state != record.state:
            stated.append(reference)
    for version, form in forms.items():
        if target.form(version) != form:
            raise StoreError(f"W nowym magazynie formularz w wersji {version} jest inny.")
    return tuple(stated)


def _without_state(record: SealedSubmission) -> SealedSubmission:
    """What never changes: not the state, and not what is forgotten after a day."""
    return replace(record, state="", once=None)
