"""What a record may honestly claim, and the one step that its reader can take next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from catalog.clubs.model import Club
from catalog.model import Catalog
from catalog.partnerships.model import Partnership
from catalog.projects.model import Project
from catalog.records.record import Record
from catalog.text.language import _
from catalog.text.phrases import long_date

_FRESH = timedelta(days=366)


@dataclass(frozen=True)
class Notice:
    """The first thing that a page says of its facts. `fresh` when somebody has checked them."""

    text: str
    fresh: bool = False


def notice(catalog: Catalog, record: Record, today: date | None = None) -> Notice:
    """How old the facts are, in plain words. Without `today` a check never grows old."""
    if isinstance(record, Club) and record.example:
        return Notice(_("To jest przykład dla redaktorów. Takiego klubu nie ma."))
    if record.last_checked is not None:
        by = f" ({record.checked_by})" if record.checked_by else ""
        said = _("Sprawdzono {day}{by}.").format(day=long_date(record.last_checked), by=by)
        if today is None or not grown_old(record.last_checked, today):
            return Notice(said, fresh=True)
        old = _("To było ponad rok temu. Zanim pójdziesz, upewnij się.")
        return Notice(f"{said} {old}")
    origin = _origin(catalog, record)
    if isinstance(record, Project):
        return Notice(f"{origin.rstrip('.')}. {_project_end(record)}")
    if isinstance(record, Partnership):
        return Notice(f"{origin}; {_('nie wiemy, czy to partnerstwo nadal działa.')}")
    if isinstance(record, Club):
        if record.status == "finished":
            year = record.cycle.last_year
            ended = _("Zajęcia skończyły się w {year} r.") if year else _("Zajęcia skończyły się.")
            return Notice(f"{origin.rstrip('.')}. {ended.format(year=year)}")
        if record.status == "running":
            told = _("Klub działał, gdy powstał ten wpis.")
            return Notice(f"{origin.rstrip('.')}. {told}")
        return Notice(f"{origin}; {_('nie wiemy, czy klub nadal działa.')}")
    return Notice(f"{origin}; {_('nie wiemy, czy to nadal aktualne.')}")


def grown_old(checked: date, today: date) -> bool:
    """Whether a check says little by now: after a year people and telephones have changed."""
    return today - checked > _FRESH


def standing_words(catalog: Catalog, record: Record) -> str:
    """The same in a few words, for a list."""
    if record.last_checked is not None:
        return _("Sprawdzono {day}").format(day=long_date(record.last_checked))
    return f"{_origin(catalog, record)}, {_('nie sprawdzone')}"


def _origin(catalog: Catalog, record: Record) -> str:
    year = catalog.year_of(record)
    if year is None:
        return _("Dane z dokumentu bez daty")
    return _("Dane z {year} r.").format(year=year)


def _project_end(project: Project) -> str:
    if project.status == "finished":
        if project.ends is None:
            return _("Projekt się zakończył.")
        return _("Projekt się zakończył w {year} r.").format(year=project.ends.year)
    if project.status == "running":
        return _("Projekt trwał, gdy powstał ten dokument.")
    if project.status == "planned":
        return _("To były plany. Nie wiemy, jak się skończyły.")
    return _("Nie wiemy, jak projekt się skończył.")
