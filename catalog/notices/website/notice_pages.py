"""The board: all notices, the notices of every filter, and each notice by itself.

Where there is no notice there is no page, and nothing leads to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.model import Catalog
from catalog.notices.kind import KIND
from catalog.notices.model import SIDES, TIMES, Notice
from catalog.records.places import Powiat, Voivodeship
from catalog.records.taxonomies import Term
from catalog.text.folding import sort_key
from catalog.text.language import N_, _
from catalog.text.phrases import long_date
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.filter_links import Choice, Filter
from catalog.website.render.templates import Folder, Page

BOARD = KIND.path
REPLY = "odpowiedz"
"""The form by which somebody answers a notice."""
_BY = "/ogloszenia-wedlug/"
_HOME = (N_("Początek"), "/")
_LABELS = {
    "kto": N_("Kto pisze"),
    "rodzaj": N_("Rodzaj pomocy"),
    "wojewodztwo": N_("Województwo"),
}
_TITLES = {
    "kto": N_("Ogłoszenia: oferty albo prośby"),
    "rodzaj": N_("Ogłoszenia według rodzaju pomocy"),
    "wojewodztwo": N_("Ogłoszenia według województwa"),
}
_SIDES = {"offer": N_("oferty pomocy"), "request": N_("prośby o pomoc")}
_ANYWHERE = ("zdalnie", N_("Przez telefon albo internet"))


@dataclass(frozen=True)
class NoticeCard:
    """A notice in words of the language that is spoken; where: None for help from afar."""

    notice: Notice
    side: str
    help: Term
    when: str
    powiat: Powiat | None
    voivodeship: Voivodeship | None

    @property
    def title(self) -> str:
        """Oferta: Naprawy sprzętu."""
        return f"{self.side}: {self.help.label}"

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"{BOARD}{self.notice.slug}/"

    @property
    def where(self) -> str:
        """Powiat toruński (kujawsko-pomorskie), or that it is help from afar."""
        if self.powiat is None or self.voivodeship is None:
            return _("przez telefon albo internet")
        region = _("woj. {voivodeship}").format(voivodeship=self.voivodeship.name)
        return f"{self.powiat.name} ({region})"


@dataclass(frozen=True)
class BoardContext:
    """What the templates of lists may name; `mark` is the filter that is on, or nothing."""

    rows: tuple[NoticeCard, ...]
    filters: tuple[Filter, ...]
    mark: str
    lead: str


@dataclass(frozen=True)
class NoticeContext:
    """What the template of one notice may name."""

    card: NoticeCard


Found = Mapping[str, Mapping[str, tuple[str, Sequence[NoticeCard]]]]
"""Filter → value → its label and its notices."""


def cards(catalog: Catalog) -> tuple[NoticeCard, ...]:
    """Every notice, the newest first."""
    ordered = sorted(
        catalog.of(Notice).values(), key=lambda one: (-one.published.toordinal(), one.slug)
    )
    return tuple(_card(catalog, one) for one in ordered)


def _card(catalog: Catalog, notice: Notice) -> NoticeCard:
    places = catalog.places
    powiat = places.powiats[notice.powiat] if notice.powiat else None
    regions = {one.teryt: one for one in places.voivodeships.values()}
    return NoticeCard(
        notice,
        _(SIDES[notice.side][1]),
        catalog.term("help_categories", notice.category),
        _(TIMES[notice.when]),
        powiat,
        regions[powiat.teryt[:2]] if powiat else None,
    )


def notice_pages(indexes: Indexes) -> Iterator[Page]:
    """The whole board, a page for every value of every filter, and the page of each notice."""
    rows = cards(indexes.catalog)
    if not rows:
        return
    found = _found_by(rows)
    filters = tuple(
        Filter(mark, _(_LABELS[mark]), _choices(mark, values)) for mark, values in found.items()
    )
    yield _list_page(rows, filters)
    for one in filters:
        for choice in one.choices:
            yield _filter_page(filters, one, choice, found[one.mark][choice.slug][1])
    for row in rows:
        yield _notice_page(row)


def _found_by(rows: Sequence[NoticeCard]) -> Found:
    found: dict[str, dict[str, tuple[str, list[NoticeCard]]]] = {mark: {} for mark in _LABELS}
    for row in rows:
        region = row.voivodeship
        values = {
            "kto": (SIDES[row.notice.side][0], _(_SIDES[row.notice.side])),
            "rodzaj": (row.help.slug, row.help.label),
            "wojewodztwo": (region.slug, region.name)
            if region
            else (_ANYWHERE[0], _(_ANYWHERE[1])),
        }
        for mark, (value, label) in values.items():
            found[mark].setdefault(value, (label, []))[1].append(row)
    return found


def _choices(
    mark: str, values: Mapping[str, tuple[str, Sequence[NoticeCard]]]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, label, f"{_BY}{mark}/{value}/", len(rows))
        for value, (label, rows) in sorted(values.items(), key=lambda one: sort_key(one[1][0]))
    )


def _list_page(rows: tuple[NoticeCard, ...], filters: tuple[Filter, ...]) -> Page:
    return Page(
        path=BOARD,
        template="pages/notices.html",
        title=_("Ogłoszenia"),
        description=_("Kto w okolicy może pomóc, a kto prosi o pomoc. Bez imion i adresów."),
        trail=(_HOME,),
        kind="notices",
        updated=max(one.notice.published for one in rows),
        context=BoardContext(rows, filters, "", ""),
        long_list="rows",
    )


def _filter_page(
    filters: tuple[Filter, ...], one: Filter, choice: Choice, rows: Sequence[NoticeCard]
) -> Page:
    return Page(
        path=choice.path,
        template="pages/notices.html",
        title=_("Ogłoszenia: {choice}").format(choice=choice.label),
        description=_("Ogłoszenia. {label}: {choice}.").format(
            label=one.label, choice=choice.label
        ),
        trail=(_HOME, (N_("Ogłoszenia"), BOARD)),
        kind="notices",
        context=BoardContext(tuple(rows), filters, one.mark, f"{one.label}: {choice.label}."),
        long_list="rows",
        folders=_folders(one),
        name=choice.label,
    )


def _folders(one: Filter) -> tuple[Folder, ...]:
    whole = (_("Ogłoszenia"), BOARD)
    return (
        Folder(_BY, "", _("Ogłoszenia według rodzaju pomocy i miejsca"), whole),
        Folder(f"{_BY}{one.mark}/", one.label, _(_TITLES[one.mark]), whole),
    )


def _notice_page(row: NoticeCard) -> Page:
    until = _("Ważne do: {day}.").format(day=long_date(row.notice.until))
    return Page(
        path=row.path,
        template="pages/notice.html",
        title=f"{row.title}, {row.notice.number}",
        description=f"{row.where[:1].upper()}{row.where[1:]}, {row.when}. {until}",
        trail=(_HOME, (N_("Ogłoszenia"), BOARD)),
        kind="notice",
        updated=row.notice.published,
        context=NoticeContext(row),
        reply=f"{REPLY}?ogloszenie={row.notice.slug}",
    )
