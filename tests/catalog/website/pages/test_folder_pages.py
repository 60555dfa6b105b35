"""The page of a folder leads to all that stands below its address."""

from __future__ import annotations

from urllib.parse import urljoin

from catalog.text.language import Language
from tests.conftest import BOTH, BuiltSite


def test_a_folder_leads_to_everything_in_it(built_site: BuiltSite) -> None:
    """Each page of a folder has a link to every page or folder directly below it."""
    written = built_site.addresses()
    folders = [page for page in built_site.pages if page.all("body")[0]["class"] == "page-folder"]
    assert folders

    def below(path: str) -> set[str]:
        return {one for one in written if one.startswith(path) and one.count("/") == depth(path)}

    def depth(path: str) -> int:
        return path.count("/") + 1

    missed = {}
    for page in folders:
        linked = {urljoin(page.path, one["href"]) for one in page.all("a")}
        if left := below(page.path) - linked:
            missed[page.path] = left
    assert {} == missed


@BOTH
def test_the_whole_of_a_voivodeship_stands_in_its_folder(
    built_site: BuiltSite, language: Language
) -> None:
    """What stands two folders deep is told at once: needs, groups and kinds of Łódzkie."""
    page = built_site.paths()[language.path("/znajdz/lodzkie/")]
    within = [one.text for one in page.all("h2")]
    assert 3 == len(within)
    below = {one for one in built_site.addresses() if one.startswith(page.path)} - {page.path}
    rows = [one for one in page.all("ul") if one["class"] == "voivodeships"]
    assert len(below) - len(within) == sum(
        any(up in rows for up in one.around) for one in page.all("a")
    )
