"""`python -m tests.torture.form_walks [WALKS] [firefox]`: random walks through a form.

Half of them without a script; the functions of `tests/browser/test_form_walks.py`, 300 times. It
stops at the first fault. With the word firefox in Debian's Firefox, else in Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import cast

from playwright.sync_api import Page, sync_playwright

from catalog.loading import load
from catalog.website.build.plugin import build_prose_and_data
from tests.browser.conftest import QUIET
from tests.browser.form_walks import Walk, Walked, walk, walked_site
from tests.conftest import ROOT
from tests.tools import WHOLE_CHROMIUM
from tests.torture.firefox import running_firefox

Walker = Callable[[Walked, int, bool], None]
"""Walks once: the site, the seed, and whether scripts run."""


@contextmanager
def chromium() -> Iterator[Walker]:
    """Debian's Chromium, by Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=WHOLE_CHROMIUM.required(), args=list(QUIET)
        )
        yield lambda site, seed, scripted: walk(browser, site, seed, scripted=scripted)
        browser.close()


@contextmanager
def firefox() -> Iterator[Walker]:
    """Debian's Firefox, by its own protocol."""
    with running_firefox() as browser:

        def once(site: Walked, seed: int, scripted: bool) -> None:
            page = cast(Page, browser.fresh_page(scripted=scripted))
            Walk(page, site, seed, scripted).go()
            assert [] == browser.script_errors()

        yield once


def main(walks: int, browser: Callable[[], AbstractContextManager[Walker]]) -> None:
    """Half of the walks run scripts."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        site, published = folder / "site", folder / "publish" / "forms.json"
        build_prose_and_data(ROOT / "mkdocs.yml", load(ROOT / "content"), site, published, "")
        with walked_site(site, published, folder / "var") as served, browser() as walk_once:
            for number in range(walks):
                walk_once(served, number // 2, number % 2 == 0)
                print(f"\r{number + 1} z {walks}", end="", flush=True)
    print(": 0 błędów przeglądarki, 0 zgubionych odpowiedzi, 0 podwójnych zgłoszeń")


if __name__ == "__main__":
    words = sys.argv[1:]
    main(
        next((int(one) for one in words if one.isdecimal()), 300),
        firefox if "firefox" in words else chromium,
    )
