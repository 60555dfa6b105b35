"""A made-up catalogue written to a folder, in the layout of `content/`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from catalog.loading import load
from catalog.records.places import Places
from catalog.sample.clubs import clubs
from catalog.sample.organizations import communities
from catalog.sample.partnerships import partnerships
from catalog.sample.projects import PROGRAMMES, projects
from catalog.sample.records import SOURCE, Raw, marked
from catalog.sample.towns import Towns

_COPIED = ("publisher.yml", "ATTRIBUTION.md", "places", "taxonomies", "forms", "words", "sources")
"""What is not made up: it comes from the real content as it is."""

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

    Places, terms, forms and sources are copied from `content`. The same number and the same content
    always give the same bytes. Raises SampleError when `folder` holds anything, ContentError when
    `content` has problems.
    """
    if number < 1:
        raise SampleError("Liczba organizacji musi być większa od zera.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SampleError(f"{folder} już istnieje i coś w nim jest. Podaj nowy folder.")
    places = load(content).places
    folder.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        _copy(content / name, folder / name)
    _add_programmes(folder / "taxonomies" / "funding_programmes.yml")
    _write(folder / "sources" / f"{SOURCE}.yml", _SOURCE)
    written = 0
    for shelf, slug, record in records(number, places):
        _write(folder / shelf / f"{slug}.yml", record)
        written += 1
    return written


def records(number: int, places: Places) -> Iterator[tuple[str, str, Raw]]:
    """All made-up records as (folder, slug, record)."""
    groups = tuple(communities(number, Towns(places)))
    for community in groups:
        for member in community.members:
            yield "organizations", member.slug, member.record
    for shelf, made in (
        ("partnerships", partnerships(groups)),
        ("clubs", clubs(groups)),
        ("projects", projects(groups)),
    ):
        for slug, record in made:
            yield shelf, slug, {key: value for key, value in record.items() if value != []}


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    elif source.exists():
        shutil.copyfile(source, target)


def _add_programmes(path: Path) -> None:
    """Made-up money must not come from a real programme."""
    taxonomy = yaml.safe_load(path.read_text(encoding="utf-8"))
    taxonomy["terms"] += [{"slug": slug, "pl": marked(pl), "en": en} for slug, pl, en in PROGRAMMES]
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
