"""Laws of the 16 support standards, held to counts that a second reader made from the source."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

import pytest

from catalog.model import Catalog
from catalog.standards.model import Stage
from tests.content.expected import EXPECTED
from tests.real_content import CATALOG

COUNTED: dict[str, dict[str, Any]] = EXPECTED["standards"]
"""By partnership: `roles`, `rows`, `by_stage`, `packages` and `has_remarks` of its source."""

each_standard = pytest.mark.parametrize("slug", sorted(COUNTED))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The real content, read once for this file."""
    return CATALOG


def package_key(title: str) -> str:
    """What a package is known by: its letter, or its title where it has no letter."""
    return title.partition(".")[0].casefold()


def test_every_partnership_has_its_standard(catalog: Catalog) -> None:
    """The counted packages, the partnerships and the standards are the same 16."""
    assert EXPECTED["partnerships"] == len(COUNTED)
    assert set(COUNTED) == set(catalog.partnerships)
    assert {slug: slug for slug in COUNTED} == {
        slug: one.partnership for slug, one in catalog.standards.items()
    }


@each_standard
def test_columns_are_those_of_the_source(catalog: Catalog, slug: str) -> None:
    """A role for each column of the source's table, left to right."""
    assert COUNTED[slug]["roles"] == [role.id for role in catalog.standards[slug].roles]


@each_standard
def test_no_row_is_lost_or_made_up(catalog: Catalog, slug: str) -> None:
    """As many rows as the source's table, in all and in each stage."""
    rows = catalog.standards[slug].rows
    stages = Counter(row.stage for row in rows)
    assert COUNTED[slug]["rows"] == len(rows)
    assert COUNTED[slug]["by_stage"] == {stage.value: stages[stage] for stage in Stage}


@each_standard
def test_packages_stand_in_their_order(catalog: Catalog, slug: str) -> None:
    """Each package of the source once, in its order, with its number of rows; only in service."""
    rows = catalog.standards[slug].rows
    found = [
        (package_key(title), len(list(of_it)))
        for title, of_it in groupby(row.package for row in rows)
        if title
    ]
    assert [(package_key(one["name"]), one["rows"]) for one in COUNTED[slug]["packages"]] == found
    assert {Stage.SERVICE} >= {row.stage for row in rows if row.package}


@each_standard
def test_rows_stand_in_the_order_of_the_stages(catalog: Catalog, slug: str) -> None:
    """Reading the table stage by stage changes no row's place."""
    standard = catalog.standards[slug]
    assert standard.rows == tuple(row for _, rows in standard.rows_by_stage() for row in rows)


@each_standard
def test_remarks_stand_where_the_source_has_them(catalog: Catalog, slug: str) -> None:
    """Other features of a standard are written where the source has such a text."""
    assert (COUNTED[slug]["has_remarks"] == "tak") == (catalog.standards[slug].remarks is not None)


@each_standard
def test_a_repeated_text_is_one_cell(catalog: Catalog, slug: str) -> None:
    """Roles that do the same share a cell, and a shared cell names them in the columns' order."""
    standard = catalog.standards[slug]
    order = [role.id for role in standard.roles]
    for row in standard.rows:
        texts = [cell.text for cell in row.cells]
        assert len(texts) == len(set(texts)), row
        assert all(list(cell.roles) == sorted(cell.roles, key=order.index) for cell in row.cells)


@each_standard
def test_every_row_says_something(catalog: Catalog, slug: str) -> None:
    """A row has an activity or somebody who acts."""
    assert [] == [row for row in catalog.standards[slug].rows if not (row.activity or row.cells)]


def test_all_packages_have_their_rows(catalog: Catalog) -> None:
    """The whole annex, counted before the data."""
    assert EXPECTED["rows"] == sum(len(one.rows) for one in catalog.standards.values())
