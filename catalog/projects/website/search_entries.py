"""What search knows of projects."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.text.language import HOME, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.search.entry_words import in_polish, words_of_terms, words_of_towns
from catalog.website.search.pagefind_index import Entry


def entries(indexes: Indexes) -> Iterator[Entry]:
    """Every project."""
    catalog = indexes.catalog
    for one in catalog.projects.values():
        voivodeship = indexes.voivodeship_of_project(one)
        terms = [catalog.term("groups", slug) for slug in one.groups]
        theme = catalog.term("project_themes", one.theme)
        programme = catalog.term("funding_programmes", one.programme)
        yield Entry(
            path=f"/projekty/{one.slug}/",
            kind=_("Projekt"),
            title=one.name,
            told=one.summary,
            tongue=HOME,
            words=(
                *map(_, one.keywords),
                *words_of_terms((theme, programme, *terms)),
                *programme.also,
            ),
            text=(
                *in_polish(one.description, *one.activities),
                *words_of_towns(catalog, (one.place,)),
            ),
            places=(voivodeship.name,) if voivodeship else (),
        )
