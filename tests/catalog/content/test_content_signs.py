"""Signs that nobody sees, and signs that mean something to YAML: normalised, or told."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.content.yaml_reader import YamlError, read_csv, read_yaml
from catalog.loading import load
from catalog.records.problems import ContentError
from catalog.text.tidying import composed
from tests.small_content import leave_out_towns

CONTENT = Path(__file__).parents[3] / "content"
UNSEEN = {
    "soft hyphen": "\u00ad",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "zero width non-joiner": "\u200c",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "right-to-left mark": "\u200f",
    "Hangul filler": "\u3164",
    "halfwidth Hangul filler": "\uffa0",
    "Mongolian vowel separator": "\u180e",
    "combining grapheme joiner": "\u034f",
    "Arabic letter mark": "\u061c",
    "invisible times": "\u2062",
    "tag letter": "\U000e0041",
    "musical null notehead": "\U0001d159",
}
FIELDS = {
    "organizations/cris.yml": ("name", "summary", "description", "services.0.name"),
    "clubs/kis-wiecbork.yml": ("name", "summary"),
    "projects/badzmy-razem.yml": ("name", "summary"),
    "forms/potrzeba.yml": ("title", "intro", "sections.0.questions.0.label"),
}


def value(document: Any, path: str) -> str:
    """What stands at a dotted path."""
    for part in path.split("."):
        document = document[int(part)] if part.isdigit() else document[part]
    return str(document)


def spoiled_texts() -> Iterator[tuple[str, str]]:
    """Every text field of these files."""
    return ((file, path) for file, paths in FIELDS.items() for path in paths)


@pytest.mark.parametrize("sign", UNSEEN.values(), ids=UNSEEN.keys())
@pytest.mark.parametrize(("file", "path"), list(spoiled_texts()))
def test_unseen_signs_are_dropped(file: str, path: str, sign: str) -> None:
    """A sign without a shape, pasted with a text, is in no field of any record."""
    content = (CONTENT / file).read_bytes()
    right = value(read_yaml(file, content).value, path)
    word = max(right.split(), key=len)
    assert len(word) > 3
    text = content.decode().replace(word, f"{word[:2]}{sign}{word[2:]}")
    assert right == value(read_yaml(file, text.encode()).value, path)


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """A document with each of its texts changed; keys stay."""
    if isinstance(value, dict):
        return {key: changed(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [changed(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "change",
    [
        *(lambda text, sign=sign: f"{text[:2]}{sign}{text[2:]}{sign}" for sign in UNSEEN.values()),
        lambda text: unicodedata.normalize("NFD", text),
    ],
    ids=[*UNSEEN, "letters in two parts"],
)
def test_every_text_of_every_file(change: Callable[[str], str]) -> None:
    """All texts of all records, forms and lists of terms × all kinds of such signs."""
    files = sorted(CONTENT.rglob("*.yml"))
    assert len(files) > 100
    for file in files:
        right = read_yaml(file.name, file.read_bytes()).value
        spoiled = json.dumps(changed(right, change), ensure_ascii=False)  # YAML, too
        assert right == read_yaml(file.name, spoiled.encode()).value


def test_letters_are_composed() -> None:
    """A file of macOS, with letters in two parts, is the same content; so are its tables."""
    text = 'name: Łódź źdźbło\nother: "Żółw"\n'
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert read_yaml("x", text.encode()).value == read_yaml("x", apart.encode()).value
    (row,) = read_csv("x", "name\nŁo\u0301dz\u0301\u200b\n".encode(), ["name"])
    assert {"name": "Łódź"} == row.value


@given(st.text())
def test_composing_is_done_once(text: str) -> None:
    """A composed text stays as it is."""
    assert composed(text) == composed(composed(text))


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_line_is_what_editors_show(sign: str) -> None:
    """YAML's other line ends are a space, in every kind of text, and move no line number."""
    text = f'name: Klub{sign}razem\nb: "raz{sign}dwa"\nc: >-\n  raz{sign}dwa\nd: x\n'
    document = read_yaml("x.yml", text.encode())
    assert ["Klub razem", "raz dwa", "raz dwa"] == [
        document.value[one] for one in ("name", "b", "c")
    ]
    assert 5 == document.where(("d",)).line
    with pytest.raises(YamlError) as caught:
        read_yaml("x.yml", f"{text}e: @x\n".encode())
    assert [6] == [problem.where.line for problem in caught.value.problems]


@pytest.mark.parametrize(
    "sign", [":", ":\u00a0", ":\u202f", ":\u200b", ":\u3164", "\uff1a", "\uff1a ", "\u2236 "]
)
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("nameKlub\nb: c\n", 1),
        ("a: b\nnameKlub\nb: c\n", 2),
        ("a: b\nnameKlub\n", 2),
        ("nameKlub\n", 1),
        ("contact:\n  nameKlub\nb: c\n", 2),
        ("contact:\n  a: b\n  nameKlub\n", 3),
        ("l:\n  - nameKlub\n    b: c\n", 2),
    ],
)
def test_a_colon_that_only_looks_right(sign: str, text: str, line: int) -> None:
    """No space or a hard one behind a key's colon, or a sign like a colon, is told at its line."""
    with pytest.raises(YamlError) as caught:
        read_yaml("x.yml", text.replace("name", f"name{sign}").encode())
    (problem,) = caught.value.problems
    assert line == problem.where.line
    assert "po „name” nie ma dwukropka ze zwykłą spacją" in problem.what


@pytest.mark.parametrize("text", ["name: uwaga:\u00a0razem\n", "l:\n  - uwaga:\u00a0razem\n"])
def test_a_colon_inside_a_text_is_text(text: str) -> None:
    """A hard space behind a colon in the middle of a sentence is typography."""
    assert "uwaga:\u00a0razem" in str(read_yaml("x", text.encode()).value).replace(
        "\\xa0", "\u00a0"
    )


@pytest.mark.parametrize(
    ("text", "line", "cut"),
    [
        ("name: Klub #1\n", 1, "Klub"),
        ("a: b\nname: Klub  #uwaga\n", 2, "Klub"),
        ("list:\n  - Dom\n  - Klub #1\n", 3, "Klub"),
        ("name: Klub\t#1\n", 1, "Klub"),
        ("number: 12 #sztuk\n", 1, "12"),
        ("name: Klub # 1\n", 1, "Klub"),
        ("name: Klub #\n", 1, "Klub"),
        ("name: Klub # uwaga\n", 1, "Klub"),
        ("address: Długa 3 # mieszkanie 4\n", 1, "Długa 3"),
        ("name: Klub ##2\n", 1, "Klub"),
        ("{name: Klub #1}\n", 1, "Klub"),
    ],
)
def test_a_text_is_never_cut(text: str, line: int, cut: str) -> None:
    """What YAML takes for a remark behind a text is told, at its line."""
    with pytest.raises(YamlError) as caught:
        read_yaml("x.yml", text.encode())
    (problem,) = caught.value.problems
    assert line == problem.where.line
    assert f"„{cut}” urywa się przed znakiem #" in problem.what


@pytest.mark.parametrize(
    ("text", "line"), [("name: #1 Klub\nb: c\n", 1), ("a: b\nl:\n  - # 1\n  - b\n", 3)]
)
def test_a_text_that_is_all_remark_is_told(text: str, line: int) -> None:
    """`name: #1 Klub` would be no name at all."""
    with pytest.raises(YamlError) as caught:
        read_yaml("x.yml", text.encode())
    (problem,) = caught.value.problems
    assert line == problem.where.line
    assert "to dla YAML uwaga, nie tekst" in problem.what


@pytest.mark.parametrize(
    "text",
    [
        'name: "Klub #1"\n',
        "# uwaga\nname: Klub#1\n",
        "name: 'Klub' #uwaga\n",
        "name: Klub\n# uwaga\n",
        "name: Klub\nnote: # jeszcze nie wiemy\n",
        "name: >-\n  Klub #1\n",
    ],
)
def test_a_text_in_quotation_marks_is_whole(text: str) -> None:
    """Quotation marks, a folded text, a sign without a space before it keep everything.

    A remark has a line of its own.
    """
    assert str(read_yaml("x", text.encode()).value["name"]).startswith("Klub")


@pytest.mark.parametrize("sign", ["\u00a0", *UNSEEN.values(), "\u0430"])
def test_a_key_that_only_looks_right(sign: str) -> None:
    """A hard space, a sign without a shape, a Cyrillic letter in a key are named by code."""
    with pytest.raises(YamlError) as caught:
        read_yaml("x.yml", f"a: b\nna{sign}me: Klub\n".encode())
    (problem,) = caught.value.problems
    assert 2 == problem.where.line
    assert f"w kluczu „name” jest obcy znak U+{ord(sign):04X}" in problem.what


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


def test_what_systems_put_there_is_no_content(copy: Path, whole: Path) -> None:
    """Windows and macOS leave files of their own in folders that people open."""
    for name in (
        *("desktop.ini", "Thumbs.db", "organizations/Thumbs.db", "__MACOSX/cris.yml"),
        *("THUMBS.DB:encryptable", "ehthumbs_vista.db", "System Volume Information/x", "Icon\r"),
        *("lost+found/x", "@eaDir/cris.yml", "organizations/~$cris.yml", "organizations/cris.yml~"),
        *("organizations/#cris.yml#", "organizations/.#cris.yml", ".DS_Store"),
    ):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(b"\x00")
    assert load(whole) == load(copy)


@pytest.mark.parametrize("name", ["cris.yaml", "cris.txt", "Nowy folder", "cris.yml.bak"])
def test_what_somebody_put_there_is_told(copy: Path, name: str) -> None:
    """A misspelt ending would hide an organization without a word."""
    (copy / "organizations" / name).write_bytes(b"\x00")
    with pytest.raises(ContentError, match="nieznany plik"):
        load(copy)


def test_translations_may_begin_with_a_mark(copy: Path, whole: Path) -> None:
    """A byte order mark, which Windows programs write, changes no translation and no record."""
    for file in ("words/en.po", "organizations/cris.yml", "places/towns.csv"):
        (copy / file).write_bytes(b"\xef\xbb\xbf" + (copy / file).read_bytes())
    assert load(whole) == load(copy)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("place: rybnk", "rybnik"),
        ("place: rybink", "rybnik"),
        ("kind: fundacia", "fundacja"),
        ("works_in: [rybniki]", "rybnik"),
    ],
)
def test_what_is_there_and_nearly_so_called_is_offered(copy: Path, wrong: str, meant: str) -> None:
    """A slip in a reference names the record that was probably meant."""
    path = copy / "organizations/cris.yml"
    key = wrong.partition(":")[0]
    lines = path.read_text(encoding="utf-8").replace("works_in:\n  - rybnik\n", "").split("\n")
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*kept, wrong, ""]), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(copy)
    (problem,) = caught.value.problems
    assert problem.expected.endswith(f", na przykład „{meant}”")


@pytest.mark.parametrize(("typed", "meant"), [("Rybnik", "rybnik"), ("Żmigród", "zmigrod")])
def test_an_identifier_is_offered(copy: Path, typed: str, meant: str) -> None:
    """What was probably meant stands beside what was wrong: in a field and in a file's name."""
    path = copy / "organizations/cris.yml"
    text = path.read_text(encoding="utf-8") + f"place: {typed}\n"
    path.write_text(text, encoding="utf-8")
    (copy / f"organizations/{typed}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(copy)
    told = [str(one) for one in caught.value.problems if f"zły identyfikator „{typed}”" in one.what]
    assert 2 == len(told)
    assert all(f"na przykład „{meant}”" in one for one in told)
