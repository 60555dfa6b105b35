"""`wzajemnie submissions`: listing without a key; showing and exporting with the private key."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from catalog.forms import Form
from catalog.text import long_date, plural
from forms_backend.codes import tidy_reference
from forms_backend.config import Settings
from forms_backend.export import STATES, WARSAW, Opened, to_csv
from forms_backend.opening import OpeningError, needs_passphrase, open_record, read_private_key
from forms_backend.stores.contract import Store
from forms_backend.submission import Record
from forms_backend.terminal import (
    Subparsers,
    ask_passphrase,
    name_damages,
    open_store,
    refusing,
    write_privately,
)


def add_submission_commands(subparsers: Subparsers) -> None:
    """Mount `submissions`."""
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
    return name_damages(listing.damages)


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
    return name_damages(found.damages) or int(bool(missing))


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
        write_privately(arguments.out, table)
        count = len(listing.records)
        words = plural(count, "zgłoszenie", "zgłoszenia", "zgłoszeń")
        print(f"{count} {words} w pliku {arguments.out}. To dane osobowe: skasuj plik po użyciu.")
    return name_damages(listing.damages)


def _open(store: Store, records: Sequence[Record], key: Path | None) -> tuple[Opened, ...]:
    path = key or Settings.from_environment().private_key
    passphrase = ask_passphrase() if needs_passphrase(path) else None
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
    return open_store(Settings.from_environment())
