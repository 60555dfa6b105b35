"""Making keys: the foundation's, which coordinators read with, and the recovery key on paper.

Files in one folder: `public.json` for the server, `private.json` for the coordinators' computer,
`recovery-sheet.html` to print and delete. The recovery key is kept on the paper alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from catalog.text.phrases import long_date
from catalog.text.time_zone import WARSAW
from forms_backend.config import Settings
from forms_backend.keys.opening import Effort, PrivateKey
from forms_backend.sealing.envelope import KeysError, PublicKey, PublicKeys
from forms_backend.sealing.readable_codes import spell
from forms_backend.terminal_text import say


@dataclass(frozen=True)
class NewKeys:
    """The files that were made. `recovery_sheet` is for printing; then it is deleted."""

    public: Path
    private: Path
    recovery_sheet: Path


def make_keys(
    folder: Path, templates: Path, passphrase: str | None, effort: Effort | None = None
) -> NewKeys:
    """Make both pairs. Raises KeysError rather than replace real keys.

    Development keys are put aside under another name, so that what was sealed to them can still
    be opened.
    """
    check_new(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = _in(folder)
    fresh = _fresh_keys(made, templates, passphrase, effort)
    if made.private.exists():
        made.private.rename(made.private.with_name("development-private.json"))
    _put_in_place(fresh, made)
    return made


def rotate_keys(
    folder: Path, templates: Path, passphrase: str | None, effort: Effort | None = None
) -> NewKeys:
    """Put real keys aside and make new ones. Raises KeysError when there are none to put aside.

    The old keys stay beside the new ones, named by the old key's id: what was sealed to them can
    be read until it is erased, and is known to be sealed to nobody else. Nothing is put aside
    before the new keys are whole.
    """
    check_rotation(folder)
    made = _in(folder)
    aside = _aside(made)
    fresh = _fresh_keys(made, templates, passphrase, effort)
    shutil.copyfile(made.public, aside.with_name(f"public-{_number(aside)}.json"))
    made.private.rename(aside)
    _put_in_place(fresh, made)
    return made


def _number(aside: Path) -> str:
    return aside.stem.removeprefix("private-")


def _in(folder: Path, ending: str = "") -> NewKeys:
    names = ("public.json", "private.json", "recovery-sheet.html")
    return NewKeys(*(folder / f"{name}{ending}" for name in names))


def _fresh_keys(
    made: NewKeys, templates: Path, passphrase: str | None, effort: Effort | None
) -> NewKeys:
    """The new files beside their places. What an interrupted try has left there is no key yet."""
    fresh = _in(made.public.parent, ".new")
    for path in (fresh.public, fresh.private, fresh.recovery_sheet):
        path.unlink(missing_ok=True)
    foundation, recovery = PrivateKey.new(), PrivateKey.new()
    keys = (foundation.public("foundation"), recovery.public("recovery"))
    sheet = recovery_sheet(recovery, keys, foundation.signer, templates)
    foundation.write(fresh.private, passphrase, effort)
    fresh.recovery_sheet.touch(mode=0o600)
    fresh.recovery_sheet.write_text(sheet, encoding="utf-8")
    foundation.sign_keys(PublicKeys(development=False, keys=keys)).write(fresh.public)
    return fresh


def _put_in_place(fresh: NewKeys, made: NewKeys) -> None:
    """The public file last: nothing is sealed to a key that nobody has yet."""
    fresh.private.replace(made.private)
    fresh.recovery_sheet.replace(made.recovery_sheet)
    fresh.public.replace(made.public)


def _aside(made: NewKeys) -> Path:
    return made.private.with_name(f"private-{foundation_id(PublicKeys.read(made.public))}.json")


def check_rotation(folder: Path) -> None:
    """Raises KeysError unless there are real keys that can be put aside."""
    made = _in(folder)
    if PublicKeys.read(made.public).development:
        raise KeysError(
            f"W folderze {made.public.parent} są tylko klucze próbne. Prawdziwe zrobi: wzajemnie "
            "keys new"
        )
    if _aside(made).exists():
        raise KeysError(
            f"Poprzednia zmiana kluczy urwała się w połowie. Odłóż w inne miejsce {made.private} i "
            f"kartkę, jeśli są. Przenieś {_aside(made)} na miejsce {made.private} i powtórz "
            "polecenie. Niczego nie zmieniono."
        )
    if not made.private.exists():
        raise KeysError(
            f"Nie ma klucza {made.private}, który można odłożyć. Jeśli przepadł, zrób nowe klucze "
            "w innym folderze (wzajemnie keys new --folder FOLDER), a starą kartkę zachowaj."
        )
    if made.recovery_sheet.exists():
        raise KeysError(f"Najpierw wydrukuj i skasuj {made.recovery_sheet}. Niczego nie zmieniono.")


def check_new(folder: Path) -> None:
    """Raises KeysError where real keys would be replaced."""
    made = _in(folder)
    if not made.public.exists():
        if made.private.exists():
            raise KeysError(f"Jest już klucz prywatny {made.private}. Niczego nie zmieniono.")
    elif not PublicKeys.read(made.public).development:
        raise KeysError(
            f"Klucze już są w folderze {made.public.parent}. Nowe nie otworzą starych "
            "zgłoszeń, więc niczego nie zmieniono. Podaj inny folder: --folder"
        )


def foundation_id(public: PublicKeys) -> str:
    """The id of the key that coordinators read with."""
    return next(one.id for one in public.keys if one.purpose == "foundation")


def development_keys(settings: Settings, say: Callable[[str], object] = say) -> bool:
    """Make a key without a passphrase if there are no keys, and say so loudly. True if made."""
    if settings.public_keys.exists():
        if PublicKeys.read(settings.public_keys).development:
            say(LOUD.format(folder=settings.public_keys.parent))
        return False
    for path in (settings.public_keys, settings.private_key):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = PrivateKey.new()
    private.write(settings.private_key, None)
    PublicKeys(development=True, keys=(private.public("foundation"),)).write(settings.public_keys)
    say(LOUD.format(folder=settings.public_keys.parent))
    return True


LOUD = (
    "UWAGA: zgłoszenia zamyka klucz PRÓBNY bez hasła ({folder}). "
    "Nie przyjmuj z nim prawdziwych zgłoszeń. Prawdziwe klucze zrobi: wzajemnie keys new"
)


def recovery_sheet(
    recovery: PrivateKey, keys: tuple[PublicKey, ...], signer: str, templates: Path
) -> str:
    """The page to print: the recovery key in big groups, each row with its own check.

    signer: the id of the coordinators' key, which signs the list of keys.
    """
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True)
    return environment.get_template("forms/recovery_sheet.html").render(
        rows=spell(recovery.key),
        keys=keys,
        signer=signer,
        day=long_date(datetime.now(WARSAW).date()),
    )
