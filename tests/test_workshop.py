"""The workshop's own promises: what `make` says when something is missing, and strictness."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LEFT_OUT = 'import pytest\n\n\ndef test_one() -> None:\n    pytest.skip("Nie ma drukarki.")\n'


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make as on a bare machine: a path and a home, no locale, nothing of ours."""
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("pyproject.toml", "constraints.txt"):
        (folder / name).touch()
    return subprocess.run(
        ["make", *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def python_that(folder: Path, body: str) -> str:
    """A stand-in for the machine's Python: a shell script with this body."""
    script = folder / "python-stand-in"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def test_missing_venv_names_the_package(tmp_path: Path) -> None:
    """Where venv is missing, make says in both languages which package brings it, and stops."""
    lame = python_that(tmp_path, 'case "$*" in *ensurepip*) exit 1;; esac; exit 0')
    run = make(tmp_path, "run", f"PYTHON={lame}")
    assert 2 == run.returncode
    assert 2 == run.stdout.count("sudo apt install python3-venv")
    assert not (tmp_path / ".venv").exists()


def test_missing_python_names_the_version(tmp_path: Path) -> None:
    """Where no Python is new enough, make says which one is needed, and stops."""
    run = make(tmp_path, "run", "PYTHON=")
    assert 2 == run.returncode
    assert "Potrzebny jest Python 3.11" in run.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(("strict", "code", "said"), [("0", 0, "1 skipped"), ("1", 1, "1 failed")])
def test_skip_is_a_failure_where_strict(tmp_path: Path, strict: str, code: int, said: str) -> None:
    """A skipped test passes with its reason in plain words, and fails where nothing may be."""
    (tmp_path / "test_left_out.py").write_text(LEFT_OUT, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=os.environ | {"WZAJEMNIE_TESTS_STRICT": strict, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert code == run.returncode
    assert said in run.stdout
    assert "Nie ma drukarki." in run.stdout


def test_ci_installs_what_it_needs_and_skips_nothing() -> None:
    """The deciding run stops at the first failure, installs Chromium and skips nothing."""
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    packages = (ROOT / ".ci" / "debian-packages.txt").read_text(encoding="utf-8").split()
    assert "set -euo pipefail" in text
    assert "WZAJEMNIE_TESTS_STRICT=1 make check" in text
    assert "chromium" in packages
    assert sorted(packages) == packages
