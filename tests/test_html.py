"""The Nu HTML checker, which is what validator.w3.org runs, on the pages that tests read."""

from __future__ import annotations

import subprocess

from tests.conftest import BuiltSite
from tests.tools import JAVA, VNU

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""Settings of Java for a minute's work: it is not worth compiling twice for (measured)."""


@JAVA.needed
@VNU.needed
def test_html_has_no_error(built_site: BuiltSite) -> None:
    """No page of the site has an error in its HTML."""
    java, jar = JAVA.required(), VNU.required()
    files = [built_site.file_of(page) for page in built_site.pages]
    run = subprocess.run(
        [java, *QUICK, "-jar", jar, "--errors-only", *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told = run.stderr.replace(built_site.folder.as_uri(), "").splitlines()
    assert [] == told[:20]
    assert 0 == run.returncode
