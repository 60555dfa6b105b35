"""TinyDB: a folder of month files, `tinydb:FOLDER` or the folder alone."""

from __future__ import annotations

from pathlib import Path

from forms_backend.stores.contract import StoreKind
from forms_backend.stores.tinydb import TinyDBStore

_START = "tinydb:"


def _folder(address: str) -> Path:
    return Path(address.removeprefix(_START))


def _open(address: str) -> TinyDBStore:
    return TinyDBStore(_folder(address))


STORE_KIND = StoreKind(
    order=10,
    examples=("var/store",),
    takes=lambda address: (
        bool(address.removeprefix(_START)) and (":" not in address or address.startswith(_START))
    ),
    open=_open,
    make=_open,
    place=_folder,
    is_folder=True,
)
