"""What each module of ours imports, read from its import statements alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
OURS = ("catalog", "desk", "forms_backend", "wzajemnie")


def module_name(path: Path) -> str:
    """The name by which Python imports a file of ours."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {
    module_name(path): path
    for top in OURS
    for path in [ROOT / f"{top}.py", *sorted((ROOT / top).rglob("*.py"))]
    if path.exists()
}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, functions' own imports included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in FILES else str(node.module)


class _Imports(Mapping[str, set[str]]):
    """What each module of ours imports. A file is read when somebody asks, and once."""

    def __init__(self) -> None:
        self._of = cache(lambda name: set(imports(FILES[name])))

    def __getitem__(self, name: str) -> set[str]:
        return self._of(name)

    def __iter__(self) -> Iterator[str]:
        return iter(FILES)

    def __len__(self) -> int:
        return len(FILES)


IMPORTS = _Imports()
