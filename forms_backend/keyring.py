"""The private keys at hand: today's, and those that were put aside when keys were rotated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forms_backend.opening import (
    OpeningError,
    PrivateKey,
    needs_passphrase,
    open_record,
    read_private_key,
)
from forms_backend.submission import Record, Submission

_ASIDE = re.compile(r".+-[0-9a-f]{16}\.json")


@dataclass(frozen=True)
class Keyring:
    """Private keys by the id of their public half. `main` is the one that was asked for."""

    main: PrivateKey = field(repr=False)
    keys: Mapping[str, PrivateKey] = field(repr=False)

    def open(self, record: Record) -> Submission:
        """The submission inside. Raises OpeningError when no key at hand opens it."""
        for name, _sealed in record.envelope.keys:
            if name in self.keys:
                return open_record(record, self.keys[name])
        return open_record(record, self.main)

    def opens(self, record: Record) -> bool:
        """Whether it was sealed to one of these keys, by the ids that stand on it."""
        return any(name in self.keys for name, _sealed in record.envelope.keys)


def read_keyring(path: Path, ask: Callable[[], str]) -> Keyring:
    """The key file and the older ones beside it; `ask` gives a passphrase, once if one opens all.

    An older key that another passphrase locks is left out; what is sealed to it says so when it is
    opened. Raises OpeningError for the key that was asked for.
    """
    passphrase = ask() if needs_passphrase(path) else None
    main = read_private_key(path, passphrase)
    keys = {main.public("").id: main}
    for older in older_keys(path):
        try:
            key = read_private_key(older, passphrase)
        except OpeningError:
            continue
        keys[key.public("").id] = key
    return Keyring(main, keys)


def older_keys(path: Path) -> tuple[Path, ...]:
    """Files that `keys rotate` has put aside: private-0123456789abcdef.json beside private.json."""
    if path.suffix != ".json":
        return ()
    beside = sorted(path.parent.glob(f"{path.stem}-*.json"))
    return tuple(one for one in beside if _ASIDE.fullmatch(one.name))
