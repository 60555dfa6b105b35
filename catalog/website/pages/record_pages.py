"""A page for each record: what every record has, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.kinds.record_kind import RecordKind
from catalog.model import Catalog
from catalog.records.places import Powiat, Town, Voivodeship
from catalog.records.record import Record
from catalog.records.sources import Source
from catalog.records.taxonomies import Term
from catalog.text.language import HOME, N_, _, spoken
from catalog.website.kinds.site_kind import RecordPage, SiteKind
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.contexts import Context
from catalog.website.render.freshness import Notice
from catalog.website.render.next_step import NextStep
from catalog.website.render.templates import Page

_HOME = (N_("Początek"), "/")
_DESCRIPTION = 155


@dataclass(frozen=True)
class Location:
    """A town with the powiat and voivodeship that it lies in."""

    town: Town
    powiat: Powiat
    voivodeship: Voivodeship


@dataclass(frozen=True)
class Cited:
    """A source, and the place in it."""

    source: Source
    part: str | None


def location(catalog: Catalog, town: str | None) -> Location | None:
    """Where a town is; None for an unknown town."""
    if town is None:
        return None
    places = catalog.places
    return Location(places.towns[town], places.powiat_of(town), places.voivodeship_of(town))


def partner_count(catalog: Catalog) -> int:
    """How many different organizations are partners."""
    return len({p.organization for one in catalog.partnerships.values() for p in one.partners})


def terms(catalog: Catalog, taxonomy: str, slugs: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms of a record's field, in its order."""
    return tuple(catalog.term(taxonomy, slug) for slug in slugs)


def cited(catalog: Catalog, record: Record) -> tuple[Cited, ...]:
    """Each source once, with all its places."""
    parts: dict[str, list[str]] = {}
    for citation in record.sources:
        parts.setdefault(citation.document, []).extend(filter(None, [citation.part]))
    return tuple(
        Cited(catalog.sources[document], "; ".join(found) or None)
        for document, found in parts.items()
    )


@dataclass(frozen=True)
class RecordContext:
    """What every record's page may name; `own` is what its kind adds, by the same names."""

    record: Record
    notice: Notice
    next_step: NextStep
    cited: tuple[Cited, ...]
    own: Context
    leave: bool = False


def record_pages(indexes: Indexes, shown: SiteKind[Any]) -> Iterator[Page]:
    """The page of each record of a kind, those that no list names too; none where it has none."""
    if shown.page is not None:
        for record in indexes.catalog.records[shown.kind.folder].values():
            yield record_page(indexes, shown.kind, shown.page, record)


def record_page(
    indexes: Indexes, kind: RecordKind[Any], page: RecordPage[Any, Any], record: Record
) -> Page:
    """What every record's page has: its standing, its sources, its next step.

    Its description is the record's summary; in another language, what is known of it in that one.
    """
    catalog = indexes.catalog
    context = page.context(indexes, record)
    told = page.description(record, context)
    if told is None and spoken().code != HOME:
        description = _known(record, _(kind.label), context)
    else:
        description = _shortened(told or record.summary)
    return Page(
        path=f"{kind.path}{record.slug}/",
        template=f"pages/{page.name}.html",
        title=record.name,
        description=description,
        trail=(_HOME, (kind.label, kind.path)),
        kind=page.name,
        updated=record.updated,
        context=RecordContext(
            record=record,
            notice=page.notice(catalog, record, indexes.today),
            next_step=page.next_step(indexes, record),
            cited=cited(catalog, record),
            own=context,
        ),
        things=lambda address: page.nodes(address, record, context),
    )


def _known(record: Record, label: str, context: Any) -> str:
    """A record in words that every language has: its name, kind, place and groups."""
    term: Term | None = getattr(context, "what", None)
    what = term.label if term is not None else label
    seat: Location | None = getattr(context, "seat", None)
    where = f", {seat.town.name}" if seat else ""
    groups = ", ".join(term.label.lower() for term in getattr(context, "groups", ()))
    whom = f" {_('Dla kogo:')} {groups}." if groups else ""
    return f"{record.name}: {what.lower()}{where}.{whom}"


def _shortened(text: str) -> str:
    if len(text) <= _DESCRIPTION:
        return text
    return text[: _DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;–") + "…"
