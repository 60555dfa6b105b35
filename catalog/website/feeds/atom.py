"""Atom feeds (RFC 4287), and the one of changes: the newest records of every kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.sax.saxutils import escape

from catalog.kinds.registry import RECORD_KINDS
from catalog.model import Catalog
from catalog.records.publisher import PublisherFile
from catalog.records.record import Record
from catalog.text.time_zone import WARSAW

FEED = "/zmiany.xml"


_NEWEST = 100


def changes(catalog: Catalog, url: str, today: date) -> bytes:
    """The feed of the newest changes of records, by the day of each one's last edit."""
    found: list[tuple[date, str, str, Record]] = [
        (record.updated, f"{kind.path}{slug}/", kind.title, record)
        for kind in RECORD_KINDS
        if kind.is_entry
        for slug, record in catalog.listed(kind).items()
    ]
    found.sort(key=lambda row: (-row[0].toordinal(), row[1]))
    rows = [
        FeedRow(day, path, f"{kind}: {record.name}", record.summary)
        for day, path, kind, record in found[:_NEWEST]
    ]
    newest = found[0][0] if found else today
    return atom(catalog.publisher, url, (FEED, "/", "zmiany"), rows, newest)


@dataclass(frozen=True)
class FeedRow:
    """An entry: the day of its last change, the Polish path of its page, its words."""

    day: date
    path: str
    title: str
    summary: str


def atom(
    publisher: PublisherFile,
    url: str,
    called: tuple[str, str, str],
    rows: Iterable[FeedRow],
    newest: date,
) -> bytes:
    """A feed in Polish. called: its path, the path of the page that it is of, and what it tells."""
    path, page, what = called
    name = escape(publisher.site_name)
    author = escape(publisher.name or publisher.site_name)
    told = "".join(_row(url, one) for one in rows)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pl"><title>{name}: {what}</title>\n'
        f'<id>{url}{path}</id><link rel="self" href="{url}{path}"/><link href="{url}{page}"/>\n'
        f"<updated>{_moment(newest)}</updated><author><name>{author}</name></author>\n"
        f"{told}</feed>\n"
    ).encode()


def _row(url: str, row: FeedRow) -> str:
    return (
        f"<entry><title>{escape(row.title)}</title><id>{url}{row.path}</id>"
        f'<link href="{url}{row.path}"/><updated>{_moment(row.day)}</updated>'
        f"<summary>{escape(row.summary)}</summary></entry>\n"
    )


def _moment(day: date) -> str:
    return datetime.combine(day, time(), WARSAW).isoformat()
