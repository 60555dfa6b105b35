"""`wzajemnie submissions`: list and states without a key; show, read and export with it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Sequence
from pathlib import Path
from textwrap import indent

from catalog.text.folding import visible
from catalog.text.phrases import long_date
from forms_backend.cli.retention_commands import add_erasing_commands
from forms_backend.cli.terminal import (
    Command,
    Subparsers,
    ask_passphrase,
    counted,
    name_damages,
    name_faults,
    name_unknown,
    open_store,
    refusing,
    write_privately,
)
from forms_backend.config import Settings
from forms_backend.intake.quarantine import NEW, QUARANTINE
from forms_backend.keys.keyring import read_keyring
from forms_backend.keys.opening import OpeningError
from forms_backend.local.paper_entry import enter_here
from forms_backend.local.reader import read_here
from forms_backend.maintenance import audit
from forms_backend.reading.export import (
    STATES,
    WARSAW,
    WAYS,
    Opened,
    to_csv,
    to_json,
    to_rows,
)
from forms_backend.reading.opened_submissions import Reading, open_all
from forms_backend.sealing.readable_codes import tidy_reference
from forms_backend.sealing.submission import Record
from forms_backend.stores.contract import Listing, Store, fits

FORMATS = ("csv", "json", "xlsx")


def add_submission_commands(subparsers: Subparsers) -> None:
    """Mount `submissions` and `audit`."""
    parser = subparsers.add_parser("submissions", help="zgłoszenia, które przyszły")
    commands = parser.add_subparsers(required=True, metavar="POLECENIE")
    listing = commands.add_parser("list", help="co przyszło; bez treści i bez klucza")
    show = commands.add_parser("show", help="pokaż zgłoszenie o tym numerze")
    read = commands.add_parser(
        "read", help="czytaj zgłoszenia w przeglądarce, tylko na tym komputerze"
    )
    enter = commands.add_parser(
        "enter", help="przepisz kartkę w przeglądarce, tylko na tym komputerze; bez klucza"
    )
    export = commands.add_parser("export", help="zapisz zgłoszenia w tabeli CSV, XLSX albo w JSON")
    export.add_argument("reference", nargs="*", metavar="NUMER", help="bez tego wszystkie")
    export.add_argument("--out", type=Path, help="plik; bez tego tabela idzie na ekran")
    export.add_argument("--format", choices=FORMATS, help="zapis; bez tego według nazwy pliku")
    state = commands.add_parser("state", help="zmień stan zgłoszeń; bez klucza")
    state.add_argument("state", choices=sorted(STATES), help="nowy stan")
    quarantine = commands.add_parser("quarantine", help="co odłożono jako podejrzane; bez klucza")
    quarantine.add_argument("--release", nargs="+", metavar="NUMER", help="to jednak człowiek")
    for one in (read, enter):
        one.add_argument("--port", type=int, default=0, help="port; bez tego dowolny wolny")
    for one in (show, state):
        one.add_argument("reference", nargs="+", metavar="NUMER")
    for one in (listing, export, read):
        one.add_argument("--form", help="tylko ten formularz, na przykład uczestnik")
        one.add_argument("--state", choices=sorted(STATES), help="tylko w tym stanie")
    for one in (show, export, read):
        one.add_argument("--key", type=Path, help="plik klucza prywatnego albo przepisanej kartki")
    add_erasing_commands(commands)
    log = subparsers.add_parser("audit", help="dziennik: kto co czytał, zapisał i skasował")
    _runs((listing, submissions_list), (show, submissions_show), (read, submissions_read))
    _runs((export, submissions_export), (state, submissions_state), (log, audit_show))
    _runs((quarantine, submissions_quarantine), (enter, submissions_enter))


def _runs(*pairs: tuple[ArgumentParser, Command]) -> None:
    for parser, command in pairs:
        parser.set_defaults(run=refusing(command))


def submissions_list(arguments: Namespace) -> int:
    """What came, from the open labels alone."""
    settings = Settings.from_environment()
    return _list(_listing(open_store(settings), arguments))


def _list(listing: Listing) -> int:
    for record in listing.records:
        label = record.label
        when = f"{label.received.astimezone(WARSAW):%Y-%m-%d %H:%M}"
        state = STATES.get(record.state, record.state)
        way = WAYS[True] if label.from_paper else ""
        row = f"{label.reference}  {when}  {label.form:<16}  {state:<11}  do {record.keep_until}"
        print(f"{row}  {way}".rstrip())
    print(counted(len(listing.records)))
    return name_damages(listing.damages)


def submissions_show(arguments: Namespace) -> int:
    """Whole submissions, on the screen."""
    settings = Settings.from_environment()
    store = open_store(settings)
    wanted = {tidy_reference(one) for one in arguments.reference}
    found = store.find(sorted(wanted))
    reading = _open(settings, store, found.records, arguments.key, "show")
    for one in reading.opened:
        print(visible(_whole(one)), end="\n\n")
    return max(name_faults(reading.closed), _name_lost(found, wanted))


def _whole(one: Opened) -> str:
    until = long_date(one.record.keep_until)
    lines = [
        f"Zgłoszenie {one.record.label.reference}: {one.form.title}",
        f"Przyszło: {one.when}, {one.way}. Stan: {one.state}. Kasujemy po: {until}.",
    ]
    if one.doubts:
        lines.append(f"Odłożone do kwarantanny: {one.doubts}.")
    if one.same_as:
        lines.append(f"Te same odpowiedzi są w zgłoszeniu {one.same_as}.")
    for label, answer in one.rows:
        lines += ["", label, indent(answer or "(bez odpowiedzi)", "  ")]
    return "\n".join(lines)


def submissions_read(arguments: Namespace) -> int:
    """A page on this computer alone, until Ctrl-C."""
    settings = Settings.from_environment()
    store = open_store(settings)
    listing = _listing(store, arguments)
    reading = _open(settings, store, listing.records, arguments.key, "read")
    faults = (*reading.closed, *map(str, listing.damages))
    name_faults(faults)
    return read_here(reading.opened, store, settings, arguments.port, faults)


def submissions_enter(arguments: Namespace) -> int:
    """A page on this computer alone to type in sheets of paper, until Ctrl-C."""
    return enter_here(Settings.from_environment(), arguments.port)


def submissions_export(arguments: Namespace) -> int:
    """A table of one form's submissions."""
    settings = Settings.from_environment()
    store = open_store(settings)
    wanted = {tidy_reference(one) for one in arguments.reference}
    listing = store.find(wanted) if wanted else _listing(store, arguments)
    states = (arguments.state,) if arguments.state else None
    chosen = [one for one in listing.records if fits(one, arguments.form, states)]
    kind = _format(arguments)
    forms = sorted({record.label.form for record in chosen})
    if len(forms) > 1 and kind != "json":
        raise OpeningError(
            f"Podaj, który formularz zapisać: --form {' albo --form '.join(forms)}. Wszystkie "
            "naraz zapisze --format json."
        )
    reading = _open(settings, store, chosen, arguments.key, f"export {kind}")
    data = _table(kind, reading.opened)
    if arguments.out is None:
        sys.stdout.buffer.write(data)
    else:
        write_privately(arguments.out, data)
        count = counted(len(reading.opened))
        print(f"{count} w pliku {arguments.out}. To dane osobowe: skasuj plik po użyciu.")
    return max(name_faults(reading.closed), _name_lost(listing, wanted))


def submissions_state(arguments: Namespace) -> int:
    """Another state for these submissions."""
    return _set_state(arguments.reference, arguments.state)


def submissions_quarantine(arguments: Namespace) -> int:
    """What was put aside; or let some of it out."""
    if arguments.release:
        return _set_state(arguments.release, NEW)
    listing = open_store(Settings.from_environment()).listing(states=(QUARANTINE,))
    code = _list(listing)
    if listing.records:
        print("Przeczytaj: wzajemnie submissions read --state quarantine")
        print("To jednak człowiek: wzajemnie submissions quarantine --release NUMER")
    return code


def audit_show(_arguments: Namespace) -> int:
    """The log, checked line by line."""
    path = Settings.from_environment().audit
    if not path.exists():
        print(f"Dziennik {path} jest pusty.")
        return 0
    for entry in audit.entries(path):
        when = f"{entry.when.astimezone(WARSAW):%Y-%m-%d %H:%M}"
        print(f"{when}  {entry.who}  {entry.told}  {' '.join(entry.references)}")
    return 0


def _set_state(references: Sequence[str], state: str) -> int:
    settings = Settings.from_environment()
    store = open_store(settings)
    wanted = [tidy_reference(one) for one in references]
    audit.note(settings.audit, f"state {state}", wanted)
    missing = [one for one in wanted if not store.set_state(one, state)]
    print(f"Stan „{STATES[state]}”: {counted(len(wanted) - len(missing))}.")
    return name_unknown(missing)


def _listing(store: Store, arguments: Namespace) -> Listing:
    return store.listing(arguments.form, (arguments.state,) if arguments.state else None)


def _open(
    settings: Settings, store: Store, records: Sequence[Record], key: Path | None, action: str
) -> Reading:
    """What the key opens, once the log says so."""
    ring = read_keyring(key or settings.private_key, ask_passphrase, records)
    reading = open_all(store, records, ring)
    if reading.opened:
        references = (one.record.label.reference for one in reading.opened)
        audit.note(settings.audit, action, references)
    return reading


def _format(arguments: Namespace) -> str:
    named = arguments.out.suffix[1:].lower() if arguments.out else ""
    return str(arguments.format or (named if named in FORMATS else "csv"))


def _table(kind: str, opened: Sequence[Opened]) -> bytes:
    if kind == "json":
        return to_json(opened)
    if kind == "csv":
        return to_csv(opened)
    try:
        from forms_backend.reading.workbook import to_xlsx  # noqa: PLC0415 -- an extra
    except ImportError:
        raise OpeningError(
            "Zapis XLSX wymaga dodatku „sheets”. Zapisz CSV: Excel też go otworzy."
        ) from None
    return to_xlsx(opened[0].form.title if opened else "", to_rows(opened))


def _name_lost(found: Listing, wanted: Collection[str]) -> int:
    """What is damaged, and which numbers are not there; answers the exit code."""
    missing = set(wanted).difference(record.label.reference for record in found.records)
    return max(name_damages(found.damages), name_unknown(missing))
