"""Files beside the pages of clubs: calendars, meetings for the script, prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from catalog.text.language import Language, speaking
from catalog.website.feeds.calendars import Seated, club_events, feeds, seated
from catalog.website.print.club_pdfs import Sheets
from catalog.website.print.process_pool import worker_pool
from catalog.website.print.typst_pdf import printed
from catalog.website.schedule.meetings import meetings, meetings_file, meetings_path

File = tuple[str, bytes]
"""A site path, and what stands there."""


@contextmanager
def club_files(
    sheets: Sheets, languages: Sequence[Language], templates: Path, workers: int | None = None
) -> Iterator[Iterator[File]]:
    """Every file of a catalogue's clubs, in all languages, each begun at once where they are many.

    So pages can be written meanwhile. `templates` is the folder `site_templates`; `workers` says
    how many processes work, other than as many as make sense.
    """
    clubs = seated(sheets.catalog)
    jobs = [job for one in clubs for job in sheets.jobs(one.club)]
    with worker_pool(len(clubs) + len(jobs), workers) as run:
        made = run(partial(_made, sheets.site_url, tuple(languages)), clubs)
        prints = run(partial(printed, templates), jobs)
        yield chain(_files(sheets, clubs, made), prints)


@dataclass(frozen=True)
class _Made:
    """The events of a club, and the files that the script asks for, one in each language."""

    events: bytes
    timetables: tuple[File, ...]


def _made(site_url: str, languages: Sequence[Language], one: Seated) -> _Made:
    timetables = []
    for language in languages:
        with speaking(language):
            timetables.append((meetings_path(one.club), meetings_file(meetings(one.club))))
    return _Made(club_events(site_url, one), tuple(timetables))


def _files(sheets: Sheets, clubs: Sequence[Seated], made: Iterable[_Made]) -> Iterator[File]:
    written = []
    for (club, _), one in zip(clubs, made, strict=True):
        yield from one.timetables
        written.append((club, one.events))
    for feed in feeds(sheets.catalog, sheets.site_url, written):
        yield feed.path, feed.content
