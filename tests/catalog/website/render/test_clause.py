"""Whoever changes a sentence of the information about data changes its version, too."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from catalog.publication import Publication
from catalog.text.gettext_files import FOLDER, language
from catalog.text.language import speaking
from catalog.website.render import clause
from catalog.website.render.clause import clause_version
from forms_backend.sealing.submission import CLAUSE_VERSION
from tests.conftest import ROOT, BuiltSite
from tests.real_content import CATALOG

TEMPLATES = ROOT / "site_templates"
CLAUSE = (TEMPLATES / "forms" / "clause.html").read_text(encoding="utf-8")
SENTENCES = re.findall(r"_\('([^']+)'\)", CLAUSE)
NOW = clause_version(CATALOG.publisher, TEMPLATES)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of what the clause is made of."""
    shutil.copytree(TEMPLATES / "forms", tmp_path / "forms")
    return tmp_path


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_sentence_is_in_it(templates: Path, sentence: str) -> None:
    """One letter more in any of them is another version; a mark of HTML is not."""
    file = templates / "forms" / "clause.html"
    file.write_text(CLAUSE.replace(f"'{sentence}'", f"'{sentence}x'"), encoding="utf-8")
    assert NOW != clause_version(CATALOG.publisher, templates)
    file.write_text(CLAUSE.replace("<p>", '<p class="x">'), encoding="utf-8")
    assert NOW == clause_version(CATALOG.publisher, templates)


def test_paper_language_and_names_are_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So are the sentence of paper, the language, and whom it names."""
    with speaking(language("en", TEMPLATES / FOLDER)):
        assert NOW != clause_version(CATALOG.publisher, TEMPLATES)
    named = CATALOG.publisher.model_copy(update={"phone": "+48221234567"})
    assert NOW != clause_version(named, TEMPLATES)
    monkeypatch.setattr(clause, "ON_PAPER", "Inaczej {days}.")
    assert NOW != clause_version(CATALOG.publisher, TEMPLATES)


@pytest.mark.parametrize("code", ["pl", "en"])
def test_pages_send_it(built_site: BuiltSite, code: str) -> None:
    """A form's page sends the version that the service knows and can take."""
    publication = Publication.read(built_site.publication)
    edition = publication.edition(code)
    form = edition.forms["potrzeba"]
    with speaking(language(code, TEMPLATES / FOLDER)) as spoken:
        page = built_site.folder / spoken.path(form.path).strip("/") / "index.html"
        expected = f"{form.clause.version}/{clause_version(CATALOG.publisher, TEMPLATES)}"
    assert f'name="wz_clause" value="{expected}"' in page.read_text(encoding="utf-8")
    assert expected == f"{form.clause.version}/{edition.site.publisher.clause_version}"
    assert CLAUSE_VERSION.fullmatch(expected)
