"""`wzajemnie submissions`: list and states without a key; show, read and export with it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import click

from catalog.text.phrases import long_date
from catalog.text.time_zone import WARSAW
from forms_backend.cli.command_line import FILE, PORT, Group, OneOf, Several, command
from forms_backend.cli.terminal import (
    advise_move,
    ask_passphrase,
    counted,
    name_damages,
    name_problems,
    name_unknown,
    on_full_disk,
    open_store,
    write_privately,
)
from forms_backend.config import Settings
from forms_backend.intake.quarantine import NEW, QUARANTINE
from forms_backend.keys.keyring import read_keyring
from forms_backend.keys.opening import OpeningError
from forms_backend.local.paper_entry import enter_here
from forms_backend.local.reader import read_here
from forms_backend.maintenance import audit
from forms_backend.maintenance.exchange import exchange
from forms_backend.maintenance.reserve import with_room
from forms_backend.reading.export import (
    OWN_STATES,
    STATES,
    WAYS,
    Opened,
    to_csv,
    to_json,
    to_rows,
)
from forms_backend.reading.opened_submissions import Reading, open_all
from forms_backend.sealing.readable_codes import tidy_reference
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.contract import Listing, Store, fits
from forms_backend.terminal_text import say

FORMATS = ("csv", "json", "xlsx")


submissions = Group(
    "submissions",
    help="zgłoszenia, które przyszły",
    lazy={
        word: f"forms_backend.cli.retention_commands:submissions_{word}"
        for word in ("find", "erase", "purge")
    },
)
_form = click.option(
    "--form", metavar="FORMULARZ", help="tylko ten formularz, na przykład uczestnik"
)
_state = click.option("--state", type=OneOf(sorted(STATES)), help="tylko w tym stanie")
_key = click.option(
    "--key", type=FILE, metavar="PLIK", help="plik klucza prywatnego albo przepisanej kartki"
)
_port = click.option(
    "--port", type=PORT, default=0, metavar="PORT", help="port; bez tego dowolny wolny"
)
_references = click.argument("references", nargs=-1, required=True, metavar="NUMER…")


@submissions.command("list", help="co przyszło; bez treści i bez klucza")
@_form
@_state
def submissions_list(form: str | None, state: str | None) -> int:
    """What came, from the open labels alone."""
    store = open_store(Settings.from_environment())
    listing = _listing(store, form, state)
    code = _list(listing)
    advise_move(store, listing.records)
    return code


def _list(listing: Listing) -> int:
    for record in listing.records:
        label = record.label
        when = f"{label.received.astimezone(WARSAW):%Y-%m-%d %H:%M}"
        state = STATES.get(record.state, record.state)
        way = WAYS[True] if label.from_paper else ""
        row = f"{label.reference}  {when}  {label.form:<16}  {state:<11}  do {record.keep_until}"
        say(f"{row}  {way}".rstrip())
    say(counted(len(listing.records)))
    return name_damages(listing.damages)


@submissions.command("show", help="pokaż zgłoszenie o tym numerze")
@_references
@_key
@on_full_disk
def submissions_show(references: tuple[str, ...], key: Path | None) -> int:
    """Whole submissions, on the screen."""
    settings = Settings.from_environment()
    store = open_store(settings)
    wanted = {tidy_reference(one) for one in references}
    found = store.find(sorted(wanted))
    reading = _open(settings, store, found.records, key, "show")
    for one in reading.opened:
        for line in _whole(one):
            say(line)
    return max(name_problems(reading.closed), _name_lost(found, wanted))


def _whole(one: Opened) -> Iterator[str]:
    until = long_date(one.record.keep_until)
    yield f"Zgłoszenie {one.record.label.reference}: {one.form.title}"
    yield f"Przyszło: {one.when}, {one.way}. Stan: {one.state}. Kasujemy po: {until}."
    if one.doubts:
        yield f"Odłożone do kwarantanny: {one.doubts}."
    if one.same_as:
        yield f"Te same odpowiedzi są w zgłoszeniu {one.same_as}."
    for label, answer in one.rows:
        yield from ("", label)
        yield from (f"  {line}" for line in (answer or "(bez odpowiedzi)").splitlines())
    yield ""


@submissions.command("read", help="czytaj zgłoszenia w przeglądarce, tylko na tym komputerze")
@_port
@_form
@_state
@_key
def submissions_read(port: int, form: str | None, state: str | None, key: Path | None) -> int:
    """A page on this computer alone, until Ctrl-C."""
    settings = Settings.from_environment()
    store = open_store(settings)
    listing = _listing(store, form, state)
    with with_room(settings):
        reading = _open(settings, store, listing.records, key, "read")
    damages = (*reading.closed, *map(str, listing.damages))
    name_problems(damages)
    return read_here(reading.opened, store, settings, port, damages)


@submissions.command(
    "enter", help="przepisz kartkę w przeglądarce, tylko na tym komputerze; bez klucza"
)
@_port
def submissions_enter(port: int) -> int:
    """A page on this computer alone to type in sheets of paper, until Ctrl-C."""
    return enter_here(Settings.from_environment(), port)


@submissions.command("export", help="zapisz zgłoszenia w tabeli CSV, XLSX albo w JSON")
@click.argument("references", nargs=-1, metavar="[NUMER…]", help="bez tego wszystkie")
@click.option("--out", type=FILE, metavar="PLIK", help="plik; bez tego tabela idzie na ekran")
@click.option("--format", "named", type=OneOf(FORMATS), help="zapis; bez tego według nazwy pliku")
@_form
@_state
@_key
@on_full_disk
def submissions_export(  # noqa: PLR0913, PLR0917 -- one parameter an option
    references: tuple[str, ...],
    out: Path | None,
    named: str | None,
    form: str | None,
    state: str | None,
    key: Path | None,
) -> int:
    """A table of one form's submissions."""
    settings = Settings.from_environment()
    store = open_store(settings)
    wanted = {tidy_reference(one) for one in references}
    listing = store.find(wanted) if wanted else _listing(store, form, state)
    states = (state,) if state else None
    chosen = [one for one in listing.records if fits(one, form, states)]
    kind = named or _format(out)
    forms = sorted({record.label.form for record in chosen})
    if len(forms) > 1 and kind != "json":
        raise OpeningError(
            f"Podaj, który formularz zapisać: --form {' albo --form '.join(forms)}. Wszystkie "
            "naraz zapisze --format json."
        )
    reading = _open(settings, store, chosen, key, f"export {kind}")
    data = _table(kind, reading.opened)
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        write_privately(out, data)
        count = counted(len(reading.opened))
        say(f"{count} w pliku {out}. To dane osobowe: skasuj plik po użyciu.")
    return max(name_problems(reading.closed), _name_lost(listing, wanted))


@submissions.command("state", help="zmień stan zgłoszeń; bez klucza")
@click.argument("state", type=OneOf(sorted(OWN_STATES)), metavar="STAN", help="nowy stan")
@_references
@on_full_disk
def submissions_state(state: str, references: tuple[str, ...]) -> int:
    """Another state for these submissions."""
    return _set_state(references, state)


@submissions.command("quarantine", help="co odłożono jako podejrzane; bez klucza")
@click.option("--release", cls=Several, metavar="NUMER…", help="to jednak człowiek")
@on_full_disk
def submissions_quarantine(release: tuple[str, ...]) -> int:
    """What was put aside; or let some of it out."""
    if release:
        return _set_state(release, NEW)
    listing = open_store(Settings.from_environment()).listing(states=(QUARANTINE,))
    code = _list(listing)
    if listing.records:
        say("Przeczytaj: wzajemnie submissions read --state quarantine")
        say("To jednak człowiek: wzajemnie submissions quarantine --release NUMER")
    return code


@submissions.command(
    "pass", help="przekaż zamknięte zgłoszenia stanowisku i wykonaj jego polecenia; dla crona"
)
def submissions_pass() -> int:
    """Put down what the desk does not have yet, and do what it says. Needs no key."""
    settings = Settings.from_environment()
    done = exchange(open_store(settings), settings)
    say(f"Czeka na stanowisko: {counted(done.waiting)}.")
    if done.stated or done.erased:
        say(f"Zmieniony stan: {len(done.stated)}. Skasowane: {len(done.erased)}.")
    return name_damages(done.damages)


@command("audit", help="dziennik: kto co czytał, zapisał i skasował")
def audit_show() -> int:
    """The log, checked line by line."""
    path = Settings.from_environment().audit
    if not path.exists():
        say(f"Dziennik {path} jest pusty.")
        return 0
    for entry in audit.log_lines(path):
        when = f"{entry.when.astimezone(WARSAW):%Y-%m-%d %H:%M}"
        say(f"{when}  {entry.by}  {entry.told}  {' '.join(entry.references)}")
    return 0


def _set_state(references: Sequence[str], state: str) -> int:
    settings = Settings.from_environment()
    store = open_store(settings)
    wanted = [tidy_reference(one) for one in references]
    audit.note(settings.audit, f"state {state}", wanted)
    missing = [one for one in wanted if not store.set_state(one, state)]
    say(f"Stan „{STATES[state]}”: {counted(len(wanted) - len(missing))}.")
    return name_unknown(missing)


def _listing(store: Store, form: str | None, state: str | None) -> Listing:
    return store.listing(form, (state,) if state else None)


def _open(
    settings: Settings,
    store: Store,
    records: Sequence[SealedSubmission],
    key: Path | None,
    action: str,
) -> Reading:
    """What the key opens, once the log says so; for `read` each is noted when it is shown.

    A try that fails is in the log, too.
    """
    try:
        ring = read_keyring(key or settings.private_key, ask_passphrase, records)
        reading = open_all(store, records, ring)
    except OpeningError:
        wanted = (record.label.reference for record in records)
        audit.note(settings.audit, f"{action} nieudane", wanted)
        raise
    if reading.opened and action != "read":
        references = (one.record.label.reference for one in reading.opened)
        audit.note(settings.audit, action, references)
    return reading


def _format(out: Path | None) -> str:
    """By the file's name."""
    ending = out.suffix[1:].lower() if out else ""
    return ending if ending in FORMATS else "csv"


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
