"""What a page of the site itself is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalog.publication import Publication
from catalog.text.language import N_, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.contexts import NoContext
from catalog.website.render.templates import Page


def _no_context(_indexes: Indexes, _publication: Publication) -> NoContext:
    return NoContext()


@dataclass(frozen=True)
class SitePage:
    """A page at a path, in every language. Its texts are marked by `N_`.

    `name` is its template below `pages/` without `.html`; `context` answers a dataclass, whose
    fields the template names. `told` is what search says of it, nothing where search does not know
    it; `words` are others that find it. The site map has it without being told.
    """

    path: str
    name: str
    title: str
    description: str
    context: Callable[[Indexes, Publication], Any] = _no_context
    told: str = ""
    words: tuple[str, ...] = ()

    def page(self, indexes: Indexes, publication: Publication) -> Page:
        """It, to be drawn in the language that is spoken."""
        return Page(
            path=self.path,
            template=f"pages/{self.name}.html",
            title=_(self.title),
            description=_(self.description),
            context=self.context(indexes, publication),
            trail=((N_("Początek"), "/"),),
            kind=self.name,
        )
