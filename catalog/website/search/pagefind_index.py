"""Search that knows Polish. The only file that knows Pagefind, which is optional.

The index is made from a throw-away tree with a small page for each thing that can be found, so that
public pages carry no hidden words: names, synonyms and their inflected forms stand there with
weights. What Pagefind does not fold (`ł`, `ї`, `й`) is folded here and in search.js; it folds the
other letters and stems.

The format of the small pages: pagefind.app/docs, "data-pagefind-*" attributes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.text.folding import fold
from catalog.text.language import HOME, spoken
from catalog.website.search.inflection import base_forms, distinct, forms, words_of
from catalog.website.search.steady_index import settle

INDEX = "pagefind"
KEPT = Path("var/search")
_MOST_KEPT = 4
WITHOUT = (
    "Uwaga: brakuje Pagefind (pip install 'wzajemnie[search]'), więc strona nie ma wyszukiwarki. "
    "Listy działają."
)
WORDS_FILE = f"/{INDEX}/slowa.json"
_WORD = re.compile(r"[a-z0-9а-яєіґ]{3,}")
_APOSTROPHE = re.compile(r"(?<=[а-яєіїґ])['’ʼ](?=[а-яєіїґ])", re.IGNORECASE)
_UNFOLDED = str.maketrans("łŁїЇйЙ", "lLіІиИ")


@dataclass(frozen=True)
class Entry:
    """One thing to find. `path` is its page; `kind` and `places` are what one may filter by.

    `names` (other names, synonyms) weigh most, `words` (towns, groups) less, `text` least. `told`
    is what a result says, and is searched unless it is `aside` (it names other things); `tongue`
    is its language where that may be another than the page's.
    """

    path: str
    kind: str
    title: str
    told: str
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    aside: bool = False
    tongue: str = ""


def available() -> bool:
    """Whether an index can be made on this machine."""
    return importlib.util.find_spec("pagefind_bin") is not None


@dataclass(frozen=True)
class Index:
    """An index in the making, and the words that a typo may be meant for."""

    made: Future[Path]
    known: AbstractSet[str]

    def write(self, folder: Path) -> None:
        """Wait for the index, then write it and the list of known words below a site's folder."""
        shutil.copytree(self.made.result(), folder / INDEX, copy_function=_link)
        target = folder / WORDS_FILE.strip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        words = json.dumps(sorted(self.known), separators=(",", ":"))
        target.write_text(words, encoding="utf-8")


def begin_index(entries: Iterable[Entry], beside: Executor, kept: Path = KEPT) -> Index:
    """Tell Pagefind what there is to find, and let it work in a thread of `beside`.

    An index is kept below `kept` under the hash of what it was made from: two builds of the same
    words have the same bytes, the second sooner.
    """
    known: set[str] = set()
    digest = hashlib.sha256(f"{version('pagefind_bin')} settled".encode())
    tree = TemporaryDirectory(prefix="wzajemnie-search-")
    for number, entry in enumerate(entries):
        html = _page(entry).encode()
        (Path(tree.name) / f"{number}.html").write_bytes(html)
        digest.update(html)
        known.update(_known(entry))
    index = kept.absolute() / digest.hexdigest()[:16]
    return Index(beside.submit(_made, tree, index), known)


def _made(tree: TemporaryDirectory[str], index: Path) -> Path:
    """The index of a tree, which is not needed any more then."""
    with tree as name:
        if index.is_dir():
            os.utime(index)  # in use: newer than all that the next language may drop
        else:
            _make(Path(name), index)
    return index


def _make(tree: Path, index: Path) -> None:
    """Make an index, put it in its place whole, and drop all but the newest ones."""
    index.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=index.parent, prefix="new-") as name:
        fresh = Path(name) / INDEX
        _pagefind(tree, fresh)
        settle(fresh)
        with suppress(OSError):  # another build has just made the same one
            fresh.rename(index)
    made = [one for one in index.parent.iterdir() if not one.name.startswith("new-")]
    for old in sorted(made, key=lambda one: one.stat().st_mtime)[:-_MOST_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _link(source: str, target: str) -> None:
    """The same file by another name, which nobody writes into; a copy on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _pagefind(tree: Path, output: Path) -> None:
    command = ("--site", str(tree), "--output-path", str(output), "--quiet")
    words = [sys.executable, "-m", "pagefind_bin", *command]
    run = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if run.returncode:
        raise RuntimeError(f"Pagefind: {run.stdout}{run.stderr}")
    for left in output.glob("*"):
        if left.name.startswith(("pagefind-ui", "pagefind-modular", "pagefind-component")):
            left.unlink()  # its own interface: ours is search.js
        elif left.name.startswith("pagefind-highlight"):
            left.unlink()


@dataclass(frozen=True)
class _Words:
    """What is told of an entry beside its names and words: their forms, and its text."""

    names: Sequence[str]
    words: Sequence[str]
    text: Sequence[str]
    bases: Sequence[str] = ()


def _inflected(names: Sequence[str], words: Sequence[str], text: Sequence[str]) -> _Words:
    """Each word once, at the highest weight, and none by which Pagefind finds another already."""
    more_names, more_words, bases = forms(names), forms(words), base_forms(text)
    told = [*names, *words, *more_names, *more_words]
    return _Words(more_names, more_words, distinct(text, told), distinct(bases, told))


def _page(entry: Entry) -> str:
    names = (entry.title, *entry.names)
    words = (*entry.words, *entry.places)
    text = words_of(entry.text if entry.aside else (entry.told, *entry.text))
    polish = spoken().code == HOME
    more = _inflected(words_of(names), words_of(words), text) if polish else _Words((), (), text)
    filters = "".join(
        f'<i data-pagefind-filter="{name}[data-f]" data-f="{escape(value)}"></i>'
        for name, value in (("rodzaj", entry.kind), *(("miejsce", one) for one in entry.places))
    )
    meta = "".join(
        f'<i data-pagefind-meta="{name}[data-m]" data-m="{escape(value)}"></i>'
        for name, value in (
            ("address", spoken().path(entry.path).removeprefix(spoken().prefix)),
            ("kind", entry.kind),
            ("told", entry.told),
            ("tongue", entry.tongue if entry.tongue != spoken().code else ""),
            ("also", "|".join(entry.names)),
        )
        if value
    )
    return (
        f'<!DOCTYPE html><html lang="{spoken().code}"><body data-pagefind-body>'
        f'<h1 data-pagefind-weight="10" data-pagefind-meta="title[data-m]" '
        f'data-m="{escape(entry.title)}">{_folded(names)}</h1>{filters}{meta}'
        f'<p data-pagefind-weight="8">{_folded(more.names)}</p>'
        f'<p data-pagefind-weight="4">{_folded(words)}</p>'
        f'<p data-pagefind-weight="3">{_folded(more.words)}</p>'
        f"<p>{_folded(more.text)}</p>"
        f'<p data-pagefind-weight="0.5">{_folded(more.bases)}</p>'
        "</body></html>"
    )


def _folded(texts: Iterable[str]) -> str:
    return escape(_whole(" . ".join(texts)).translate(_UNFOLDED))


def _whole(text: str) -> str:
    """Without the apostrophe inside Ukrainian words: "сім'я" is one word, and many leave it out."""
    return _APOSTROPHE.sub("", text)


def _known(entry: Entry) -> Iterator[str]:
    """Words that a typo may be meant for."""
    for text in (entry.title, *entry.names, *entry.words, *entry.places):
        yield from _WORD.findall(fold(_whole(text)))
