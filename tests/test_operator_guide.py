"""The operator's guide is followed by the letter: what it types exists and is understood."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from catalog.loading import load
from desk.settings import DeskSettings
from forms_backend.config import Settings
from tests.command_line import understood
from tests.conftest import ROOT

GUIDE = sorted((ROOT / "docs" / "pl" / "obsluga").glob("*.md"))
DESK_PAGE = ROOT / "docs" / "pl" / "obsluga" / "uruchom-stanowisko.md"
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in GUIDE)
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line]
COMMAND = re.compile(r"(?:^|\.venv/bin/|ssh (?:-t )?serwer )wzajemnie (.*)")
OURS = sorted({found[1] for line in LINES if (found := COMMAND.search(line))})
ON_SERVER = [line for line in LINES if re.search(r"\bsudo\b|\bssh\b|^wzajemnie ", line)]


@pytest.mark.parametrize("line", OURS)
def test_commands_are_understood(line: str) -> None:
    """Each command of ours in the guide is one, with these words and options."""
    understood(*shlex.split(line))


def test_the_server_is_asked_with_its_settings() -> None:
    """On the server, commands go through `deploy/wzajemnie`, which reads the service's settings."""
    assert 9 < len([line for line in ON_SERVER if COMMAND.search(line)])
    assert [] == [line for line in ON_SERVER if ".venv/bin" in line]
    assert "sudo install deploy/wzajemnie /usr/local/bin/wzajemnie" in LINES


def test_guide_shows_who_runs_it(tmp_path: Path) -> None:
    """The lines that the guide shows are a whole `publisher.yml` and end the demonstration."""
    (pasted,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    shutil.copytree(ROOT / "content", tmp_path, dirs_exist_ok=True)
    (tmp_path / "publisher.yml").write_text(pasted, encoding="utf-8")
    assert not load(tmp_path).publisher.demonstration


def test_guide_names_what_is_there() -> None:
    """Units, files to copy, make targets and settings that the guide names exist."""
    units = {
        name for line in LINES for name in re.findall(r"wzajemnie-\w+\.(?:service|timer)", line)
    }
    assert units
    assert set() == {name for name in units if not list((ROOT / "deploy").rglob(name))}
    copied = {word for line in LINES for word in line.split() if word.startswith("deploy/")}
    assert copied
    assert set() == {pattern for pattern in copied if not list(ROOT.glob(pattern))}
    targets = {line.rpartition("make ")[2] for line in LINES if re.search(r"\bmake \w+$", line)}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets
    assert set() == {one for one in targets if not re.search(rf"^{one}:", makefile, re.MULTILINE)}
    known = (*fields(Settings), *fields(DeskSettings))
    settings = {f"WZAJEMNIE_{one.name.upper()}" for one in known}
    for script in (ROOT / "deploy").glob("*/wzajemnie-*"):  # what scripts of the shell read
        settings |= set(re.findall(r"\$\{(WZAJEMNIE_[A-Z_]+)", script.read_text(encoding="utf-8")))
    assert set(re.findall(r"WZAJEMNIE_[A-Z_]+", TEXT)) <= settings


def test_guide_quotes_what_the_program_says() -> None:
    """Each message in the table of troubles is said by the program in these words."""
    said = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("forms_backend", "desk", "deploy")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    )
    quoted = re.findall(r"^\| „([^”]+)” \|", TEXT, re.MULTILINE)
    assert 3 < len(quoted)
    assert [] == [words for words in quoted if words not in said]


def test_the_server_never_sees_the_private_key() -> None:
    """No line that is typed on the server names the private key, and none copies it there; but on
    the page about the desk, which says first who can read what, for the desk's account alone.
    """
    told = DESK_PAGE.read_text(encoding="utf-8")
    naming = [
        line
        for line in LINES
        if (line in ON_SERVER or line.startswith("scp ")) and re.search(r"private|--key", line)
    ]
    assert [
        "scp klucze/private.json serwer:private.json",
        (
            "ssh -t serwer sudo install -m 640 -g wzajemnie-desk private.json "
            "/etc/wzajemnie/desk/private.json"
        ),
        "ssh serwer shred -u private.json",
        "wzajemnie desk rekey --key /etc/wzajemnie/desk/private-0123456789abcdef.json",
        "wzajemnie desk reseal --key /etc/wzajemnie/desk/private-0123456789abcdef.json",
    ] == naming
    assert [] == [line for line in naming if line not in told]
    assert told.index("## Co może administrator serwera") < told.index("private.json")


def test_what_is_kept_for_the_desk_is_what_its_unit_reads() -> None:
    """Key and settings lie where `wzajemnie-desk.service` and its user's command look for them."""
    told = DESK_PAGE.read_text(encoding="utf-8")
    unit = (ROOT / "deploy" / "wzajemnie-desk.service").read_text(encoding="utf-8")
    command = (ROOT / "deploy" / "wzajemnie").read_text(encoding="utf-8")
    for path in ("/etc/wzajemnie/desk/private.json", "/etc/wzajemnie-desk.env"):
        assert [True, True, True] == [path in one for one in (told, unit, command)]
    (address,) = re.findall(r"WZAJEMNIE_DESK_URL=(\S+)", told)
    assert address == DeskSettings(desk_url=address).desk_url
    assert address.removeprefix("https://").replace("twoja-domena", "przyklad") in (
        ROOT / "deploy" / "Caddyfile.desk"
    ).read_text(encoding="utf-8")


def test_mail_address_is_understood(tmp_path: Path) -> None:
    """The examples of a mail server, on both computers, are settings that the program takes."""
    blocks = [text for text in re.findall(r"```ini\n(.*?)```", TEXT, re.DOTALL) if "SMTP" in text]
    assert 2 == len(blocks)
    for block in blocks:
        environment = dict(line.split("=", 1) for line in block.splitlines())
        settings = Settings.from_environment(environment | {"WZAJEMNIE_VAR": str(tmp_path)})
        assert "smtp://" in settings.smtp
