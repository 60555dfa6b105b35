"""Where everything that we say comes from."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.publication import Publication
from catalog.records.sources import Source
from catalog.text.folding import sort_key
from catalog.text.language import N_
from catalog.website.lookup.indexes import Indexes
from catalog.website.site_pages.site_page import SitePage


@dataclass(frozen=True)
class SourcesContext:
    """The sources by title, and how many towns there are."""

    sources: tuple[Source, ...]
    towns: int


def _context(indexes: Indexes, _publication: Publication) -> SourcesContext:
    catalog = indexes.catalog
    known = sorted(catalog.sources.values(), key=lambda one: sort_key(one.title))
    return SourcesContext(tuple(known), len(catalog.places.towns))


PAGES = (
    SitePage(
        path="/zrodla/",
        name="sources",
        title=N_("Źródła i licencje"),
        description=N_("Skąd mamy informacje i kto jest ich autorem."),
        context=_context,
        told=N_("Skąd mamy informacje."),
        words=(N_("autorzy"), N_("prawa autorskie")),
    ),
)
