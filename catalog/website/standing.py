"""What a record may honestly claim, and the one step that its reader can take next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import phonenumbers

from catalog.clubs import Club
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


def phone_words(e164: str) -> str:
    """A number as people read it aloud in Poland, in one line: 22 394 72 44."""
    number = phonenumbers.parse(e164, "PL")
    words = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return words.replace(" ", "\u00a0")


def notice(catalog: Catalog, record: Record, today: date | None = None) -> Notice:
    """How old the facts are, in plain words. Without `today` a check never grows old."""
    if isinstance(record, Club) and record.example:
        return Notice("To jest przykład dla redaktorów. Takiego klubu nie ma.")
    if record.last_checked is not None:
        by = f" ({record.checked_by})" if record.checked_by else ""
        said = f"Sprawdzono {long_date(record.last_checked)}{by}."
        if today is None or not grown_old(record.last_checked, today):
            return Notice(said, fresh=True)
        return Notice(f"{said} To było ponad rok temu. Zanim pójdziesz, upewnij się.")
    origin = _origin(catalog, record)
    if isinstance(record, Project):
        return Notice(f"{origin.rstrip('.')}. {_project_end(record)}")
    if isinstance(record, Partnership):
        return Notice(f"{origin}; nie wiemy, czy to partnerstwo nadal działa.")
    if isinstance(record, Club):
        if record.status == "finished":
            year = record.cycle.last_year
            return Notice(
                f"{origin.rstrip('.')}. Zajęcia skończyły się{f' w {year} r.' if year else '.'}"
            )
        if record.status == "running":
            return Notice(f"{origin.rstrip('.')}. Klub działał, gdy powstał ten wpis.")
        return Notice(f"{origin}; nie wiemy, czy klub nadal działa.")
    return Notice(f"{origin}; nie wiemy, czy to nadal aktualne.")


def grown_old(checked: date, today: date) -> bool:
    """Whether a check says little by now: after a year people and telephones have changed."""
    return today - checked > _FRESH


def standing_words(catalog: Catalog, record: Record) -> str:
    """The same in a few words, for a list."""
    if record.last_checked is not None:
        return f"Sprawdzono {long_date(record.last_checked)}"
    return f"{_origin(catalog, record)}, nie sprawdzone"


def _origin(catalog: Catalog, record: Record) -> str:
    year = catalog.year_of(record)
    return "Dane z dokumentu bez daty" if year is None else f"Dane z {year} r."


def _project_end(project: Project) -> str:
    if project.status == "finished":
        year = f" w {project.ends.year} r." if project.ends else "."
        return f"Projekt się zakończył{year}" if year != "." else "Projekt się zakończył."
    if project.status == "running":
        return "Projekt trwał, gdy powstał ten dokument."
    if project.status == "planned":
        return "To były plany. Nie wiemy, jak się skończyły."
    return "Nie wiemy, jak projekt się skończył."


def next_step_to(catalog: Catalog, indexes: Indexes, organization: Organization) -> NextStep:
    """How to reach an organization, or whom to ask when nobody knows its number."""
    contact = organization.contact
    if contact.phone is not None:
        return NextStep(
            "Numer pochodzi z tego samego dokumentu. Jeśli nie działa, napisz albo zapytaj w swoim "
            "ośrodku pomocy społecznej.",
            f"Zadzwoń: {phone_words(contact.phone)}",
            f"tel:{contact.phone}",
        )
    if organization.kind == "osrodek-pomocy-spolecznej" and organization.place is not None:
        town = catalog.places.towns[organization.place].name
        voivodeship = catalog.places.voivodeship_of(organization.place)
        return NextStep(
            f"Nie znamy numeru telefonu. Zadzwoń do urzędu miasta lub gminy ({town}) i poproś "
            "o ośrodek pomocy społecznej. Możesz też przyjść tam bez umawiania się i zapytać.",
            f"Kto jeszcze pomaga: województwo {voivodeship.name}",
            f"/wojewodztwa/{voivodeship.slug}/",
        )
    return _ask_next_door(catalog, indexes, organization)


def _ask_next_door(catalog: Catalog, indexes: Indexes, organization: Organization) -> NextStep:
    for membership in indexes.memberships.get(organization.slug, ()):
        for partner in membership.partnership.partners:
            other = catalog.organizations[partner.organization]
            if other.kind == "osrodek-pomocy-spolecznej":
                return NextStep(
                    "Nie znamy numeru telefonu. Zapytaj o tę organizację w ośrodku pomocy "
                    "społecznej, z którym współpracowała.",
                    other.short_name or other.name,
                    f"/organizacje/{other.slug}/",
                )
    for voivodeship in indexes.voivodeships_of(organization):
        return NextStep(
            "Nie znamy numeru telefonu. Zobacz, kto jeszcze pomaga w tym województwie.",
            f"Województwo {voivodeship.name}",
            f"/wojewodztwa/{voivodeship.slug}/",
        )
    return NextStep(
        "Nie znamy numeru telefonu. Zapytaj w ośrodku pomocy społecznej w swojej gminie "
        "albo zobacz, kto pomaga blisko Ciebie.",
        "Wybierz swoje województwo",
        "/wojewodztwa/",
    )


def next_step(catalog: Catalog, indexes: Indexes, record: Record) -> NextStep:
    """The step at the end of a page: every page has exactly one, even if nobody is reachable."""
    if isinstance(record, Organization):
        return next_step_to(catalog, indexes, record)
    if isinstance(record, Partnership):
        lead = next((p for p in record.partners if p.lead), record.partners[0])
        return _step_through(catalog.organizations[lead.organization], "partnerstwo")
    if isinstance(record, Club):
        if record.run_by is not None:
            return _step_through(catalog.organizations[record.run_by], "klub")
        return NextStep(
            "Szukasz prawdziwego klubu? Zobacz, jakie kluby znamy.", "Zobacz kluby", "/kluby/"
        )
    if isinstance(record, Project):
        found = indexes.voivodeship_of_project(record)
        if found is not None:
            return NextStep(
                "Szukasz pomocy dziś? Zobacz, kto pomaga w tym województwie.",
                f"Województwo {found.name}",
                f"/wojewodztwa/{found.slug}/",
            )
    return NextStep(
        "Szukasz pomocy dziś? Zobacz, kto pomaga blisko Ciebie.",
        "Wybierz swoje województwo",
        "/wojewodztwa/",
    )


def _step_through(organization: Organization, what: str) -> NextStep:
    known = "Zobacz telefon" if organization.contact.phone else "Zobacz, kto to jest"
    return NextStep(
        f"O {what} pytaj tu: {organization.name}. Zapytaj, czy podobna pomoc działa dziś.",
        known,
        f"/organizacje/{organization.slug}/",
    )
