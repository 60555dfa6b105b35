"""Files beside the pages of clubs: calendars, meetings for the script, prints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from catalog.model import Catalog
from catalog.website.beside import beside
from catalog.website.calendars import feeds
from catalog.website.meetings import meetings, meetings_file, meetings_path
from catalog.website.press import printed
from catalog.website.printing import Sheets


@contextmanager
def club_files(
    catalog: Catalog, site_url: str, templates: Path, today: date
) -> Iterator[Iterator[tuple[str, bytes]]]:
    """Every file as its site path and its bytes. `site_url` has no slash at its end.

    Calendars and prints are begun at once, so that pages can be written meanwhile.
    """
    sheets = Sheets(catalog, site_url, today)
    jobs = [job for club in catalog.clubs.values() for job in sheets.jobs(club)]
    with beside(len(catalog.clubs) + len(jobs)) as run:
        calendars = feeds(catalog, site_url, run)
        prints = run(partial(printed, templates), jobs)
        files = ((feed.path, feed.content) for feed in calendars)
        yield chain(files, meeting_files(catalog), prints)


def meeting_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """The files for the script, in the words of the language that is spoken."""
    for club in catalog.clubs.values():
        if club.dated:
            yield meetings_path(club), meetings_file(meetings(club))
