"""The operator's guide is followed by the letter: what it types exists and is understood."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

import wzajemnie
from forms_backend.config import Settings
from tests.conftest import ROOT

GUIDE = sorted((ROOT / "docs" / "pl" / "obsluga").glob("*.md"))
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in GUIDE)
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line]
OURS = [line.partition(".venv/bin/wzajemnie ")[2] for line in LINES if "bin/wzajemnie " in line]


@pytest.mark.parametrize("line", OURS)
def test_commands_are_understood(line: str) -> None:
    """Each command of ours in the guide is one, with these words and options."""
    assert callable(wzajemnie._parser().parse_args(shlex.split(line)).run)


def test_guide_names_what_is_there() -> None:
    """Units, files to copy, make targets and settings that the guide names exist."""
    units = {name for line in LINES for name in re.findall(r"wzajemnie-\w+\.\w+", line)}
    assert units
    assert set() == {name for name in units if not (ROOT / "deploy" / name).exists()}
    copied = {word for line in LINES for word in line.split() if word.startswith("deploy/")}
    assert all(list(ROOT.glob(pattern)) for pattern in copied)
    targets = {line.rpartition("make ")[2] for line in LINES if re.search(r"\bmake \w+$", line)}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    settings = {f"WZAJEMNIE_{one.name.upper()}" for one in fields(Settings)}
    assert set(re.findall(r"WZAJEMNIE_[A-Z_]+", TEXT)) <= settings


def test_guide_quotes_what_the_program_says() -> None:
    """Each message in the table of troubles is said by the program in these words."""
    said = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("forms_backend", "deploy")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    )
    quoted = re.findall(r"^\| „([^”]+)” \|", TEXT, re.MULTILINE)
    assert 3 < len(quoted)
    assert [] == [words for words in quoted if words not in said]


def test_the_server_never_sees_the_private_key() -> None:
    """No line that is typed on the server names the private key, and none copies it there."""
    on_server = [line for line in LINES if "sudo" in line or "ssh" in line]
    assert [] == [line for line in on_server if "private" in line or "--key" in line]


def test_mail_address_is_understood(tmp_path: Path) -> None:
    """The example of a mail server in the guide is a setting that the program takes."""
    block = re.search(r"```ini\n(.*?)```", TEXT, re.DOTALL)
    assert block
    environment = dict(line.split("=", 1) for line in block[1].splitlines())
    settings = Settings.from_environment(environment | {"WZAJEMNIE_VAR": str(tmp_path)})
    assert "smtp://" in settings.smtp
