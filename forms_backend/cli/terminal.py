"""What every command of the private side shares: the store, the passphrase, files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from catalog.text.phrases import plural
from forms_backend.config import Settings
from forms_backend.maintenance.reserve import with_room
from forms_backend.sealing.envelope import KeysError
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores import address
from forms_backend.stores.contract import Damage, Store
from forms_backend.stores.tinydb import MOST_A_MONTH, crowded
from forms_backend.terminal_text import say

P = ParamSpec("P")


def on_full_disk(command: Callable[P, int]) -> Callable[P, int]:
    """The command with the room that is kept for the log and for erasing."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> int:
        with with_room(Settings.from_environment()):
            return command(*args, **kwargs)

    return run


def open_store(settings: Settings) -> Store:
    """The store that the settings name. SettingsError where there is none: it is not empty."""
    return address.find_store(settings.store)


def advise_move(store: Store, records: Iterable[SealedSubmission]) -> None:
    """Say when a store is too small for what comes, before people have to wait for it."""
    for name in crowded(store, records):
        say(f"Uwaga: {name}: przyszło ponad {MOST_A_MONTH} zgłoszeń. Przenieś je do bazy, zanim")
        say("ludzie zaczną czekać: wzajemnie store move")


def name_damages(damages: Sequence[Damage]) -> int:
    """Say what cannot be read; answers the exit code."""
    return name_problems(map(str, damages))


def name_problems(sentences: Iterable[str]) -> int:
    """Say what went wrong, a sentence each; answers the exit code."""
    code = 0
    for one in sentences:
        say(one, error=True)
        code = 1
    return code


def name_unknown(references: Iterable[str]) -> int:
    """Say which numbers nobody has; answers the exit code."""
    return name_problems(f"Nie ma zgłoszenia o numerze {one}." for one in sorted(references))


def counted(number: int) -> str:
    """A number of submissions in Polish."""
    return f"{number} {plural(number, 'zgłoszenie', 'zgłoszenia', 'zgłoszeń')}"


def write_privately(path: Path, data: bytes) -> None:
    """A file that only its owner can read, also where others could read what was there before."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    regular = stat.S_ISREG(os.fstat(descriptor).st_mode)  # not a terminal or a pipe
    try:
        with os.fdopen(descriptor, "wb") as file:
            if regular:
                os.fchmod(descriptor, 0o600)
            file.write(data)
    except OSError:
        if regular:
            path.unlink(missing_ok=True)  # half of it is personal data that nobody misses
        raise


def ask_passphrase(prompt: str = "Hasło do klucza: ") -> str:
    """The passphrase of a key file, typed without echo; may be empty. Ctrl-C is click.Abort."""
    asked = click.prompt(
        prompt, default="", hide_input=True, prompt_suffix="", show_default=False, err=True
    )
    return str(asked)


def ask_new_passphrase() -> str:
    """A new passphrase, typed twice. Raises KeysError when it is short or was mistyped.

    click would ask for both by itself, and say of a mistyped one in English.
    """
    first = ask_passphrase("Wymyśl hasło do klucza prywatnego: ")
    if len(first) < 12:
        raise KeysError("Hasło jest za krótkie; oczekiwano co najmniej 12 znaków.")
    if ask_passphrase("Powtórz hasło: ") != first:
        raise KeysError("Hasła są różne. Niczego nie zmieniono.")
    return first
