"""Every kind of record is described once, and the program finds each description by itself."""

from __future__ import annotations

from collections import Counter

from catalog.kinds.registry import CHOICE_LISTS, RECORD_KINDS
from catalog.loading import SHELVES
from catalog.website.kinds.registry import SITE_KINDS
from tests.conftest import ROOT
from tests.real_content import CATALOG
from tests.test_walls import reached_from

CONTENT = ROOT / "content"


def test_every_folder_of_a_kind_is_found() -> None:
    """A folder of `catalog` with a module `kind` is a kind of the same name."""
    folders = {path.parent.name for path in (ROOT / "catalog").glob("*/kind.py")}
    assert folders == {kind.folder for kind in RECORD_KINDS}


def test_no_two_kinds_share_what_tells_them_apart() -> None:
    """Folder, model, title, place in the order, and the class of each explained field."""
    for told in ("folder", "model", "title", "order"):
        assert len(RECORD_KINDS) == len({getattr(kind, told) for kind in RECORD_KINDS})
    words = Counter(key for kind in RECORD_KINDS for key in kind.fields)
    assert [] == [key for key, times in words.items() if times > 1]


def test_loader_and_catalogue_know_every_kind() -> None:
    """What the loader reads is in the catalogue, under the kind's folder and under its model."""
    catalog = CATALOG
    assert [kind.folder for kind in RECORD_KINDS] == list(catalog.records)
    for kind in RECORD_KINDS:
        assert kind.model is SHELVES[kind.folder]
        assert catalog.records[kind.folder] == catalog.of(kind.model)
        assert len(list((CONTENT / kind.folder).rglob("*.yml"))) == len(catalog.of(kind.model))


def test_what_is_not_listed_is_still_in_the_catalogue() -> None:
    """The club for editors has a page and a check, and no place in lists and counts."""
    catalog = CATALOG
    unlisted = {
        (kind.folder, slug)
        for kind in RECORD_KINDS
        for slug in catalog.records[kind.folder].keys() - catalog.listed(kind).keys()
    }
    assert {("clubs", slug) for slug, club in catalog.clubs.items() if club.example} == unlisted


def test_choice_lists_are_named_after_their_kind() -> None:
    """A form that says `clubs/running` takes from the kind `clubs`."""
    assert [] == [name for name, of in CHOICE_LISTS.items() if not name.startswith(f"{of}/")]


def test_every_entry_of_the_directory_has_a_page() -> None:
    """A kind that is an entry has a template of its own, which every record's page extends."""
    shown = {one.kind.folder: one for one in SITE_KINDS}
    assert [kind.folder for kind in RECORD_KINDS] == list(shown)
    pages = {kind.folder: shown[kind.folder].page for kind in RECORD_KINDS if kind.is_entry}
    assert [] == [folder for folder, page in pages.items() if page is None]
    for page in filter(None, pages.values()):
        text = (ROOT / "site_templates" / "pages" / f"{page.name}.html").read_text(encoding="utf-8")
        assert '{% extends "pages/entry.html" %}' in text


def test_a_build_needs_no_made_up_catalogue() -> None:
    """The made-up catalogue is a tool of developers: a site is built without it."""
    reached = reached_from("catalog.website.build.plugin")
    for kind in RECORD_KINDS:
        reached |= reached_from(f"catalog.{kind.folder}.kind")
        reached |= reached_from(f"catalog.{kind.folder}.website")
    assert [] == [name for name in reached if name.startswith("catalog.sample")]
