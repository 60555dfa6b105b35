"""What every record of the directory is: a frozen value that names its source."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from catalog.records.value_types import Day, Line, Prose, Slug, SourceRef


class Frozen(BaseModel):
    """A value that cannot change and knows no key but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Frozen):
    """Where a record comes from: a document of `content/sources/`, and the place in it."""

    document: SourceRef
    part: Line | None = None


class Record(Frozen):
    """What every record of the directory has.

    `slug` is the file's name and is set by the loader. `updated` is the day of the last edit here;
    `last_checked` the day when somebody (`checked_by`, a role) last confirmed the facts.
    """

    slug: Slug
    name: Line
    summary: Line
    description: Prose | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)
    updated: Day
    last_checked: Day | None = None
    checked_by: Line | None = None
