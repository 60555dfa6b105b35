"""The coordinators' guide shows and names what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from desk.kinds.registry import KINDS
from tests import desk_pictures
from tests.browser.desk_sights import desks
from tests.conftest import ROOT
from tests.desk_pictures import FOLDER, taken

GUIDE = ROOT / "docs" / "pl" / "obsluga" / "stanowisko.md"
TEXT = GUIDE.read_text(encoding="utf-8")
SHOWN = re.findall(r"!\[([^\]]+)\]\(obrazki/([\w-]+)\.webp\)", TEXT)
QUOTED = sorted({" ".join(one.split()) for one in re.findall("„([^”]+)”", TEXT)})
MOST_BYTES = 40_000


@pytest.mark.slow
def test_pictures_are_of_pages_that_are_there(browser: Browser, tmp_path: Path) -> None:
    """The way of the guide is walked by the buttons that it names; each step has its picture."""
    with desks(tmp_path) as two:
        made = {name: len(picture) for name, picture in taken(browser, two.trial)}
    assert list(made) == [name for _text, name in SHOWN]
    assert made.keys() == {one.stem for one in FOLDER.iterdir()}, desk_pictures.__doc__


def test_pictures_are_small_and_told_in_words() -> None:
    """A phone loads the page, and whoever sees no picture reads what it shows."""
    sizes = {one.name: one.stat().st_size for one in FOLDER.iterdir()}
    assert {} == {name: size for name, size in sizes.items() if size > MOST_BYTES}
    assert [] == [name for text, name in SHOWN if len(text) < 40]


@pytest.mark.parametrize("words", QUOTED)
def test_what_the_guide_quotes_stands_on_a_page(words: str) -> None:
    """A button with another name is another button for whoever reads."""
    folders = [ROOT / "site_templates" / one for one in ("desk", "reader")]
    files = [path for folder in folders for path in folder.glob("*.html")]
    files += [path for room in ("pages", "views") for path in (ROOT / "desk" / room).glob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    moves = [move for kind in KINDS.values() for move in kind.moves]
    texts += [one for move in moves for one in (move.label, *(ask.label for ask in move.asks))]
    spoken = words in desk_pictures.SPOKEN or any(words in text for text in texts)
    assert spoken, "neither a template nor a move says this"
