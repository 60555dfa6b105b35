"""The language that a page speaks: Polish, in which everything is written, or a translation.

Words are gettext's: the Polish text is the key, and `site_templates/words/<code>.po` holds the
program's translations, `content/words/<code>.po` those of the forms. Which languages there are is
said by these files alone (`gettext_files.codes`). A Polish text that changes
loses its translation, which a test and `wzajemnie check` report: none grows stale in silence.

Addresses are translated too. The Polish path of a page is its key everywhere in the code;
`Language.path` turns it into the address in its language with `words/<code>.yml`.

Which language is spoken is a context variable, as a locale is: a build writes all pages of one
language and then of the other, a request is answered in one, and no function between has to hand
it on. See docs/developers/decisions.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property

HOME = "pl"
"""The language that everything is written in; its addresses have no prefix."""
TYPED_BY_READERS = ("uk",)
"""Languages that many readers type when they search, though the site may not speak them."""
SERVICE = "/zgloszenia/"
"""Addresses below it are the forms service's, not pages of the site."""
_STAFF = ("redakcja", "obsluga")
"""First words of paths that exist in Polish only: guides for editors and operators."""


@dataclass(frozen=True, eq=False)
class Language:
    """One language: its code, its words by Polish text, its path words by Polish path word.

    `locale` names the country's writing of dates and numbers, as CLDR does: pl_PL, en_GB.
    """

    code: str = HOME
    words: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)
    locale: str = "pl_PL"
    _paths: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    @property
    def prefix(self) -> str:
        """What the addresses of its pages begin with: nothing in Polish, else `/en`."""
        return "" if self.code == HOME else f"/{self.code}"

    def say(self, text: str) -> str:
        """The text in this language, or the Polish one where it has no translation."""
        return self.words.get(text, text)

    def has(self, path: str) -> bool:
        """Whether a page exists in this language."""
        return self.code == HOME or path.split("/", 2)[1] not in _STAFF

    def path(self, path: str) -> str:
        """The address of a page in this language, from its Polish one; query and anchor stay.

        Files (calendars, prints, data) are shared by all languages and keep their address.
        """
        if self.code == HOME:
            return path
        known = self._paths.get(path)
        if known is None:
            known = self._paths[path] = self._translated(path)
        return known

    def polish(self, path: str) -> str:
        """The Polish path of an address in this language: `path` turned round."""
        if self.code == HOME:
            return path
        words = path.removeprefix(f"{self.prefix}/").split("/")
        return "/" + "/".join(_changed(word, self._back) for word in words)

    @cached_property
    def _back(self) -> Mapping[str, str]:
        return {ours: polish for polish, ours in self.segments.items()}

    def _translated(self, path: str) -> str:
        page = path.partition("#")[0].partition("?")[0]
        is_page = (page.endswith("/") and page.startswith("/")) or page.startswith(SERVICE)
        if not is_page or not self.has(page):
            return path
        words = (_changed(word, self.segments) for word in page.split("/"))
        return f"{self.prefix}{'/'.join(words)}{path[len(page) :]}"


def _changed(word: str, table: Mapping[str, str]) -> str:
    """A word of a path by the table; of a numbered one (`strona-2`) the part before the number."""
    if word in table:
        return table[word]
    name, hyphen, number = word.rpartition("-")
    return f"{table[name]}-{number}" if hyphen and number.isdigit() and name in table else word


POLISH = Language()
_spoken: ContextVar[Language] = ContextVar("spoken", default=POLISH)


def spoken() -> Language:
    """The language of the page that is being made."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[Language]:
    """Make pages in this language until the block ends."""
    token = _spoken.set(language)
    try:
        yield language
    finally:
        _spoken.reset(token)


def _(text: str) -> str:
    """A Polish text in the language that is spoken."""
    return _spoken.get().words.get(text, text)


def typed_words(polish: Sequence[str], others: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What people type for a thing: in the language that is spoken, and what many type in all.

    `others` are by language code.
    """
    code = _spoken.get().code
    typed = polish if code == HOME else others.get(code, ())
    return (
        *typed,
        *(word for one in TYPED_BY_READERS if one != code for word in others.get(one, ())),
    )


def N_(text: str) -> str:  # noqa: N802 - gettext's own name, which its tools look for
    """Mark a Polish text for translation where it is only kept; say it with `_` when it is used."""
    return text
