"""`docs/developers/how-to-add.md` as tests follow it: its sections, and what they tell to write."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

from tests.conftest import ROOT
from tests.small_content import leave_out_towns

GUIDE = (ROOT / "docs" / "developers" / "how-to-add.md").read_text(encoding="utf-8")
SECTIONS = dict(
    zip(*[iter(re.split(r"^## (.+)\n", GUIDE, flags=re.MULTILINE)[1:])] * 2, strict=True)
)
"""The text of each section by its heading."""
COPIED = ("catalog", "content", "desk", "docs", "forms_backend", "site_templates", ".vscode")
_BLOCK = re.compile(r'^```\w+ (title|add)="([^"]+)"\n(.*?)^```\n', re.MULTILINE | re.DOTALL)


def blocks(section: str, how: str = "title") -> dict[str, str]:
    """The files that a section tells to write (`title`), or to add to at the end (`add`)."""
    return {path: text for what, path, text in _BLOCK.findall(SECTIONS[section]) if what == how}


def copy_of_the_project(folder: Path, *sections: str) -> None:
    """The project with what these sections say, and with the towns that records name."""
    for name in COPIED:
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in ("mkdocs.yml", "wzajemnie.py"):
        shutil.copy(ROOT / name, folder / name)
    for path, text in chain.from_iterable(blocks(one).items() for one in sections):
        target = folder / path
        assert not target.exists(), f"{path}: something new edits no file that is there"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for path, text in chain.from_iterable(blocks(one, "add").items() for one in sections):
        if not (folder / path).exists():  # a file of tests
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")
    leave_out_towns(folder / "content")


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One command of a copy."""
    line = [sys.executable, "wzajemnie.py", *words]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)


def said(folder: Path, *words: str) -> str:
    """What a command that has to succeed said."""
    done = command(folder, *words)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout
