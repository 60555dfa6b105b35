"""Laws of a standard's table: cells shared by roles, rows by stage."""

from __future__ import annotations

from catalog.standards.model import Cell, PackageRow, RoleColumn, Stage, Standard


def test_a_cell_belongs_to_all_its_roles() -> None:
    """A shared cell is found by each of its roles; a role without a cell does nothing."""
    shared = Cell(roles=("pup", "ngo"), text="Dyżur")
    row = PackageRow(stage=Stage.SERVICE, cells=(shared,))
    assert [shared, None, shared] == [row.cell_of(role) for role in ("pup", "ops", "ngo")]


def test_stages_come_in_their_order_and_never_empty() -> None:
    """However rows are written, stages are read from recruitment to evaluation."""
    late, early = (PackageRow(stage=stage) for stage in (Stage.EVALUATION, Stage.RECRUITMENT))
    roles = tuple(RoleColumn(id=one, name=one, role="rynek-pracy") for one in ("pup", "ops", "ngo"))
    standard = Standard(
        slug="probny",
        partnership="probne",
        context="Mała gmina.",
        fitting_organization="Stowarzyszenie.",
        coordination="Zespół.",
        roles=roles,
        rows=(late, early),
    )
    assert [(Stage.RECRUITMENT, (early,)), (Stage.EVALUATION, (late,))] == list(
        standard.rows_by_stage()
    )
