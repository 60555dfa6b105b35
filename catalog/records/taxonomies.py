"""A taxonomy: a closed list of terms, each in both languages with its synonyms."""

from __future__ import annotations

from pydantic import Field

from catalog.records.record import Frozen
from catalog.records.value_types import (
    Flag,
    Line,
    Slug,
)
from catalog.text.language import HOME, spoken


class Term(Frozen):
    """One word of a taxonomy in both languages. `synonyms` are what people type when searching.

    The site does not speak Ukrainian, but many of its readers type it: `synonyms_uk` are found in
    both searches.
    """

    slug: Slug
    pl: Line
    en: Line
    abbreviation: Line | None = None
    description: Line | None = None
    synonyms: tuple[Line, ...] = ()
    synonyms_en: tuple[Line, ...] = ()
    synonyms_uk: tuple[Line, ...] = ()
    exchangeable: Flag = False

    @property
    def label(self) -> str:
        """The word in the language that is spoken."""
        return self.pl if spoken().code == HOME else self.en

    @property
    def also(self) -> tuple[str, ...]:
        """What people type for it in the language that is spoken, and in Ukrainian."""
        typed = self.synonyms if spoken().code == HOME else self.synonyms_en
        return typed + self.synonyms_uk


class Taxonomy(Frozen):
    """A closed list of terms, in the order in which pages show them."""

    slug: str
    title: Line
    terms: tuple[Term, ...] = Field(min_length=1)

    def __getitem__(self, slug: str) -> Term:
        return next(term for term in self.terms if term.slug == slug)
