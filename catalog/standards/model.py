"""A support standard: how a partnership works with people, step by step and role by role.

Source of the shape: the annex of the handbook of the co-operation model (2014), whose 16 standards
share six stages and a table with a column for each role.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from catalog.records.value_types import Line, PartnerRole, PartnershipRef, Prose, Slug


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(StrEnum):
    """The six stages of a service package, in their order."""

    RECRUITMENT = "recruitment"
    DIAGNOSIS = "diagnosis"
    PLAN = "plan"
    SERVICE = "service"
    MONITORING = "monitoring"
    EVALUATION = "evaluation"


class RoleColumn(_Frozen):
    """A column of the table: who acts. `id` is how cells name it."""

    id: Slug
    name: Line
    role: PartnerRole


class Cell(_Frozen):
    """What one role does in a row; several roles when the source gives them one cell."""

    roles: tuple[Slug, ...] = Field(min_length=1)
    text: Prose


class PackageRow(_Frozen):
    """One row of the service package: its stage, an optional package, the activity, the cells.

    A role without a cell does nothing in this row.
    """

    stage: Stage
    package: Line | None = None
    activity: Line | None = None
    cells: tuple[Cell, ...] = ()

    def cell_of(self, role: str) -> Cell | None:
        """What a role does here; None when the source leaves it empty."""
        return next((cell for cell in self.cells if role in cell.roles), None)


class Standard(_Frozen):
    """The standard that a partnership made and tried. All but the table is prose of our own."""

    slug: Slug
    partnership: PartnershipRef
    context: Prose
    fitting_organization: Prose
    coordination: Prose
    remarks: Prose | None = None
    roles: tuple[RoleColumn, ...] = Field(min_length=3, max_length=5)
    rows: tuple[PackageRow, ...] = Field(min_length=1)

    def rows_by_stage(self) -> Iterator[tuple[Stage, tuple[PackageRow, ...]]]:
        """The rows under each stage that has any, in the order of the stages."""
        for stage in Stage:
            rows = tuple(row for row in self.rows if row.stage is stage)
            if rows:
                yield stage, rows
