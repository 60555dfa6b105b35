"""What anybody can check: the page says what is known, and what is not; the hashes are right."""

from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalog.text.language import POLISH, speaking
from catalog.upkeep import Erased, Upkeep
from catalog.website.build.site_builder import Site
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.program_version import commit
from catalog.website.site_pages import trust
from tests.conftest import ENGLISH, ROOT, BuiltSite
from tests.real_content import CATALOG

COUNTED = Upkeep(
    until=date(2026, 11, 29),
    erased=(
        Erased(month="2026-11", asked=3, expired=41),
        Erased(month="2026-10", asked=0, expired=7),
    ),
)


def text(upkeep: Upkeep, code: str = "pl", tried: date | None = None) -> str:
    """What the page says to a reader."""
    publisher = CATALOG.publisher.model_copy(update={"restore_tried": tried})
    catalog = replace(CATALOG, upkeep=upkeep, publisher=publisher)
    site = Site.of(catalog, ROOT / "site_templates", ["pl", "en"])
    with speaking(POLISH if code == "pl" else ENGLISH):
        (page,) = trust.PAGES
        html = site.renderer.html(page.page(Indexes(catalog), site.publication))
    article = html[html.index("<article") : html.index("</article>")]
    return " ".join(re.sub(r"<[^>]+>", " ", article).replace("\u00a0", " ").split())


def test_what_is_unknown_is_said() -> None:
    """Nobody has told of erasures or of a restored backup: no zero, no empty table."""
    said = text(Upkeep())
    assert "Ostatnia próba odtworzenia z kopii nie wiemy" in said
    assert "Nie wiemy: serwer, który przyjmuje zgłoszenia, nie podał tych liczb." in said


def test_what_is_known_is_said() -> None:
    """Months with their numbers, the newest first, and the day of the restored backup."""
    said = text(COUNTED, tried=date(2026, 11, 20))
    assert "Ostatnia próba odtworzenia z kopii 20 listopada 2026" in said
    assert "listopad 2026 3 41 październik 2026 0 7" in said
    assert "Stan z dnia: 29 listopada 2026" in said
    assert "November 2026 3 41 October 2026 0 7" in text(COUNTED, "en")


def test_nothing_erased_is_not_unknown() -> None:
    """Somebody has counted, and there was nothing."""
    assert "Jeszcze żadnego. Stan z dnia: 29 listopada 2026" in text(Upkeep(until=COUNTED.until))


@pytest.mark.parametrize(
    "damaged", [None, "", "[", "{}x", '{"until": "jutro"}', '{"erased": [{"month": "2026-13"}]}']
)
def test_damaged_counts_are_unknown(tmp_path: Path, damaged: str | None) -> None:
    """A site is built all the same."""
    file = tmp_path / "erasures.json"
    if damaged is not None:
        file.write_text(damaged, encoding="utf-8")
    assert Upkeep() == Upkeep.read(file)


def test_commit_is_what_git_says(tmp_path: Path) -> None:
    """In a repository, in a further work tree of it, after packing; and none elsewhere."""

    def git(*words: str, folder: Path = tmp_path / "here") -> str:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        run = ["git", *identity, "-C", str(folder), *words]
        return subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()

    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    assert commit(here) is None
    git("init", "-q")
    assert commit(here) is None
    git("commit", "-q", "--allow-empty", "-m", "x")
    first = git("rev-parse", "HEAD")
    assert first == commit(here)
    git("worktree", "add", "-q", str(there), "-b", "other")
    assert first == commit(there)
    git("pack-refs", "--all")
    assert first == commit(here) == commit(there)
    git("checkout", "-q", "--detach")
    assert first == commit(here)


@pytest.mark.slow
def test_every_file_has_its_hash(built_site: BuiltSite) -> None:
    """As `sha256sum --check` reads it; the list itself is the only file that is not in it."""
    folder = built_site.folder
    rows = (folder / "sha256.txt").read_text(encoding="utf-8").splitlines()
    told = {path: digest for digest, _, path in (row.partition("  ") for row in rows)}
    found = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "sha256.txt"
    }
    assert found == told
    assert {"zaufanie/index.html", "en/trust/index.html"} <= told.keys()
