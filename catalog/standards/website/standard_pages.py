"""Pages of the support standards: each in full, and side by side by stage and by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalog.model import Catalog
from catalog.partnerships.model import Partnership
from catalog.records.taxonomies import Term
from catalog.standards.model import PackageRow, RoleColumn, Stage, Standard
from catalog.text.language import HOME, N_, _, spoken
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.record_pages import Location, location
from catalog.website.render.templates import Folder, Page

_HOME = (N_("Początek"), "/")
_ABOVE = (N_("Standardy"), "/standardy/")

STAGE_WORDS = {
    Stage.RECRUITMENT: ("zaproszenie", N_("Zaproszenie do udziału")),
    Stage.DIAGNOSIS: ("rozpoznanie", N_("Rozpoznanie potrzeb")),
    Stage.PLAN: ("plan", N_("Plan wsparcia")),
    Stage.SERVICE: ("pomoc", N_("Pomoc krok po kroku")),
    Stage.MONITORING: ("sprawdzanie", N_("Sprawdzanie, jak idzie")),
    Stage.EVALUATION: ("podsumowanie", N_("Podsumowanie")),
}
"""How each stage is called in an address and on a page."""


@dataclass(frozen=True)
class TableCell:
    """A cell of the drawn table: how many neighbouring columns it spans, and whose it is."""

    span: int
    roles: tuple[RoleColumn, ...]
    text: str | None


@dataclass(frozen=True)
class TableRow:
    """A drawn row: the activity, then a cell for each column or run of columns.

    `height` says over how many rows its first cell reaches: 0 where the one above reaches here.
    """

    activity: str | None
    height: int
    cells: tuple[TableCell, ...]


@dataclass(frozen=True)
class Block:
    """The rows of one stage that share a package (None: outside every package)."""

    package: str | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class StageTable:
    """One stage of a standard, ready to draw. `slug` is its name in addresses and ids."""

    slug: str
    name: str
    blocks: tuple[Block, ...]
    size: int


@dataclass(frozen=True)
class Shown:
    """A standard with its partnership, place and groups."""

    standard: Standard
    partnership: Partnership
    seat: Location
    groups: tuple[Term, ...]
    stages: tuple[StageTable, ...]


def standard_pages(indexes: Indexes) -> Iterator[Page]:
    """All pages about standards, in the order of their numbers; none without standards."""
    catalog = indexes.catalog
    if not catalog.standards:
        return
    shown = sorted(
        (_shown(catalog, standard) for standard in catalog.standards.values()),
        key=lambda one: one.partnership.number,
    )
    groups = tuple(
        term
        for term in catalog.taxonomies["groups"].terms
        if any(term in one.groups for one in shown)
    )
    yield Page(
        path="/standardy/",
        template="pages/standards.html",
        title=_("Standardy wsparcia"),
        description=_("Jak partnerstwa pomagają razem: krok po kroku, kto co robi."),
        trail=(_HOME,),
        kind="standards",
        context=StandardsContext(
            shown=shown,
            groups=groups,
            stages=_stages(),
            rows=sum(len(one.standard.rows) for one in shown),
        ),
    )
    for one in shown:
        yield _standard_page(one)
    for stage in Stage:
        yield _stage_page(stage, shown)
    for group in groups:
        yield _group_page(group, [one for one in shown if group in one.groups])


@dataclass(frozen=True)
class StandardsContext:
    """What the template of all standards may name. `rows` is the number of rows of all tables."""

    shown: Sequence[Shown]
    groups: tuple[Term, ...]
    stages: tuple[tuple[str, str], ...]
    rows: int


@dataclass(frozen=True)
class StandardContext:
    """What the template of one standard may name."""

    one: Shown


@dataclass(frozen=True)
class StageContext:
    """What the template of a stage may name: the stage's table of each standard."""

    pairs: tuple[tuple[Shown, StageTable], ...]
    stages: tuple[tuple[str, str], ...]
    here: str


@dataclass(frozen=True)
class GroupContext:
    """What the template of the standards for a group may name."""

    group: Term
    shown: Sequence[Shown]
    stages: tuple[tuple[str, str], ...]


def _stages() -> tuple[tuple[str, str], ...]:
    return tuple((slug, _(name)) for slug, name in STAGE_WORDS.values())


def _shown(catalog: Catalog, standard: Standard) -> Shown:
    partnership = catalog.partnerships[standard.partnership]
    seat = location(catalog, partnership.place)
    assert seat is not None
    return Shown(
        standard=standard,
        partnership=partnership,
        seat=seat,
        groups=tuple(catalog.term("groups", slug) for slug in partnership.groups),
        stages=tuple(_stage_table(standard, *found) for found in standard.rows_by_stage()),
    )


def _stage_table(standard: Standard, stage: Stage, rows: tuple[PackageRow, ...]) -> StageTable:
    slug, name = STAGE_WORDS[stage][0], _(STAGE_WORDS[stage][1])
    blocks = tuple(
        Block(package, _table_rows(standard.roles, tuple(run)))
        for package, run in groupby(rows, key=lambda row: row.package)
    )
    return StageTable(slug, name, blocks, len(rows))


def _table_rows(
    columns: tuple[RoleColumn, ...], rows: tuple[PackageRow, ...]
) -> tuple[TableRow, ...]:
    """A row without an activity goes on with that of the row above, in one tall cell."""
    starts = [index for index, row in enumerate(rows) if row.activity or not index]
    ends = [*starts[1:], len(rows)]
    heights = {start: end - start for start, end in zip(starts, ends, strict=True)}
    return tuple(_table_row(columns, row, heights.get(index, 0)) for index, row in enumerate(rows))


def _table_row(columns: tuple[RoleColumn, ...], row: PackageRow, height: int) -> TableRow:
    """Neighbouring columns with the same cell become one; a distant one gets the text again."""
    cells = []
    for cell, run in groupby(columns, key=lambda column: row.cell_of(column.id)):
        roles = tuple(run)
        if cell is None:
            cells += [TableCell(1, (role,), None) for role in roles]
        else:
            cells.append(TableCell(len(roles), roles, cell.text))
    return TableRow(row.activity, height, tuple(cells))


def _standard_page(one: Shown) -> Page:
    number = one.partnership.number
    name = f"{_('Standard nr')} {number}: {one.seat.town.name}"
    return Page(
        path=f"/standardy/{one.standard.slug}/",
        template="pages/standard.html",
        title=one.partnership.standard if spoken().code == HOME else name,
        description=_("Standard nr {number}: kto co robi, od zaproszenia do podsumowania.").format(
            number=number
        ),
        trail=(_HOME, _ABOVE),
        kind="standard",
        updated=one.partnership.updated,
        context=StandardContext(
            one=one,
        ),
    )


def _stage_page(stage: Stage, shown: list[Shown]) -> Page:
    slug, name = STAGE_WORDS[stage][0], _(STAGE_WORDS[stage][1])
    pairs = tuple((one, table) for one in shown for table in one.stages if table.slug == slug)
    return Page(
        path=f"/standardy/etapy/{slug}/",
        template="pages/stage.html",
        title=_("{name}: porównanie partnerstw").format(name=name),
        description=_("{name} w każdym z partnerstw: kto co robi.").format(name=name),
        trail=(_HOME, _ABOVE),
        kind="stage",
        context=StageContext(
            pairs=pairs,
            stages=_stages(),
            here=slug,
        ),
        folders=(_folder("etapy", _("Etapy pomocy: porównanie partnerstw")),),
        name=name,
    )


def _group_page(group: Term, shown: list[Shown]) -> Page:
    return Page(
        path=f"/standardy/dla-kogo/{group.slug}/",
        template="pages/standards_for.html",
        title=_("{group}: porównanie standardów").format(group=group.label),
        description=_("Jak partnerstwa pomagały tej grupie: {group}.").format(
            group=group.label.lower()
        ),
        trail=(_HOME, _ABOVE),
        kind="stage",
        context=GroupContext(
            group=group,
            shown=shown,
            stages=_stages(),
        ),
        folders=(_folder("dla-kogo", _("Dla kogo są standardy")),),
        name=group.label,
    )


def _folder(word: str, title: str) -> Folder:
    """A folder of comparisons."""
    return Folder(f"/standardy/{word}/", "", title, (_("Standardy"), "/standardy/"))
