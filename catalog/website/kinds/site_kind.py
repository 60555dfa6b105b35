"""The other half of a kind of record: its pages, and what search knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from catalog.kinds.record_kind import RecordKind
from catalog.model import Catalog
from catalog.records.record import Record
from catalog.text.language import HOME, N_, _
from catalog.website.feeds.json_ld import Node
from catalog.website.lookup.indexes import Indexes, sorted_by_name
from catalog.website.render.contexts import NoContext
from catalog.website.render.freshness import Notice, notice, standing_words
from catalog.website.render.next_step import NextStep, look_nearby
from catalog.website.render.templates import Page
from catalog.website.search.pagefind_index import Entry

K = TypeVar("K", bound=BaseModel)
R = TypeVar("R", bound=Record)
C = TypeVar("C")


def _no_context(_indexes: Indexes, _record: Any) -> Any:
    return NoContext()


def _its_summary(_record: Any, _context: Any) -> None:
    return None


def _next_step(_indexes: Indexes, _record: Any) -> NextStep:
    return look_nearby()


def _no_nodes(_address: str, _record: Any, _context: Any) -> Iterator[Node]:
    yield from ()


@dataclass(frozen=True)
class RecordPage(Generic[R, C]):
    """The page of one record, as `catalog.website.pages.record_pages` makes it.

    `name` is its template below `pages/` without `.html`, which extends `pages/entry.html`.
    `context` is what it shows besides what every record's page does: a dataclass, whose fields the
    template names. Where it has `what` (a term that says what the record is), `seat` or `groups`,
    a description in another language is made of them. `description` is another one than the
    record's summary, of the record and its context. `notice` says how old the facts are,
    `next_step` what the reader can do; `nodes` are what machines read of it (JSON-LD): of the
    page's address, record and context.
    """

    name: str
    context: Callable[[Indexes, R], C] = _no_context
    description: Callable[[R, C], str | None] = _its_summary
    notice: Callable[[Catalog, R, date | None], Notice] = notice
    next_step: Callable[[Indexes, R], NextStep] = _next_step
    nodes: Callable[[str, R, C], Iterable[Node]] = _no_nodes


@dataclass(frozen=True)
class ListWords:
    """What search says of the list of a kind, and other words that find it (`N_`)."""

    told: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordsContext:
    """What the plain list of a kind may name: each record with its standing in words."""

    rows: tuple[tuple[Record, str], ...]
    noun: str
    above: str


@dataclass(frozen=True)
class SiteKind(Generic[K]):
    """What the website shows of one kind of record.

    `page` is the page of each record, for a kind whose records are entries. `list_words` are for
    a kind with a list of its own; `more_pages` are that list and whatever else it has: without
    them it is one plain list of all records by name. `entries` are what search finds besides the
    list, by default each record's page.
    """

    kind: RecordKind[K]
    page: RecordPage[Any, Any] | None = None
    list_words: ListWords | None = None
    more_pages: Callable[[Indexes], Iterable[Page]] | None = None
    entries: Callable[[Indexes], Iterable[Entry]] | None = None

    def found(self, indexes: Indexes) -> Iterable[Entry]:
        """What search knows of this kind's records."""
        if self.entries is not None:
            return self.entries(indexes)
        return self._plain_entries(indexes.catalog) if self.page else ()

    def list_entries(self) -> Iterator[Entry]:
        """What search knows of its list."""
        if self.list_words:
            words = tuple(map(_, self.list_words.words))
            told = _(self.list_words.told)
            yield Entry(self.kind.path, _("Strona"), _(self.kind.label), told, words)

    def other_pages(self, indexes: Indexes) -> Iterable[Page]:
        """All its pages but those of single records."""
        if self.more_pages is not None:
            return self.more_pages(indexes)
        return self._plain_list(indexes.catalog) if self.page and self.list_words else ()

    def _plain_list(self, catalog: Catalog) -> Iterator[Page]:
        assert self.list_words
        listed: Iterable[Any] = catalog.listed(self.kind).values()
        records = sorted_by_name(listed)
        yield Page(
            path=self.kind.path,
            template="pages/records.html",
            title=_(self.kind.label),
            description=_(self.list_words.told),
            trail=((N_("Początek"), "/"),),
            kind="records",
            updated=max((one.updated for one in records), default=None),
            context=RecordsContext(
                rows=tuple((one, standing_words(catalog, one)) for one in records),
                noun=self.kind.nouns.one,
                above=self.kind.path,
            ),
            long_list="rows",
        )

    def _plain_entries(self, catalog: Catalog) -> Iterator[Entry]:
        for slug, one in catalog.listed(self.kind).items():
            assert isinstance(one, Record)
            yield Entry(
                path=f"{self.kind.path}{slug}/",
                kind=_(self.kind.title),
                title=one.name,
                told=one.summary,
                tongue=HOME,
            )
