"""What search knows of partnerships."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.text.language import HOME, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.search.entry_words import in_polish, words_of_terms, words_of_towns
from catalog.website.search.pagefind_index import Entry


def entries(indexes: Indexes) -> Iterator[Entry]:
    """Every partnership."""
    catalog = indexes.catalog
    for one in catalog.partnerships.values():
        groups = [catalog.term("groups", slug) for slug in one.groups]
        members = [catalog.organizations[partner.organization].name for partner in one.partners]
        yield Entry(
            path=f"/partnerstwa/{one.slug}/",
            kind=_("Partnerstwo"),
            title=one.name,
            told=one.summary,
            tongue=HOME,
            words=(one.standard, *words_of_terms(groups), *words_of_towns(catalog, (one.place,))),
            text=in_polish(one.target_group, one.description, *members),
            places=(catalog.places.voivodeship_of(one.place).name,),
        )
