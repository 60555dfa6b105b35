"""Laws of links: between our pages they are relative, and none leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.website.build.dead_links import dead_links
from catalog.website.build.site_builder import resolve_links, tie_prose
from catalog.website.render.frame import absolute_link, relative_link


def site(folder: Path, **pages: str) -> Path:
    """A small site: page names with `__` for a slash, and their bodies."""
    for name, body in pages.items():
        path = folder / name.replace("__", "/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    (folder / "style.css").write_text("", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("expected", "page", "target"),
    [
        ("../../partnerstwa/barlinek/", "/organizacje/ops/", "/partnerstwa/barlinek/"),
        ("../../", "/organizacje/ops/", "/"),
        ("./", "/", "/"),
        ("organizacje/", "/", "/organizacje/"),
        ("tel:112", "/a/", "tel:112"),
        ("#b", "/a/", "#b"),
    ],
)
def test_links_are_relative(expected: str, page: str, target: str) -> None:
    """A link works under any sub-path; other schemes pass."""
    assert expected == relative_link(page)(target)


def test_404_links_from_anywhere() -> None:
    """The 404 page may be shown at any depth, so its links start at the site's own path."""
    assert "/demo/projekty/" == absolute_link("https://example.org/demo")("/projekty/")
    assert "/projekty/" == absolute_link("https://example.org")("/projekty/")


def test_prose_names_pages_by_their_public_path() -> None:
    """Absolute site paths in prose become relative; everything else stays."""
    html = '<a href="/kluby/">k</a> <a class="x" href="/">p</a> <a href="https://x.org/">x</a>'
    assert (
        '<a href="../../kluby/">k</a> <a class="x" href="../../">p</a> <a href="https://x.org/">x</a>'
        == resolve_links(html, "/program/kroki/")
    )


@pytest.mark.parametrize(
    "link", ["../b/", "../b/#tu", "#gdzie", "../style.css", "https://x.org/nic", "tel:112", "../"]
)
def test_living_links_pass(tmp_path: Path, link: str) -> None:
    """A page, a place in it, a file, another host: none of these is dead."""
    folder = site(
        tmp_path, a=f'<p id="gdzie"><a href="{link}">x</a>', b="<h1 id='tu'>", **{".": ""}
    )
    assert [] == dead_links(folder)


@pytest.mark.parametrize(
    "link", ["../c/", "../b/#tam", "#nigdzie", "../b", "../../poza/", "/gdzies/", "../style.js"]
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_dead_links_are_named(tmp_path: Path, link: str, quote: str) -> None:
    """The page and the address are told for each dead link, fragments included."""
    html = f'<a class="x"\n href={quote}{link}{quote}>x</a>'
    folder = site(tmp_path, a=html, b="<h1 id='tu'>")
    assert [("a/index.html", link)] == [(one.page, one.target) for one in dead_links(folder)]


def test_a_sub_path_is_known(tmp_path: Path) -> None:
    """Under /demo/ an address from the host's root has to begin with it."""
    folder = site(tmp_path, a='<a href="/demo/b/">x</a><a href="/b/">y</a>', b="")
    assert ["/b/"] == [one.target for one in dead_links(folder, "/demo")]


def test_short_words_do_not_end_a_line_of_prose() -> None:
    """One-letter words hold on to the next word, in text only: tags and code stay as they are."""
    html = '<p title="a b">W domu i w <em>pracy</em> <code>a b</code> z Tobą</p>'
    assert (
        '<p title="a b">W\u00a0domu i\u00a0w <em>pracy</em> <code>a b</code> z\u00a0Tobą</p>'
        == tie_prose(html)
    )
