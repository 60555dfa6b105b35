"""Laws of publishing: the new site replaces the old one at once, or nothing changes."""

from __future__ import annotations

from pathlib import Path

from catalog.website.build.site_folder import fresh_folder, replace_site


def build(root: Path, text: str, site: str = "site") -> Path:
    """A build of a site whose front page says `text`."""
    folder = fresh_folder(root / "var/builds", root / site)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def test_the_site_is_always_one_whole_build(tmp_path: Path) -> None:
    """After each replacement the site is the newest build, and only two builds are kept."""
    for number in range(4):
        replace_site(tmp_path / "site", build(tmp_path, str(number)))
        assert str(number) == (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 2 == len(list((tmp_path / "var/builds").glob("*/*")))
    assert ["site", "var"] == sorted(path.name for path in tmp_path.iterdir())


def test_sites_do_not_take_each_others_builds(tmp_path: Path) -> None:
    """However often a trial is built beside it, the published site stays."""
    replace_site(tmp_path / "site", build(tmp_path, "published"))
    for number in range(3):
        replace_site(tmp_path / "trial", build(tmp_path, str(number), "trial"))
    assert "published" == (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_a_plain_folder_gives_way(tmp_path: Path) -> None:
    """What `mkdocs build` left at the site's place is moved aside, not mixed in."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/stary.html").write_text("", encoding="utf-8")
    replace_site(tmp_path / "site", build(tmp_path, "nowa"))
    assert ["index.html"] == [path.name for path in (tmp_path / "site").iterdir()]
