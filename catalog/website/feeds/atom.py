"""The Atom feed of changes (RFC 4287): the newest records of every kind."""

from __future__ import annotations

from datetime import date, datetime, time
from xml.sax.saxutils import escape

from catalog.kinds.registry import RECORD_KINDS
from catalog.model import Catalog
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
    newest = found[0][0] if found else today
    name = escape(catalog.publisher.site_name)
    author = escape(catalog.publisher.name or catalog.publisher.site_name)
    rows = "".join(_row(url, *row) for row in found[:_NEWEST])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pl"><title>{name}: zmiany</title>\n'
        f'<id>{url}{FEED}</id><link rel="self" href="{url}{FEED}"/><link href="{url}/"/>\n'
        f"<updated>{_moment(newest)}</updated><author><name>{author}</name></author>\n"
        f"{rows}</feed>\n"
    ).encode()


def _row(url: str, day: date, path: str, kind: str, record: Record) -> str:
    return (
        f"<entry><title>{escape(f'{kind}: {record.name}')}</title><id>{url}{path}</id>"
        f'<link href="{url}{path}"/><updated>{_moment(day)}</updated>'
        f"<summary>{escape(record.summary)}</summary></entry>\n"
    )


def _moment(day: date) -> str:
    return datetime.combine(day, time(), WARSAW).isoformat()
