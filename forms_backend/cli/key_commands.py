"""`wzajemnie keys`: making, rotating and checking the keys that submissions are sealed with."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from catalog.text.phrases import plural
from forms_backend.cli.command_line import FILE, Group, Several
from forms_backend.cli.terminal import (
    ask_new_passphrase,
    ask_passphrase,
    name_damages,
    name_problems,
    open_store,
)
from forms_backend.config import Settings
from forms_backend.keys import key_list
from forms_backend.keys.key_files import NewKeys, check_new, check_rotation, make_keys, rotate_keys
from forms_backend.keys.keyring import Keyring, read_keyring
from forms_backend.keys.opening import needs_passphrase, read_private_key
from forms_backend.maintenance.signed_backups import is_backup, sign_backup
from forms_backend.sealing.envelope import KeysError, PublicKeys, seal
from forms_backend.sealing.submission import Label, SealedSubmission, Submission
from forms_backend.stores.contract import Listing
from forms_backend.terminal_text import say

keys = Group("keys", help="klucze, którymi zamyka się zgłoszenia")
_folder = click.option(
    "--folder", type=FILE, metavar="FOLDER", help="gdzie są klucze (domyślnie var/keys)"
)
_no_passphrase = click.option("--no-passphrase", is_flag=True, help="klucz prywatny bez hasła")
_key = click.option(
    "--key", type=FILE, metavar="PLIK", help="plik klucza prywatnego albo przepisanej kartki"
)
_paper = click.option(
    "--paper", cls=Several, metavar="NUMER…", help="numery kluczy przepisane z kartki"
)


@keys.command("new", help="zrób klucze i kartkę z kluczem zapasowym")
@_folder
@_no_passphrase
def keys_new(folder: Path | None, *, no_passphrase: bool) -> int:
    """Make the foundation's and the recovery keys."""
    settings = Settings.from_environment()
    folder = folder or settings.public_keys.parent
    check_new(folder)
    passphrase = None if no_passphrase else ask_new_passphrase()
    _tell(make_keys(folder, settings.templates, passphrase))
    return 0


@keys.command("rotate", help="odłóż klucze i zrób nowe; stare dalej otwierają")
@_folder
@_no_passphrase
def keys_rotate(folder: Path | None, *, no_passphrase: bool) -> int:
    """New keys for what comes from now on; the old private key stays for what is there."""
    settings = Settings.from_environment()
    folder = folder or settings.public_keys.parent
    check_rotation(folder)
    passphrase = None if no_passphrase else ask_new_passphrase()
    _tell(rotate_keys(folder, settings.templates, passphrase))
    say("       3. wgraj nowy public.json na serwer i uruchom usługę jeszcze raz,")
    say("       4. starego klucza i starych kartek nie kasuj, dopóki są stare zgłoszenia.")
    return 0


def _tell(made: NewKeys) -> None:
    say(f"Klucz publiczny, dla serwera:       {made.public}")
    say(f"Klucz prywatny, dla koordynatorów:  {made.private}")
    say(f"Kartka z kluczem zapasowym:         {made.recovery_sheet}")
    say(f"Podpis koordynatora, też na kartce: {PublicKeys.read(made.public).signer}")
    say("Teraz: 1. wydrukuj kartkę dwa razy i skasuj jej plik,")
    say("       2. przenieś klucz prywatny na komputer koordynatorów; na serwerze go nie trzymaj.")


@keys.command("check", help="sprawdź, czy klucze do siebie pasują")
@_key
@_paper
@click.option(
    "--old-paper", cls=Several, metavar="NUMER…", help="numery kluczy ze starszych kartek"
)
@click.option("--stored", is_flag=True, help="sprawdź też wszystkie zgłoszenia")
@click.option(
    "--public", "listed", type=FILE, metavar="PLIK", help="plik kluczy publicznych z serwera"
)
def keys_check(
    key: Path | None,
    paper: tuple[str, ...],
    old_paper: tuple[str, ...],
    listed: Path | None,
    *,
    stored: bool,
) -> int:
    """Whether this private key opens what the server seals today, tried with a real envelope."""
    settings = Settings.from_environment()
    public = PublicKeys.read(listed or settings.public_keys)
    path = key or settings.private_key
    listing = open_store(settings).listing() if stored else Listing((), ())
    ring = read_keyring(path, ask_passphrase, (_trial(public), *listing.records))
    own = ring.main.public("").id
    problems = _problems(public, ring, path)
    problems += key_list.problems(public, ring, paper, settings.keys_signer)
    purpose = {one.id: one.purpose for one in public.keys}.get(own)
    if purpose is not None:
        words = key_list.WORDS.get(purpose, purpose)
        say(f"Klucz {own} ({words}) otwiera to, co zamyka serwer.")
        say(f"{key_list.told(public)} Porównaj z kartką.")
    ours = key_list.known(path, public, ring, old_paper)
    problems += [*_unopened(listing, ring), *key_list.sealed_to_strangers(listing.records, ours)]
    return max(name_problems(problems), name_damages(listing.damages))


def _problems(public: PublicKeys, ring: Keyring, path: Path) -> list[str]:
    problems = []
    if public.development:
        problems.append("Na serwerze jest klucz próbny. Prawdziwe klucze zrobi: wzajemnie keys new")
    if "recovery" not in {one.purpose for one in public.keys}:
        problems.append("Serwer nie zamyka zgłoszeń kluczem zapasowym.")
    if not any(one.id in ring.keys for one in public.keys):
        problems.append("Ten klucz nie otwiera tego, co zamyka serwer: to inny klucz.")
    else:
        ring.open(_trial(public))
        if ring.main.public("").id not in {one.id for one in public.keys}:
            problems.append(
                "Serwer zamyka jeszcze starym kluczem. Wgraj na niego nowy public.json."
            )
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        problems.append(f"Plik {path} mogą czytać inni. Zmień to: chmod 600 {path}")
    return problems


def _trial(public: PublicKeys) -> SealedSubmission:
    """A made-up submission, sealed as the server seals."""
    label = Label("AAAA-AAAA", "proba", "0", "0", datetime.now(UTC).replace(microsecond=0))
    return SealedSubmission(
        label, seal(Submission(label, {}).to_bytes(), public), label.received.date()
    )


def _unopened(stored: Listing, ring: Keyring) -> list[str]:
    """How many stored submissions no key at hand opens."""
    count = sum(not ring.opens(record) for record in stored.records)
    words = plural(count, "zgłoszenia", "zgłoszeń", "zgłoszeń")
    return [f"Tymi kluczami nie da się otworzyć {count} {words} z magazynu."] if count else []


@keys.command("sign", help="podpisz public.json albo kopię kluczem koordynatora")
@click.argument("file", type=FILE, required=False, metavar="[PLIK]", help="bez tego public.json")
@_key
@_paper
def keys_sign(file: Path | None, key: Path | None, paper: tuple[str, ...]) -> int:
    """Sign the list of public keys, or a backup, so that no stranger's key gets in unseen."""
    settings = Settings.from_environment()
    path = file or settings.public_keys
    backup = is_backup(path)
    ring = read_keyring(key or settings.private_key, ask_passphrase)
    if backup:
        sign_backup(path, ring.main)
        say(f"Kopia {path} jest podpisana: {ring.main.signer}.")
        return 0
    public = PublicKeys.read(path)
    if not any(one.id == ring.main.public("").id for one in public.keys):
        raise KeysError(f"W pliku {path} nie ma klucza, który podajesz. Niczego nie podpisano.")
    say(key_list.told(public))
    found = {one.id for one in public.keys}
    if found != set(paper) and (paper or not _same_as_on_paper()):
        raise KeysError(
            "Podpisuj tylko te klucze, które są na kartce. Przepisz ich numery z kartki: wzajemnie "
            "keys sign --paper NUMER NUMER. Niczego nie podpisano."
        )
    ring.main.sign_keys(public).write(path)
    say(f"Plik {path} jest podpisany: {ring.main.signer}. Dopisz ten numer na kartkach.")
    return 0


def _same_as_on_paper() -> bool:
    """Asked of somebody at a terminal."""
    return sys.stdin.isatty() and input("Czy na kartce są te same? Napisz „tak”: ").strip() == "tak"


@keys.command("passphrase", help="zmień hasło klucza prywatnego")
@_key
def keys_passphrase(key: Path | None) -> int:
    """Lock the private key with another passphrase. The old file is gone when the new one is."""
    path = key or Settings.from_environment().private_key
    private = read_private_key(path, ask_passphrase() if needs_passphrase(path) else None)
    passphrase = ask_new_passphrase()
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    private.write(fresh, passphrase)
    fresh.replace(path)
    say(f"Hasło klucza {path} jest zmienione.")
    return 0
