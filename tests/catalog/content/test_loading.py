"""Laws of reading content: everything is checked, every problem is told, nothing vanishes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.loading import SHELVES, load
from catalog.model import Catalog
from catalog.records.problems import ContentError
from tests.real_content import CATALOG
from tests.small_content import leave_out_towns

ROOT = Path(__file__).parents[3]
CONTENT = ROOT / "content"
FAULTS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/cases/content_faults.yml").read_text(encoding="utf-8")
)
RECORDS = sorted(path for shelf in SHELVES for path in (CONTENT / shelf).rglob("*.yml"))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The real content, read once."""
    return CATALOG


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content with the towns that a record names: the others only take time."""
    folder = tmp_path_factory.mktemp("whole") / "content"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns(".schemas"))
    leave_out_towns(folder)
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(whole, tmp_path / "content"))


def seed(content: Path, fault: dict[str, Any]) -> str:
    """Spoil one file; answers the place that has to be named, as `file:line`."""
    path = content / fault["file"]
    if "copy" in fault:
        (content / fault["copy"]).parent.mkdir(exist_ok=True)
        shutil.copy(path, content / fault["copy"])
        if "at" not in fault:
            return f"content/{fault['copy']}:1"
    text = path.read_text(encoding="utf-8")
    if "find" in fault:
        text, found = re.subn(fault["find"], fault["replace"], text, count=1)
        assert found, fault
    if "append" in fault:
        key = re.escape(fault["append"].partition(":")[0])
        text = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
        text += fault["append"]
    path.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    at = fault.get("at")
    number = 1 if at is None else next(n for n, line in enumerate(lines, 1) if at in line)
    return f"content/{fault['file']}:{number + fault.get('line', 0)}"


def problems(content: Path) -> list[str]:
    """What `check` would print, a line each."""
    with pytest.raises(ContentError) as caught:
        load(content)
    return [str(problem) for problem in caught.value.problems]


def test_one_fault_of_each_kind_gives_exactly_that_many_problems(copy: Path) -> None:
    """All faults at once: one problem each, with its own file and line, none besides."""
    places = [seed(copy, fault) for fault in FAULTS]
    found = problems(copy)
    assert len(FAULTS) == len(found), "\n".join(found)
    for place, fault in zip(places, FAULTS, strict=True):
        told = [line for line in found if line.startswith(f"{place}: ")]
        assert [True] == [fault["says"] in line for line in told], (place, fault, found)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["kind"]))
def test_a_problem_says_what_is_wrong_and_what_was_expected(
    copy: Path, fault: dict[str, Any]
) -> None:
    """Each problem alone: one line, in two halves, the second beginning with what was expected."""
    place = seed(copy, fault)
    (line,) = problems(copy)
    assert line.startswith(f"{place}: ")
    assert "; oczekiwano " in line
    assert "\n" not in line


def test_the_real_content_is_right(catalog: Catalog) -> None:
    """What we publish has no problem."""
    assert catalog.organizations


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: str(path.relative_to(CONTENT)))
def test_every_file_is_a_record_of_its_shelf(catalog: Catalog, path: Path) -> None:
    """No file is passed over: each stands in the catalogue under its name."""
    assert path.stem in getattr(catalog, path.relative_to(CONTENT).parts[0])


@pytest.mark.parametrize(
    "name",
    [
        "organizations/x.yaml",
        "organisations/x.yml",
        "notatka.txt",
        "places/stare/towns.csv",
        "words/stare/en.po",
        "words/eng.po",
    ],
)
def test_a_stranger_among_the_files_is_told(copy: Path, name: str) -> None:
    """A wrong ending or folder would hide an organization, so it is a problem."""
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("name: x\n", encoding="utf-8")
    assert [f"content/{name}:1: nieznany plik"] == [
        line.partition(";")[0] for line in problems(copy)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "[]",
        "- a\n- b",
        "tekst",
        "&a [*a]",
        "name: &x {y: *x}",
        "\x00",
        "\ufffe",
        "%YAML 9",
        "? [a, b]\n: c",
        "name: x\n---\nname: y",
    ],
)
def test_no_file_gives_a_traceback(copy: Path, text: str) -> None:
    """Whatever stands in a file, the answer is problems of that file."""
    (copy / "organizations/zla.yml").write_text(text, encoding="utf-8")
    found = problems(copy)
    assert found
    assert all(line.startswith("content/organizations/zla.yml:") for line in found)


@pytest.mark.parametrize(
    ("line", "content"),
    [
        (1, "to nie są tłumaczenia\n".encode()),
        (2, b'msgid "a"\nname: x\n'),
        (3, 'msgid "a"\nmsgstr "b"\nmsgid "ą"\n'.encode("cp1250")),
    ],
    ids=["prose", "another kind of file", "another encoding"],
)
def test_damaged_translations_are_told(copy: Path, line: int, content: bytes) -> None:
    """A file of words that nobody can read is a problem of that file, and no traceback."""
    (copy / "words/en.po").write_bytes(content)
    assert f"content/words/en.po:{line}: uszkodzony plik tłumaczeń" in problems(copy)[0]


@pytest.mark.parametrize("charset", ["us-ascii", "nonsense"])
def test_the_header_of_translations_names_no_other_encoding(copy: Path, charset: str) -> None:
    """All our files are UTF-8, whatever an editor's program wrote into the header."""
    path = copy / "words/en.po"
    text = path.read_text(encoding="utf-8")
    assert "charset=utf-8" in text
    path.write_text(text.replace("charset=utf-8", f"charset={charset}"), encoding="utf-8")
    assert CATALOG.words == load(copy).words


def test_what_english_lacks_is_a_warning_at_its_line(copy: Path) -> None:
    """A form may be published before it is translated, but editors are told what is missing."""
    path = copy / "forms/potrzeba.yml"
    text = path.read_text(encoding="utf-8").replace("\nsummary: ", "\nsummary: Nowe słowa. ", 1)
    path.write_text(text, encoding="utf-8")
    number = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("summary"))
    (warning,) = load(copy).warnings
    assert f"content/forms/potrzeba.yml:{number}" == str(warning.where)
    assert warning.what.startswith("tekst bez tłumaczenia (en): „Nowe słowa.")


def test_a_lost_file_of_words_is_one_warning(copy: Path) -> None:
    """Without it every form would be Polish on English pages, and nobody would know why."""
    (copy / "words/en.po").unlink()
    (warning,) = load(copy).warnings
    assert "content/words/en.po:1" == str(warning.where)
    assert warning.what.startswith("brak pliku")


def test_a_folder_may_be_named_like_a_file(copy: Path) -> None:
    """What is in it is read as in any other folder."""
    (copy / "organizations/zla.yml").mkdir()
    (copy / "organizations/zla.yml/nowa.yml").write_text("name: x\n", encoding="utf-8")
    assert {"content/organizations/zla.yml/nowa.yml:1"} == {
        line.partition(": ")[0] for line in problems(copy)
    }


@pytest.mark.parametrize("target", ["nigdzie.yml", "zla.yml"], ids=["nowhere", "itself"])
def test_a_link_that_leads_nowhere_is_told(copy: Path, target: str) -> None:
    """It hides an organization as well as a misspelt folder does."""
    (copy / "organizations/zla.yml").symlink_to(target)
    (line,) = problems(copy)
    assert line.startswith("content/organizations/zla.yml:1: tego pliku nie da się przeczytać")


def test_a_link_to_a_folder_is_told(copy: Path) -> None:
    """We do not follow it: it may lead round in a circle, and its records would be hidden."""
    (copy / "organizations/dalej").symlink_to("..")
    (line,) = problems(copy)
    assert line.startswith("content/organizations/dalej:1: dowiązanie do folderu")


def test_what_begins_with_a_dot_is_not_content(copy: Path, whole: Path) -> None:
    """Editors' programs and systems keep things of their own between the records."""
    for name in ("organizations/._cris.yml", "organizations/.kopia/cris.yml"):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(b"\x00\x05")
    assert load(whole) == load(copy)


@pytest.mark.parametrize(
    "name",
    ["taxonomies/groups.yml", "places/towns.csv", "places/voivodeships.yml", "publisher.yml"],
)
def test_a_file_that_all_pages_need_is_missed(copy: Path, name: str) -> None:
    """One problem that names it, and none for each record that names something in it."""
    (copy / name).unlink()
    (line,) = problems(copy)
    assert line.startswith(f"content/{name}:1: brak pliku; oczekiwano ")


@pytest.mark.parametrize(
    ("says", "was", "becomes"),
    [
        ("pierwszy wiersz to „slug;name;powiat;lat;lon”", ",", ";"),
        ("w wierszu jest więcej wartości niż kolumn", ",Bartoszyce", ",Stary,Bartoszyce"),
        ("nie da się podzielić na kolumny", ",Bartoszyce", ',"Bartoszyce'),
    ],
)
def test_a_table_of_another_kind_is_one_problem(
    copy: Path, says: str, was: str, becomes: str
) -> None:
    """A table that a spreadsheet saved in its own way is told once, and not for each row."""
    path = copy / "places/towns.csv"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")
    (line,) = problems(copy)
    assert says in line


def test_bytes_that_are_no_text_are_told(copy: Path) -> None:
    """A file saved in another encoding is named with the line of its first wrong byte."""
    (copy / "organizations/zla.yml").write_bytes("name: x\nsummary: Łódź\n".encode("cp1250"))
    assert "content/organizations/zla.yml:2: plik nie jest w UTF-8" in problems(copy)[0]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """No content at all is one clear problem."""
    assert ["nie ma takiego folderu" in line for line in problems(tmp_path / "brak")] == [True]


def test_a_form_offers_only_lists_that_exist(copy: Path) -> None:
    """An unknown `choices_from` would leave a question without answers."""
    path = copy / "forms/uczestnik.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("organizations/programme", "organizations/all", 1), "utf-8")
    (line,) = problems(copy)
    number = text[: text.index("organizations/programme")].count("\n") + 1
    assert line.startswith(f"content/forms/uczestnik.yml:{number}: nieznana lista")


@pytest.mark.parametrize(
    ("says", "groups"),
    [("zły identyfikator", "groups:\n  - Młodzi\n"), ("za mało pozycji", "groups: []\n")],
)
def test_a_list_is_complained_of_once(copy: Path, says: str, groups: str) -> None:
    """A wrong item is one problem, an empty list is one problem."""
    path = copy / "partnerships/kielce.yml"
    text, found = re.subn(r"groups:\n(?:  - .*\n)+", groups, path.read_text(encoding="utf-8"))
    assert 1 == found
    path.write_text(text, encoding="utf-8")
    (line,) = problems(copy)
    assert says in line
