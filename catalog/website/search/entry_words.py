"""The words by which search finds a record: its terms, its towns, and what it says in Polish."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.model import Catalog
from catalog.records.taxonomies import Term
from catalog.text.language import HOME, spoken


def words_of_terms(terms: Iterable[Term]) -> tuple[str, ...]:
    """The names and abbreviations of terms, each once."""
    found = [word for term in terms for word in (term.label, term.abbreviation) if word]
    return tuple(dict.fromkeys(found))


def in_polish(*texts: str | None) -> tuple[str, ...]:
    """What records say at length, in Polish only: whoever searches in English has no use for it."""
    return tuple(filter(None, texts)) if spoken().code == HOME else ()


def words_of_towns(catalog: Catalog, slugs: Iterable[str | None]) -> tuple[str, ...]:
    """The names of towns and of their powiats."""
    places = catalog.places
    found = [places.towns[slug] for slug in dict.fromkeys(slugs) if slug]
    return tuple(word for one in found for word in (one.name, places.powiat_of(one.slug).name))
