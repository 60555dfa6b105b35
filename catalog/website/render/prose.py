"""What our frame adds to a hand-written page."""

from __future__ import annotations

import re

from pydantic import BaseModel

from catalog.kinds.registry import RECORD_KINDS
from catalog.model import Catalog
from catalog.records.record import Record
from catalog.records.sources import MADE_UP

_SUMMARY = re.compile(r'<div class="admonition abstract">.*?</div>\n', re.DOTALL)
_LINK = re.compile(r"<a .*?</a>", re.DOTALL)
_LINK_TO_RECORD = re.compile(
    r'<a\b[^>]*?\shref="(/[^"/]+/)(?:([^"/]+)/)?(?:#[^"]*)?"[^>]*>(.*?)</a>', re.DOTALL
)


def lift_next_step(html: str) -> str:
    """Repeat the link of the last section, which is the next step, below the summary.

    Somebody in trouble reads two screens of a phone, and the step stands at the end. A page without
    a summary, or without a link in its last section, stays as it is.
    """
    summary = _SUMMARY.search(html)
    link = _LINK.search(html, max(html.rfind("<h2"), 0))
    if summary is None or link is None or link.start() < summary.end():
        return html
    box = f'<p class="now">{link[0]}</p>\n'
    return html[: summary.end()] + box + html[summary.end() :]


def link_known_records(html: str, catalog: Catalog) -> str:
    """Prose names real records, which a made-up catalogue has not: keep the words, not the link.

    In any other catalogue such a link stays, and the build names it as dead.
    """
    if MADE_UP not in catalog.sources:
        return html
    made_up = {
        kind.path: kind
        for kind in RECORD_KINDS
        if all(map(_is_made_up, catalog.records[kind.folder].values()))
    }

    def linked(match: re.Match[str]) -> str:
        path, slug, words = match.groups()
        kind = made_up.get(path)
        if kind is None:
            return match[0]
        records = catalog.records[kind.folder]
        there = slug in records if slug else bool(records) or kind.is_entry
        return match[0] if there else words

    return _LINK_TO_RECORD.sub(linked, html)


def _is_made_up(record: BaseModel) -> bool:
    """What is not an entry has no sources of its own, and is never made up."""
    return isinstance(record, Record) and MADE_UP in {one.document for one in record.sources}
