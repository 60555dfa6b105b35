"""The one step that the reader of a record can take next: whom to call, or where to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from catalog.clubs.model import Club
from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.partnerships.model import Partnership
from catalog.projects.model import Project
from catalog.records import identifiers
from catalog.records.record import Record
from catalog.text.language import _
from catalog.website.lookup.indexes import Indexes


@dataclass(frozen=True)
class NextStep:
    """One thing to do. `target` is a site path or a `tel:` address; `label` its link."""

    text: str
    label: str
    target: str


@lru_cache(maxsize=65536)
def phone_words(e164: str) -> str:
    """A number as people read it aloud in Poland, in one line: 22 394 72 44."""
    return identifiers.grouped(identifiers.phone(e164)).replace(" ", "\u00a0")


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
