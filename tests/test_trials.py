"""Trying something out touches nothing of the copy that serves people."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import wzajemnie
from catalog.publication import Publication
from forms_backend.config import Settings
from tests.command_line import typed, understood
from tests.conftest import clean_environment, free_port, wait_for
from tests.small_content import copy_with_few_towns

pytestmark = pytest.mark.slow

PLACES = ("publication", "public_keys", "private_key", "secret", "store", "erased", "audit", "mail")


def test_a_trial_has_everything_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another site has its own places, whatever the environment says; `site` has the real ones."""
    for name in (*PLACES, "var"):
        monkeypatch.setenv(f"WZAJEMNIE_{name.upper()}", f"/prawdziwe/{name}")
    monkeypatch.setenv("WZAJEMNIE_SMTP", "smtp://biuro@poczta.example")
    trial = wzajemnie.settings_of(Path("gdzie/proba"))
    assert [] == [name for name in PLACES if "prawdziwe" in str(getattr(trial, name))]
    assert Path("gdzie/proba.var/publish/forms.json") == trial.publication
    assert not trial.smtp
    assert Settings.from_environment() == wzajemnie.settings_of(Path("site"))


def test_a_trial_leaves_the_live_forms(tmp_path: Path) -> None:
    """`build --content X --site Y` hands its forms to nobody but the trial itself."""
    live = tmp_path / "var/publish/forms.json"
    live.parent.mkdir(parents=True)
    live.write_text("live")
    content = copy_with_few_towns(tmp_path / "content")
    words = ["--site", "proba", "--content", str(content), "--forms-url", "none"]
    run = subprocess.run(
        [sys.executable, "-m", "wzajemnie", "build", *words],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (0, "") == (run.returncode, run.stderr)
    assert "live" == live.read_text()
    kept = {"publish", "search"}  # of a search index it only matters that it fits its words
    assert {"publish"} <= {path.name for path in (tmp_path / "var").iterdir()} <= kept
    assert Publication.read(tmp_path / "proba.var/publish/forms.json").forms
    assert (tmp_path / "proba/index.html").is_file()
    assert "proba.var/publish/forms.json" in run.stdout


def test_another_var_is_used_for_everything(tmp_path: Path) -> None:
    """`WZAJEMNIE_VAR=… wzajemnie run` finds what it has built."""
    port, log = free_port(), tmp_path / "log.txt"
    copy_with_few_towns(tmp_path / "content")
    words = ["run", "--port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "wzajemnie", *words],
            cwd=tmp_path,
            env=clean_environment() | {"WZAJEMNIE_VAR": str(tmp_path / "gdzie")},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_for(port, process, log)
        finally:
            process.terminate()
    assert (tmp_path / "gdzie/publish/forms.json").is_file()
    assert {"log.txt", "content", "gdzie", "site"} <= {path.name for path in tmp_path.iterdir()}
    assert not (tmp_path / "var/publish").exists()


@pytest.mark.parametrize("command", ["serve", "run"])
def test_both_servers_take_a_port(command: str) -> None:
    """`serve` understands what `run` does; what is no port is one sentence."""
    assert 8123 == understood(command, "--port", "8123")["port"]
    for wrong in ("0", "65536", "osiem", "-1", "８０"):
        code, said, complained = typed(command, f"--port={wrong}")
        assert (2, "", True) == (code, said, f"zły port „{wrong}”" in complained)
