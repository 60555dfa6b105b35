"""What many tests share: the real site built once, a real service, and honesty about skips."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from http.client import HTTPConnection
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from catalog.text.gettext_files import FOLDER, language
from catalog.text.language import HOME, POLISH
from catalog.website.build.plugin import build_prose_and_data
from tests.pages import Page, pages_of
from tests.postgres import Server, running_server
from tests.real_content import CATALOG
from tests.tools import POSTGRES

ROOT = Path(__file__).parents[1]
ENGLISH = language("en", ROOT / "site_templates" / FOLDER)
"""The second language of the site: what its addresses are."""
BOTH = pytest.mark.parametrize("language", [POLISH, ENGLISH], ids=lambda one: str(one.code))
"""For what holds for Polish pages and for English ones."""

STRICT = os.environ.get("WZAJEMNIE_TESTS_STRICT") == "1"
"""On the machine that decides, a test that was left out is a test that failed."""


settings.register_profile("laws", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("laws")  # A busy machine breaks no law.


_FIRST = ("browser", "site", "slow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow for its kind, so that `-m unit` runs the rest: `make unit`.

    What is slow comes first: processes that share a run then end together.
    """
    for item in items:
        assert isinstance(item, pytest.Function)
        kinds = set(_folders_of(item.path))
        if {"built_site", "built_copy", "running_site", "server"} & set(item.fixturenames):
            kinds.add("site")
        if item.get_closest_marker("slow"):
            kinds.add("slow")
        for kind in kinds or {"unit"}:
            item.add_marker(kind)
    items.sort(key=lambda item: [not item.get_closest_marker(one) for one in _FIRST])


@cache
def _folders_of(path: Path) -> frozenset[str]:
    """Those of the folders that mark their tests in which a file is."""
    marking = ("browser", "content", "torture")
    return frozenset(one for one in marking if path.is_relative_to(ROOT / "tests" / one))


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

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Those of both languages; what is asked for by a Polish path is Polish. Of the pages of
        towns where we know nobody they hold some: see `pages_of`.
        """
        return tuple(pages_of(self.folder))

    def paths(self) -> dict[str, Page]:
        """Every page of `pages` by its site path."""
        return {page.path: page for page in self.pages}

    def file_of(self, page: Page) -> Path:
        """Where a page was written."""
        file = self.folder / page.path.lstrip("/")
        return file / "index.html" if page.path.endswith("/") else file

    def addresses(self) -> frozenset[str]:
        """The site path of every page that was written."""
        return addresses_in(self.folder)

    @property
    def polish(self) -> list[Page]:
        """The pages in Polish, those for staff and the 404 among them."""
        return [page for page in self.pages if page.language == HOME]

    @property
    def english(self) -> list[Page]:
        """The pages in English."""
        return [page for page in self.pages if page.language == ENGLISH.code]

    def below(self, folder: str) -> list[Page]:
        """The pages of the records of one kind: below `/organizacje/`, without the list."""
        start = f"/{folder}/"
        return [one for one in self.pages if one.path.startswith(start) and one.path != start]

    def prose(self) -> Iterator[Page]:
        """The pages that were written by hand."""
        return (page for page in self.pages if page.all("body")[0]["class"] == "page-prose")


def addresses_in(site: Path) -> frozenset[str]:
    """The site path of every page in this folder."""
    files = site.rglob("index.html")
    return frozenset(f"/{one.relative_to(site).parent}/".replace("/./", "/") for one in files)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The real site, built once for the whole run, by the first process that asks."""
    root = of_all_processes(tmp_path_factory) / "built"
    folder, publication = root / "site", root / "publish" / "forms.json"
    with FileLock(root.with_suffix(".lock")):
        if not root.exists():
            made = Path(tempfile.mkdtemp(prefix="built.", dir=root.parent))
            build_prose_and_data(
                ROOT / "mkdocs.yml", CATALOG, made / "site", made / "publish" / "forms.json", ""
            )
            made.rename(root)
    return BuiltSite(folder, publication)


def of_all_processes(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its processes share."""
    mine = factory.getbasetemp()
    return mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine


@dataclass(frozen=True)
class RunningSite:
    """What `wzajemnie run` shows: its address, and the folder that it works in."""

    address: str
    folder: Path

    @property
    def var(self) -> Path:
        """Where everything is that it wrote."""
        return self.folder / "var"

    def command(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run one more `wzajemnie` beside it. `settings` are `WZAJEMNIE_*` variables."""
        return subprocess.run(
            [sys.executable, "-m", "wzajemnie", *words],
            cwd=self.folder,
            env=clean_environment() | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A real process on a free port with a temporary `var`, as `make run` starts it."""
    folder = tmp_path_factory.mktemp("running")
    port = free_port()
    log = folder / "log.txt"
    words = ["run", "--content", str(ROOT / "content"), "--port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "wzajemnie", *words],
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_for(port, process, log)
            yield RunningSite(f"http://127.0.0.1:{port}", folder)
        finally:
            process.terminate()


def clean_environment() -> dict[str, str]:
    """The environment without settings of ours, so that every run starts from the defaults."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("WZAJEMNIE_")}
    return kept | {"PYTHONPATH": str(ROOT)}


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path, seconds: float = 180) -> None:
    """Return when the service is well and shows the home page; else fail with its log."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            if status(port, "/zdrowie") == 200:
                assert status(port, "/") == 200, f"no home page:\n{log.read_text('utf-8')}"
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"wzajemnie run did not start:\n{log.read_text('utf-8')}")


def status(port: int, path: str) -> int:
    """The HTTP status of a GET on this machine; OSError when nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server, started for this run alone."""
    with running_server(POSTGRES.required().resolve().parent, sync=False) as server:
        yield server
