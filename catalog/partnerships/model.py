"""A partnership: organizations that support one group of people together. Frozen values."""

from __future__ import annotations

from pydantic import Field

from catalog.records.record import Frozen, Record
from catalog.records.value_types import (
    Flag,
    GroupTerm,
    Line,
    OrganizationRef,
    PartnerRole,
    Prose,
    TownRef,
)


class Partner(Frozen):
    """An organization's part in a partnership."""

    organization: OrganizationRef
    role: PartnerRole
    lead: Flag = False
    tasks: Line | None = None


class Partnership(Record):
    """Organizations that support one group of people together, by a numbered standard."""

    number: int = Field(ge=1)
    standard: Line
    place: TownRef
    target_group: Prose
    groups: tuple[GroupTerm, ...] = Field(min_length=1)
    partners: tuple[Partner, ...] = Field(min_length=2)
