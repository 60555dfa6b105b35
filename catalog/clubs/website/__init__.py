"""What the website shows of clubs."""

from __future__ import annotations

from catalog.clubs.kind import KIND
from catalog.clubs.website.club_pages import context, list_pages, next_step, notice
from catalog.clubs.website.json_ld import nodes
from catalog.clubs.website.search_entries import entries
from catalog.text.language import N_
from catalog.website.kinds.site_kind import ListWords, RecordPage, SiteKind

SITE_KIND = SiteKind(
    KIND,
    page=RecordPage("club", context, notice=notice, next_step=next_step, nodes=nodes),
    list_words=ListWords(
        N_("Kluby integracji i samopomocy."),
        (
            N_("spotkania"),
            N_("zajęcia"),
        ),
    ),
    more_pages=list_pages,
    entries=entries,
)
