"""`submissions find|erase|purge`, `store init|move`, `backup`, `restore`: keeping and erasing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from catalog.text.system_errors import reason
from catalog.text.time_zone import WARSAW
from forms_backend.cli.command_line import FILE, NUMBER, Group, command
from forms_backend.cli.terminal import (
    advise_move,
    ask_passphrase,
    counted,
    name_damages,
    name_problems,
    name_unknown,
    on_full_disk,
    open_store,
)
from forms_backend.clock import clock_of
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.intake import paper_form
from forms_backend.keys.keyring import read_keyring
from forms_backend.maintenance import audit
from forms_backend.maintenance.backup import back_up, read_backup, restore
from forms_backend.maintenance.erasing import Erasure, ErasureList, erase, move
from forms_backend.maintenance.erasure_counts import tell_erasures
from forms_backend.maintenance.inventory import UNDER_WAY, Inventory, look
from forms_backend.maintenance.purging import PurgeLog, unusual
from forms_backend.reading.export import Opened
from forms_backend.reading.opened_submissions import open_all
from forms_backend.sealing.readable_codes import right_reference, tidy_reference
from forms_backend.serving.service import Published
from forms_backend.stores import address
from forms_backend.stores.contract import Store, StoreError
from forms_backend.terminal_text import say

store = Group("store", help="magazyn zgłoszeń")
_email = click.option("--email", metavar="ADRES", help="zgłoszenia z tym e-mailem; potrzebny klucz")
_phone = click.option(
    "--phone", metavar="NUMER", help="zgłoszenia z tym telefonem; potrzebny klucz"
)
_key = click.option("--key", type=FILE, metavar="PLIK", help="plik klucza prywatnego albo kartki")
_file = click.argument("file", type=FILE, metavar="PLIK")


@dataclass(frozen=True)
class _Person:
    """What somebody gave to be reached, and the key that finds it."""

    email: str | None
    phone: str | None
    key: Path | None


@command("find", help="znajdź numery zgłoszeń jednej osoby; potrzebny klucz")
@_email
@_phone
@_key
@on_full_disk
def submissions_find(email: str | None, phone: str | None, key: Path | None) -> int:
    """The numbers of what one person sent, to show, export or erase."""
    settings = Settings.from_environment()
    if not (email or phone):
        raise SettingsError("Podaj --email albo --phone.")
    kept = open_store(settings)
    wanted, code = _of_person(settings, kept, _Person(email, phone, key))
    found = kept.find(wanted)
    for record in found.records:
        label = record.label
        say(f"{label.reference}  {label.received.astimezone(WARSAW):%Y-%m-%d}  {label.form}")
    say(counted(len(found.records)))
    return code


@command("erase", help="skasuj zgłoszenia na zawsze: po numerze albo osobie")
@click.argument("references", nargs=-1, metavar="[NUMER…]")
@_email
@_phone
@_key
@click.option("--yes", is_flag=True, help="nie pytaj, czy na pewno")
@on_full_disk
def submissions_erase(
    references: tuple[str, ...],
    email: str | None,
    phone: str | None,
    key: Path | None,
    *,
    yes: bool,
) -> int:
    """Erase for good, by reference or by what somebody gave to be reached."""
    settings = Settings.from_environment()
    kept = open_store(settings)
    wanted, code = {_checked(one) for one in references}, 0
    if email or phone:
        persons, code = _of_person(settings, kept, _Person(email, phone, key))
        wanted |= persons
    elif not wanted:
        raise SettingsError("Podaj numer zgłoszenia albo --email, albo --phone.")
    found = kept.find(wanted)
    there = sorted(record.label.reference for record in found.records)
    say(f"Do skasowania: {counted(len(there))}. {' '.join(there)}")
    if there and not (yes or _sure()):
        say("Niczego nie skasowano.")
        return 1
    audit.note(settings.audit, "erase", wanted)
    erased = erase(kept, ErasureList(settings.erased), wanted)
    say(f"Skasowano: {counted(len(erased))}.")
    _tell_erasures(settings)
    return max(name_unknown(wanted - set(erased)), code or name_damages(found.damages))


@command("purge", help="skasuj zgłoszenia, których czas minął; dla crona")
@click.option("--dry-run", is_flag=True, help="tylko wypisz, co by skasowało")
@click.option(
    "--confirm",
    type=NUMBER,
    metavar="LICZBA",
    help="skasuj też, gdy jest ich niezwykle dużo: dokładnie tyle",
)
@on_full_disk
def submissions_purge(confirm: int | None, *, dry_run: bool) -> int:
    """Erase what was kept until its last day."""
    settings = Settings.from_environment()
    kept = open_store(settings)
    today = clock_of(settings).check(kept, _built(settings)).astimezone(WARSAW).date()
    listing, log = kept.listing(), PurgeLog(settings.erased.with_name("purged"))
    old = [one.label.reference for one in listing.records if one.keep_until < today]
    if dry_run:
        say(f"Czas minął: {counted(len(old))}. {' '.join(old)}".rstrip())
        return name_damages(listing.damages)
    changed = look(*_inventory(settings), ErasureList(settings.erased), listing, today)
    code = name_problems(changed)
    doubt = unusual(listing.records, today, log.last()) or (changed[0] if old and changed else "")
    if doubt and confirm != len(old):
        raise StoreError(
            f"{doubt} Niczego nie skasowano. Sprawdź zegar (dziś: {today}) i listę: wzajemnie "
            f"submissions purge --dry-run. Jeśli się zgadza: wzajemnie submissions purge "
            f"--confirm {len(old)}"
        )
    if old:
        audit.note(settings.audit, "purge", old)
    gone = kept.purge(today)
    log.note(today)
    _tell_erasures(settings)
    say(f"Skasowano po czasie: {counted(len(gone))}.")
    advise_move(kept, listing.records)
    if not (changed or listing.damages):
        _take_inventory(settings, kept)
    return max(code, name_damages(listing.damages))


@store.command("check", help="porównaj zgłoszenia z ostatnim spisem; bez klucza")
@click.option("--accept", is_flag=True, help="zrób nowy spis mimo różnic, które już znasz")
@on_full_disk
def store_check(*, accept: bool) -> int:
    """Whether anything went, came back or changed beside our commands; then a new inventory."""
    settings = Settings.from_environment()
    kept = open_store(settings)
    listing, today = kept.listing(), datetime.now(WARSAW).date()
    changed = look(*_inventory(settings), ErasureList(settings.erased), listing, today)
    code = max(name_problems(changed), name_damages(listing.damages))
    if accept or not code:
        _take_inventory(settings, kept)
        say(f"Nowy spis: {counted(len(listing.records))}.")
    return code


def _inventory(settings: Settings) -> tuple[Path, Path]:
    return settings.erased.with_name("inventory.jsonl"), settings.audit


def _take_inventory(settings: Settings, kept: Store) -> None:
    made = datetime.now(UTC) - UNDER_WAY
    Inventory.of(kept.listing().records, made).write(*_inventory(settings))


def _tell_erasures(settings: Settings) -> None:
    """The numbers for the site. What was erased is erased, also where they cannot be written."""
    try:
        tell_erasures(settings, datetime.now(WARSAW).date())
    except (OSError, StoreError) as error:
        say(f"Nie da się zapisać, ile skasowano: {error}", error=True)


def _built(settings: Settings) -> datetime | None:
    """When the site was built; None on a computer that builds none."""
    exists = settings.publication.exists()
    return Published(settings.publication).current.built if exists else None


@store.command("init", help="utwórz tabele bazy z WZAJEMNIE_STORE")
def store_init() -> int:
    """Make what the store in the settings needs."""
    settings = Settings.from_environment()
    address.make_store(settings.store)
    say(f"Magazyn zgłoszeń jest gotowy: {address.shown(settings.store)}")
    return 0


@store.command("move", help="skopiuj wszystko do innego magazynu i porównaj")
@click.argument("source", metavar="SKĄD", help="na przykład tinydb:var/store")
@click.argument("target", metavar="DOKĄD", help="na przykład sqlite:///var/zgloszenia.db")
def store_move(source: str, target: str) -> int:
    """Copy from one store to another, and read it back."""
    settings = Settings.from_environment()
    if address.same(source, target):
        raise SettingsError("To ten sam magazyn. Niczego nie skopiowano.")
    filled = address.find_store(source)
    address.make_store(target)
    erased = ErasureList(settings.erased).read()
    today = datetime.now(WARSAW).date()
    moved = move(filled, address.open_store(target), erased, today)
    say(f"Skopiowano i porównano: {counted(moved.copied)}, było już: {moved.already}.")
    if moved.stated:
        say(f"W innym stanie, zostawiono: {' '.join(moved.stated)}.")
    if moved.damages:
        say("Reszty nie da się odczytać, więc jej nie skopiowano:", error=True)
        return name_damages(moved.damages)
    say(f"Teraz ustaw WZAJEMNIE_STORE={address.shown(target)} i uruchom usługę.")
    if moved.copied:
        say("Potem powtórz to polecenie: dokopiuje to, co przyszło w czasie kopiowania.")
    say("Stary magazyn zostaje. Skasuj go sam, gdy nowy działa: są w nim te same zgłoszenia.")
    return 0


@command("backup", help="zapisz kopię zamkniętych zgłoszeń do pliku")
@_file
def backup_write(file: Path) -> int:
    """One file to keep elsewhere."""
    settings = Settings.from_environment()
    try:
        count, damages = back_up(open_store(settings), settings, file)
    except OSError as error:
        raise StoreError(f"Nie da się zapisać kopii {file}: {reason(error)}.") from None
    say(f"Kopia {file}: {counted(count)}. Nie ma w niej klucza prywatnego.")
    return name_damages(damages)


@command("restore", help="przywróć z kopii; co skasowano, znów skasuj")
@_file
@click.option("--signer", metavar="NUMER", help="podpis koordynatora, przepisany z kartki")
@click.option(
    "--erased", type=FILE, metavar="PLIK", help="nowsza lista skasowanych (var/erased.jsonl)"
)
def backup_restore(file: Path, signer: str | None, erased: Path | None) -> int:
    """Bring back what is missing, never what was erased."""
    settings = Settings.from_environment()
    settings = replace(settings, keys_signer=signer or settings.keys_signer)
    backup = read_backup(file)
    if signer and not backup.signer:
        raise StoreError(
            f"Kopia {file} nie jest podpisana. Niczego nie przywrócono. Jeśli wiesz, skąd jest, "
            "podpisz ją tam, gdzie jest klucz prywatny: wzajemnie keys sign KOPIA"
        )
    more = _erasures(erased) if erased else ()
    address.make_store(settings.store)
    today = datetime.now(WARSAW).date()
    done = restore(backup, address.open_store(settings.store), settings, more, today)
    say(f"Przywrócono: {counted(done.back)}, było już: {done.already}.")
    say(f"Nie wróciły, bo ktoś kazał je skasować: {done.erased}.")
    say(f"Nie wróciły, bo ich czas minął: {done.purged}.")
    for path in done.files:
        say(f"Przywrócono plik {path}.")
    if done.strange:
        say("Kluczy publicznych z kopii nie przywrócono, bo nie wiadomo, czy są nasze.")
        say(
            "Wgraj public.json z komputera koordynatora; niepodpisany podpisze: wzajemnie keys sign"
        )
    words = "Pliku {} nie wolno tu zapisać. Zrobi to administrator."
    return max(name_problems(map(words.format, done.refused)), name_damages(done.damages))


def _erasures(path: Path) -> tuple[Erasure, ...]:
    """A list that somebody names has to be there: without it what was erased would come back."""
    if not path.is_file():
        raise SettingsError(f"Nie ma listy skasowanych {path}. Niczego nie przywrócono.")
    return ErasureList(path).read()


def _of_person(settings: Settings, kept: Store, person: _Person) -> tuple[set[str], int]:
    """The references of what holds this e-mail or telephone, however it is written.

    And the exit code: what cannot be read is named, since it may be this person's, too.
    """
    listing = kept.listing()
    ring = read_keyring(person.key or settings.private_key, ask_passphrase, listing.records)
    reading = open_all(kept, listing.records, ring)
    given = {"email": person.email, "phone": person.phone}
    found = {
        one.record.label.reference
        for one in reading.opened
        for kind, text in given.items()
        if text and _holds(one, kind, text)
    }
    audit.note(settings.audit, "search", found)
    return found, max(name_problems(reading.closed), name_damages(listing.damages))


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
        say("Potwierdź: dodaj --yes.", error=True)
        return False
    return input("Skasowanych zgłoszeń nie da się odzyskać. Napisz „tak”: ").strip() == "tak"
