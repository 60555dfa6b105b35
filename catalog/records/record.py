"""What every record of the directory is: a frozen value that names its source."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from catalog.records.value_types import Day, Line, Prose, Slug, SourceRef


class Frozen(BaseModel):
    """A value that cannot change and knows no key but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Frozen):
    """Where a record comes from: a document of `content/sources/`, and the place in it."""

    document: SourceRef
    part: Line | None = None


class FactChecks(Frozen):
    """When somebody (`by`, a role) confirmed some facts of a record, each by itself.

    `contact` are telephone, mail, website and address; `hours` opening hours or meetings;
    `description` what it does and for whom. None: nobody has.
    """

    contact: Day | None = None
    hours: Day | None = None
    description: Day | None = None
    by: Line | None = None

    @property
    def newest(self) -> date | None:
        """The day of the newest of them; None when there is none."""
        days = (self.contact, self.hours, self.description)
        return max((day for day in days if day is not None), default=None)


class Record(Frozen):
    """What every record of the directory has.

    `slug` is the file's name and is set by the loader. `updated` is the day of the last edit here;
    `last_checked` the day when somebody (`checked_by`, a role) last confirmed all of the facts;
    `checks` say when one kind of them was, so that whoever asked for a telephone does not vouch for
    a description of 2014.
    """

    slug: Slug
    name: Line
    summary: Line
    description: Prose | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)
    updated: Day
    last_checked: Day | None = None
    checked_by: Line | None = None
    checks: FactChecks = FactChecks()

    @property
    def contact_checked(self) -> date | None:
        """When somebody last confirmed how to reach it, alone or with all the rest."""
        days = (self.last_checked, self.checks.contact)
        return max((day for day in days if day is not None), default=None)
