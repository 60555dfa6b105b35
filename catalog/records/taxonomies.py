"""A taxonomy: a closed list of terms, each in every language with its synonyms."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from catalog.records.record import Frozen
from catalog.records.value_types import (
    Flag,
    Line,
    Slug,
)
from catalog.text.language import spoken, typed_words


class TermTranslation(Frozen):
    """A term in another language: its name there, and what people type for it.

    A language that people type and the site does not speak (Ukrainian) has synonyms alone.
    """

    name: Line | None = None
    synonyms: tuple[Line, ...] = ()


class Term(Frozen):
    """One word of a taxonomy. `synonyms` are what people type when searching.

    `translations` are by language code; a language without one is answered in Polish.
    """

    slug: Slug
    pl: Line
    uk: Line | None = None
    abbreviation: Line | None = None
    description: Line | None = None
    synonyms: tuple[Line, ...] = ()
    translations: Mapping[str, TermTranslation] = Field(default_factory=dict)
    exchangeable: Flag = False

    @property
    def label(self) -> str:
        """The word in the language that is spoken."""
        ours = self.translations.get(spoken().code)
        return ours.name if ours and ours.name else self.pl

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in other languages."""
        return tuple(one.name for one in self.translations.values() if one.name)

    @property
    def also(self) -> tuple[str, ...]:
        """What people type for it in the language that is spoken, and in those the site lacks."""
        others = {code: one.synonyms for code, one in self.translations.items()}
        return typed_words(self.synonyms, others)


class Taxonomy(Frozen):
    """A closed list of terms, in the order in which pages show them."""

    slug: str
    title: Line
    terms: tuple[Term, ...] = Field(min_length=1)

    def __getitem__(self, slug: str) -> Term:
        return next(term for term in self.terms if term.slug == slug)
