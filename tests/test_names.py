"""Laws of names: a module is called as somebody who knows the field would search for it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RIDDLES = (
    "beside standing ways known dice leaves complaints rhythm press printing writing finding "
    "entries plans kinds formats assisted keeping door"
).split()
"""What modules were once called. Each had to be opened to know what it was."""


@pytest.mark.parametrize("name", RIDDLES)
def test_no_module_is_a_riddle(name: str) -> None:
    """No module of ours, nor its tests, has a name that tells nothing of its field."""
    modules = [
        path.relative_to(ROOT).as_posix()
        for part in ("catalog", "desk", "forms_backend", "tests")
        for path in sorted((ROOT / part).rglob("*.py"))
        if path.stem.removeprefix("test_") == name and "node_modules" not in path.parts
    ]
    assert [] == modules
