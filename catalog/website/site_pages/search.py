"""Searching the site."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.publication import Publication
from catalog.text.language import N_, spoken
from catalog.website.lookup.helplines import Call, calls
from catalog.website.lookup.indexes import Indexes
from catalog.website.search.pagefind_index import INDEX, available
from catalog.website.site_pages.site_page import SitePage


@dataclass(frozen=True)
class SearchContext:
    """Whether this build has an index, and where; whom one may call about each trouble."""

    searchable: bool
    index: str
    calls: tuple[Call, ...]


def _context(indexes: Indexes, _publication: Publication) -> SearchContext:
    return SearchContext(available(), f"{spoken().prefix}/{INDEX}", calls(indexes.catalog))


PAGES = (
    SitePage(
        path="/szukaj/",
        name="search",
        title=N_("Szukaj"),
        description=N_(
            "Znajdź organizację, rodzaj pomocy albo miejscowość. Działa też z literówką."
        ),
        context=_context,
    ),
)
