"""What the website shows of partnerships."""

from __future__ import annotations

from catalog.partnerships.kind import KIND
from catalog.partnerships.website.partnership_pages import context, list_page, next_step, notice
from catalog.partnerships.website.search_entries import entries
from catalog.text.language import N_
from catalog.website.kinds.site_kind import ListWords, RecordPage, SiteKind

SITE_KIND = SiteKind(
    KIND,
    page=RecordPage("partnership", context, notice=notice, next_step=next_step),
    list_words=ListWords(N_("Urzędy i organizacje, które pomagają razem.")),
    more_pages=list_page,
    entries=entries,
)
