"""A third language is words, addresses and pages of prose: this one is made by a machine."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from babel.messages.catalog import Catalog as Words
from babel.messages.pofile import write_po

from catalog.loading import load
from catalog.text.gettext_files import FOLDER, codes, language, read_words
from catalog.text.language import speaking
from catalog.text.money import zloty
from catalog.text.phrases import decimal, long_date, plural, weekday_name
from catalog.website.build.plugin import build_prose_and_data
from forms_backend.serving.app import create_app
from tests.conftest import ENGLISH, ROOT
from tests.forms_backend.synthetic_service import furnish
from tests.guide import SECTIONS
from tests.pages import pages_of
from tests.small_content import leave_out_towns

pytestmark = pytest.mark.slow

CODE = "cs"
"""Czech: its numbers, dates and plurals are in CLDR, and the program has never heard of it."""
LINKS = re.compile(r"\]\([^)/:]*(?:/[^)/:]*)*\.md[^)]*\)")
STEPS = SECTIONS["A language"]
ABOUT = yaml.safe_load(dedent(STEPS.partition("```yaml\n")[2].partition("   ```")[0]))
"""The file of addresses, as the guide shows it."""
PROJECT = ("content", "docs", "site_templates", "mkdocs.yml")


def said(text: str) -> str:
    """A text as the third language says it."""
    return text if not text.strip() else f"«{text}»"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a third language: two files of words, one of addresses, prose."""
    root = tmp_path_factory.mktemp("third") / "project"
    root.mkdir()
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
        else:
            shutil.copyfile(ROOT / name, root / name)
    leave_out_towns(root / "content")
    for folder in (root / "content" / FOLDER, root / "site_templates" / FOLDER):
        words = Words(locale=CODE)
        for polish in read_words(folder / "en.po"):
            words.add(polish, said(polish))
        with (folder / f"{CODE}.po").open("wb") as file:
            write_po(file, words)
    paths = {polish: f"x-{polish}" for polish in ENGLISH.segments}
    about = ABOUT | {"paths": paths}
    (root / "site_templates" / FOLDER / f"{CODE}.yml").write_text(yaml.dump(about), "utf-8")
    ours = language(CODE, root / "site_templates" / FOLDER)
    for page in (root / "docs" / "en").rglob("*.md"):
        address = f"/en/{page.relative_to(root / 'docs' / 'en').with_suffix('').as_posix()}/"
        home = address.removesuffix("index/")
        words_of = ours.path(ENGLISH.polish(home)).strip("/").split("/")[1:]
        target = (root / "docs" / CODE).joinpath(*words_of)
        target = target / "index.md" if home != address else target.with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = LINKS.sub("](/)", page.read_text("utf-8"))  # names of files are not those of twins
        target.write_text(text, "utf-8")
    return root


def test_the_guide_names_every_file(project: Path) -> None:
    """What was written for the language is what the guide tells to write, and no more."""
    told = set(re.findall(r"`((?:content|docs|site_templates)/[^`]*<code>[^`]*)`", STEPS))
    files = {one.relative_to(project).as_posix() for one in project.rglob("*") if one.is_file()}
    fresh = {one for one in files if not (ROOT / one).exists()}
    kinds = {re.sub(rf"^docs/{CODE}/.*", "docs/<code>/", one) for one in fresh}
    assert told == {one.replace(f"/{CODE}.", "/<code>.") for one in kinds}


def test_the_files_say_which_languages_there_are(project: Path) -> None:
    """No list in the code names them."""
    assert ("pl", CODE, "en") == codes(project / "site_templates" / FOLDER)


def test_numbers_dates_and_plurals_are_those_of_the_country(project: Path) -> None:
    """They come from CLDR."""
    with speaking(language(CODE, project / "site_templates" / FOLDER)):
        assert "22 listopadu 2026" == long_date(date(2026, 11, 22))
        assert "neděle" == weekday_name(6)
        assert "49,5" == decimal(49.5)
        assert ["«klub»", "«kluby»", "«klubów»"] == [
            plural(number, "klub", "kluby", "klubów") for number in (1, 3, 5)
        ]
        assert "PLN\u00a01\u00a0200,50" == zloty(120050)


def test_the_site_speaks_it(project: Path, tmp_path: Path) -> None:
    """Each English page has one in the third language, at its address, tied to both others."""
    site, published = tmp_path / "site", tmp_path / "forms.json"
    catalog = load(project / "content")
    build_prose_and_data(project / "mkdocs.yml", catalog, site, published, "")
    built = tuple(pages_of(site))
    ours = language(CODE, project / "site_templates" / FOLDER)
    pages = [page for page in built if page.path.startswith(f"/{CODE}/")]
    english = {page.path for page in built if page.path.startswith("/en/")}
    towns = ENGLISH.path("/miejscowosci/")  # of the towns' pages, not all are read
    assert {ENGLISH.polish(one) for one in english if not one.startswith(towns)} == {
        ours.polish(page.path)
        for page in pages
        if not page.path.startswith(ours.path("/miejscowosci/"))
    }
    assert {CODE} == {page.language for page in pages}
    home = next(page for page in pages if page.path == f"/{CODE}/")
    switch = {one["lang"]: one.text for one in home.all("a") if one["class"] == "tongue"}
    assert {"pl": "Polski", "en": "English"} == switch
    assert {"pl", "en", CODE} <= {one["hreflang"] for one in home.all("link") if one["hreflang"]}
    forms = json.loads(published.read_text("utf-8"))["translations"][CODE]["forms"]
    assert "«Poproś o pomoc»" == forms["potrzeba"]["title"]


def test_the_service_answers_in_it(project: Path, tmp_path: Path) -> None:
    """Its addresses are routes of the service."""
    settings = replace(furnish(tmp_path / "var").settings, templates=project / "site_templates")
    rules = {rule.rule for rule in create_app(settings).url_map.iter_rules()}
    assert any(rule.startswith(f"/{CODE}/") for rule in rules)
