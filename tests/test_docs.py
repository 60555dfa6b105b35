"""What the docs say is there, and what is there is in the docs."""

from __future__ import annotations

import ast
import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from forms_backend.config import Settings
from tests.conftest import ROOT

DOCS = sorted((ROOT / "docs" / "developers").rglob("*.md"))
GUIDES = [*DOCS, *sorted(ROOT.glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
IN_BACKTICKS = re.compile(r"`([a-z_.]+/[\w./-]*|[\w-]+\.(?:py|md|yml|toml|txt))`")


def files_of_the_project() -> list[Path]:
    """Every text file that a clone has: nothing that git ignores, no picture."""
    made = {".git", ".venv", "var", "site", "node_modules", "__pycache__"}
    return [
        file
        for file in ROOT.rglob("*")
        if file.is_file()
        and file.suffix not in (".png", ".bin", ".pyc")
        and not any(part in made or part.endswith(("_cache", "egg-info")) for part in file.parts)
        and ".hypothesis" not in file.parts
    ]


def test_settings_are_documented() -> None:
    """Each setting has its row in settings.md, and each row there is a setting."""
    text = (ROOT / "docs" / "developers" / "settings.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(WZAJEMNIE_[A-Z_]+)`", text, re.MULTILINE))
    assert {f"WZAJEMNIE_{field.name.upper()}" for field in fields(Settings)} == rows


def test_readme_names_the_two_commands() -> None:
    """A newcomer meets `make run` and `make test` in the README before anything else to type."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    typed = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert typed
    assert ["make run", "make test"] == [line.partition("  ")[0] for line in typed[1].splitlines()]


@pytest.mark.parametrize("target", TARGETS)
def test_target_is_in_help(target: str) -> None:
    """`make` alone, and `make help`, list every target with what it does."""
    told = [
        subprocess.run(
            ["make", *words], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for words in ((), ("help",))
    ]
    assert told[0] == told[1]
    assert re.search(rf"^make {target} +\S", told[0], re.MULTILINE)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_guides_point_at_what_is_there(guide: Path) -> None:
    """A file or folder that a guide links to or names as a path exists, or is made at run time."""
    text = guide.read_text(encoding="utf-8")
    made = ("var/", "site/", ".venv/", "content/organizations/mops-torun.yml")
    linked = [target for target in LINK.findall(text) if not (guide.parent / target).exists()]
    named = [
        name
        for name in IN_BACKTICKS.findall(text)
        if not name.startswith(made)
        and not any((folder / name).exists() for folder in (ROOT, guide.parent, *rooms()))
    ]
    assert ([], []) == (linked, named)


def rooms() -> list[Path]:
    """Folders whose files a guide may call by their last name."""
    return [ROOT / name for name in ("forms_backend", "catalog", "docs/developers")]


def names_in(path: Path) -> set[str]:
    """What a module defines, at any depth."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    defined = {one.name for one in nodes if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    return defined | {
        one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }


def test_security_points_at_code_that_is_there() -> None:
    """Whoever checks a row of the table finds the function or constant that it names."""
    text = (ROOT / "docs/developers/security.md").read_text(encoding="utf-8")
    told = re.findall(r"`([\w/.-]+\.py):(\w+)`", text)
    assert len(told) > 50
    assert [] == [(file, name) for file, name in told if name not in names_in(ROOT / file)]


def test_project_stands_alone() -> None:
    """No file names a folder beside the project, or a place of the machine it was made on."""
    pattern = re.compile(r"\.\./shared\b|(?<![\w.~])/(?:home|root|work)/\w")
    assert set() == {
        str(file.relative_to(ROOT))
        for file in files_of_the_project()
        if pattern.search(file.read_text(encoding="utf-8"))
    }


def test_no_index_is_named() -> None:
    """Libraries are asked for by name: no file that installs them names a host."""
    files = ("pyproject.toml", "constraints.txt", "Makefile", ".ci/run", ".ci/debian-packages.txt")
    assert [] == [name for name in files if "://" in (ROOT / name).read_text(encoding="utf-8")]
