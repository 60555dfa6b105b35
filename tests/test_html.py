"""The Nu HTML checker, which is what validator.w3.org runs, on every page of the site."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.conftest import ROOT, BuiltSite

JAR = ROOT / "tests/node/node_modules/vnu-jar/build/dist/vnu.jar"


def test_html_has_no_error(built_site: BuiltSite) -> None:
    """No page of the site has an error in its HTML."""
    java = shutil.which("java")
    if java is None or not JAR.exists():
        pytest.skip("Potrzebna Java i vnu-jar: npm ci --prefix tests/node")
    run = subprocess.run(
        [java, "-jar", str(JAR), "--errors-only", "--skip-non-html", str(built_site.folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told = run.stderr.replace(built_site.folder.as_uri(), "").splitlines()
    assert [] == told[:20]
    assert 0 == run.returncode
