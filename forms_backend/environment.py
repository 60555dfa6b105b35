"""Settings from `WZAJEMNIE_*` variables: a kind says what a value may be, and names a wrong one.

A class of settings is a frozen dataclass of pydantic's. Each field is a variable: its default, its
kind and what it says are written once, and `docs/developers/settings.md` is made from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar, get_type_hints
from urllib.parse import SplitResult, urlsplit

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from forms_backend.operator_error import OperatorError

PREFIX = "WZAJEMNIE_"
VAR = "var"
_SWITCH = {"tak": True, "1": True, "nie": False, "0": False}


class SettingsError(OperatorError):
    """A setting cannot be used. The message is a Polish sentence that names the variable."""


@dataclass(frozen=True)
class Kind:
    """What a variable may hold.

    words: for the table of variables. read: the value of a text; ValueError says, in Polish, what
    is wrong with it.
    """

    words: str
    read: Callable[[str], object]

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def _read(self, given: object) -> object:
        if not isinstance(given, str):
            return given
        try:
            return self.read(given)
        except ValueError as error:
            raise PydanticCustomError("setting", "{told}", {"told": str(error)}) from None


@dataclass(frozen=True)
class Told:
    """What a variable says, in English. empty: what it means that it is not set."""

    words: str
    empty: str = ""


def number(least: int = 1, most: int = 10**9, unit: str = "") -> Kind:
    """A whole number in these bounds."""

    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,10}", text) or not least <= int(text) <= most:
            raise ValueError(f"zła liczba „{_short(text)}”; oczekiwano liczby od {least} do {most}")
        return int(text)

    return Kind(" ".join(("number", f"{least}…{most}", unit)).strip(), read)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _address(text: str) -> str:
    if text and not names_host(text, "http", "https"):
        raise ValueError(f"zły adres „{_short(text)}”; oczekiwano na przykład https://przyklad.pl")
    return text.rstrip("/")


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(map(_address, text.split()))


def _mail_server(text: str) -> str:
    if _split(text).password:
        raise ValueError(
            "hasło nie może stać w adresie; oczekiwano go w pliku, którego nazwę podaje "
            "WZAJEMNIE_SMTP_PASSWORD_FILE"
        )
    if text and not names_host(text, "smtp", "smtps"):
        raise ValueError(
            f"zły adres „{_short(text)}”; oczekiwano na przykład smtp://biuro@poczta.pl:587"
        )
    return text


def _switch(text: str) -> bool:
    if text.lower() not in _SWITCH:
        raise ValueError(f"„{_short(text)}”; oczekiwano tak albo nie")
    return _SWITCH[text.lower()]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"zły dzień „{_short(text)}”; oczekiwano na przykład 2026-11-29") from None


FOLDER, FILE, TEXT = Kind("folder", Path), Kind("file", Path), Kind("text", str)
ADDRESS = Kind("address", _address)
ADDRESSES = Kind("addresses, with spaces", _addresses)
MAIL_SERVER = Kind("address of mail", _mail_server)
SWITCH = Kind("`tak` or `nie`", _switch)
DAY = Kind("day", _day)
PORT = number(most=65535)


def names_host(address: str, *schemes: str) -> bool:
    """Whether an address has one of these schemes, and a host."""
    return _split(address).scheme in schemes and bool(_split(address).hostname)


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets around what is no IPv6 address
        return urlsplit("")


class _AnySettings(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


S = TypeVar("S", bound=_AnySettings)


def read_environment(settings: type[S], environ: Mapping[str, str]) -> S:
    """Settings from variables that are set and not empty. Raises SettingsError.

    What is below `var` unless it is set moves along with WZAJEMNIE_VAR.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value.strip()
        for name, value in environ.items()
        if name.startswith(PREFIX) and value.strip()
    }
    values: dict[str, object] = {
        one.name: below for one in fields(settings) if (below := _below(one, given.get(VAR, VAR)))
    }
    values |= {one.name: given[one.name] for one in fields(settings) if one.name in given}
    try:
        return settings(**values)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise SettingsError(f"{PREFIX}{str(wrong['loc'][0]).upper()}: {wrong['msg']}") from None


def _below(field: Field[Any], var: str) -> str | None:
    """Where a file or folder is whose default is below `var`."""
    default = str(field.default)
    inside = default.startswith(f"{VAR}/")
    return str(Path(var) / default.removeprefix(f"{VAR}/")) if inside else None


@dataclass(frozen=True)
class Variable:
    """One row of the table of variables."""

    name: str
    kind: Kind
    default: object
    told: Told


def variables(settings: type[_AnySettings]) -> Iterator[Variable]:
    """Each variable that a class of settings reads."""
    hints = get_type_hints(settings, include_extras=True)
    for one in fields(settings):
        assert one.default is not MISSING
        kind, told = hints[one.name].__metadata__
        yield Variable(f"{PREFIX}{one.name.upper()}", kind, one.default, told)
