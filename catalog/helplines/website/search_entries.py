"""What search knows of helplines."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.text.language import _
from catalog.website.lookup.helplines import cards
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.helpline_pages import HELPLINES, answered
from catalog.website.search.pagefind_index import Entry


def entries(indexes: Indexes) -> Iterator[Entry]:
    """A page for each trouble, found by what people in it type, and by the numbers on it."""
    catalog, kind = indexes.catalog, _("Telefon pomocy")
    for trouble in answered(catalog):
        lines = cards(
            catalog, [one for one in catalog.helplines.values() if trouble.slug in one.troubles]
        )
        yield Entry(
            path=f"{HELPLINES}{trouble.slug}/",
            kind=kind,
            title=trouble.label,
            told=_(trouble.description or ""),
            names=trouble.also,
            words=tuple(f"{one.line.name.here} {one.dialled}" for one in lines),
            text=tuple(word for one in lines for word in one.line.when.words),
        )
