"""The private keys at hand: today's, and those that were put aside when keys were rotated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forms_backend.keys.opening import (
    OpeningError,
    PrivateKey,
    needs_passphrase,
    open_record,
    read_private_key,
)
from forms_backend.sealing.submission import SealedSubmission, Submission

_ASIDE = re.compile(r".+-(?P<id>[0-9a-f]{16})\.json")


@dataclass(frozen=True)
class Keyring:
    """Private keys by the id of their public half. `main` is the one that was asked for."""

    main: PrivateKey = field(repr=False)
    keys: Mapping[str, PrivateKey] = field(repr=False)

    def open(self, record: SealedSubmission) -> Submission:
        """The submission inside. Raises OpeningError when no key at hand opens it."""
        for name, _sealed in record.envelope.keys:
            if name in self.keys:
                return open_record(record, self.keys[name])
        return open_record(record, self.main)

    def opens(self, record: SealedSubmission) -> bool:
        """Whether it was sealed to one of these keys, by the ids that stand on it."""
        return any(name in self.keys for name, _sealed in record.envelope.keys)


def read_keyring(
    path: Path, ask: Callable[[str], str], records: Iterable[SealedSubmission] = ()
) -> Keyring:
    """The key file, and of the older ones beside it those that some of the records are sealed to.

    `ask` gives a passphrase for a Polish prompt. An older key that today's does not unlock has its
    own; where none is given it is left out, and what is sealed to it says so when it is opened.
    Raises OpeningError for a wrong passphrase, and for the key that was asked for.
    """
    passphrase = ask("Hasło do klucza: ") if needs_passphrase(path) else None
    main = read_private_key(path, passphrase)
    needed = {name for one in records for name, _sealed in one.envelope.keys}
    older = {name: file for name, file in older_keys(path).items() if name in needed}
    found = {name: _unlocked(file, passphrase, ask) for name, file in older.items()}
    keys = {name: key for name, key in found.items() if key}
    return Keyring(main, {main.public("").id: main} | keys)


def _unlocked(older: Path, passphrase: str | None, ask: Callable[[str], str]) -> PrivateKey | None:
    try:
        return read_private_key(older, passphrase)
    except OpeningError:
        if not needs_passphrase(older):
            return None
    own = ask(f"Hasło do starego klucza {older.name} (Enter: bez niego): ")
    return read_private_key(older, own) if own else None


def older_keys(path: Path) -> dict[str, Path]:
    """By id what `keys rotate` has put aside: private-0123456789abcdef.json beside private.json."""
    if path.suffix != ".json":
        return {}
    beside = sorted(path.parent.glob(f"{path.stem}-*.json"))
    return {found["id"]: one for one in beside if (found := _ASIDE.fullmatch(one.name))}
