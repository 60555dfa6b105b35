"""From the desk's file to what the site knows of notices."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from catalog.board import Board, BoardError, board_file, with_board
from catalog.notices.model import Notice
from catalog.notices.website.feed import notices_feed
from catalog.notices.website.notice_pages import BoardContext, notice_pages
from catalog.notices.website.search_entries import entries
from catalog.website.build.published_forms import choices
from catalog.website.lookup.indexes import Indexes
from tests.real_content import CATALOG
from tests.synthetic_board import OVER, notice, synthetic_board

TODAY = date(2026, 11, 29)
LIVE = {"k7m-d4qv", "a2b-c3de", "q2q-q2qq"}


def test_no_notice_no_board() -> None:
    """Neither a page nor an entry of search nor a feed, and no list names the form to answer."""
    catalog, refused = with_board(CATALOG, Board(), TODAY)
    indexes = Indexes(catalog, TODAY)
    form = catalog.forms["odpowiedz"].with_choices(choices(catalog))
    assert () == refused
    assert [] == [*notice_pages(indexes), *entries(indexes)]
    assert None is notices_feed(catalog, "https://example.org")
    assert form.closed
    assert not form.offered


def test_what_is_over_is_nowhere() -> None:
    """The last day is still shown; the day after, page, search, feed and form know it no more."""
    board = synthetic_board(TODAY)
    for later, slugs in ((0, LIVE), (20, LIVE), (21, set[str]())):
        today = TODAY + timedelta(days=later)
        catalog, refused = with_board(CATALOG, board, today)
        indexes = Indexes(catalog, today)
        form = catalog.forms["odpowiedz"].with_choices(choices(catalog))
        offered = next(one for one in form.asked if one.name == "notice").choices
        told = (notices_feed(catalog, "https://example.org") or b"").decode()
        assert () == refused
        assert slugs == set(catalog.of(Notice))
        assert slugs == {one.value for one in offered}
        assert slugs == {one for one in {*LIVE, OVER} if f"/ogloszenia/{one}/" in told}
        for found in (notice_pages(indexes), entries(indexes)):
            paths = {one.path for one in found}
            assert {f"/ogloszenia/{one}/" for one in slugs} == {
                one for one in paths if one.count("/") == 3 and one.startswith("/ogloszenia/")
            }
        assert form.offered is bool(slugs)


def test_filters_count_what_they_show() -> None:
    """Each choice leads to a page with as many notices as it says, and none is empty."""
    catalog, _refused = with_board(CATALOG, synthetic_board(TODAY), TODAY)
    pages = {
        one.path: one.context
        for one in notice_pages(Indexes(catalog, TODAY))
        if isinstance(one.context, BoardContext)
    }
    found = {
        choice.path: choice.number
        for one in pages["/ogloszenia/"].filters
        for choice in one.choices
    }
    assert {path: len(pages[path].rows) for path in found} == found
    assert 2 == found["/ogloszenia-wedlug/kto/oferty/"]
    assert 1 == found["/ogloszenia-wedlug/wojewodztwo/zdalnie/"]


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"category": "wychodzenie-z-uzaleznien"}, "ludzie się nie wymieniają"),
        ({"category": "nie-ma-takiego"}, "ludzie się nie wymieniają"),
        ({"powiat": "9999"}, "nie znamy takiego powiatu"),
        ({"words": "Zadzwoń 601 234 567."}, "601 234 567"),
    ],
)
def test_site_keeps_its_own_rules(other: dict[str, object], says: str) -> None:
    """Whatever the desk says: such a notice is left out, and whoever builds reads why."""
    board = Board(notices=(notice("z9z-z9zz", TODAY, **other), notice("k7m-d4qv", TODAY)))
    catalog, ((number, why),) = with_board(CATALOG, board, TODAY)
    assert {"k7m-d4qv"} == set(catalog.of(Notice))
    assert "Z9Z-Z9ZZ" == number
    assert says in why


def test_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The same bytes whatever the order; no file is an empty board."""
    board = synthetic_board(TODAY)
    path = board_file(tmp_path)
    assert Board() == Board.read(path)
    path.parent.mkdir(parents=True)
    path.write_bytes(board.to_bytes())
    read = Board.read(path)
    assert set(board.notices) == set(read.notices)
    assert board.to_bytes() == Board(notices=board.notices[::-1]).to_bytes()


@pytest.mark.parametrize("cut", [b"", b'{"notices": [', b'{"notices": [{"slug": "a"}]}', b"[]"])
def test_damaged_file_is_named(tmp_path: Path, cut: bytes) -> None:
    """The site is not built without it in silence: the file is named, and what to do."""
    path = tmp_path / "notices.json"
    path.write_bytes(cut)
    with pytest.raises(BoardError, match=r"notices\.json.*skasuj ten plik"):
        Board.read(path)


def test_unknown_field_is_refused(tmp_path: Path) -> None:
    """Only the fields of the model come through: a name beside them stops the file."""
    path = tmp_path / "notices.json"
    text = synthetic_board(TODAY).to_bytes().decode()
    path.write_text(text.replace('"words"', '"name": "Anna", "words"', 1), encoding="utf-8")
    with pytest.raises(BoardError):
        Board.read(path)
