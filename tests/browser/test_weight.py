"""What the first view costs: a cold cache, gzip, every request that the page makes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Response

from catalog.text.language import Language
from tests.conftest import BOTH, BuiltSite

KB = 1024
MOST = {"home": 40, "organization": 30, "organizations": 60}
"""How many KB the first view of a page may cost."""


def heaviest(site: BuiltSite, folder: str) -> str:
    """The longest page of a kind."""
    return max(site.below(folder), key=lambda page: len(page.html)).path


@BOTH
@pytest.mark.parametrize("name", MOST)
def test_first_view(
    browser: Browser, host: str, built_site: BuiltSite, language: Language, name: str
) -> None:
    """Home is at most 40 KB, any organization 30, the list of all 60; nothing from elsewhere."""
    polish = {
        "home": "/",
        "organization": heaviest(built_site, "organizacje"),
        "organizations": "/organizacje/",
    }[name]
    path = language.path(polish)
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
    assert spent <= MOST[name] * KB, sizes
    assert [] == [url for url in sizes if not url.startswith(host + "/")]
    assert [] == [url for url in sizes if "pagefind" in url or url.endswith(".json")]
