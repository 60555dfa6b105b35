"""Files beside the pages of clubs: calendars, and meetings for the script."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model import Catalog
from catalog.website.calendars import feeds
from catalog.website.meetings import meetings, meetings_file, meetings_path


def club_files(catalog: Catalog, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Every file as its site path and its bytes. `site_url` has no slash at its end."""
    for feed in feeds(catalog, site_url):
        yield feed.path, feed.content
    for club in catalog.clubs.values():
        if club.dated:
            yield meetings_path(club), meetings_file(meetings(club))
