"""Pages of clubs: the list, and one for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalog.clubs.model import Club
from catalog.clubs.timetable import counts, planned_hours
from catalog.model import Catalog, last_change
from catalog.text.language import N_, _
from catalog.website.feeds.calendars import feed_path
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.cards import club_card
from catalog.website.pages.record_pages import location, record_page, terms
from catalog.website.print.club_pdfs import prints
from catalog.website.render.templates import Page
from catalog.website.schedule.club_schedule import Plan, joining
from catalog.website.schedule.meetings import Coming, meetings_path

_HOME = (N_("Początek"), "/")
_KINDS_OF_CLASS = (
    ("social", N_("Wsparcie społeczne")),
    ("vocational", N_("Wsparcie zawodowe")),
    ("support", N_("Dodatkowe wsparcie")),
    ("leisure", N_("Czas wolny")),
)


def club_pages(catalog: Catalog, indexes: Indexes, today: date) -> Iterator[Page]:
    """The list of clubs, a page for each (the example too), and the meetings to come.

    `today` is the day of the build.
    """
    coming = Coming(catalog, today)
    yield Page(
        path="/kluby/",
        template="pages/clubs.html",
        title=_("Kluby"),
        description=_("Kluby integracji społecznej i kluby samopomocy: zajęcia, grupy i godziny."),
        context={
            "rows": tuple(club_card(catalog, indexes, one) for one in indexes.clubs),
            "examples": tuple(one for one in catalog.clubs.values() if one.example),
            "dated": bool(coming.towns),
        },
        updated=last_change(catalog.clubs),
        trail=(_HOME,),
        kind="clubs",
    )
    for club in catalog.clubs.values():
        yield club_page(catalog, indexes, club, today)
    yield from coming.pages()


def club_page(catalog: Catalog, indexes: Indexes, club: Club, today: date) -> Page:
    """One club: for whom, when, how many hours of what."""
    kinds = tuple(
        (label, tuple(one for one in club.cycle.classes if one.kind == kind))
        for kind, label in _KINDS_OF_CLASS
    )
    return record_page(
        catalog,
        indexes,
        club,
        (N_("Kluby"), "/kluby/"),
        "club",
        club_kind=catalog.term("club_kinds", club.kind),
        seat=location(catalog, club.place),
        groups=terms(catalog, "groups", club.groups),
        organization=catalog.organizations[club.run_by] if club.run_by else None,
        classes=tuple((_(label), ones, planned_hours(ones)) for label, ones in kinds if ones),
        hours=planned_hours(club.cycle.classes),
        most_hours=max((one.hours or 0 for one in club.cycle.classes), default=0),
        counts=counts(club.cycle),
        plan=Plan(club, today) if club.dated else None,
        prints=prints(club),
        joining=joining(club),
        places=sum(group.places for group in club.cycle.groups),
        meetings_path=meetings_path(club),
        calendar=feed_path(f"/kluby/{club.slug}/"),
        projects=tuple(catalog.projects[slug] for slug in club.projects),
    )
