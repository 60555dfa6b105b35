"""The list of laws names tests that are there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "developers" / "desk-laws.md"
ROWS = [
    row
    for row in PAGE.read_text(encoding="utf-8").splitlines()
    if row.startswith("| ") and not row.startswith(("| law", "| ---"))
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row)[2:42])
def test_law_has_its_tests(row: str) -> None:
    """At least one, and every one that is named; and how the code may be broken."""
    law, _tests, broken = [cell.strip() for cell in row.strip("|").split(" | ")]
    found = NAMED.findall(row)
    assert found
    assert law
    assert broken.strip("| ")
    missing = [f"{path}::{name}" for path, name in found if name not in _functions(path)]
    assert [] == missing


def _functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
