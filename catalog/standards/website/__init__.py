"""What the website shows of support standards."""

from __future__ import annotations

from catalog.standards.kind import KIND
from catalog.standards.website.standard_pages import standard_pages
from catalog.website.kinds.site_kind import SiteKind

SITE_KIND = SiteKind(
    KIND,
    more_pages=standard_pages,
)
