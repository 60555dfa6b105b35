"""Laws of the search index; what people type is tested in tests/browser/test_search.py."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

from catalog.text.folding import fold
from catalog.website.search.inflection import base_forms, distinct, forms, stem, words_of
from catalog.website.search.pagefind_index import INDEX, WORDS_FILE, Entry, begin_index
from catalog.website.search.steady_index import settle
from tests.conftest import ROOT, BuiltSite
from tests.tools import MORFEUSZ, PAGEFIND, PYSTEMMER


def written(entries: Sequence[Entry], folder: Path, kept: Path) -> None:
    """Make an index below a site's folder."""
    with ThreadPoolExecutor() as beside:
        begin_index(entries, beside, kept).write(folder)


@PAGEFIND.needed
def test_an_index_is_written_without_a_foreign_interface(tmp_path: Path) -> None:
    """The index has a page for each entry and the engine, and none of Pagefind's own interface."""
    entries = [
        Entry("/a/", "Strona", "Łąka <i>", "Zdanie.", names=("żółw",), places=("łódzkie",)),
        Entry("/b/", "Strona", "Bóbr", "Zdanie."),
        Entry("/b/", "Miejsce", "Inna droga tam", "Zdanie.", aside=True),
    ]
    written(entries, tmp_path, tmp_path / "kept")
    told = json.loads((tmp_path / INDEX / "pagefind-entry.json").read_text("utf-8"))
    assert {"pl": 3} == {name: one["page_count"] for name, one in told["languages"].items()}
    assert (tmp_path / INDEX / "pagefind.js").is_file()
    assert [] == [*(tmp_path / INDEX).glob("*ui*"), *(tmp_path / INDEX).glob("*.css")]


@PAGEFIND.needed
def test_known_words_are_folded(tmp_path: Path) -> None:
    """The list against typos has folded words of names and places, not of sentences."""
    written(
        [Entry("/a/", "Strona", "Łąka", "Zdanie.", places=("łódzkie",))],
        tmp_path,
        tmp_path / "kept",
    )
    told = json.loads((tmp_path / WORDS_FILE.strip("/")).read_text("utf-8"))
    assert ["laka", "lodzkie"] == told


@MORFEUSZ.needed
@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("bezdomny", "bezdomnych"),
        ("Leżajsk", "Leżajsku"),
        ("praca", "pracę"),
        ("kurs", "kursów"),
        ("pies", "psa"),
        ("Kielce", "Kielc"),
    ],
)
def test_words_are_inflected(word: str, form: str) -> None:
    """A form of a noun, adjective or town is told, or its stem is that of the word itself."""
    told = {stem(one) for one in [word, *forms([word])]}
    assert stem(form) in told
    assert stem(word) in {stem(one) for one in [form, *base_forms([form])]}


@PYSTEMMER.needed
def test_a_quick_stem_is_the_slow_one() -> None:
    """An index has the same bytes with PyStemmer and without it."""
    slow = import_module("snowballstemmer.polish_stemmer").PolishStemmer()
    quick = import_module("Stemmer").Stemmer("polish")
    told = "\n".join(one.read_text("utf-8") for one in (ROOT / "docs" / "pl").rglob("*.md"))
    words = {form for word in words_of([told]) for form in (word, fold(word))}
    assert [] == [word for word in words if slow.stemWord(word) != quick.stemWord(word)]


@MORFEUSZ.needed
def test_nothing_is_told_twice() -> None:
    """Forms that Pagefind finds by another word are left out: they would fill a phone's memory."""
    assert [] == forms(["bezdomny"])
    assert "psa" in forms(["pies"])
    assert ["dom"] == distinct(["dom", "domu", "kota"], told=["kot"])


@PAGEFIND.needed
def test_public_pages_carry_no_hidden_words(built_site: BuiltSite) -> None:
    """What only the index needs is in the index: no page has Pagefind's attributes."""
    assert [] == [page.path for page in built_site.pages if "data-pagefind" in page.html]


@PAGEFIND.needed
def test_an_index_in_use_is_kept(tmp_path: Path) -> None:
    """An index that a build takes from an earlier one outlives all new ones of that build."""
    kept = tmp_path / "kept"

    def entry(name: str) -> list[Entry]:
        return [Entry("/a/", "Strona", name, "Zdanie.")]

    for number, name in enumerate(("Polska", "Anglia", "Anglia po raz drugi", "Anglia znowu")):
        written(entry(name), tmp_path / str(number), kept)
    with ThreadPoolExecutor(max_workers=1) as beside:
        polish = begin_index(entry("Polska"), beside, kept)
        english = begin_index(entry("Anglia po zmianie"), beside, kept)
        english.write(tmp_path / "en")
        polish.write(tmp_path / "pl")
    assert (tmp_path / "pl" / INDEX / "pagefind.js").is_file()


@PAGEFIND.needed
def test_the_same_words_make_the_same_bytes(tmp_path: Path) -> None:
    """Two builds of the same entries have one index, byte for byte, though Pagefind's differ."""
    entries = [
        Entry(f"/{n}/", f"Rodzaj {n % 3}", f"Strona {n}", "Zdanie.", places=(f"miejsce {n}",))
        for n in range(20)
    ]
    for build in ("a", "b"):
        written(entries, tmp_path / build, tmp_path / "kept")
    a, b = (
        {
            path.relative_to(tmp_path / build): path.read_bytes()
            for path in (tmp_path / build).rglob("*")
            if path.is_file()
        }
        for build in ("a", "b")
    )
    assert a == b


def test_a_strange_index_is_left_as_it_is(tmp_path: Path) -> None:
    """Another version of Pagefind may write otherwise: then its order stays, and nothing breaks."""
    (tmp_path / "filter").mkdir()
    (tmp_path / "filter" / "pl_1.pf_filter").write_bytes(gzip.compress(b"pagefind_dcd\xa1aaab"))
    head = b"pagefind_dcd\x84\x61a\x80\x80\x81\x82\x61a\x64pl_1"
    (tmp_path / "pagefind.pl_2.pf_meta").write_bytes(gzip.compress(head))
    (tmp_path / "pagefind-entry.json").write_text('{"languages":{"pl":{"hash":"pl_2"}}}')
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    settle(tmp_path)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@PAGEFIND.needed
def test_two_indexes_of_the_same_words_are_the_same_bytes(tmp_path: Path) -> None:
    """Each time, without anything kept: many values of a filter are in one order."""
    entries = [
        Entry(
            f"/{number}/",
            f"Rodzaj {number % 7}",
            f"Nazwa {number}",
            "Zdanie.",
            places=(f"M{number}",),
        )
        for number in range(30)
    ]
    found = []
    for one in ("a", "b", "c"):
        folder = tmp_path / one
        written(entries, folder, tmp_path / f"kept-{one}")
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        found.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert len(found[0]) > 30
    assert found[0] == found[1] == found[2]
