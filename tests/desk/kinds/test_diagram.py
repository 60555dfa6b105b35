"""The page for developers shows the moves that there are."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.desk.kinds.moves_diagram import diagram


def test_page_shows_the_moves() -> None:
    """The tables are those of the program; when this fails, put the new ones into the page."""
    page = (ROOT / "docs" / "developers" / "desk.md").read_text(encoding="utf-8")
    assert diagram().strip() in page
