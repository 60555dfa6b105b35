"""Texts in several languages, and the public pages that content was compared with."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from catalog.records.record import Frozen
from catalog.records.value_types import Line, Website
from catalog.text.language import TYPED_BY_READERS, spoken


class Said(Frozen):
    """One text in Polish, and under its code in each language that somebody may read it in."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Line] = Field(init=False)

    pl: Line

    @property
    def here(self) -> str:
        """The text in the language that is spoken, else in Polish."""
        return self._translations.get(spoken().code, self.pl)

    @property
    def words(self) -> tuple[str, ...]:
        """What a search in the language that is spoken finds it by: Ukrainian in each."""
        return (self.here, *(text for _code, text in self.aside))

    @property
    def aside(self) -> tuple[tuple[str, str], ...]:
        """Code and text in the languages that stand beside every other one."""
        known = self._translations
        return tuple(
            (code, known[code])
            for code in TYPED_BY_READERS
            if code in known and code != spoken().code
        )

    @property
    def _translations(self) -> dict[str, str]:
        return self.__pydantic_extra__


class PublicPage(Frozen):
    """A public page that says the same as we: whose it is, of which year, and where it stands.

    `year` None: the page does not say. `address` None: we saw the page, but have not kept where.
    """

    name: Line
    year: int | None = Field(default=None, ge=2000, le=2100)
    address: Website | None = None
