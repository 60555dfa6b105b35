"""A new kind of record by the book: `docs/developers/how-to-add.md`, followed to the letter."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.guide import blocks, command, copy_of_the_project, said

pytestmark = pytest.mark.slow

SECTION = "A record kind"
FILES = blocks(SECTION)
BY_HAND = [path for path in FILES if not path.startswith("content/")]
MOST_FILES = 6
ENTRY = "/jadlodajnie/proba/"


@dataclass(frozen=True)
class Copy:
    """A copy of the project with the new kind, and what its commands said."""

    folder: Path
    checked: str
    built: str

    def text(self, path: str) -> str:
        """A file of the copy, its unbreakable spaces as plain ones."""
        return (self.folder / path).read_text(encoding="utf-8").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def built_copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The project with the files of the guide and nothing else, checked, wired and built."""
    folder = tmp_path_factory.mktemp("project")
    copy_of_the_project(folder, SECTION)
    checked = said(folder, "check")
    said(folder, "schema")
    return Copy(folder, checked, said(folder, "build"))


def test_six_files_are_enough() -> None:
    """One folder, its template and its words."""
    assert MOST_FILES >= len(BY_HAND)
    assert {"catalog/soup_kitchens", "catalog/soup_kitchens/website"} == {
        str(Path(path).parent) for path in BY_HAND if path.startswith("catalog/")
    }


def test_it_is_checked_and_counted(built_copy: Copy) -> None:
    """Its entries are counted, and its mistakes found: by its model, and by its own check."""
    assert ", 1 jadłodajnia, " in built_copy.checked
    path = built_copy.folder / "content" / "soup_kitchens" / "zla.yml"
    wrong = FILES["content/soup_kitchens/proba.yml"].replace("legionowo", "nigdzie")
    path.write_text(re.sub("hours: .*", "open_on_sundays: tak", wrong), encoding="utf-8")
    done = command(built_copy.folder, "check")
    path.unlink()
    assert 1 == done.returncode
    assert "zla.yml:3: odwołanie do „nigdzie”, którego nie ma" in done.stderr
    assert "zla.yml:4: nie ma godzin" in done.stderr


def test_a_made_up_catalogue_stays_right(built_copy: Copy) -> None:
    """Nobody makes soup kitchens up, and they may name organizations: they are left out."""
    said(built_copy.folder, "sample", "3", "zmyslone")
    assert ", 0 jadłodajni, " in said(built_copy.folder, "check", "--content", "zmyslone")


def test_editors_are_helped(built_copy: Copy) -> None:
    """Schema, settings of an editor's program, and the guide of fields."""
    schema = json.loads(built_copy.text("content/.schemas/soup_kitchens.json"))
    assert "Jadłodajnia" == schema["title"]
    assert "Kiedy wydaje posiłki." == schema["properties"]["hours"]["description"]
    assert '"content/soup_kitchens/**/*.yml"' in built_copy.text(".vscode/settings.json")
    guide = built_copy.text("docs/pl/redakcja/pola.md")
    assert "## Jadłodajnia {#soup_kitchens}\n" in guide
    assert "projektu, jadłodajni i źródła" in guide


def test_it_has_pages(built_copy: Copy) -> None:
    """A list and a page for each entry, in both languages."""
    for path, title in (("jadlodajnie", "Jadłodajnie"), ("en/soup-kitchens", "Soup kitchens")):
        page = built_copy.text(f"site/{path}/index.html")
        assert f"<h1>{title}</h1>" in page
        assert f'href="../{Path(path).name}/proba/"' in page
    page = built_copy.text(f"site{ENTRY}index.html")
    assert "Dane z 2014 r.; nie wiemy, czy to nadal aktualne." in page
    assert "codziennie 12:00" in page
    assert f"zgloszenia/poprawka?wpis={ENTRY}" in page
    assert "Wybierz swoje województwo" in page
    assert "Soup kitchen" in built_copy.text("site/en/soup-kitchens/proba/index.html")


def test_it_is_found(built_copy: Copy) -> None:
    """Sitemap, site map, feed, the correction form's list, and search."""
    site = built_copy.folder / "site"
    for path in ("sitemap.xml", "mapa-strony/index.html", "zmiany.xml"):
        assert ENTRY.strip("/") in built_copy.text(f"site/{path}"), path
    assert "/en/soup-kitchens/proba/" in built_copy.text("site/sitemap.xml")
    published = json.loads(built_copy.text("var/publish/forms.json"))
    assert "Jadłodajnia na próbę" == published["entries"][ENTRY]
    for folder, address, kind in (
        (site / "pagefind", ENTRY, "Jadłodajnia"),
        (site / "en" / "pagefind", "soup-kitchens/proba/", "Soup kitchen"),
    ):
        told = [gzip.decompress(one.read_bytes()) for one in (folder / "fragment").iterdir()]
        assert any(address.encode() in one for one in told)
        choices = [gzip.decompress(one.read_bytes()) for one in (folder / "filter").iterdir()]
        assert any(kind.encode() in one for one in choices)
