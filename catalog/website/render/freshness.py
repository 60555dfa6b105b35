"""What a record may honestly claim of its age. What a kind says of its own is in its folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from catalog.model import Catalog
from catalog.records.record import Record
from catalog.text.language import _
from catalog.text.phrases import long_date

R = TypeVar("R", bound=Record)
_FRESH = timedelta(days=366)


@dataclass(frozen=True)
class Notice:
    """The first thing that a page says of its facts. `fresh` when somebody has checked them."""

    text: str
    fresh: bool = False


def notice(catalog: Catalog, record: Record, today: date | None = None) -> Notice:
    """How old the facts are, in plain words. Without `today` a check never grows old."""
    return notice_with(catalog, record, today, _nobody_knows)


def notice_with(
    catalog: Catalog, record: R, today: date | None, unchecked: Callable[[str, R], str]
) -> Notice:
    """The same; `unchecked` says it where nobody has checked: of the facts' origin, and the record.

    The origin is a sentence or the beginning of one: "Dane z 2014 r.", "Dane z dokumentu bez daty".
    """
    if record.last_checked is not None:
        by = f" ({record.checked_by})" if record.checked_by else ""
        said = _("Sprawdzono {day}{by}.").format(day=long_date(record.last_checked), by=by)
        if today is None or not grown_old(record.last_checked, today):
            return Notice(said, fresh=True)
        old = _("To było ponad rok temu. Zanim pójdziesz, upewnij się.")
        return Notice(f"{said} {old}")
    rest = unchecked(_origin(catalog, record), record)
    if record.checks.newest is None:
        return Notice(rest)
    recent = today is None or not grown_old(record.checks.newest, today)
    return Notice(f"{_checked_facts(record)} {_('Reszta:')} {rest[:1].lower()}{rest[1:]}", recent)


def _checked_facts(record: Record) -> str:
    """Which facts were checked when: what is not named was not."""
    checks = record.checks
    by = f" ({checks.by})" if checks.by else ""
    named = (
        (checks.contact, _("Telefon i adres sprawdzono {day}{by}.")),
        (checks.hours, _("Godziny sprawdzono {day}{by}.")),
        (checks.description, _("Opis sprawdzono {day}{by}.")),
    )
    told = (text.format(day=long_date(day), by=by) for day, text in named if day is not None)
    return " ".join(told)


def _nobody_knows(origin: str, _record: Record) -> str:
    return f"{origin}; {_('nie wiemy, czy to nadal aktualne.')}"


def grown_old(checked: date, today: date) -> bool:
    """Whether a check says little by now: after a year people and telephones have changed."""
    return today - checked > _FRESH


def standing_words(catalog: Catalog, record: Record) -> str:
    """The same in a few words, for a list."""
    if record.last_checked is not None:
        return _("Sprawdzono {day}").format(day=long_date(record.last_checked))
    if record.checks.contact is not None:
        said = _("Telefon sprawdzono {day}").format(day=long_date(record.checks.contact))
        rest = _origin(catalog, record)
        return f"{said}, {_('reszta:')} {rest[:1].lower()}{rest[1:].rstrip('.')}"
    return f"{_origin(catalog, record)}, {_('nie sprawdzone')}"


def _origin(catalog: Catalog, record: Record) -> str:
    year = catalog.year_of(record)
    if year is None:
        return _("Dane z dokumentu bez daty")
    return _("Dane z {year} r.").format(year=year)
