"""The law of MkDocs alone: its own command builds the Polish site, whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def test_mkdocs_alone_builds_the_polish_site(tmp_path: Path) -> None:
    """With it come the files that know all pages, and the forms for the service."""
    for name in ("content", "docs", "site_templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for place in ("docs/pl", "docs/pl/program", "site_templates/assets"):
        for name in ("desktop.ini", "Thumbs.db", "podstawy.md~"):
            (tmp_path / place / name).write_bytes(b"\x00")
    build(load_config(str(tmp_path / "mkdocs.yml")))
    expected = (
        "site/organizacje/index.html",
        "site/program/index.html",
        "site/sitemap.xml",
        "site/robots.txt",
        "var/publish/forms.json",
        "var/publish/programme.json",
    )
    assert expected == tuple(one for one in expected if (tmp_path / one).is_file())
    assert not (tmp_path / "site/en").exists()
    stray = {"desktop.ini", "Thumbs.db", "podstawy.md~"}  # of systems and editors: no page, no file
    assert set() == stray & {path.name for path in (tmp_path / "site").rglob("*")}
