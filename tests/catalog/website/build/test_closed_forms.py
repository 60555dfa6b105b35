"""A site of files alone says that its forms are closed, and sends nobody anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.loading import load
from catalog.website.build.plugin import build_prose_and_data
from tests.conftest import ROOT
from tests.pages import Page, pages_of
from tests.small_content import copy_with_few_towns
from tests.tools import TYPST

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    """The real site, built without a service."""
    root: Path = tmp_path_factory.mktemp("closed")
    catalog, published = load(copy_with_few_towns(root / "content")), root / "forms.json"
    build_prose_and_data(ROOT / "mkdocs.yml", catalog, root / "site", published, "none")
    return tuple(pages_of(root / "site"))


def test_no_form_can_be_sent(pages: tuple[Page, ...]) -> None:
    """No page posts anything, and none leads to the service."""
    texts = {page.path: page.html for page in pages}
    assert [] == [path for path, text in texts.items() if 'method="post"' in text]
    to_service = re.compile(r"/zgloszenia/\w")  # the operator's guide has a page of this name
    assert [] == [path for path, text in texts.items() if to_service.search(text)]


@TYPST.needed
def test_the_printed_form_is_offered_instead(pages: tuple[Page, ...]) -> None:
    """A form that lacks nothing but the service can be printed and filled in with a pen."""
    text = {page.path: page.html for page in pages}["/formularze/uczestnik/"]
    assert "formularze/uczestnik/uczestnik.pdf" in text
    assert "Wydrukuj formularz i wypełnij długopisem" in text


def test_each_form_says_what_to_do_instead(pages: tuple[Page, ...]) -> None:
    """Every form's page says that it is closed and leads to the contact page."""
    forms = [
        page
        for page in pages
        if page.path.startswith("/formularze/") and page.path != "/formularze/"
    ]
    assert 3 < len(forms)
    for page in forms:
        text = page.html
        assert "Ten formularz jest teraz zamknięty." in text
        assert "/kontakt/" in text
