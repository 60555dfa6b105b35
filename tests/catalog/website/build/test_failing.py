"""Laws of a build that fails in the middle: it leaves nothing behind, and hands nothing over."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.loading import load
from catalog.website.build.plugin import BuildError, build_prose_and_data
from tests.conftest import ROOT, clean_environment
from tests.small_content import copy_with_few_towns

pytestmark = pytest.mark.slow

_SMALL_DISK = """
import resource, sys, wzajemnie
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
sys.exit(wzajemnie.main(sys.argv[1:]))
"""


def test_a_site_that_fails_in_its_last_language_leaves_nothing(tmp_path: Path) -> None:
    """A dead link on an English page: no site, and no new forms for a service of the old site."""
    for name in ("docs", "site_templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    with (tmp_path / "docs/en/self-help-clubs.md").open("a", encoding="utf-8") as page:
        page.write("\n[Nowhere](/nigdzie/)\n")
    site, published = tmp_path / "site", tmp_path / "forms.json"
    catalog = load(copy_with_few_towns(tmp_path / "content"))
    with pytest.raises(BuildError, match="nigdzie"):
        build_prose_and_data(tmp_path / "mkdocs.yml", catalog, site, published, "")
    assert [] == [path for path in (site, published) if path.exists()]


def test_a_site_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A disk that takes no more: half a site would fill it, and then no form could be kept."""
    copy_with_few_towns(tmp_path / "content")
    command = (sys.executable, "-c", _SMALL_DISK, "build")
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 1 == run.returncode
    assert run.stderr.startswith("Nie udało się. ")
    assert 1 == len(run.stderr.splitlines())
    assert [] == [path for path in (tmp_path / "var/builds").rglob("*") if path.is_file()]
