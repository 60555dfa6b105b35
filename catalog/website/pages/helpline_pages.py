"""Pages of the helplines: all of them, and those for one trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.helplines.model import Helpline
from catalog.institutions.model import Institution
from catalog.model import Catalog
from catalog.records.taxonomies import Term
from catalog.text.language import N_, _
from catalog.website.lookup.helplines import HelplineCard, cards, helplines_for
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.institution_pages import institutions_for
from catalog.website.render.quick_exit import is_sensitive
from catalog.website.render.templates import Page

HELPLINES = "/telefony/"
TONIGHT = "brak-noclegu"
"""The trouble whose page says what to do this very night."""
_HOME = (N_("Początek"), "/")


@dataclass(frozen=True)
class HelplinesContext:
    """What the template of all lines may name: each trouble with its lines."""

    troubles: tuple[tuple[Term, tuple[HelplineCard, ...]], ...]
    lines: tuple[HelplineCard, ...]


@dataclass(frozen=True)
class TroubleContext:
    """What the template of one trouble may name. `tonight`: it is about this very night."""

    trouble: Term
    lines: tuple[HelplineCard, ...]
    institutions: tuple[Institution, ...]
    tonight: bool
    leave: bool
    needs: tuple[str, ...]


def helpline_pages(indexes: Indexes) -> Iterator[Page]:
    """The page of all lines, and one for each trouble that somebody helps with."""
    catalog = indexes.catalog
    troubles = tuple((one, helplines_for(catalog, trouble=one.slug)) for one in answered(catalog))
    yield Page(
        path=HELPLINES,
        template="pages/helplines.html",
        title=_("Telefony pomocy"),
        description=_(
            "Numery, pod które możesz zadzwonić teraz: przemoc, kryzys, nałóg, noc bez dachu."
        ),
        trail=(_HOME,),
        kind="helplines",
        updated=max((one.checked for one in catalog.helplines.values()), default=None),
        context=HelplinesContext(
            troubles=troubles,
            lines=cards(catalog, catalog.helplines.values()),
        ),
    )
    for trouble, lines in troubles:
        yield _trouble_page(trouble, lines, institutions_for(catalog, trouble=trouble.slug))


def answered(catalog: Catalog) -> tuple[Term, ...]:
    """The troubles that a line or an institution is for, in the order of their list."""
    helping: list[Helpline | Institution] = [
        *catalog.helplines.values(),
        *catalog.institutions.values(),
    ]
    named = {slug for one in helping for slug in one.troubles}
    return tuple(one for one in catalog.taxonomies["troubles"].terms if one.slug in named)


def _trouble_page(
    trouble: Term, lines: tuple[HelplineCard, ...], institutions: tuple[Institution, ...]
) -> Page:
    helping: list[Helpline | Institution] = [*(one.line for one in lines), *institutions]
    return Page(
        path=f"{HELPLINES}{trouble.slug}/",
        template="pages/trouble.html",
        title=trouble.label,
        description=_(trouble.description or "") or trouble.label,
        trail=(_HOME, (N_("Telefony pomocy"), HELPLINES)),
        kind="trouble",
        updated=max(one.checked for one in helping),
        context=TroubleContext(
            trouble=trouble,
            lines=lines,
            institutions=institutions,
            tonight=trouble.slug == TONIGHT,
            leave=is_sensitive(trouble),
            needs=_needs(helping),
        ),
    )


def _needs(helping: Sequence[Helpline | Institution]) -> tuple[str, ...]:
    """The kinds of help that lines and institutions of a page name, the most named first."""
    named = [slug for one in helping for slug in one.needs]
    return tuple(sorted(dict.fromkeys(named), key=named.count, reverse=True))
