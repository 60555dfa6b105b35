"""From the address in the settings to the store behind it.

Each module of `forms_backend/stores/kinds/` describes a kind of store; nobody lists them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from forms_backend.environment import SettingsError
from forms_backend.stores.contract import Store, StoreKind

_KINDS = Path(__file__).parent / "kinds"


def _found() -> Iterator[StoreKind]:
    for module in iter_modules([str(_KINDS)], f"{__package__}.{_KINDS.name}."):
        kind = import_module(module.name).STORE_KIND
        assert isinstance(kind, StoreKind), module.name
        yield kind


@cache
def store_kinds() -> tuple[StoreKind, ...]:
    """Every kind of store, the default one first."""
    return tuple(sorted(_found(), key=lambda kind: kind.order))


def _kind_of(address: str) -> StoreKind | None:
    return next((kind for kind in store_kinds() if kind.takes(address)), None)


def _known_kind(address: str) -> StoreKind:
    kind = _kind_of(address)
    if kind is None:
        *some, last = (one for kind in store_kinds() for one in kind.examples)
        raise SettingsError(
            f"WZAJEMNIE_STORE: zły adres „{shown(address)}”; oczekiwano na przykład "
            f"{', '.join(some)} albo {last}"
        )
    return kind


def open_store(address: str) -> Store:
    """The store with this address. SettingsError, in Polish, for an address that is none."""
    return _known_kind(address).open(address)


def find_store(address: str) -> Store:
    """The store with this address, which has to be there: a mistyped folder is no empty store.

    SettingsError as in `open_store`, and for a folder that nobody has made.
    """
    folder = folder_of(address)
    if folder is not None and not folder.is_dir():
        raise SettingsError(
            f"Nie ma folderu zgłoszeń {folder}. Sprawdź, czy to dobry folder i co podaje "
            "WZAJEMNIE_STORE."
        )
    return open_store(address)


def make_store(address: str) -> None:
    """Make the tables of a database where they are missing. SettingsError as in `open_store`."""
    _known_kind(address).make(address)


def same(one: str, other: str) -> bool:
    """Whether two addresses name one store, as far as addresses can tell."""
    places = {_place(address) or address for address in (one, other)}
    return len(places) == 1


def _place(address: str) -> Path | None:
    kind = _kind_of(address)
    place = kind.place(address) if kind else None
    return place and place.resolve()


def folder_of(address: str) -> Path | None:
    """The folder that an address names; None for a database and for no address."""
    kind = _kind_of(address)
    return kind.place(address) if kind and kind.is_folder else None


def shown(address: str) -> str:
    """The address without a password, for people and logs."""
    scheme, separator, rest = address.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}{at}{host}" if at else address
