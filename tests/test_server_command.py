"""The command that the guide installs on a server, for whoever is logged in there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("account", "word", "file"),
    [("wzajemnie", "submissions", "wzajemnie.env"), ("wzajemnie-desk", "desk", "desk.env")],
)
def test_command_by_hand_has_the_services_settings(
    tmp_path: Path, account: str, word: str, file: str
) -> None:
    """`deploy/wzajemnie` starts the program in its folder, with the settings the units read.

    A value comes whole, quoted or not; nothing in the file is run. A command typed without them
    would list, erase and back up another store. The desk's are of the desk's user.
    """
    program = tmp_path / ".venv" / "bin" / "wzajemnie"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\npwd; echo "$*|$WZAJEMNIE_STORE|$WZAJEMNIE_MAIL_FROM"\n')
    program.chmod(0o755)
    settings = tmp_path / file
    settings.write_text(
        "# note\nWZAJEMNIE_STORE=postgresql+psycopg://u:a$HOME;b@h/db\n\ntouch found\n"
        'WZAJEMNIE_MAIL_FROM="biuro@przyklad.pl"'
    )
    text = (ROOT / "deploy" / "wzajemnie").read_text(encoding="utf-8")
    me = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    for there, here in {
        f"account={account}\n": f"account={me}\n",
        '"$account" = wzajemnie ]': f'"{account}" = wzajemnie ]',
        "/srv/wzajemnie": str(tmp_path),
        "/etc/wzajemnie.env": str(tmp_path / "wzajemnie.env"),
        "/etc/wzajemnie-desk.env": str(tmp_path / "desk.env"),
    }.items():
        assert there in text
        text = text.replace(there, here)
    command = tmp_path / "command"
    command.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["sh", str(command), word, "list"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    wanted = f"{word} list|postgresql+psycopg://u:a$HOME;b@h/db|biuro@przyklad.pl"
    assert (0, "", [str(tmp_path), wanted]) == (
        done.returncode,
        done.stderr,
        done.stdout.splitlines(),
    )
    assert not (tmp_path / "found").exists()
