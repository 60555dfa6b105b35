"""How one bank lays out its table of operations: a profile of `banks.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

_FILE = Path(__file__).with_name("banks.yml")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Columns(_Frozen):
    """Headings of each fact; of several the first whose cell is filled is taken."""

    day: tuple[str, ...]
    amount: tuple[str, ...]
    title: tuple[str, ...]
    name: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    balance: tuple[str, ...] = ()


class Words(_Frozen):
    """The word in front of a text, where one cell or several hold texts of every kind."""

    title: str
    name: str


class BankProfile(_Frozen):
    """One layout; what each key means stands at the head of `banks.yml`."""

    bank: str
    encodings: tuple[str, ...]
    delimiter: Literal[";", ",", "\t"]
    headings: tuple[str, ...]
    columns: Columns
    texts: Words | None = None
    unbooked: str = ""
    decimal: Literal[",", "."]
    days: tuple[str, ...]
    opening: str = ""
    closing: str = ""
    period: str = ""
    period_days: tuple[str, ...] = ()


@cache
def bank_profiles() -> tuple[BankProfile, ...]:
    """Every profile, in the file's order."""
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return TypeAdapter(tuple[BankProfile, ...]).validate_python(written)
