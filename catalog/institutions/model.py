"""A kind of institution: what any of them does for anybody, in the present tense. Frozen values.

Records of organizations tell what one office did in one project, years ago; whoever reads that
alone shuts himself out ("for mothers under 30"). This says what the law asks of all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from catalog.records.bilingual import PublicPage, Said
from catalog.records.record import Frozen
from catalog.records.value_types import (
    Day,
    GroupTerm,
    HelpTerm,
    Line,
    OrganizationKind,
    Slug,
    TroubleTerm,
)


class Law(Frozen):
    """A rule that says so: the act as people cite it, and the articles."""

    act: Said
    articles: Line | None = None


class Institution(Frozen):
    """One kind. `kind` is that of its records in the directory, where the directory has any.

    `summary` says in one sentence what it does and for whom; `where` where there is one; `does`
    what it does; `starts` the first steps, in their order. `checked` is the day on which all this
    was compared with at least two public pages.
    """

    slug: Slug
    name: Said
    abbreviation: Line | None = None
    kind: OrganizationKind | None = None
    summary: Said
    where: Said
    does: tuple[Said, ...] = Field(min_length=1)
    for_whom: Said
    starts: tuple[Said, ...] = Field(min_length=1)
    laws: tuple[Law, ...] = Field(min_length=1)
    troubles: tuple[TroubleTerm, ...] = ()
    needs: tuple[HelpTerm, ...] = ()
    groups: tuple[GroupTerm, ...] = ()
    synonyms: tuple[Line, ...] = ()
    translated_synonyms: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)
    sources: tuple[PublicPage, ...] = Field(min_length=2)
    checked: Day
