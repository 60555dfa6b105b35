"""A funded project: who paid, how much, for what, with which results. Frozen values."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catalog.records.record import Frozen, Record
from catalog.records.value_types import (
    Flag,
    FundingProgramme,
    GroupTerm,
    Line,
    Money,
    OrganizationRef,
    ProjectTheme,
    TownRef,
    VoivodeshipRef,
    When,
)


class Funder(Frozen):
    """Who gave the money. `organization` where the funder has a page of its own."""

    name: Line
    organization: OrganizationRef | None = None
    through: Line | None = None


class ProjectResult(Frozen):
    """A result in numbers: 170 and "wolontariuszy zaangażowanych do współpracy"."""

    count: int = Field(ge=0)
    up_to: int | None = Field(default=None, ge=1)
    approximate: Flag = False
    what: Line
    planned: Flag = False


class Project(Record):
    """A funded project. Money in grosze; `own_share` only where the source states it."""

    theme: ProjectTheme
    programme: FundingProgramme
    status: Literal["planned", "running", "finished", "unknown"]
    place: TownRef | None = None
    voivodeship: VoivodeshipRef | None = None
    starts: When | None = None
    ends: When | None = None
    run_by: OrganizationRef | None = None
    partners: tuple[OrganizationRef, ...] = ()
    funders: tuple[Funder, ...] = Field(min_length=1)
    budget: Money | None = None
    grant: Money | None = None
    institutional_grant: Flag | None = None
    groups: tuple[GroupTerm, ...] = ()
    for_whom: Line | None = None
    activities: tuple[Line, ...] = ()
    results: tuple[ProjectResult, ...] = ()
    keywords: tuple[Line, ...] = ()

    @property
    def own_share(self) -> int | None:
        """Grosze that did not come from the grant; None unless both amounts are exact."""
        if self.budget is None or self.grant is None:
            return None
        if self.budget.precision or self.grant.precision:
            return None
        return self.budget.grosze - self.grant.grosze
