"""The publisher: who runs this copy of the site."""

from __future__ import annotations

from pydantic import Field

from catalog.records.record import Frozen
from catalog.records.value_types import (
    Day,
    Email,
    Krs,
    Line,
    Phone,
    PostalCode,
    Website,
)


class PublisherAccessibility(Frozen):
    """What the accessibility declaration needs (ids of the Polish form of declaration)."""

    published: Day
    prepared: Day
    reviewed: Day | None = None
    contact_role: Line | None = None


class PublisherFile(Frozen):
    """Who runs this copy. Without a `name` it is a demonstration without an operator.

    `answers_within`: in how many working days whoever sends a form is answered.
    `restore_tried`: the day on which somebody last tried to restore a backup.
    """

    name: Line | None
    site_name: Line
    site_url: Website
    email: Email | None = None
    phone: Phone | None = None
    street: Line | None = None
    postal_code: PostalCode | None = None
    town: Line | None = None
    krs: Krs | None = None
    coordinator: Line | None = None
    answers_within: int | None = Field(default=None, gt=0, le=60)
    clause_version: Line
    restore_tried: Day | None = None
    accessibility: PublisherAccessibility

    @property
    def demonstration(self) -> bool:
        """True until somebody puts a name to this copy and can be reached."""
        return self.name is None or (self.email is None and self.phone is None)
