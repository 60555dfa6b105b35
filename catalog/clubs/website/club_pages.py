"""Pages of clubs: the list, the meetings to come, and what the page of each one shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalog.clubs.model import Club, ClubClass
from catalog.clubs.timetable import Count, counts, planned_hours
from catalog.model import Catalog, last_change
from catalog.organizations.model import Organization
from catalog.projects.model import Project
from catalog.records.taxonomies import Term
from catalog.text.language import N_, _
from catalog.website.feeds.calendars import feed_path
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.cards import ClubCard, club_card
from catalog.website.pages.record_pages import Location, location, terms
from catalog.website.print.club_pdfs import Prints, prints
from catalog.website.render.freshness import Notice, notice_with
from catalog.website.render.next_step import NextStep, step_through
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


@dataclass(frozen=True)
class ClubsContext:
    """What the template of the list may name. `dated`: whether there are meetings with dates."""

    rows: tuple[ClubCard, ...]
    examples: tuple[Club, ...]
    dated: bool


def list_pages(indexes: Indexes) -> Iterator[Page]:
    """The list of clubs, and the meetings to come from the day of the build on."""
    catalog = indexes.catalog
    coming = Coming(catalog, indexes.today)
    yield Page(
        path="/kluby/",
        template="pages/clubs.html",
        long_list="rows",
        title=_("Kluby"),
        description=_("Kluby integracji społecznej i kluby samopomocy: zajęcia, grupy i godziny."),
        context=ClubsContext(
            rows=tuple(club_card(catalog, indexes, one) for one in indexes.clubs),
            examples=tuple(one for one in catalog.clubs.values() if one.example),
            dated=bool(coming.towns),
        ),
        updated=last_change(catalog.clubs),
        trail=(_HOME,),
        kind="clubs",
    )
    yield from coming.pages()


@dataclass(frozen=True)
class ClubContext:
    """What the template of one club may name.

    `classes` are its kinds of classes with their planned hours, `hours` the sum of all; `counts`
    its meetings without dates, `plan` those with dates; `calendar` and `meetings_path` are paths.
    """

    club_kind: Term
    seat: Location | None
    groups: tuple[Term, ...]
    organization: Organization | None
    classes: tuple[tuple[str, tuple[ClubClass, ...], int], ...]
    hours: int
    most_hours: int
    counts: tuple[Count, ...]
    plan: Plan | None
    prints: Prints | None
    joining: str
    places: int
    meetings_path: str
    calendar: str
    projects: tuple[Project, ...]

    @property
    def what(self) -> Term:
        """What the club is."""
        return self.club_kind


def context(indexes: Indexes, club: Club) -> ClubContext:
    """What one club shows: for whom, when, how many hours of what."""
    catalog = indexes.catalog
    kinds = tuple(
        (label, tuple(one for one in club.cycle.classes if one.kind == kind))
        for kind, label in _KINDS_OF_CLASS
    )
    return ClubContext(
        club_kind=catalog.term("club_kinds", club.kind),
        seat=location(catalog, club.place),
        groups=terms(catalog, "groups", club.groups),
        organization=catalog.organizations[club.run_by] if club.run_by else None,
        classes=tuple((_(label), ones, planned_hours(ones)) for label, ones in kinds if ones),
        hours=planned_hours(club.cycle.classes),
        most_hours=max((one.hours or 0 for one in club.cycle.classes), default=0),
        counts=counts(club.cycle),
        plan=Plan(club, indexes.today) if club.dated else None,
        prints=prints(club),
        joining=joining(club),
        places=sum(group.places for group in club.cycle.groups),
        meetings_path=meetings_path(club),
        calendar=feed_path(f"/kluby/{club.slug}/"),
        projects=tuple(catalog.projects[slug] for slug in club.projects),
    )


def notice(catalog: Catalog, club: Club, today: date | None = None) -> Notice:
    """How old what we know of a club is; the example is told to be one."""
    if club.example:
        return Notice(_("To jest przykład dla redaktorów. Takiego klubu nie ma."))
    return notice_with(catalog, club, today, _unchecked)


def _unchecked(origin: str, club: Club) -> str:
    if club.status == "finished":
        year = club.cycle.last_year
        ended = _("Zajęcia skończyły się w {year} r.") if year else _("Zajęcia skończyły się.")
        return f"{origin.rstrip('.')}. {ended.format(year=year)}"
    if club.status == "running":
        return f"{origin.rstrip('.')}. {_('Klub działał, gdy powstał ten wpis.')}"
    return f"{origin}; {_('nie wiemy, czy klub nadal działa.')}"


def next_step(indexes: Indexes, club: Club) -> NextStep:
    """Ask who runs it; the example leads to the real ones."""
    if club.run_by is not None:
        return step_through(
            indexes.catalog.organizations[club.run_by],
            _("O klub pytaj tu: {name}. Zapytaj, czy podobna pomoc działa dziś."),
        )
    return NextStep(
        _("Szukasz prawdziwego klubu? Zobacz, jakie kluby znamy."),
        _("Zobacz kluby"),
        "/kluby/",
    )
