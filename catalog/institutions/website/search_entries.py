"""What search knows of kinds of institutions."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.text.language import _, typed_words
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.institution_pages import INSTITUTIONS
from catalog.website.search.pagefind_index import Entry


def entries(indexes: Indexes) -> Iterator[Entry]:
    """Every kind of institution."""
    for one in indexes.catalog.institutions.values():
        typed = typed_words(one.synonyms, one.translated_synonyms)
        yield Entry(
            path=f"{INSTITUTIONS}{one.slug}/",
            kind=_("Instytucja"),
            title=one.name.here,
            told=one.summary.here,
            names=(*filter(None, (one.abbreviation,)), *typed),
            text=tuple(word for said in (*one.does, one.for_whom) for word in said.words),
        )
