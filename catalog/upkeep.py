"""What the service's commands tell the site of their own work: how much was erased, never what.

They write it (`forms_backend/maintenance/erasure_counts.py`), the build reads it. Where there is
no such file, nobody knows, and the site says so.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalog.text.phrases import month_name

FILE = "erasures.json"
"""Its name below `var/`."""


class Erased(BaseModel):
    """How many submissions were erased in a month: because somebody asked, or at their last day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    asked: int = Field(ge=0)
    expired: int = Field(ge=0)

    @property
    def name(self) -> str:
        """The month in the language that is spoken: listopad 2026."""
        year, month = self.month.split("-")
        return f"{month_name(int(month))} {year}"


class Upkeep(BaseModel):
    """`until`: the day on which the months were counted; None where nobody has told anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    until: date | None = None
    erased: tuple[Erased, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Upkeep:
        """Nothing known where there is no such file, it cannot be read, or it is damaged."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return cls()
