"""What the website shows of kinds of institutions."""

from __future__ import annotations

from catalog.institutions.kind import KIND
from catalog.institutions.website.search_entries import entries
from catalog.website.kinds.site_kind import SiteKind
from catalog.website.pages.institution_pages import institution_pages

SITE_KIND = SiteKind(
    KIND,
    more_pages=institution_pages,
    entries=entries,
)
