"""What the build hands to the forms service: forms with every choice, and the frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from catalog.forms.form import Choice
from catalog.forms.form_texts import translated
from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.publication import Edition, Publication, Recipient, SiteFrame
from catalog.records.places import Places
from catalog.records.record import Record
from catalog.text.folding import fold
from catalog.text.language import HOME, POLISH, Language, speaking
from catalog.website.lookup.indexes import sorted_by_name


def publish(
    catalog: Catalog, frames: Mapping[str, SiteFrame], languages: Sequence[Language] = (POLISH,)
) -> Publication:
    """Compile the forms for the frame of each language, Polish being the first of them.

    Organizations are offered only where their record says they take part.
    """
    editions = {one.code: _edition(catalog, frames[one.code], one) for one in languages}
    polish = editions.pop(HOME)
    recipients = {
        organization.slug: Recipient(
            name=organization.name,
            transfer_name=organization.transfer_name or _short(organization.name),
            account=organization.account,
        )
        for organization in catalog.organizations.values()
        if organization.programme.takes_donations
    }
    coordinators = {
        organization.slug: organization.contact.email
        for organization in catalog.organizations.values()
        if organization.programme.takes_participants and organization.contact.email
    }
    return Publication(
        site=polish.site,
        forms=polish.forms,
        translations=editions,
        recipients=recipients,
        entries=entries(catalog),
        coordinators=coordinators,
    )


def _short(name: str) -> str:
    """A name as `TransferName` wants it: the bar parts the fields of a transfer QR."""
    return name.replace("|", " ")[:20].strip()


def _edition(catalog: Catalog, site: SiteFrame, language: Language) -> Edition:
    with speaking(language):
        known = choices(catalog)
        forms = {name: form.with_choices(known) for name, form in catalog.forms.items()}
    if language.code != HOME:
        forms = {name: translated(form, language.say) for name, form in forms.items()}
    return Edition(site=site, forms=forms)


def entries(catalog: Catalog) -> dict[str, str]:
    """The records that somebody may find a mistake in: the path of the page, and the name."""
    kinds: Iterable[tuple[str, Iterable[Record]]] = (
        ("organizacje", catalog.organizations.values()),
        ("partnerstwa", catalog.partnerships.values()),
        ("kluby", catalog.real_clubs.values()),
        ("projekty", catalog.projects.values()),
    )
    return {f"/{kind}/{one.slug}/": one.name for kind, records in kinds for one in records}


def choices(catalog: Catalog) -> Mapping[str, tuple[Choice, ...]]:
    """The lists that a form may name in `choices_from`."""
    lists = {
        f"taxonomies/{name}": tuple(Choice(value=t.slug, label=t.label) for t in taxonomy.terms)
        for name, taxonomy in catalog.taxonomies.items()
    }
    organizations = sorted_by_name(catalog.organizations.values())
    lists["organizations/programme"] = _offered(
        [one for one in organizations if one.programme.takes_participants], catalog.places
    )
    lists["organizations/recipients"] = _offered(
        [one for one in organizations if one.programme.takes_donations], catalog.places
    )
    exchanged = (one for one in catalog.taxonomies["help_categories"].terms if one.exchangeable)
    lists["taxonomies/help_categories/exchangeable"] = tuple(
        Choice(value=term.slug, label=term.label) for term in exchanged
    )
    lists["clubs/running"] = tuple(
        Choice(value=f"{club.slug}-{group.id}", label=f"{club.name}, {group.name}")
        for club in sorted_by_name(catalog.real_clubs.values())
        if club.status == "running"
        for group in club.cycle.groups
    )
    return lists


def _offered(organizations: Sequence[Organization], places: Places) -> tuple[Choice, ...]:
    """Each organization by its name; those of one name with their town, then with its powiat."""
    labels = {one.slug: one.name for one in organizations}
    for tell in (_by_town, _by_powiat):
        times = Counter(map(fold, labels.values()))
        labels |= {
            one.slug: tell(one, places)
            for one in organizations
            if times[fold(labels[one.slug])] > 1
        }
    return tuple(Choice(value=slug, label=label) for slug, label in labels.items())


def _by_town(one: Organization, places: Places) -> str:
    return f"{one.name}, {places.towns[one.place].name}" if one.place else one.name


def _by_powiat(one: Organization, places: Places) -> str:
    if not one.place:
        return one.name
    powiat, voivodeship = places.powiat_of(one.place), places.voivodeship_of(one.place)
    return f"{_by_town(one, places)}, {powiat.name}, {voivodeship.name}"
