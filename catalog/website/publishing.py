"""What the build hands to the forms service: forms with every choice, and the frame."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.forms import Choice
from catalog.model import Catalog
from catalog.publication import Publication, SiteFrame
from catalog.website.indexes import sorted_by_name


def publish(catalog: Catalog, site: SiteFrame) -> Publication:
    """Compile the forms. Organizations are offered only where their record says they take part."""
    known = choices(catalog)
    forms = {name: form.with_choices(known) for name, form in catalog.forms.items()}
    return Publication(site=site, forms=forms)


def choices(catalog: Catalog) -> Mapping[str, tuple[Choice, ...]]:
    """The lists that a form may name in `choices_from`."""
    lists = {
        f"taxonomies/{name}": tuple(Choice(value=t.slug, label=t.pl) for t in taxonomy.terms)
        for name, taxonomy in catalog.taxonomies.items()
    }
    lists["organizations/programme"] = tuple(
        Choice(value=organization.slug, label=organization.name)
        for organization in sorted_by_name(catalog.organizations.values())
        if organization.programme.takes_participants
    )
    return lists
