"""Pages of the kinds of institutions: what each does for anybody, and how one starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.institutions.model import Institution
from catalog.model import Catalog
from catalog.text.language import N_, _
from catalog.website.lookup.helplines import HelplineCard, cards
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.templates import Page

INSTITUTIONS = "/instytucje/"
_HOME = (N_("Początek"), "/")
_MOST_LINES = 3


def institution_pages(indexes: Indexes) -> Iterator[Page]:
    """The list, and a page for each kind; nothing for a catalogue without any."""
    catalog = indexes.catalog
    if not catalog.institutions:
        return
    yield Page(
        path=INSTITUTIONS,
        template="pages/institutions.html",
        title=_("Instytucje, do których możesz pójść"),
        description=_("Co dla każdego robi ośrodek pomocy, urząd pracy albo noclegownia."),
        trail=(_HOME,),
        kind="institutions",
        updated=max(one.checked for one in catalog.institutions.values()),
        context=InstitutionsContext(
            institutions=ordered(catalog),
        ),
    )
    for institution in catalog.institutions.values():
        yield _institution_page(catalog, indexes, institution)


@dataclass(frozen=True)
class InstitutionsContext:
    """What the template of the list may name."""

    institutions: tuple[Institution, ...]


@dataclass(frozen=True)
class InstitutionContext:
    """What the template of one kind may name. `known` is the number of those that we know."""

    institution: Institution
    lines: tuple[HelplineCard, ...]
    known: int


def ordered(catalog: Catalog) -> tuple[Institution, ...]:
    """What helps with most troubles first: it is what people need most."""
    found = catalog.institutions.values()
    return tuple(sorted(found, key=lambda one: (-len(one.troubles), one.name.pl)))


def institutions_for(
    catalog: Catalog,
    *,
    trouble: str | None = None,
    need: str | None = None,
    group: str | None = None,
) -> tuple[Institution, ...]:
    """The kinds that help with a trouble, a need or a group; those made for it first."""

    def place(one: Institution) -> int | None:
        named = ((one.troubles, trouble), (one.needs, need), (one.groups, group))
        return next((mine.index(asked) for mine, asked in named if asked in mine), None)

    found = [(at, one) for one in ordered(catalog) if (at := place(one)) is not None]
    return tuple(one for _at, one in sorted(found, key=lambda pair: pair[0]))


def _institution_page(catalog: Catalog, indexes: Indexes, institution: Institution) -> Page:
    kind = institution.kind
    lines = (
        one
        for one in catalog.helplines.values()
        if institution.troubles and one.troubles[0] == institution.troubles[0] and one.always
    )
    return Page(
        path=f"{INSTITUTIONS}{institution.slug}/",
        template="pages/institution.html",
        title=institution.name.here,
        description=institution.summary.here,
        trail=(_HOME, (N_("Instytucje"), INSTITUTIONS)),
        kind="institution",
        updated=institution.checked,
        context=InstitutionContext(
            institution=institution,
            lines=cards(catalog, lines)[:_MOST_LINES],
            known=len(indexes.organizations_by_kind.get(kind, ())) if kind else 0,
        ),
    )
