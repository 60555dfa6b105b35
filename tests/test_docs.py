"""What the docs say is there, and what is there is in the docs."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from catalog.kinds.registry import RECORD_KINDS
from tests import settings_table
from tests.architecture import PAGE, PICTURE, made, picture
from tests.conftest import ROOT
from tests.imports import FILES, IMPORTS, module_name
from tests.test_walls import ROOMS

DOCS = sorted((ROOT / "docs" / "developers").rglob("*.md"))
GUIDES = [*DOCS, *sorted(ROOT.glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE)
README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_LINES = 40
"""What one screen holds."""
ARCHITECTURE = PAGE.read_text(encoding="utf-8")
FLOW = re.compile(r"(?:^\d+\. .*\n(?:   .*\n)*)+", re.MULTILINE)
STEP = re.compile(r"^\d+\. `([\w./-]+?)(?::(\w+))?`", re.MULTILINE)
FLOWS = [STEP.findall(flow) for flow in FLOW.findall(ARCHITECTURE)]
FOUND_BY_REGISTRIES = {
    "catalog.kinds.registry": {f"catalog.{kind.folder}.kind" for kind in RECORD_KINDS},
    "catalog.website.kinds.registry": {f"catalog.{kind.folder}.website" for kind in RECORD_KINDS},
    "forms_backend.stores.address": {
        module for module in FILES if module.startswith("forms_backend.stores.kinds.")
    },
}
"""What no import statement names, since folders are found."""
SHOWN_FILE = re.compile(r'^```\w+ title="[^"]+"\n.*?^```\n', re.MULTILINE | re.DOTALL)
"""A file that a guide tells to write: what it names is its own affair."""
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
IN_BACKTICKS = re.compile(r"`([a-z_.]+/[\w./-]*|[\w-]+\.(?:py|md|yml|toml|txt))`")


def files_of_the_project() -> list[Path]:
    """Every text file that a clone has: nothing that git ignores, no picture."""
    made = {".git", ".venv", "var", "site", "node_modules", "__pycache__"}
    return [
        file
        for file in ROOT.rglob("*")
        if file.is_file()
        and file.suffix not in (".png", ".webp", ".bin", ".pyc")
        and not any(part in made or part.endswith(("_cache", "egg-info")) for part in file.parts)
        and ".hypothesis" not in file.parts
    ]


def test_settings_are_documented() -> None:
    """The table of variables is as their descriptions in the code are."""
    text = settings_table.PAGE.read_text(encoding="utf-8")
    again = "make it anew: .venv/bin/python -m tests.settings_table"
    assert settings_table.made(text) == text, again


def test_readme_names_the_two_commands() -> None:
    """A newcomer meets `make run` and `make test` in the README before anything else to type."""
    typed = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
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
    text = SHOWN_FILE.sub("", text)
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
    return [ROOT / name for name in ("forms_backend", "catalog", "desk", "docs/developers")]


def names_in(path: Path) -> set[str]:
    """What a module defines, at any depth."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    defined = {one.name for one in nodes if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    return defined | {
        one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }


@pytest.mark.parametrize("guide", ["architecture.md", "security.md"])
def test_guides_point_at_code_that_is_there(guide: str) -> None:
    """Whoever looks up a row of a table finds the function or constant that it names."""
    text = (ROOT / "docs" / "developers" / guide).read_text(encoding="utf-8")
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


def test_picture_and_table_of_rooms_are_current() -> None:
    """They are as the imports are."""
    drawn = PICTURE.read_text(encoding="utf-8")
    again = "make them anew: .venv/bin/python -m tests.architecture"
    assert (made(ARCHITECTURE), picture()) == (ARCHITECTURE, drawn), again


def test_every_room_is_named() -> None:
    """The table has a row for each folder of modules, and for nothing else."""
    rows = re.findall(r"^\| `([\w/]+)/` \| \S", ARCHITECTURE, re.MULTILINE)
    assert [room.relative_to(ROOT).as_posix() for room in ROOMS] == rows


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: f"{flow[0][0]}…{flow[-1][0]}")
def test_flow_is_followed(flow: list[tuple[str, str]]) -> None:
    """Each step of a flow is there, and an earlier one imports it, draws it or finds it."""
    assert len(flow) > 5
    assert [] == [path for path, _name in flow if not (ROOT / path).is_file()]
    assert [] == [step for step in flow if step[1] and step[1] not in names_in(ROOT / step[0])]
    assert [] == [step for at, step in enumerate(flow) if at and not led_to(flow[:at], *step)]


def led_to(earlier: list[tuple[str, str]], path: str, name: str) -> bool:
    """Whether a step before leads to a file, and says the name that it is said to use."""
    files = [ROOT / one for one, _name in earlier if one.endswith(".py")]
    if path.endswith(".html"):
        return any(f'"{Path(path).stem}"' in file.read_text(encoding="utf-8") for file in files)
    found = module_name(ROOT / path)
    for file in files:
        module = module_name(file)
        if found in FOUND_BY_REGISTRIES.get(module, ()):
            return True
        if found in IMPORTS[module] and (not name or name in file.read_text(encoding="utf-8")):
            return True
    return not files  # the page that a reader sends from stands before the program


def test_flows_are_all_read() -> None:
    """Publishing, receiving, reading with the key, the desk: no step is lost on the way."""
    assert 4 == len(FLOWS)
    assert len(re.findall(r"^\d+\. ", ARCHITECTURE, re.MULTILINE)) == sum(map(len, FLOWS))


def test_map_fits_one_screen() -> None:
    """The README's map is short and names every folder of the project, and no other place."""
    drawn = README.partition("## Map of the house\n")[2].partition("\n## ")[0]
    assert MOST_LINES >= len(drawn.splitlines())
    named = re.findall(r"`([\w./<>-]+/[\w./<>-]*|[\w-]+\.(?:py|yml|md))`", drawn)
    made = ("var/", "site/")
    places = [re.sub("<[^>]+>", "*", one) for one in named if not one.startswith(made)]
    assert [] == [one for one in places if not any(ROOT.glob(one))]
    tops = {one.split("/")[0] for one in named}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name.isidentifier()}
    assert set() == folders - tops - {"build", "site", "var"}
