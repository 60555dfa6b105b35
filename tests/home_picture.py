"""The picture of the README, taken of the real site: `python -m tests.home_picture`.

It writes `docs/developers/home.png`: the first page as a small screen shows it by day. Nothing in
it moves or depends on the hour, so that it changes only with the page.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import ViewportSize, sync_playwright

from tests.bench.lighthouse import served
from tests.browser.conftest import QUIET
from tests.conftest import ROOT
from tests.tools import CHROMIUM

PICTURE = ROOT / "docs" / "developers" / "home.png"
SCREEN: ViewportSize = {"width": 960, "height": 1005}


def taken(folder: Path) -> bytes:
    """A PNG of the home page of the site, which is built into `folder`."""
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM.required(), args=list(QUIET))
        page = browser.new_page(viewport=SCREEN, color_scheme="light", locale="pl-PL")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        shot = page.screenshot()
        browser.close()
    return shot


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        PICTURE.write_bytes(taken(Path(made)))
