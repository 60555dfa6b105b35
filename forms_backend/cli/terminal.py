"""What every command of the private side shares: refusals, the store, the passphrase, files."""

from __future__ import annotations

import getpass
import os
import stat
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from catalog.text.phrases import plural
from forms_backend.config import Settings, SettingsError
from forms_backend.keys.opening import OpeningError
from forms_backend.maintenance.audit import AuditError
from forms_backend.sealing.envelope import KeysError
from forms_backend.stores import address
from forms_backend.stores.contract import Damage, Store, StoreError

Command = Callable[[Namespace], int]
"""A command: arguments in, exit code out."""


class Subparsers(Protocol):
    """What argparse's `add_subparsers` returns."""

    def add_parser(self, name: str, *, help: str) -> ArgumentParser: ...  # noqa: A002


def refusing(command: Command) -> Command:
    """The command with its known failures said in one sentence, without a traceback."""

    def run(arguments: Namespace) -> int:
        try:
            return command(arguments)
        except (AuditError, KeysError, OpeningError, SettingsError, StoreError) as error:
            print(error, file=sys.stderr)
        except (KeyboardInterrupt, EOFError):
            print("\nPrzerwano.", file=sys.stderr)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            print(f"Nie udało się. {where}{error.strerror or error}.", file=sys.stderr)
        return 1

    return run


def open_store(settings: Settings) -> Store:
    """The store that the settings name. SettingsError where there is none: it is not empty."""
    return address.find_store(settings.store)


def name_damages(damages: Sequence[Damage]) -> int:
    """Say what cannot be read; answers the exit code."""
    return name_faults(map(str, damages))


def name_faults(sentences: Iterable[str]) -> int:
    """Say what went wrong, a sentence each; answers the exit code."""
    code = 0
    for one in sentences:
        print(one, file=sys.stderr)
        code = 1
    return code


def name_unknown(references: Iterable[str]) -> int:
    """Say which numbers nobody has; answers the exit code."""
    return name_faults(f"Nie ma zgłoszenia o numerze {one}." for one in sorted(references))


def counted(number: int) -> str:
    """A number of submissions in Polish."""
    return f"{number} {plural(number, 'zgłoszenie', 'zgłoszenia', 'zgłoszeń')}"


def write_privately(path: Path, data: bytes) -> None:
    """A file that only its owner can read, also where others could read what was there before."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):  # not a terminal or a pipe
            os.fchmod(descriptor, 0o600)
        file.write(data)


def ask_passphrase(prompt: str = "Hasło do klucza: ") -> str:
    """The passphrase of a key file, typed without echo."""
    return getpass.getpass(prompt)


def ask_new_passphrase() -> str:
    """A new passphrase, typed twice. Raises KeysError when it is short or was mistyped."""
    first = getpass.getpass("Wymyśl hasło do klucza prywatnego: ")
    if len(first) < 12:
        raise KeysError("Hasło jest za krótkie; oczekiwano co najmniej 12 znaków.")
    if getpass.getpass("Powtórz hasło: ") != first:
        raise KeysError("Hasła są różne. Niczego nie zmieniono.")
    return first
