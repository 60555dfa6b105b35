"""Databases: `sqlite:///FILE` on this machine, `postgresql+psycopg://USER@HOST/DATABASE` anywhere.

SQLAlchemy is an extra: it is imported when such a store is opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms_backend.environment import SettingsError
from forms_backend.stores.contract import StoreKind

if TYPE_CHECKING:
    from forms_backend.stores.sql import SQLStore

_FILE = "sqlite:///"
_STARTS = (_FILE, "postgresql+psycopg://")


def _open(address: str) -> SQLStore:
    try:
        from forms_backend.stores.sql import SQLStore  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingsError(
            "Baza danych wymaga dodatku, którego tu nie ma. Zainstaluj go: pip install "
            "'wzajemnie[sql]' -c constraints.txt"
        ) from None
    return SQLStore(address)


def _file(address: str) -> Path | None:
    return Path(address.removeprefix(_FILE)) if address.startswith(_FILE) else None


STORE_KIND = StoreKind(
    order=20,
    examples=("sqlite:///var/zgloszenia.db", "postgresql+psycopg://wzajemnie@localhost/wzajemnie"),
    takes=lambda address: address.startswith(_STARTS),
    open=_open,
    make=lambda address: _open(address).make_schema(),
    place=_file,
)
