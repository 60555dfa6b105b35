"""A real browser: Debian's Chromium, driven by Playwright, without JavaScript."""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.form_walks import walked_site
from tests.conftest import BuiltSite
from tests.tools import AXE, CHROMIUM

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The browser asks nobody for anything but what the test opens."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    found = CHROMIUM.required()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which finds what shuts people out; not given to a test without it."""
    return AXE.required().read_text(encoding="utf-8")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor with a small phone and without JavaScript."""
    context = browser.new_context(
        java_script_enabled=False, locale="pl-PL", viewport={"width": 360, "height": 740}
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


class Zipped(SimpleHTTPRequestHandler):
    """A static host that compresses text, as every host in use does."""

    def send_head(self) -> BytesIO | None:
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="session")
def host(built_site: BuiltSite) -> Iterator[str]:
    """The address of a compressing host of the built site."""
    handler = functools.partial(Zipped, directory=str(built_site.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def served(built_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site with its service, headers and forms among them."""
    var = tmp_path_factory.mktemp("served") / "var"
    with walked_site(built_site.folder, built_site.publication, var) as site:
        yield site.address
