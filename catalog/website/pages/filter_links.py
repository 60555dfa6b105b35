"""Filters as plain links, and what the pages that they lead to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.institutions.model import Institution
from catalog.partnerships.model import Partnership
from catalog.records.taxonomies import Term
from catalog.website.lookup.helplines import HelplineCard
from catalog.website.lookup.town_routes import TOWNS_FILE
from catalog.website.pages.cards import Card


@dataclass(frozen=True)
class Choice:
    """A link of a filter: its page, its words, and how many things it leads to."""

    slug: str
    label: str
    path: str
    number: int


@dataclass(frozen=True)
class Filter:
    """The choices of one question, as a page offers them. `mark` is its short name for scripts."""

    mark: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Chosen:
    """A filter that is on, and the page without it."""

    label: str
    without: str


@dataclass(frozen=True)
class OrganizationsContext:
    """What the template of all organizations may name."""

    cards: tuple[Card, ...]
    filters: tuple[Filter, ...]


@dataclass(frozen=True)
class TermsContext:
    """What the template of a question's choices may name: term, path, number of organizations."""

    rows: Sequence[tuple[Term, str, int]]


@dataclass(frozen=True)
class FoundContext:
    """What the template of found organizations may name.

    `need` travels along to the page of a town; `leave`: it has the button out.
    """

    lead: str
    cards: tuple[Card, ...]
    chosen: tuple[Chosen, ...]
    filters: tuple[Filter, ...]
    partnerships: Sequence[Partnership]
    leave: bool
    need: str
    lines: tuple[HelplineCard, ...]
    institutions: tuple[Institution, ...]
    towns_file: str = TOWNS_FILE
