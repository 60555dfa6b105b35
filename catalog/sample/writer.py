"""A made-up catalogue written to a folder, in the layout of `content/`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from catalog.kinds.record_kind import RecordKind
from catalog.kinds.registry import RECORD_KINDS
from catalog.loading import load
from catalog.records.places import Places
from catalog.records.references import targets
from catalog.records.sources import MADE_UP
from catalog.sample.organizations import Community, communities
from catalog.sample.projects import PROGRAMMES
from catalog.sample.records import Raw, marked
from catalog.sample.towns import Towns

_COPIED = (
    "publisher.yml",
    "ATTRIBUTION.md",
    "places",
    "taxonomies",
    "forms",
    "agreements",
    "words",
    "sources",
)
"""What is never made up: it comes from the real content as it is."""
Maker = Callable[[Iterable[Community]], Iterable[tuple[str, Raw]]]

_SOURCE: Raw = {
    "title": "Dane zmyślone",
    "author": "polecenie wzajemnie sample",
    "kind": "dane zmyślone",
    "year": 2026,
    "remarks": (
        "Organizacje, numery i projekty są wymyślone po to, żeby sprawdzać program. Prawdziwe są "
        "tylko nazwy miejscowości."
    ),
}


class SampleError(Exception):
    """The catalogue was not written; the message is for the person who asked for it."""


def write_sample(number: int, content: Path, folder: Path) -> int:
    """Write `number` organizations and what belongs to them; answers the number of records.

    Places, terms, forms and sources are copied from `content`, and so are records of a kind that is
    not made up, unless they name records that are. The same number and the same content
    always give the same bytes. Raises SampleError when `folder` holds anything, ContentError when
    `content` has problems.
    """
    if number < 1:
        raise SampleError("Liczba organizacji musi być większa od zera.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SampleError(f"{folder} już istnieje i coś w nim jest. Podaj nowy folder.")
    places = load(content).places
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*_COPIED, *_copied_kinds()):
        _copy(content / name, folder / name)
    _add_programmes(folder / "taxonomies" / "funding_programmes.yml")
    _write(folder / "sources" / f"{MADE_UP}.yml", _SOURCE)
    written = 0
    for shelf, slug, record in records(number, places):
        _write(folder / shelf / f"{slug}.yml", record)
        written += 1
    return written


def records(number: int, places: Places) -> Iterator[tuple[str, str, Raw]]:
    """All made-up records as (folder, slug, record)."""
    groups = tuple(communities(number, Towns(places)))
    for kind, made in _made_up_kinds():
        for slug, record in made(groups):
            yield kind.folder, slug, {key: value for key, value in record.items() if value != []}


def _made_up_kinds() -> Iterator[tuple[RecordKind[Any], Maker]]:
    """Kinds with a module of their folder's name beside this one, which makes their records up."""
    for kind in RECORD_KINDS:
        name = f"catalog.sample.{kind.folder}"
        if find_spec(name):
            yield kind, import_module(name).made_up


def _copied_kinds() -> Iterator[str]:
    """Folders of kinds that are not made up and name no record of the directory."""
    made = {kind.folder for kind, _maker in _made_up_kinds()}
    kinds = {kind.folder for kind in RECORD_KINDS}
    for kind in RECORD_KINDS:
        if kind.folder not in made and not targets(kind.model) & kinds:
            yield kind.folder


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    elif source.exists():
        shutil.copyfile(source, target)


def _add_programmes(path: Path) -> None:
    """Made-up money must not come from a real programme."""
    taxonomy = yaml.safe_load(path.read_text(encoding="utf-8"))
    taxonomy["terms"] += [
        {"slug": slug, "pl": marked(polish), "translations": {"en": {"name": english}}}
        for slug, polish, english in PROGRAMMES
    ]
    _write(path, taxonomy)


def _write(path: Path, record: Raw) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        yaml.dump(record, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110),
        encoding="utf-8",
        newline="\n",
    )


class _Dumper(yaml.CSafeDumper):
    """Writes paragraphs as editors do, after a bar and with real line ends."""


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
