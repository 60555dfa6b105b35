"""`wzajemnie keys`: making the keys that submissions are sealed with."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from forms_backend.config import Settings
from forms_backend.keys import make_keys
from forms_backend.terminal import Subparsers, ask_new_passphrase, refusing


def add_key_commands(subparsers: Subparsers) -> None:
    """Mount `keys`."""
    keys = subparsers.add_parser("keys", help="klucze, którymi zamyka się zgłoszenia")
    commands = keys.add_subparsers(required=True, metavar="POLECENIE")
    new = commands.add_parser("new", help="zrób klucze i kartkę z kluczem zapasowym")
    new.add_argument("--folder", type=Path, help="gdzie zapisać (domyślnie var/keys)")
    new.add_argument("--no-passphrase", action="store_true", help="klucz prywatny bez hasła")
    new.set_defaults(run=refusing(keys_new))


def keys_new(arguments: Namespace) -> int:
    """Make the foundation's and the recovery keys."""
    settings = Settings.from_environment()
    passphrase = None if arguments.no_passphrase else ask_new_passphrase()
    folder = arguments.folder or settings.public_keys.parent
    made = make_keys(folder, settings.templates, passphrase)
    print(f"Klucz publiczny, dla serwera:       {made.public}")
    print(f"Klucz prywatny, dla koordynatorów:  {made.private}")
    print(f"Kartka z kluczem zapasowym:         {made.recovery_sheet}")
    print("Teraz: 1. wydrukuj kartkę dwa razy i skasuj jej plik,")
    print(
        "       2. przenieś klucz prywatny na komputer koordynatorów; na serwerze go nie trzymaj."
    )
    return 0
