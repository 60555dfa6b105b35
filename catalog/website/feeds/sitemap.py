"""The sitemap (sitemaps.org 0.9): every page once, with the day of its last change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def sitemap(site_url: str, pages: Iterable[tuple[str, date | None]]) -> str:
    """The document for pages given as (site path, last change)."""
    rows = (
        f"<url><loc>{escape(site_url + path)}</loc>"
        + (f"<lastmod>{day.isoformat()}</lastmod>" if day else "")
        + "</url>\n"
        for path, day in pages
    )
    return _HEAD + "".join(rows) + "</urlset>\n"


def robots(site_url: str) -> str:
    """Everything may be read; here is the list."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}/sitemap.xml\n"
