"""What the website shows of projects."""

from __future__ import annotations

from catalog.projects.kind import KIND
from catalog.projects.website.project_notice import next_step, notice
from catalog.projects.website.project_pages import context, list_pages
from catalog.projects.website.search_entries import entries
from catalog.text.language import N_
from catalog.website.kinds.site_kind import ListWords, RecordPage, SiteKind

SITE_KIND = SiteKind(
    KIND,
    page=RecordPage("project", context, notice=notice, next_step=next_step),
    list_words=ListWords(
        N_("Projekty z dotacjami."),
        (
            N_("dotacje"),
            N_("pieniądze"),
            N_("granty"),
        ),
    ),
    more_pages=list_pages,
    entries=entries,
)
