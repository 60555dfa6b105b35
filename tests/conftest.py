"""What many tests share: the real site built once, a real service, and honesty about skips."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog.loading import load
from catalog.website.plugin import build_prose_and_data
from tests.pages import Page, pages_of

ROOT = Path(__file__).parents[1]

STRICT = os.environ.get("WZAJEMNIE_TESTS_STRICT") == "1"
"""On the machine that decides, a test that was left out is a test that failed."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under WZAJEMNIE_TESTS_STRICT=1 a skip is a failure; an expected failure is not a skip."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Pominięto, a nic nie wolno pominąć: {reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that was left out."""
    report = yield
    if STRICT and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Pominięto, a nic nie wolno pominąć: {reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in plain words what was left out, and why."""
    left_out = Counter(reason(report) for report in terminalreporter.stats.get("skipped", []))
    for why, times in left_out.items():
        terminalreporter.write_line(f"Pominięto testów: {times}. {why}")


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, as it was told to pytest."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


@dataclass(frozen=True)
class BuiltSite:
    """The real content as a site: its folder, every page parsed, and the published file."""

    folder: Path
    publication: Path
    pages: tuple[Page, ...]

    def paths(self) -> dict[str, Page]:
        """Every page by its site path."""
        return {page.path: page for page in self.pages}

    def below(self, folder: str) -> list[Page]:
        """The pages of the records of one kind: below `/organizacje/`, without the list."""
        start = f"/{folder}/"
        return [one for one in self.pages if one.path.startswith(start) and one.path != start]

    def prose(self) -> Iterator[Page]:
        """The pages that were written by hand."""
        return (page for page in self.pages if page.all("body")[0]["class"] == "prose-page")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The real site, built once for the whole run."""
    root = tmp_path_factory.mktemp("built")
    folder, publication = root / "site", root / "publish" / "forms.json"
    build_prose_and_data(ROOT / "mkdocs.yml", load(ROOT / "content"), folder, publication, "")
    return BuiltSite(folder, publication, tuple(pages_of(folder)))
