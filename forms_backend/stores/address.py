"""From the address in the settings to the store behind it.

`tinydb:FOLDER` or a plain folder; `sqlite:///FILE`; `postgresql+psycopg://USER@HOST/DATABASE`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms_backend.config import SettingsError
from forms_backend.stores.contract import Store
from forms_backend.stores.tinydb import TinyDBStore

if TYPE_CHECKING:
    from forms_backend.stores.sql import SQLStore

_DATABASES = ("sqlite:///", "postgresql+psycopg://")


def open_store(address: str) -> Store:
    """The store with this address. SettingsError, in Polish, for an address that is none."""
    if address.startswith(_DATABASES):
        return _database(address)
    folder = folder_of(address)
    if folder is not None:
        return TinyDBStore(folder)
    raise SettingsError(
        f"WZAJEMNIE_STORE: zły adres „{shown(address)}”; oczekiwano na przykład var/store, "
        "sqlite:///var/zgloszenia.db albo postgresql+psycopg://wzajemnie@localhost/wzajemnie"
    )


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
    if address.startswith(_DATABASES):
        _database(address).make_schema()
    else:
        open_store(address)


def same(one: str, other: str) -> bool:
    """Whether two addresses name one store, as far as addresses can tell."""
    places = {_file(address) or address for address in (one, other)}
    return len(places) == 1


def _file(address: str) -> Path | None:
    sqlite = address.removeprefix(_DATABASES[0])
    path = Path(sqlite) if sqlite != address else folder_of(address)
    return path and path.resolve()


def folder_of(address: str) -> Path | None:
    """The folder of month files that an address names; None for a database and for no address."""
    kind, colon, folder = address.partition(":")
    if not colon:
        return Path(address) if address else None
    return Path(folder) if kind == "tinydb" and folder else None


def shown(address: str) -> str:
    """The address without a password, for people and logs."""
    scheme, separator, rest = address.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}{at}{host}" if at else address


def _database(address: str) -> SQLStore:
    try:
        from forms_backend.stores.sql import SQLStore  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingsError(
            "Baza danych wymaga dodatku, którego tu nie ma. Zainstaluj go: pip install "
            "'wzajemnie[sql]' -c constraints.txt"
        ) from None
    return SQLStore(address)
