"""What the website shows of helplines."""

from __future__ import annotations

from catalog.helplines.kind import KIND
from catalog.helplines.website.search_entries import entries
from catalog.text.language import N_
from catalog.website.kinds.site_kind import ListWords, SiteKind
from catalog.website.pages.helpline_pages import helpline_pages

SITE_KIND = SiteKind(
    KIND,
    list_words=ListWords(
        N_("Numery, pod które możesz zadzwonić teraz."),
        (
            N_("telefon zaufania"),
            N_("infolinia"),
            N_("gdzie zadzwonić"),
        ),
    ),
    more_pages=helpline_pages,
    entries=entries,
)
