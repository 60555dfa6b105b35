"""A source: the document that facts come from."""

from __future__ import annotations

from pydantic import Field

from catalog.records.record import Frozen
from catalog.records.value_types import (
    Line,
    Prose,
    Slug,
)


class Source(Frozen):
    """A document that facts come from. `year` None is shown as "rok nieznany"."""

    slug: Slug
    title: Line
    author: Line
    kind: Line
    year: int | None = Field(ge=1900, le=2100)
    remarks: Prose | None = None


MADE_UP = "dane-zmyslone"
"""The slug of the source of a made-up catalogue (`wzajemnie sample`), by which one knows it."""
