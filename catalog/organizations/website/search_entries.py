"""What search knows of organizations."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.organizations.model import Organization
from catalog.records.taxonomies import Term
from catalog.text.language import HOME, _
from catalog.website.lookup.indexes import Indexes
from catalog.website.search.entry_words import in_polish, words_of_terms, words_of_towns
from catalog.website.search.pagefind_index import Entry


def entries(indexes: Indexes) -> Iterator[Entry]:
    """Every organization."""
    for one in indexes.catalog.organizations.values():
        yield _entry(indexes, one)


def _entry(indexes: Indexes, one: Organization) -> Entry:
    catalog = indexes.catalog
    kind = catalog.term("organization_kinds", one.kind)
    terms = [catalog.term("groups", slug) for slug in one.groups]
    terms += [catalog.term("help_categories", service.category) for service in one.services]
    institution = catalog.institution_of(one)
    told = [text for service in one.services for text in (service.name, service.description)]
    return Entry(
        path=f"/organizacje/{one.slug}/",
        kind=_("Organizacja"),
        title=one.name,
        told=institution.summary.pl if institution else one.summary,
        tongue=HOME,
        names=tuple(filter(None, (one.short_name, *_shorts(kind, one)))),
        words=(
            *words_of_terms((kind, *terms)),
            *words_of_towns(catalog, (one.place, *one.works_in)),
        ),
        text=in_polish(*((one.summary,) if institution else ()), one.description, *told),
        places=tuple(place.name for place in indexes.voivodeships_of(one)),
    )


def _shorts(kind: Term, one: Organization) -> tuple[str, ...]:
    """What people call such an office: "pośredniak", "opieka społeczna"."""
    return kind.also if one.kind in ("osrodek-pomocy-spolecznej", "urzad-pracy") else ()
