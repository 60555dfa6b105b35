"""What anybody can check of the site without believing us."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.publication import Publication
from catalog.records.publisher import PublisherFile
from catalog.text.language import N_
from catalog.upkeep import Upkeep
from catalog.website.feeds.file_hashes import PATH
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.program_version import commit, program_version
from catalog.website.site_pages.site_page import SitePage


@dataclass(frozen=True)
class TrustContext:
    """The program, its upkeep, and where the list of files is; None is what nobody knows."""

    publisher: PublisherFile
    upkeep: Upkeep
    version: str | None
    commit: str | None
    hashes: str = PATH


def _context(indexes: Indexes, _publication: Publication) -> TrustContext:
    return TrustContext(
        indexes.catalog.publisher, indexes.catalog.upkeep, program_version(), commit()
    )


PAGES = (
    SitePage(
        path="/zaufanie/",
        name="trust",
        title=N_("Jak nas sprawdzić"),
        description=N_("Z czego jest ta strona, kiedy próbowaliśmy kopii i ile skasowaliśmy."),
        context=_context,
        told=N_("Wersja programu, sumy plików, próba kopii, liczby skasowanych zgłoszeń."),
        words=(N_("zaufanie"), N_("bezpieczeństwo"), "SHA-256"),
    ),
)
