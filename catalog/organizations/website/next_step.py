"""The one step that the reader of an organization's page can take next."""

from __future__ import annotations

from catalog.organizations.model import Organization
from catalog.text.language import _
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.next_step import NextStep, phone_words


def next_step(indexes: Indexes, organization: Organization) -> NextStep:
    """How to reach an organization, or whom to ask when nobody knows its number."""
    catalog, contact = indexes.catalog, organization.contact
    if contact.phone is not None:
        return NextStep(
            _(
                "Numer pochodzi z tego samego dokumentu. Jeśli nie działa, napisz albo zapytaj "
                "w swoim ośrodku pomocy społecznej."
            )
            if organization.contact_checked is None
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
                "Zadzwoń do urzędu miasta lub gminy ({town}) i poproś o ośrodek pomocy społecznej. "
                "Możesz też przyjść tam bez umawiania się i zapytać. Nie znamy numeru telefonu."
            ).format(town=town),
            _("Kto jeszcze pomaga: województwo {voivodeship}").format(voivodeship=voivodeship.name),
            f"/wojewodztwa/{voivodeship.slug}/",
        )
    return _ask_next_door(indexes, organization)


def _ask_next_door(indexes: Indexes, organization: Organization) -> NextStep:
    for membership in indexes.memberships.get(organization.slug, ()):
        for partner in membership.partnership.partners:
            other = indexes.catalog.organizations[partner.organization]
            if other.kind == "osrodek-pomocy-spolecznej" and other.contact.phone is not None:
                return NextStep(
                    _(
                        "Zapytaj o tę organizację w ośrodku pomocy społecznej, z którym "
                        "współpracowała: {name}. Nie znamy numeru telefonu tej organizacji."
                    ).format(name=other.short_name or other.name),
                    _("Zadzwoń: {phone}").format(phone=phone_words(other.contact.phone)),
                    f"tel:{other.contact.phone}",
                )
            if other.kind == "osrodek-pomocy-spolecznej":
                return NextStep(
                    _(
                        "Zapytaj o tę organizację w ośrodku pomocy społecznej, z którym "
                        "współpracowała. Nie znamy numeru telefonu."
                    ),
                    other.short_name or other.name,
                    f"/organizacje/{other.slug}/",
                )
    for voivodeship in indexes.voivodeships_of(organization):
        return NextStep(
            _("Zobacz, kto jeszcze pomaga w tym województwie. Nie znamy numeru telefonu."),
            _("Województwo {voivodeship}").format(voivodeship=voivodeship.name),
            f"/wojewodztwa/{voivodeship.slug}/",
        )
    return NextStep(
        _(
            "Zapytaj w ośrodku pomocy społecznej w swojej gminie albo zobacz, kto pomaga blisko "
            "Ciebie. Nie znamy numeru telefonu."
        ),
        _("Wybierz swoje województwo"),
        "/wojewodztwa/",
    )
