"""The Atom feed of the board: the notices that are on it on the day of the build."""

from __future__ import annotations

from catalog.model import Catalog
from catalog.notices.website.notice_pages import BOARD, cards
from catalog.text.phrases import long_date
from catalog.website.feeds.atom import FeedRow, atom

NOTICES_FEED = "/ogloszenia.xml"


def notices_feed(catalog: Catalog, url: str) -> bytes | None:
    """The whole board, the newest first; None where there is no notice."""
    rows = [
        FeedRow(
            one.notice.published,
            one.path,
            f"{one.title}, {one.where}",
            f"{one.notice.words} Ważne do: {long_date(one.notice.until)}.",
        )
        for one in cards(catalog)
    ]
    if not rows:
        return None
    return atom(catalog.publisher, url, (NOTICES_FEED, BOARD, "ogłoszenia"), rows, rows[0].day)
