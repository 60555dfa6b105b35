"""What search knows of clubs."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.text.language import HOME, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.record_pages import location
from catalog.website.search.entry_words import in_polish, words_of_terms, words_of_towns
from catalog.website.search.pagefind_index import Entry


def entries(indexes: Indexes) -> Iterator[Entry]:
    """Every club but the example."""
    catalog = indexes.catalog
    for one in catalog.real_clubs.values():
        kind = catalog.term("club_kinds", one.kind)
        seat = location(catalog, one.place)
        yield Entry(
            path=f"/kluby/{one.slug}/",
            kind=_("Klub"),
            title=one.name,
            told=one.summary,
            tongue=HOME,
            names=kind.also,
            words=(*words_of_terms((kind,)), *words_of_towns(catalog, (one.place,))),
            text=in_polish(one.description, *(lesson.name for lesson in one.cycle.classes)),
            places=(seat.voivodeship.name,) if seat else (),
        )
