"""What many tests share: the real site built once, a real service, and honesty about skips."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

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
