"""`wzajemnie keys`: making, rotating and checking the keys that submissions are sealed with."""

from __future__ import annotations

import stat
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from catalog.text.phrases import plural
from forms_backend.cli.terminal import (
    Subparsers,
    ask_new_passphrase,
    ask_passphrase,
    name_damages,
    name_faults,
    open_store,
    refusing,
)
from forms_backend.config import Settings
from forms_backend.keys.key_files import NewKeys, check_new, check_rotation, make_keys, rotate_keys
from forms_backend.keys.keyring import Keyring, read_keyring
from forms_backend.keys.opening import needs_passphrase, read_private_key
from forms_backend.sealing.envelope import PublicKeys, seal
from forms_backend.sealing.submission import Label, Record, Submission
from forms_backend.stores.contract import Listing


def add_key_commands(subparsers: Subparsers) -> None:
    """Mount `keys`."""
    keys = subparsers.add_parser("keys", help="klucze, którymi zamyka się zgłoszenia")
    commands = keys.add_subparsers(required=True, metavar="POLECENIE")
    new = commands.add_parser("new", help="zrób klucze i kartkę z kluczem zapasowym")
    rotate = commands.add_parser("rotate", help="odłóż klucze i zrób nowe; stare dalej otwierają")
    check = commands.add_parser("check", help="sprawdź, czy klucze do siebie pasują")
    passphrase = commands.add_parser("passphrase", help="zmień hasło klucza prywatnego")
    for one in (new, rotate):
        one.add_argument("--folder", type=Path, help="gdzie są klucze (domyślnie var/keys)")
        one.add_argument("--no-passphrase", action="store_true", help="klucz prywatny bez hasła")
    _take_key(check)
    _take_key(passphrase)
    check.add_argument("--stored", action="store_true", help="sprawdź też wszystkie zgłoszenia")
    check.add_argument("--public", type=Path, help="plik kluczy publicznych z serwera")
    new.set_defaults(run=refusing(keys_new))
    rotate.set_defaults(run=refusing(keys_rotate))
    check.set_defaults(run=refusing(keys_check))
    passphrase.set_defaults(run=refusing(keys_passphrase))


def _take_key(parser: ArgumentParser) -> None:
    parser.add_argument("--key", type=Path, help="plik klucza prywatnego albo przepisanej kartki")


def keys_new(arguments: Namespace) -> int:
    """Make the foundation's and the recovery keys."""
    settings = Settings.from_environment()
    folder = arguments.folder or settings.public_keys.parent
    check_new(folder)
    passphrase = None if arguments.no_passphrase else ask_new_passphrase()
    _tell(make_keys(folder, settings.templates, passphrase))
    return 0


def keys_rotate(arguments: Namespace) -> int:
    """New keys for what comes from now on; the old private key stays for what is there."""
    settings = Settings.from_environment()
    folder = arguments.folder or settings.public_keys.parent
    check_rotation(folder)
    passphrase = None if arguments.no_passphrase else ask_new_passphrase()
    _tell(rotate_keys(folder, settings.templates, passphrase))
    print("       3. wgraj nowy public.json na serwer i uruchom usługę jeszcze raz,")
    print("       4. starego klucza i starych kartek nie kasuj, dopóki są stare zgłoszenia.")
    return 0


def _tell(made: NewKeys) -> None:
    print(f"Klucz publiczny, dla serwera:       {made.public}")
    print(f"Klucz prywatny, dla koordynatorów:  {made.private}")
    print(f"Kartka z kluczem zapasowym:         {made.recovery_sheet}")
    print("Teraz: 1. wydrukuj kartkę dwa razy i skasuj jej plik,")
    print(
        "       2. przenieś klucz prywatny na komputer koordynatorów; na serwerze go nie trzymaj."
    )


def keys_check(arguments: Namespace) -> int:
    """Whether this private key opens what the server seals today, tried with a real envelope."""
    settings = Settings.from_environment()
    public = PublicKeys.read(arguments.public or settings.public_keys)
    path = arguments.key or settings.private_key
    stored = open_store(settings).listing() if arguments.stored else Listing((), ())
    ring = read_keyring(path, ask_passphrase, (_trial(public), *stored.records))
    own = ring.main.public("").id
    faults = _faults(public, ring, path)
    purpose = {one.id: one.purpose for one in public.keys}.get(own)
    if purpose is not None:
        words = {"foundation": "zwykły", "recovery": "zapasowy"}.get(purpose, purpose)
        print(f"Klucz {own} ({words}) otwiera to, co zamyka serwer.")
    return max(name_faults([*faults, *_unopened(stored, ring)]), name_damages(stored.damages))


def _faults(public: PublicKeys, ring: Keyring, path: Path) -> list[str]:
    faults = []
    if public.development:
        faults.append("Na serwerze jest klucz próbny. Prawdziwe klucze zrobi: wzajemnie keys new")
    if "recovery" not in {one.purpose for one in public.keys}:
        faults.append("Serwer nie zamyka zgłoszeń kluczem zapasowym.")
    if not any(one.id in ring.keys for one in public.keys):
        faults.append("Ten klucz nie otwiera tego, co zamyka serwer: to inny klucz.")
    else:
        ring.open(_trial(public))
        if ring.main.public("").id not in {one.id for one in public.keys}:
            faults.append("Serwer zamyka jeszcze starym kluczem. Wgraj na niego nowy public.json.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        faults.append(f"Plik {path} mogą czytać inni. Zmień to: chmod 600 {path}")
    return faults


def _trial(public: PublicKeys) -> Record:
    """A made-up submission, sealed as the server seals."""
    label = Label("AAAA-AAAA", "proba", "0", "0", datetime.now(UTC).replace(microsecond=0))
    return Record(label, seal(Submission(label, {}).to_bytes(), public), label.received.date())


def _unopened(stored: Listing, ring: Keyring) -> list[str]:
    """How many stored submissions no key at hand opens."""
    count = sum(not ring.opens(record) for record in stored.records)
    words = plural(count, "zgłoszenia", "zgłoszeń", "zgłoszeń")
    return [f"Tymi kluczami nie da się otworzyć {count} {words} z magazynu."] if count else []


def keys_passphrase(arguments: Namespace) -> int:
    """Lock the private key with another passphrase. The old file is gone when the new one is."""
    path = arguments.key or Settings.from_environment().private_key
    private = read_private_key(path, ask_passphrase() if needs_passphrase(path) else None)
    passphrase = ask_new_passphrase()
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    private.write(fresh, passphrase)
    fresh.replace(path)
    print(f"Hasło klucza {path} jest zmienione.")
    return 0
