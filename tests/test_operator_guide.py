"""The operator's guide is followed by the letter: what it types exists and is understood."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

import wzajemnie
from catalog.records.publisher import PublisherFile
from forms_backend.config import Settings
from tests.conftest import ROOT

GUIDE = sorted((ROOT / "docs" / "pl" / "obsluga").glob("*.md"))
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in GUIDE)
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line]
COMMAND = re.compile(r"(?:^|\.venv/bin/|ssh serwer )wzajemnie (.*)")
OURS = sorted({found[1] for line in LINES if (found := COMMAND.search(line))})
ON_SERVER = [line for line in LINES if re.search(r"\bsudo\b|\bssh\b|^wzajemnie ", line)]


@pytest.mark.parametrize("line", OURS)
def test_commands_are_understood(line: str) -> None:
    """Each command of ours in the guide is one, with these words and options."""
    assert callable(wzajemnie._parser().parse_args(shlex.split(line)).run)


def test_the_server_is_asked_with_its_settings() -> None:
    """On the server, commands go through `deploy/wzajemnie`, which reads the service's settings."""
    assert 9 < len([line for line in ON_SERVER if COMMAND.search(line)])
    assert [] == [line for line in ON_SERVER if ".venv/bin" in line]
    assert "sudo install deploy/wzajemnie /usr/local/bin/wzajemnie" in LINES


def test_guide_shows_who_runs_it() -> None:
    """The lines for `publisher.yml` are fields of that file and end the demonstration."""
    block = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert block
    left = {
        "site_name": "Wzajemnie",
        "clause_version": "2026-11",
        "accessibility": {"published": "2026-11-22", "prepared": "2026-11-22"},
    }
    assert not PublisherFile.model_validate(left | yaml.safe_load(block[1])).demonstration


def test_guide_names_what_is_there() -> None:
    """Units, files to copy, make targets and settings that the guide names exist."""
    units = {name for line in LINES for name in re.findall(r"wzajemnie-\w+\.\w+", line)}
    assert units
    assert set() == {name for name in units if not (ROOT / "deploy" / name).exists()}
    copied = {word for line in LINES for word in line.split() if word.startswith("deploy/")}
    assert copied
    assert set() == {pattern for pattern in copied if not list(ROOT.glob(pattern))}
    targets = {line.rpartition("make ")[2] for line in LINES if re.search(r"\bmake \w+$", line)}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets
    assert set() == {one for one in targets if not re.search(rf"^{one}:", makefile, re.MULTILINE)}
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
    assert [] == [line for line in ON_SERVER if "private" in line or "--key" in line]


def test_mail_address_is_understood(tmp_path: Path) -> None:
    """The examples of a mail server, on both computers, are settings that the program takes."""
    blocks = [text for text in re.findall(r"```ini\n(.*?)```", TEXT, re.DOTALL) if "SMTP" in text]
    assert 2 == len(blocks)
    for block in blocks:
        environment = dict(line.split("=", 1) for line in block.splitlines())
        settings = Settings.from_environment(environment | {"WZAJEMNIE_VAR": str(tmp_path)})
        assert "smtp://" in settings.smtp
