"""On a machine that lacks a tool the suite starts, leaves out what needs it, and says so."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.tools import TOOLS

pytestmark = pytest.mark.slow

FEEDS = "tests/catalog/website/feeds"
PRINTS = "tests/catalog/website/print"
STORES = "tests/forms_backend/stores"
NEEDING = {
    "chromium": "tests/browser/test_cards.py::test_without_javascript_the_date_tells",
    "axe": "tests/browser/test_proof.py::test_page_with_the_sum_keeps_the_laws",
    "node": f"{FEEDS}/test_calendars.py::test_the_example_expands_alike_everywhere",
    "ical.js": f"{FEEDS}/test_calendars.py::test_the_example_expands_alike_everywhere",
    "java": "tests/test_html.py",
    "vnu": "tests/test_html.py",
    "caddy": "tests/test_deploy.py::test_restart_loses_nobody",
    "systemd-analyze": "tests/test_deploy.py::test_units_are_what_systemd_reads",
    "systemd-sysusers": "tests/test_accounts.py::test_build_sees_nothing_that_was_sent",
    "systemd-tmpfiles": "tests/test_accounts.py::test_build_sees_nothing_that_was_sent",
    "openssl": "tests/forms_backend/mail/test_mail_tls.py::test_smtps",
    "postgresql": f"{STORES}/test_sql.py::test_store_outlives_a_crash_of_its_server",
    "typst": f"{PRINTS}/test_club_pdfs.py::test_the_code_leads_to_the_club",
    "pagefind": "tests/catalog/website/search/test_pagefind_index.py::test_an_index_in_use_is_kept",
    "firefox": "tests/torture/test_firefox.py::test_a_tap_leaves_a_page_as_it_was",
    "pystemmer": "tests/catalog/website/search/test_pagefind_index.py"
    "::test_a_quick_stem_is_the_slow_one",
    "morfeusz2": "tests/catalog/website/search/test_pagefind_index.py::test_nothing_is_told_twice",
}
"""Some tests that need each tool."""


def started(selection: str, without: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The suite, as `make test` starts it, on a machine without these tools."""
    settings = {
        "WZAJEMNIE_TESTS_WITHOUT": without,
        "WZAJEMNIE_TESTS_STRICT": "0",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [
            sys.executable,
            *"-m pytest -p tests.tools -p no:cacheprovider -q".split(),
            *words,
            selection,
        ],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_file_is_collected_without_any_tool() -> None:
    """No test file needs a tool only to be read."""
    run = started("tests", ",".join(TOOLS), "--collect-only")
    assert 0 == run.returncode, run.stdout[-2000:]


@pytest.mark.parametrize("name", NEEDING)
def test_without_one_tool(name: str) -> None:
    """What needs the missing tool is left out and said with its reason; nothing fails."""
    run = started(NEEDING[name], name)
    assert 0 == run.returncode, run.stdout[-2000:]
    assert f". {TOOLS[name].missing}\n" in run.stdout


def test_tools_are_asked_for_in_one_place() -> None:
    """No test finds a tool by itself: then it would fail where the tool is missing."""
    own = re.compile(r"shutil\.which|node_modules|find_spec|importorskip")
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if "node_modules" not in path.parts and own.search(path.read_text(encoding="utf-8"))
    }
    # `test_docs` and `test_names` name the folder of node modules, which they do not read; `locks`
    # is a command, and no test; `test_run_with_desk` hides a library from our own command.
    others = {
        "test_docs.py",
        "test_names.py",
        "test_missing_tools.py",
        "locks.py",
        "desk/demo/test_run_with_desk.py",
    }
    assert {"tests/tools.py", *(f"tests/{one}" for one in others)} == asking
    assert set(TOOLS) - {"lighthouse"} == set(NEEDING)  # only `make bench` asks for it
