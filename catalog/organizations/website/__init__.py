"""What the website shows of organizations."""

from __future__ import annotations

from catalog.organizations.kind import KIND
from catalog.organizations.website.json_ld import nodes
from catalog.organizations.website.next_step import next_step
from catalog.organizations.website.organization_page import context, description
from catalog.organizations.website.search_entries import entries
from catalog.text.language import N_
from catalog.website.kinds.site_kind import ListWords, RecordPage, SiteKind

SITE_KIND = SiteKind(
    KIND,
    page=RecordPage(
        "organization",
        context,
        description=description,
        next_step=next_step,
        nodes=nodes,
    ),
    list_words=ListWords(
        N_("Wszystkie organizacje od A do Z."),
        (
            N_("katalog"),
            N_("lista"),
        ),
    ),
    more_pages=lambda _indexes: (),  # its list is the beginning of all filters
    entries=entries,
)
