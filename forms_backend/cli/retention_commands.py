"""`submissions find|erase|purge`, `store init|move`, `backup`, `restore`: keeping and erasing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from forms_backend.cli.terminal import (
    Subparsers,
    ask_passphrase,
    counted,
    name_damages,
    name_faults,
    name_unknown,
    open_store,
    refusing,
)
from forms_backend.config import Settings, SettingsError
from forms_backend.intake import paper_form
from forms_backend.keys.keyring import read_keyring
from forms_backend.maintenance import audit
from forms_backend.maintenance.backup import back_up, read_backup, restore
from forms_backend.maintenance.retention import Erasure, ErasureList, erase, move
from forms_backend.reading.export import WARSAW, Opened
from forms_backend.reading.opened_submissions import open_all
from forms_backend.sealing.readable_codes import right_reference, tidy_reference
from forms_backend.stores import address
from forms_backend.stores.contract import Store, StoreError


def add_erasing_commands(commands: Subparsers) -> None:
    """Mount `find`, `erase` and `purge` on `submissions`."""
    find = commands.add_parser("find", help="znajdź numery zgłoszeń jednej osoby; potrzebny klucz")
    find.set_defaults(run=refusing(submissions_find))
    one = commands.add_parser("erase", help="skasuj zgłoszenia na zawsze: po numerze albo osobie")
    one.add_argument("reference", nargs="*", metavar="NUMER")
    for each in (find, one):
        each.add_argument("--email", help="zgłoszenia z tym e-mailem; potrzebny klucz")
        each.add_argument("--phone", help="zgłoszenia z tym telefonem; potrzebny klucz")
        each.add_argument("--key", type=Path, help="plik klucza prywatnego albo kartki")
    one.add_argument("--yes", action="store_true", help="nie pytaj, czy na pewno")
    one.set_defaults(run=refusing(submissions_erase))
    old = commands.add_parser("purge", help="skasuj zgłoszenia, których czas minął; dla crona")
    old.add_argument("--dry-run", action="store_true", help="tylko wypisz, co by skasowało")
    old.set_defaults(run=refusing(submissions_purge))


def add_keeping_commands(subparsers: Subparsers) -> None:
    """Mount `store`, `backup` and `restore`."""
    store = subparsers.add_parser("store", help="magazyn zgłoszeń")
    commands = store.add_subparsers(required=True, metavar="POLECENIE")
    init = commands.add_parser("init", help="utwórz tabele bazy z WZAJEMNIE_STORE")
    init.set_defaults(run=refusing(store_init))
    moving = commands.add_parser("move", help="skopiuj wszystko do innego magazynu i porównaj")
    moving.add_argument("source", metavar="SKĄD", help="na przykład tinydb:var/store")
    moving.add_argument("target", metavar="DOKĄD", help="na przykład sqlite:///var/zgloszenia.db")
    moving.set_defaults(run=refusing(store_move))
    copy = subparsers.add_parser("backup", help="zapisz kopię zamkniętych zgłoszeń do pliku")
    back = subparsers.add_parser("restore", help="przywróć z kopii; co skasowano, znów skasuj")
    _file(copy)
    _file(back)
    back.add_argument("--erased", type=Path, help="nowsza lista skasowanych (var/erased.jsonl)")
    copy.set_defaults(run=refusing(backup_write))
    back.set_defaults(run=refusing(backup_restore))


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="PLIK")


def submissions_find(arguments: Namespace) -> int:
    """The numbers of what one person sent, to show, export or erase."""
    settings = Settings.from_environment()
    if not (arguments.email or arguments.phone):
        raise SettingsError("Podaj --email albo --phone.")
    store = open_store(settings)
    wanted, code = _of_person(settings, store, arguments)
    found = store.find(wanted)
    for record in found.records:
        label = record.label
        print(f"{label.reference}  {label.received.astimezone(WARSAW):%Y-%m-%d}  {label.form}")
    print(counted(len(found.records)))
    return code


def submissions_erase(arguments: Namespace) -> int:
    """Erase for good, by reference or by what somebody gave to be reached."""
    settings = Settings.from_environment()
    store = open_store(settings)
    wanted, code = {_checked(one) for one in arguments.reference}, 0
    if arguments.email or arguments.phone:
        persons, code = _of_person(settings, store, arguments)
        wanted |= persons
    elif not wanted:
        raise SettingsError("Podaj numer zgłoszenia albo --email, albo --phone.")
    found = store.find(wanted)
    there = sorted(record.label.reference for record in found.records)
    print(f"Do skasowania: {counted(len(there))}. {' '.join(there)}")
    if there and not (arguments.yes or _sure()):
        print("Niczego nie skasowano.")
        return 1
    audit.note(settings.audit, "erase", wanted)
    erased = erase(store, ErasureList(settings.erased), wanted)
    print(f"Skasowano: {counted(len(erased))}.")
    return max(name_unknown(wanted - set(erased)), code or name_damages(found.damages))


def submissions_purge(arguments: Namespace) -> int:
    """Erase what was kept until its last day."""
    settings = Settings.from_environment()
    store = open_store(settings)
    today = datetime.now(WARSAW).date()
    listing = store.listing()
    old = [one.label.reference for one in listing.records if one.keep_until < today]
    if arguments.dry_run:
        print(f"Czas minął: {counted(len(old))}. {' '.join(old)}".rstrip())
        return name_damages(listing.damages)
    if old:
        audit.note(settings.audit, "purge", old)
    gone = store.purge(today)
    print(f"Skasowano po czasie: {counted(len(gone))}.")
    return name_damages(listing.damages)


def store_init(_arguments: Namespace) -> int:
    """Make what the store in the settings needs."""
    settings = Settings.from_environment()
    address.make_store(settings.store)
    print(f"Magazyn zgłoszeń jest gotowy: {address.shown(settings.store)}")
    return 0


def store_move(arguments: Namespace) -> int:
    """Copy from one store to another, and read it back."""
    settings = Settings.from_environment()
    if address.same(arguments.source, arguments.target):
        raise SettingsError("To ten sam magazyn. Niczego nie skopiowano.")
    source = address.find_store(arguments.source)
    address.make_store(arguments.target)
    erased = ErasureList(settings.erased).read()
    today = datetime.now(WARSAW).date()
    moved = move(source, address.open_store(arguments.target), erased, today)
    print(f"Skopiowano i porównano: {counted(moved.copied)}, było już: {moved.already}.")
    if moved.stated:
        print(f"W innym stanie, zostawiono: {' '.join(moved.stated)}.")
    if moved.damages:
        print("Reszty nie da się odczytać, więc jej nie skopiowano:", file=sys.stderr)
        return name_damages(moved.damages)
    print(f"Teraz ustaw WZAJEMNIE_STORE={address.shown(arguments.target)} i uruchom usługę.")
    if moved.copied:
        print("Potem powtórz to polecenie: dokopiuje to, co przyszło w czasie kopiowania.")
    print("Stary magazyn zostaje. Skasuj go sam, gdy nowy działa: są w nim te same zgłoszenia.")
    return 0


def backup_write(arguments: Namespace) -> int:
    """One file to keep elsewhere."""
    settings = Settings.from_environment()
    try:
        count, damages = back_up(open_store(settings), settings, arguments.file)
    except OSError as error:
        raise StoreError(f"Nie da się zapisać kopii {arguments.file}: {error.strerror}.") from None
    print(f"Kopia {arguments.file}: {counted(count)}. Nie ma w niej klucza prywatnego.")
    return name_damages(damages)


def backup_restore(arguments: Namespace) -> int:
    """Bring back what is missing, never what was erased."""
    settings = Settings.from_environment()
    backup = read_backup(arguments.file)
    more = _erasures(arguments.erased) if arguments.erased else ()
    address.make_store(settings.store)
    today = datetime.now(WARSAW).date()
    done = restore(backup, address.open_store(settings.store), settings, more, today)
    print(f"Przywrócono: {counted(done.back)}, było już: {done.already}.")
    print(f"Nie wróciły, bo ktoś kazał je skasować: {done.erased}.")
    print(f"Nie wróciły, bo ich czas minął: {done.purged}.")
    for path in done.files:
        print(f"Przywrócono plik {path}.")
    return name_damages(done.damages)


def _erasures(path: Path) -> tuple[Erasure, ...]:
    """A list that somebody names has to be there: without it what was erased would come back."""
    if not path.is_file():
        raise SettingsError(f"Nie ma listy skasowanych {path}. Niczego nie przywrócono.")
    return ErasureList(path).read()


def _of_person(settings: Settings, store: Store, arguments: Namespace) -> tuple[set[str], int]:
    """The references of what holds this e-mail or telephone, however it is written.

    And the exit code: what cannot be read is named, since it may be this person's, too.
    """
    listing = store.listing()
    ring = read_keyring(arguments.key or settings.private_key, ask_passphrase, listing.records)
    reading = open_all(store, listing.records, ring)
    given = {"email": arguments.email, "phone": arguments.phone}
    found = {
        one.record.label.reference
        for one in reading.opened
        for kind, text in given.items()
        if text and _holds(one, kind, text)
    }
    audit.note(settings.audit, "search", found)
    return found, max(name_faults(reading.closed), name_damages(listing.damages))


def _holds(opened: Opened, kind: str, text: str) -> bool:
    """Whether an answer of this format is the same, as the question itself tidies it."""
    given = {**opened.submission.answers, **opened.submission.paper}
    return any(
        _same(question.tidy((text,)), given.get(question.name))
        for question in (*opened.form.asked, *paper_form.QUESTIONS.values())
        if question.format == kind
    )


def _same(given: object, kept: object) -> bool:
    return bool(given) and str(given).casefold() == str(kept).casefold()


def _checked(text: str) -> str:
    reference = tidy_reference(text)
    if not right_reference(reference):
        raise SettingsError(f"Numer {text} zawiera pomyłkę. Niczego nie skasowano.")
    return reference


def _sure() -> bool:
    if not sys.stdin.isatty():
        print("Potwierdź: dodaj --yes.", file=sys.stderr)
        return False
    return input("Skasowanych zgłoszeń nie da się odzyskać. Napisz „tak”: ").strip() == "tak"
