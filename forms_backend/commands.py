"""The private side of the command line: making keys, listing, showing and exporting submissions.

Each command is a plain function that returns an exit code; what it says is Polish. A refusal is
one sentence on the error stream.
"""

from __future__ import annotations

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from catalog.forms import Form
from catalog.text import long_date, plural
from forms_backend.codes import tidy_reference
from forms_backend.config import Settings, SettingsError
from forms_backend.envelope import KeysError
from forms_backend.export import STATES, WARSAW, Opened, to_csv
from forms_backend.keys import make_keys
from forms_backend.opening import OpeningError, needs_passphrase, open_record, read_private_key
from forms_backend.serve import serve
from forms_backend.stores.contract import Damage, Store
from forms_backend.stores.tinydb import TinyDBStore
from forms_backend.submission import Record

Command = Callable[[Namespace], int]
"""A command: arguments in, exit code out."""


class Subparsers(Protocol):
    """What argparse's `add_subparsers` returns."""

    def add_parser(self, name: str, *, help: str) -> ArgumentParser: ...  # noqa: A002


def add_commands(subparsers: Subparsers) -> None:
    """Mount `serve`, `keys` and `submissions`. Each sets `run`, a function of the arguments."""
    server = subparsers.add_parser("serve", help="przyjmuj zgłoszenia na prawdziwym serwerze")
    server.set_defaults(run=refusing(serve_forms))
    keys = subparsers.add_parser("keys", help="klucze, którymi zamyka się zgłoszenia")
    key_commands = keys.add_subparsers(required=True, metavar="POLECENIE")
    new = key_commands.add_parser("new", help="zrób klucze i kartkę z kluczem zapasowym")
    new.add_argument("--folder", type=Path, help="gdzie zapisać (domyślnie var/keys)")
    new.add_argument("--no-passphrase", action="store_true", help="klucz prywatny bez hasła")
    new.set_defaults(run=refusing(keys_new))

    parser = subparsers.add_parser("submissions", help="zgłoszenia, które przyszły")
    commands = parser.add_subparsers(required=True, metavar="POLECENIE")
    listing = commands.add_parser("list", help="co przyszło; bez treści i bez klucza")
    show = commands.add_parser("show", help="pokaż zgłoszenie o tym numerze")
    show.add_argument("reference", nargs="+", metavar="NUMER")
    export = commands.add_parser("export", help="zapisz zgłoszenia w tabeli CSV")
    export.add_argument("--out", type=Path, help="plik; bez tego tabela idzie na ekran")
    for one in (listing, export):
        one.add_argument("--form", help="tylko ten formularz, na przykład uczestnik")
    for one in (show, export):
        one.add_argument("--key", type=Path, help="plik klucza prywatnego albo przepisanej kartki")
    listing.set_defaults(run=refusing(submissions_list))
    show.set_defaults(run=refusing(submissions_show))
    export.set_defaults(run=refusing(submissions_export))


def refusing(command: Command) -> Command:
    """The command with its known failures said in one sentence, without a traceback."""

    def run(arguments: Namespace) -> int:
        try:
            return command(arguments)
        except (KeysError, OpeningError, SettingsError) as error:
            print(error, file=sys.stderr)
            return 1

    return run


def serve_forms(_arguments: Namespace) -> int:
    """The public service, until stopped."""
    return serve(Settings.from_environment())


def keys_new(arguments: Namespace) -> int:
    """Make the foundation's and the recovery keys."""
    settings = Settings.from_environment()
    passphrase = None if arguments.no_passphrase else _new_passphrase()
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


def submissions_list(arguments: Namespace) -> int:
    """What came, from the open labels alone."""
    listing = _store().listing(arguments.form)
    for record in listing.records:
        label = record.label
        when = f"{label.received.astimezone(WARSAW):%Y-%m-%d %H:%M}"
        state = STATES.get(record.state, record.state)
        print(f"{label.reference}  {when}  {label.form:<16}  {state:<8}  do {record.keep_until}")
    count = len(listing.records)
    print(f"{count} {plural(count, 'zgłoszenie', 'zgłoszenia', 'zgłoszeń')}")
    return _named(listing.damages)


def submissions_show(arguments: Namespace) -> int:
    """Whole submissions, on the screen."""
    store = _store()
    wanted = [tidy_reference(one) for one in arguments.reference]
    found = store.find(wanted)
    opened = _open(store, found.records, arguments.key)
    for one in opened:
        print(f"Zgłoszenie {one.record.label.reference}: {one.form.title}")
        print(f"Przyszło: {one.when}. Kasujemy po: {long_date(one.record.keep_until)}.")
        for label, answer in one.rows:
            print(f"\n{label}\n  {(answer or '(bez odpowiedzi)').replace(chr(10), chr(10) + '  ')}")
        print()
    missing = set(wanted) - {one.record.label.reference for one in opened}
    for reference in sorted(missing):
        print(f"Nie ma zgłoszenia o numerze {reference}.", file=sys.stderr)
    return _named(found.damages) or int(bool(missing))


def submissions_export(arguments: Namespace) -> int:
    """A table of one form's submissions."""
    store = _store()
    listing = store.listing(arguments.form)
    forms = sorted({record.label.form for record in listing.records})
    if len(forms) > 1:
        raise OpeningError(f"Podaj, który formularz zapisać: --form {' albo --form '.join(forms)}")
    table = to_csv(_open(store, listing.records, arguments.key))
    if arguments.out is None:
        sys.stdout.buffer.write(table)
    else:
        _write_privately(arguments.out, table)
        count = len(listing.records)
        words = plural(count, "zgłoszenie", "zgłoszenia", "zgłoszeń")
        print(f"{count} {words} w pliku {arguments.out}. To dane osobowe: skasuj plik po użyciu.")
    return _named(listing.damages)


def _open(store: Store, records: Sequence[Record], key: Path | None) -> tuple[Opened, ...]:
    path = key or Settings.from_environment().private_key
    passphrase = getpass.getpass("Hasło do klucza: ") if needs_passphrase(path) else None
    private = read_private_key(path, passphrase)
    forms: dict[str, Form] = {}
    opened: list[Opened] = []
    for record in records:
        version = record.label.form_version
        form = forms.get(version) or store.form(version)
        if form is None:
            raise OpeningError(f"Nie ma pytań do zgłoszenia {record.label.reference}.")
        forms[version] = form
        opened.append(Opened(record, open_record(record, private), form))
    return tuple(opened)


def _store() -> Store:
    return TinyDBStore(Settings.from_environment().store)


def _named(damages: Sequence[Damage]) -> int:
    for damage in damages:
        print(f"Uszkodzony plik {damage.where}: {damage.why}.", file=sys.stderr)
    return int(bool(damages))


def _write_privately(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _new_passphrase() -> str:
    first = getpass.getpass("Wymyśl hasło do klucza prywatnego: ")
    if len(first) < 12:
        raise KeysError("Hasło jest za krótkie; oczekiwano co najmniej 12 znaków.")
    if getpass.getpass("Powtórz hasło: ") != first:
        raise KeysError("Hasła są różne. Niczego nie zmieniono.")
    return first
