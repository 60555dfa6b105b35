"""What we say is in our own words: nothing longer than nine words comes from the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pytest

from tests.cases.make_word_runs import LENGTH, SIZE, STORE, fingerprint, read_store, runs, words
from tests.conftest import ROOT, BuiltSite
from tests.pages import Page

ALLOWED = tuple(
    line
    for line in (ROOT / "tests" / "cases" / "word_runs_allowed.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
SPOKEN = {"meta": "content", "img": "alt", "a": "aria-label", "svg": "aria-label"}
"""Attributes that say something to a reader."""


def texts(page: Page) -> Iterator[str]:
    """What a page says: its text, its description and the names of its pictures and links."""
    yield page.html
    for tag, name in SPOKEN.items():
        yield from (one[name] for one in page.all(tag))


def named(said: Sequence[str], names: Iterable[Sequence[str]]) -> set[int]:
    """The places of the words that belong to an official name or title."""
    return {
        place
        for name in names
        for start in range(len(said) - len(name) + 1)
        if tuple(said[start : start + len(name)]) == tuple(name)
        for place in range(start, start + len(name))
    }


def taken(
    said: Sequence[str], store: frozenset[bytes], names: Sequence[Sequence[str]]
) -> list[str]:
    """The runs of ten or more words that stand in the documents, longest possible, in order.

    Words of an official name do not count: a run needs ten others.
    """
    hits = [place for place, run in enumerate(runs(said)) if fingerprint(run) in store]
    if not hits:
        return []
    starts = [hits[0], *(b for a, b in pairwise(hits) if b > a + 1)]
    ends = [*(a for a, b in pairwise(hits) if b > a + 1), hits[-1]]
    free = named(said, names)
    found = ((start, end + LENGTH) for start, end in zip(starts, ends, strict=True))
    return [
        " ".join(said[start:end])
        for start, end in found
        if sum(place not in free for place in range(start, end)) >= LENGTH
    ]


def test_site_speaks_in_its_own_words(built_site: BuiltSite) -> None:
    """No page has a run of ten or more words from a document, official names and titles apart."""
    store, names = read_store(), [words(name) for name in ALLOWED]
    found = {
        page.path: runs_of_page
        for page in built_site.pages
        if (runs_of_page := [r for text in texts(page) for r in taken(words(text), store, names)])
    }
    assert {} == found


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed_name_is_needed(built_site: BuiltSite, name: str) -> None:
    """An official name is excused only while a page says it and the documents say it too."""
    store, said = read_store(), words(name)
    assert [" ".join(said)] == taken(said, store, [])
    spaced = f" {' '.join(said)} "
    assert any(
        spaced in f" {' '.join(words(text))} " for p in built_site.pages for text in texts(p)
    )


SOURCE = words("Jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście.")
STORED = frozenset(fingerprint(run) for run in runs(SOURCE))


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (1, "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć"),
        (
            1,
            "JEDEN, dwa – trzy <b>cztery</b> pięć\nsześć&nbsp;siedem osiem dziewię&shy;ć dziesięć!",
        ),
        (1, "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście"),
        (0, "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć"),
        (0, "jeden dwa trzy cztery pięć albo sześć siedem osiem dziewięć dziesięć"),
        (0, "dwa jeden trzy cztery pięć sześć siedem osiem dziewięć dziesięć"),
    ],
)
def test_run_is_found_however_it_is_written(found: int, text: str) -> None:
    """Ten words in a row are found in any case, mark-up and punctuation; nine are not."""
    assert found == len(taken(words(text), STORED, []))


def test_words_of_a_name_do_not_count() -> None:
    """A run is excused when fewer than ten of its words stand outside official names."""
    text = words("jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście")
    assert [] == taken(text, STORED, [words("dwa trzy")])
    assert [" ".join(text)] == taken(text, STORED, [words("dwa")])


def test_store_is_sorted_and_whole() -> None:
    """The file holds whole fingerprints, each once, sorted, so that it changes little."""
    packed = STORE.read_bytes()
    kept = [packed[start : start + SIZE] for start in range(0, len(packed), SIZE)]
    assert 0 == len(packed) % SIZE
    assert sorted(set(kept)) == kept
