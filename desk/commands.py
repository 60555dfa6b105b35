"""`wzajemnie desk`: the program that coordinators work with, and what its keeper runs."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from catalog.text.system_errors import reason
from desk.database.errors import UnknownThingError
from desk.disclosure.export_file import as_json
from desk.disclosure.exporting import export_person
from desk.intake.backing_up import Opening, back_up, restore
from desk.intake.opened_record import is_locked, open_desk, rekey, reseal
from desk.pages.house import House
from desk.record.moves import WARSAW
from desk.rules.retention import KEEPINGS
from desk.rules.roles import Role, Scope
from desk.serving import demonstration, serve
from desk.settings import DeskSettings
from forms_backend.cli.terminal import ask_passphrase
from forms_backend.config import Settings
from forms_backend.operator_error import OperatorError
from forms_backend.sealing.readable_codes import tidy_reference
from forms_backend.terminal_text import say

BY_KEY = Scope("klucz", frozenset({Role.PROGRAMME, Role.TREASURER}))
"""Whoever opens the record at the terminal: the private key shows everything anyway."""


def run_desk(
    action: str, settings: Settings, file: Path | None, head: str | None, key: Path | None
) -> int:
    """`serve`, or what its keeper runs: an exit code. Raises OperatorError."""
    desk = DeskSettings.from_environment(settings)
    if (file is not None) != (action in ("backup", "restore")):
        raise OperatorError(
            f"Polecenie „{action}” nie bierze pliku."
            if file
            else f"Podaj plik kopii: wzajemnie desk {action} PLIK"
        )
    if action == "backup" and file is not None:
        return _backup(settings, desk, file)
    if action == "restore" and file is not None:
        return _restore(settings, desk, file, head, key)
    if action == "check":
        return _check(settings, desk, head)
    if action in ("reseal", "rekey"):
        return _new_key(action, settings, desk, key)
    return serve(House(settings, desk))


def show_desk(settings: Settings, port: int) -> int:
    """Beside `make run`; it ends when whoever started it ends and closes its input."""
    house = demonstration(settings, port)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return serve(house)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _check(settings: Settings, desk: DeskSettings, known_head: str | None) -> int:
    """Whether file, indexes and chain are whole; what nobody has confirmed yet."""
    opened = open_desk(settings, desk, _passphrase(settings))
    try:
        damages = opened.record.damages(known_head)
        head = opened.record.head()
    finally:
        opened.close()
    for one in KEEPINGS:
        if not one.confirmed:
            states = ", ".join(sorted(one.states))
            say(f"Uwaga: nikt nie potwierdził, jak długo trzymać: {one.kind} ({states}).")
    for damage in damages:
        say(damage, error=True)
    if not damages:
        say("Baza i dziennik są całe.")
        say(f"Koniec dziennika (zachowaj poza tym komputerem): {head}")
    return 1 if damages else 0


def _backup(settings: Settings, desk: DeskSettings, file: Path) -> int:
    """One moment of the record, while coordinators go on working in it."""
    if not desk.database.exists():
        raise OperatorError(f"Nie ma czego kopiować: nie ma bazy {desk.database}.")
    opened = open_desk(settings, desk, _passphrase(settings))
    try:
        head = back_up(opened, settings, file, datetime.now(UTC))
    finally:
        opened.close()
    say(f"Kopia stanowiska jest w {file}. Otwiera ją tylko klucz prywatny albo kartka.")
    say(f"Koniec dziennika (zachowaj poza tym komputerem): {head}")
    return 0


def _restore(
    settings: Settings, desk: DeskSettings, file: Path, head: str | None, key: Path | None
) -> int:
    """Into an empty folder; also with the recovery sheet, or a key that was put aside."""
    private = key or settings.private_key
    passphrase = ask_passphrase() if is_locked(settings, private) else None
    opening = Opening(private, passphrase, head)
    done = restore(settings, desk, file, opening, datetime.now(UTC))
    say(f"Stanowisko wróciło z kopii z {done.made.astimezone(WARSAW):%Y-%m-%d %H:%M}.")
    if done.erased:
        say(f"Skasowane po tej kopii albo za stare, więc nie wróciły: {' '.join(done.erased)}")
    say(f"Koniec dziennika (zachowaj poza tym komputerem): {done.head}")
    return 0


def export_to_file(settings: Settings, number: str, file: Path) -> int:
    """All that is held of one person, into a new file that only its owner can read.

    number: of the person or of what they sent, as people say it. Raises OperatorError.
    """
    desk = DeskSettings.from_environment(settings)
    if not desk.database.exists():
        raise OperatorError(f"Nie ma kogo szukać: nie ma bazy {desk.database}.")
    opened = open_desk(settings, desk, _passphrase(settings))
    try:
        with _new_file(file) as out:
            export = export_person(opened.record, BY_KEY, tidy_reference(number), datetime.now(UTC))
            out.write(as_json(export))
    except UnknownThingError:
        raise OperatorError(f"Nie ma osoby, zgłoszenia ani darowizny o numerze {number}.") from None
    finally:
        opened.close()
    say(f"W {file} jest wszystko, co wiemy o osobie z numerem {export.reference}.")
    left_out = sorted({name for one in export.things for name in one.left_out})
    if left_out:
        say("Nie ma tam słów, które mogą mówić też o drugiej osobie. Przeczytaj je na stanowisku")
        say(f"i powiedz tej osobie, co dotyczy jej: {', '.join(left_out)}.")
    say("Przeczytaj plik, zanim go oddasz. Potem go skasuj: to dane osobowe.")
    return 0


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Never over another one, and nothing is left of it when it was not written to its end."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise OperatorError(f"Plik {path} już jest. Podaj inną nazwę.") from None
    except OSError as error:
        raise OperatorError(f"Nie można zapisać pliku {path}: {reason(error)}.") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _new_key(action: str, settings: Settings, desk: DeskSettings, key: Path | None) -> int:
    """After `keys rotate`: the database's key for the new keys, or a new key for the database."""
    old = key or settings.private_key
    passphrase = ask_passphrase("Hasło do poprzedniego klucza (Enter: bez hasła): ") or None
    if action == "rekey":
        rekey(settings, desk, old, passphrase)
        say("Baza ma nowy klucz. Kto ma kopię starego, nie otworzy jej więcej.")
        say("Stare kopie bazy otwiera dalej stary klucz: skasuj je i zrób nową.")
    else:
        reseal(settings, desk, old, passphrase)
    say(f"Klucz bazy {desk.key} otwierają teraz nowe klucze.")
    return 0


def _passphrase(settings: Settings) -> str:
    return ask_passphrase() if is_locked(settings) else ""
