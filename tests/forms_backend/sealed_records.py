"""Sealed records and stores of each kind, for whatever is held against the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from forms_backend.keys.opening import PrivateKey
from forms_backend.sealing.envelope import PublicKeys, seal
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Once, SealedSubmission, Submission, digest_of
from forms_backend.stores.address import make_store, open_store
from forms_backend.stores.contract import Store
from tests.forms_backend.synthetic_service import FORM

PUBLIC = PublicKeys(False, (PrivateKey.new().public("foundation"),))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADDRESSES: dict[str, Callable[[Path, Callable[[], str]], str]] = {
    "tinydb": lambda folder, _database: f"tinydb:{folder}",
    "sqlite": lambda folder, _database: f"sqlite:///{folder / 'zgloszenia.db'}",
    "postgresql": lambda _folder, database: database(),
}
"""The address of an empty store of each kind: in a folder, or a database of a real server."""
KINDS = ADDRESSES.keys()


@dataclass(frozen=True)
class Place:
    """Where a store of one kind is; every call of `open` is like another process."""

    kind: str
    address: str
    folder: Path

    def open(self) -> Store:
        return open_store(self.address)

    def everything(self) -> bytes:
        """Every byte in the store's files; those of PostgreSQL are the server's."""
        files = sorted(file for file in self.folder.rglob("*") if file.is_file())
        return b"\0".join(file.read_bytes() for file in files)


def place_of(kind: str, folder: Path, database: Callable[[], str]) -> Place:
    """An empty store of this kind; `database` makes an empty PostgreSQL database."""
    address = ADDRESSES[kind](folder, database)
    make_store(address)
    return Place(kind, address, folder)


def record(
    reference: str = "",
    *,
    page: str = "",
    name: str = "Anna",
    when: datetime = NOON,
    form: str = "proba",
    days: int = 30,
) -> SealedSubmission:
    """A sealed record; with a page id it can be recognised."""
    label = Label(reference or new_reference(), form, FORM.version, "1/1", when)
    answers = {"first_name": name}
    once = Once(page, digest_of(answers, form, b"secret")) if page else None
    envelope = seal(Submission(label, answers).to_bytes(), PUBLIC)
    return SealedSubmission(label, envelope, (when + timedelta(days=days)).date(), once=once)


def filled(store: Store, number: int = 12) -> list[SealedSubmission]:
    """Records of many months and two states; what makes a sending unique is not forgotten yet."""
    states = ("new", "done")
    whens = [NOON + timedelta(days=20 * one) for one in range(number)]
    records = [
        replace(record(page=f"p{at}", when=when), state=states[at % 2])
        for at, when in enumerate(whens)
    ]
    store.adopt(records, {FORM.version: FORM})
    return records


def silent(_words: str) -> None:
    """Say nothing."""
