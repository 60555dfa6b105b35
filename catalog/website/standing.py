"""What a record may honestly claim, and the one step that its reader can take next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import phonenumbers

from catalog.clubs import Club
from catalog.language import _
from catalog.model import Catalog, Organization, Partnership, Project
from catalog.record import Record
from catalog.text import long_date
from catalog.website.indexes import Indexes

_FRESH = timedelta(days=366)


@dataclass(frozen=True)
class Notice:
    """The first thing that a page says of its facts. `fresh` when somebody has checked them."""

    text: str
    fresh: bool = False


@dataclass(frozen=True)
class NextStep:
    """One thing to do. `target` is a site path or a `tel:` address; `label` its link."""

    text: str
    label: str
    target: str


@lru_cache(maxsize=65536)
def phone_words(e164: str) -> str:
    """A number as people read it aloud in Poland, in one line: 22 394 72 44."""
    number = phonenumbers.parse(e164, "PL")
    words = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return words.replace(" ", "\u00a0")


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


def next_step_to(catalog: Catalog, indexes: Indexes, organization: Organization) -> NextStep:
    """How to reach an organization, or whom to ask when nobody knows its number."""
    contact = organization.contact
    if contact.phone is not None:
        return NextStep(
            _(
                "Numer pochodzi z tego samego dokumentu. Jeśli nie działa, napisz albo zapytaj "
                "w swoim ośrodku pomocy społecznej."
            )
            if organization.last_checked is None
            else _(
                "Jeśli numer nie działa, napisz albo zapytaj w swoim ośrodku pomocy społecznej."
            ),
            _("Zadzwoń: {phone}").format(phone=phone_words(contact.phone)),
            f"tel:{contact.phone}",
        )
    if organization.kind == "osrodek-pomocy-spolecznej" and organization.place is not None:
        town = catalog.places.towns[organization.place].name
        voivodeship = catalog.places.voivodeship_of(organization.place)
        return NextStep(
            _(
                "Nie znamy numeru telefonu. Zadzwoń do urzędu miasta lub gminy ({town}) i poproś "
                "o ośrodek pomocy społecznej. Możesz też przyjść tam bez umawiania się i zapytać."
            ).format(town=town),
            _("Kto jeszcze pomaga: województwo {voivodeship}").format(voivodeship=voivodeship.name),
            f"/wojewodztwa/{voivodeship.slug}/",
        )
    return _ask_next_door(catalog, indexes, organization)


def _ask_next_door(catalog: Catalog, indexes: Indexes, organization: Organization) -> NextStep:
    for membership in indexes.memberships.get(organization.slug, ()):
        for partner in membership.partnership.partners:
            other = catalog.organizations[partner.organization]
            if other.kind == "osrodek-pomocy-spolecznej":
                return NextStep(
                    _(
                        "Nie znamy numeru telefonu. Zapytaj o tę organizację w ośrodku pomocy "
                        "społecznej, z którym współpracowała."
                    ),
                    other.short_name or other.name,
                    f"/organizacje/{other.slug}/",
                )
    for voivodeship in indexes.voivodeships_of(organization):
        return NextStep(
            _("Nie znamy numeru telefonu. Zobacz, kto jeszcze pomaga w tym województwie."),
            _("Województwo {voivodeship}").format(voivodeship=voivodeship.name),
            f"/wojewodztwa/{voivodeship.slug}/",
        )
    return NextStep(
        _(
            "Nie znamy numeru telefonu. Zapytaj w ośrodku pomocy społecznej w swojej gminie "
            "albo zobacz, kto pomaga blisko Ciebie."
        ),
        _("Wybierz swoje województwo"),
        "/wojewodztwa/",
    )


def next_step(catalog: Catalog, indexes: Indexes, record: Record) -> NextStep:
    """The step at the end of a page: every page has exactly one, even if nobody is reachable."""
    if isinstance(record, Organization):
        return next_step_to(catalog, indexes, record)
    if isinstance(record, Partnership):
        lead = next((p for p in record.partners if p.lead), record.partners[0])
        return _step_through(
            catalog.organizations[lead.organization],
            _("O partnerstwo pytaj tu: {name}. Zapytaj, czy podobna pomoc działa dziś."),
        )
    if isinstance(record, Club):
        if record.run_by is not None:
            return _step_through(
                catalog.organizations[record.run_by],
                _("O klub pytaj tu: {name}. Zapytaj, czy podobna pomoc działa dziś."),
            )
        return NextStep(
            _("Szukasz prawdziwego klubu? Zobacz, jakie kluby znamy."),
            _("Zobacz kluby"),
            "/kluby/",
        )
    if isinstance(record, Project):
        found = indexes.voivodeship_of_project(record)
        if found is not None:
            return NextStep(
                _("Szukasz pomocy dziś? Zobacz, kto pomaga w tym województwie."),
                _("Województwo {voivodeship}").format(voivodeship=found.name),
                f"/wojewodztwa/{found.slug}/",
            )
    return NextStep(
        _("Szukasz pomocy dziś? Zobacz, kto pomaga blisko Ciebie."),
        _("Wybierz swoje województwo"),
        "/wojewodztwa/",
    )


def _step_through(organization: Organization, text: str) -> NextStep:
    known = _("Zobacz telefon") if organization.contact.phone else _("Zobacz, kto to jest")
    return NextStep(
        text.format(name=organization.name),
        known,
        f"/organizacje/{organization.slug}/",
    )
