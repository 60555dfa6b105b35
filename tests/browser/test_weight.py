"""What the first view costs: a cold cache, gzip, every request that the page makes."""

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
from playwright.sync_api import Browser, Response

from tests.conftest import BuiltSite

KB = 1024


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


@pytest.fixture(scope="module")
def host(built_site: BuiltSite) -> Iterator[str]:
    """The address of a compressing host of the built site."""
    handler = functools.partial(Zipped, directory=str(built_site.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def heaviest(site: BuiltSite, folder: str) -> str:
    """The longest page of a kind."""
    return max(site.below(folder), key=lambda page: len(page.html)).path


@pytest.mark.parametrize(
    ("name", "most"), [("home", 40), ("organization", 30), ("organizations", 60)]
)
def test_first_view(
    browser: Browser, host: str, built_site: BuiltSite, name: str, most: int
) -> None:
    """Home is at most 40 KB, any organization 30, the list of all 60; nothing from elsewhere."""
    path = {
        "home": "/",
        "organization": heaviest(built_site, "organizacje"),
        "organizations": "/organizacje/",
    }[name]
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.on("response", note)
        page.goto(host + path, wait_until="networkidle")
        sizes = {one.url: one.request.sizes() for one in answers}
    spent = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes.values())
    print(f"{path}: {spent / KB:.1f} KB, {len(sizes)} requests")
    assert spent <= most * KB, sizes
    assert [] == [url for url in sizes if not url.startswith(host + "/")]
    assert [] == [url for url in sizes if "pagefind" in url or url.endswith(".json")]
