"""What the website shows of notices."""

from __future__ import annotations

from catalog.notices.kind import KIND
from catalog.notices.website.notice_pages import notice_pages
from catalog.notices.website.search_entries import entries
from catalog.website.kinds.site_kind import SiteKind

SITE_KIND = SiteKind(KIND, more_pages=notice_pages, entries=entries)
