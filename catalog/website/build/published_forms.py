"""What the build hands to the forms service: forms with every choice, and the frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from catalog.agreements.model import AgreementText
from catalog.forms.form import Choice
from catalog.forms.form_texts import translated
from catalog.kinds.registry import RECORD_KINDS
from catalog.model import Catalog
from catalog.programme import AgreementWording, MappedTown, Programme
from catalog.publication import Edition, Publication, Recipient, SiteFrame
from catalog.records.places import Places
from catalog.text.folding import sort_key
from catalog.text.language import HOME, POLISH, Language, speaking
from catalog.text.town_names import NamedTown, NamedVoivodeship


def publish(
    catalog: Catalog, frames: Mapping[str, SiteFrame], languages: Sequence[Language] = (POLISH,)
) -> Publication:
    """Compile the forms for the frame of each language, Polish being the first of them.

    Organizations are offered only where their record says they take part. Whatever language is
    spoken, what no edition holds is Polish.
    """
    with speaking(POLISH):
        return _published(catalog, frames, languages)


def _published(
    catalog: Catalog, frames: Mapping[str, SiteFrame], languages: Sequence[Language]
) -> Publication:
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
        towns=tuple(named_towns(catalog.places)),
        voivodeships=tuple(named_voivodeships(catalog.places)),
        needs=tuple(term.slug for term in catalog.taxonomies["help_categories"].terms),
    )


def named_towns(places: Places) -> Iterator[NamedTown]:
    """Every town of the index, in the order of a Polish dictionary."""
    for town in sorted(places.towns.values(), key=lambda one: sort_key(one.name)):
        yield NamedTown(name=town.name, powiat=places.powiat_of(town.slug).name, slug=town.slug)


def named_voivodeships(places: Places) -> Iterator[NamedVoivodeship]:
    """Every voivodeship with the regions that people say for it, in all languages."""
    for one in places.voivodeships.values():
        yield NamedVoivodeship(name=one.name, slug=one.slug, regions=one.regions)


def programme(catalog: Catalog) -> Programme:
    """What the desk has to know beside the forms: who takes part, kinds of help, towns.

    In Polish, as the desk is, whatever language is spoken.
    """
    with speaking(POLISH):
        known = choices(catalog)
    helps = known["taxonomies/help_categories"]
    exchanged = known["taxonomies/help_categories/exchangeable"]
    towns = []
    for one in catalog.places.towns.values():
        powiat = catalog.places.powiat_of(one.slug).name
        towns.append(
            MappedTown(name=one.name, powiat=powiat, code=one.powiat, lat=one.lat, lon=one.lon)
        )
    return Programme(
        organizations={one.value: one.label for one in known["organizations/programme"]},
        categories={one.value: one.label for one in helps},
        exchangeable=tuple(one.value for one in exchanged),
        powiats=dict(_powiats(catalog.places)),
        towns=tuple(towns),
        agreements=tuple(map(_wording, catalog.agreements.values())),
    )


def _wording(text: AgreementText) -> AgreementWording:
    return AgreementWording(
        title=text.title,
        between=text.between,
        version=str(text.version),
        reviewed=str(text.reviewed or ""),
        points=text.points,
    )


def _powiats(places: Places) -> Iterator[tuple[str, str]]:
    """Code and name of each, in the order of a Polish dictionary; four names there are twice."""
    regions = {one.teryt: one.name for one in places.voivodeships.values()}
    for code, one in sorted(places.powiats.items(), key=lambda pair: sort_key(pair[1].name)):
        yield code, f"{one.name} ({regions[code[:2]]})"


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
    return {
        f"{kind.path}{slug}/": one.name
        for kind in RECORD_KINDS
        if kind.is_entry
        for slug, one in catalog.listed(kind).items()
    }


def choices(catalog: Catalog) -> Mapping[str, tuple[Choice, ...]]:
    """The lists that a form may name in `choices_from`."""
    lists = {
        f"taxonomies/{name}": tuple(Choice(value=t.slug, label=t.label) for t in taxonomy.terms)
        for name, taxonomy in catalog.taxonomies.items()
    }
    exchanged = (one for one in catalog.taxonomies["help_categories"].terms if one.exchangeable)
    lists["taxonomies/help_categories/exchangeable"] = tuple(
        Choice(value=term.slug, label=term.label) for term in exchanged
    )
    for kind in RECORD_KINDS:
        records = catalog.records[kind.folder].values()
        for name, made in kind.choice_lists.items():
            lists[f"{kind.folder}/{name}"] = made(records, catalog.places)
    return lists
