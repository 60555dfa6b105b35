"""Which pages nobody should be caught reading: they offer a way out of the page."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.records.taxonomies import Term

_WORDS = {"przemoc", "alkohol"}
"""A term is sensitive when its synonyms name violence or addiction."""


def is_sensitive(term: Term) -> bool:
    """Whether the pages of a term tell something that another person may punish."""
    return not _WORDS.isdisjoint(term.synonyms)


def any_sensitive(terms: Iterable[Term]) -> bool:
    """The same for a record with several terms."""
    return any(map(is_sensitive, terms))
