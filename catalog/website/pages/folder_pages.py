"""Pages for the folders of addresses: whoever cuts an address short finds what stands below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.text.folding import sort_key
from catalog.text.language import N_, _
from catalog.website.render.templates import Folder, Page

_HOME = (N_("Początek"), "/")


class Row(NamedTuple):
    """A page in a folder: what it is called there, and its path."""

    name: str
    path: str


@dataclass(frozen=True)
class Subfolder:
    """A folder within a folder, with the pages that stand in it directly."""

    folder: Folder
    rows: Sequence[Row]


def with_folders(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages, and behind them one for each folder that they name, with all that is in it."""
    folders: dict[str, Folder] = {}
    rows: dict[str, list[Row]] = {}
    for page in pages:
        for folder in page.folders:
            folders.setdefault(folder.path, folder)
        if page.folders:
            rows.setdefault(page.folders[-1].path, []).append(Row(page.name, page.path))
        yield page
    for folder in folders.values():
        yield _page(folder, folders, rows)


@dataclass(frozen=True)
class FolderContext:
    """What the template of a folder may name."""

    instead: Row
    rows: Sequence[Row]
    parts: Sequence[Subfolder]


def _page(folder: Folder, folders: Mapping[str, Folder], rows: Mapping[str, Sequence[Row]]) -> Page:
    label, path = folder.instead
    within: list[Row] = [*rows.get(folder.path, ())]
    parts = [
        Subfolder(one, rows.get(one.path, ()))
        for one in folders.values()
        if _above(one.path) == folder.path
    ]
    if folder.sort:
        within.sort(key=lambda one: sort_key(one.name))
        parts.sort(key=lambda one: sort_key(one.folder.name))
    return Page(
        path=folder.path,
        template="pages/folder.html",
        title=folder.title,
        description=_("{title}: wszystkie strony na jednej liście.").format(title=folder.title),
        trail=(_HOME, (label, path)),
        kind="folder",
        context=FolderContext(
            instead=Row(label, path),
            rows=within,
            parts=parts,
        ),
    )


def _above(path: str) -> str:
    """The folder around a path: `/a/b/` stands in `/a/`."""
    return path.rstrip("/").rpartition("/")[0] + "/"
