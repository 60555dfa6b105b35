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
    kind, colon, folder = address.partition(":")
    if kind == "tinydb" and folder:
        return TinyDBStore(Path(folder))
    if address and not colon:
        return TinyDBStore(Path(address))
    raise SettingsError(
        f"WZAJEMNIE_STORE: zły adres „{shown(address)}”; oczekiwano na przykład var/store, "
        "sqlite:///var/zgloszenia.db albo postgresql+psycopg://wzajemnie@localhost/wzajemnie"
    )


def make_store(address: str) -> None:
    """Make the tables of a database where they are missing. SettingsError as in `open_store`."""
    if address.startswith(_DATABASES):
        _database(address).make_schema()
    else:
        open_store(address)


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
