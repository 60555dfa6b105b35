"""A question type, a form, pages and a store by the book: `docs/developers/how-to-add.md`.

The record kind is followed by `tests/catalog/kinds/test_new_kind.py`, the language by
`tests/test_third_language.py`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.guide import SECTIONS, blocks, copy_of_the_project, said

pytestmark = pytest.mark.slow

HERE = ("A question type", "A form", "A page", "A store")
ELSEWHERE = ("A record kind", "A language")
ANSWERS = """
from pathlib import Path
from catalog.forms.form_class import filled
from catalog.loading import load
from catalog.text.gettext_files import FOLDER, language
from catalog.text.language import speaking

form = load(Path("content")).forms["rozmowa"]
for typed in ("14:30", "godz. 9", "25:00"):
    sheet = filled(form, {"phone": ["601 234 567"], "hour": [typed]})
    print(sheet.validate(), sheet.answers["hour"], *(one.message for one in sheet.field_errors))
with speaking(language("en", Path("site_templates", FOLDER))):
    sheet = filled(form, {"phone": ["601 234 567"], "hour": ["25:00"]})
    print(sheet.validate(), *(one.message for one in sheet.field_errors))
"""
SENDING = """
from dataclasses import replace
from pathlib import Path
from forms_backend.serving.app import create_app
from tests.forms_backend.synthetic_service import furnish

house = furnish(Path("var-of-service"))
ours = Path("var/publish/forms.json").resolve()
app = create_app(replace(house.settings, publication=ours))
answers = {"phone": "601 234 567", "hour": "9.15"}
checked = app.test_client().post("/en/submissions/talk", data=answers)
print(checked.status_code, "09:15" in checked.text)
page = checked.text.partition('name="wz_page" value="')[2].partition('"')[0]
sent = app.test_client().post(
    "/en/submissions/talk", data={**answers, "wz_page": page, "wz_step": "wyslij"}
)
kept = [one.label.form for one in house.records]
print(sent.status_code, kept, b"601234567" in house.everything())
"""


@pytest.fixture(scope="module")
def built_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with what all these sections say, built."""
    folder = tmp_path_factory.mktemp("project")
    copy_of_the_project(folder, *HERE)
    said(folder, "build")
    return folder


def told(folder: Path, *words: str, **settings: str) -> str:
    """What a Python of the copy says; the tests are ours where the copy has none."""
    found = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"} | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == found.returncode, found.stdout + found.stderr
    return found.stdout


def pages(folder: Path) -> dict[str, str]:
    """Each page that the copy has, by its path."""
    site = folder / "site"
    return {
        f"/{one.parent.relative_to(site).as_posix()}/": one.read_text(encoding="utf-8")
        for one in site.rglob("index.html")
    }


def searched(folder: Path, language: str) -> bytes:
    """All that search can find in a language."""
    index = folder / "site" / language / "pagefind" / "fragment"
    return b"\n".join(gzip.decompress(one.read_bytes()) for one in index.iterdir())


def test_every_section_is_followed() -> None:
    """The guide promises nothing that no test does."""
    assert set(SECTIONS) == {*HERE, *ELSEWHERE}
    assert all(blocks(one) for one in HERE)


def test_question_type_reads_and_refuses(built_copy: Path) -> None:
    """It tidies what is right, and says what is wrong in the language of the person."""
    assert [
        "True 14:30",
        "True 09:00",
        "False 25:00 Wpisz godzinę, na przykład 14:30.",
        "False Enter an hour, such as 14:30.",
    ] == told(built_copy, "-c", ANSWERS).splitlines()


def test_question_type_is_offered_to_editors(built_copy: Path) -> None:
    """Schema and messages know its name."""
    said(built_copy, "schema")
    assert '"time"' in (built_copy / "content/.schemas/forms.json").read_text(encoding="utf-8")


def test_form_is_everywhere(built_copy: Path) -> None:
    """It has a page and a print in both languages, stands in the list, and is found."""
    built = pages(built_copy)
    assert 'name="hour"' in built["/formularze/rozmowa/"]
    assert "At what hour should we call?" in built["/en/forms/talk/"]
    assert "Umów rozmowę" in built["/formularze/"]
    assert "Umów rozmowę" in built["/mapa-strony/"]
    assert (built_copy / "site/formularze/rozmowa/rozmowa.pdf").is_file()
    assert b"/forms/talk/" in searched(built_copy, "en")
    assert "rozmowa" in json.loads((built_copy / "var/publish/forms.json").read_bytes())["forms"]


def test_form_takes_answers(built_copy: Path) -> None:
    """The service shows them for checking, and keeps them sealed."""
    assert ["200 True", "303 ['rozmowa'] False"] == told(built_copy, "-c", SENDING).splitlines()


@pytest.mark.parametrize(
    ("path", "english", "says"),
    [
        ("/pierwszy-raz/", "/en/first-time/", "Zacznij od"),
        ("/w-liczbach/", "/en/in-numbers/", "Znamy organizacji:"),
    ],
)
def test_page_is_everywhere(built_copy: Path, path: str, english: str, says: str) -> None:
    """It has its twin, and stands in site map, sitemap and search."""
    built = pages(built_copy)
    assert says in built[path]
    assert f'class="tongue" href="../..{path}"' in built[english]
    assert f'href="..{path}"' in built["/mapa-strony/"]
    sitemap = (built_copy / "site/sitemap.xml").read_text(encoding="utf-8")
    assert f"{path}<" in sitemap
    assert f"{english}<" in sitemap
    assert path.encode() in searched(built_copy, "")
    assert english.removeprefix("/en").encode() in searched(built_copy, "en")


def test_store_keeps_the_contract(built_copy: Path, tmp_path: Path) -> None:
    """Its address is read, and every test of the contract is held against it."""
    (tests,) = {Path(one).parts[0] for one in blocks("A store", "add")}
    ours = built_copy / tests
    parts = [ROOT / "tests" / one for one in ("", "forms_backend", "forms_backend/stores")]
    for one in (file for part in parts for file in part.glob("*.py")):
        target = ours / one.relative_to(ROOT / "tests")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(one, target)
    shutil.copy(ROOT / "pyproject.toml", built_copy)
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "passing")
    contract = "tests/forms_backend/stores/test_contract.py"
    place = {"TMPDIR": str(tmp_path), "WZAJEMNIE_STORE": "passing:proba"}
    held = int(told(built_copy, *words, contract, **place).rpartition(" passed")[0].split()[-1])
    text = (ROOT / contract).read_text(encoding="utf-8")
    assert (
        held >= len(re.findall(r"^def test_\w+\([^)]*\b(?:store|place):", text, re.MULTILINE)) > 9
    )
    told(built_copy, "wzajemnie.py", "store", "init", **place)
    assert (tmp_path / "wzajemnie-proba").is_dir()


def test_code_is_as_ours(built_copy: Path) -> None:
    """What the guide shows passes the rules for code of the project."""
    modules = [path for one in HERE for path in blocks(one) if path.endswith(".py")]
    shutil.copy(ROOT / "pyproject.toml", built_copy)
    told(built_copy, "-m", "ruff", "check", "--no-cache", *modules)
    told(built_copy, "-m", "ruff", "format", "--no-cache", "--check", *modules)
