"""Laws of reading: text stays text, every value knows its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.content.yaml_reader import YamlError, read_csv, read_yaml
from catalog.records.problems import Where
from catalog.text.tidying import composed

SLIPS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases/yaml_slips.yml").read_text(encoding="utf-8")
)
plain = st.recursive(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20
    ).map(composed),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "written", ["no", "2014-02-03", "0012", "12:30", "1e3", "0x1f", ".5", "yes"]
)
def test_plain_text_stays_text(written: str) -> None:
    """Nothing that an editor writes turns into something else behind their back."""
    assert {"a": written} == read_yaml("f", f"a: {written}\n".encode()).value


@pytest.mark.parametrize("written", ["", "~", "null", "# uwaga"])
def test_nothing_is_none(written: str) -> None:
    """An empty value is no value; quoted emptiness is text."""
    assert {"a": None} == read_yaml("f", f"a: {written}\n".encode()).value
    assert {"a": ""} == read_yaml("f", b"a: ''\n").value


@given(plain)
def test_reading_is_the_inverse_of_writing(value: object) -> None:
    """What YAML wrote in quotes is read as it was, once its text is composed."""
    written = yaml.safe_dump({"a": value}, allow_unicode=True, default_style='"')
    assert {"a": value} == read_yaml("f", written.encode()).value


def test_every_value_knows_its_line() -> None:
    """Keys by their own line, list items by their first; a missing value by what encloses it."""
    document = read_yaml("f", b"a: 1\nb:\n  - x\n  - c: 2\n    d: >-\n      long\n")
    expected = {("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4, ("b", 1, "d"): 5}
    assert {(): 1, **expected} == dict(document.lines)
    assert Where("f", 4) == document.where(("b", 1, "missing"))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: repr(slip["text"]))
def test_a_slip_is_told_where_it_is(slip: dict[str, Any]) -> None:
    """In Polish, at the line that has to be mended."""
    with pytest.raises(YamlError) as caught:
        read_yaml("f", slip["text"].encode())
    (problem,) = caught.value.problems
    assert Where("f", slip["line"]) == problem.where
    assert f"błąd zapisu YAML ({slip['says']})" == problem.what
    assert problem.expected.startswith("oczekiwano ")


@pytest.mark.parametrize("many", ["[" * 300_000, "- " * 300_000, "{a: " * 300_000])
def test_depth_harms_nobody(many: str) -> None:
    """However deep a file goes, we stop at the first level that is too much."""
    with pytest.raises(YamlError, match="zbyt wiele poziomów"):
        read_yaml("f", many.encode())


def test_aliases_harm_nobody() -> None:
    """Each alias is a slip and stands for nothing: nine of nine of nine are not 3 billion."""
    lines = [
        "a0: &a0 [x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 11)),
    ]
    with pytest.raises(YamlError) as caught:
        read_yaml("f", "\n".join(lines).encode())
    assert 11 + 90 == len(caught.value.problems)


def test_a_doubled_key_is_a_slip() -> None:
    """The second value would silently win, so it is a problem at its own line."""
    with pytest.raises(YamlError) as caught:
        read_yaml("f", b"a: 1\nb: 2\na: 3\n")
    assert [Where("f", 3)] == [problem.where for problem in caught.value.problems]


def test_rows_know_their_line() -> None:
    """A spreadsheet's rows: quoted commas, an empty cell is None, the mark of Excel is ignored."""
    content = '\ufeffslug,name\na,"Góra, mała"\nb,\n'.encode()
    rows = read_csv("f", content, ("name", "slug"))
    assert [{"slug": "a", "name": "Góra, mała"}, {"slug": "b", "name": None}] == [
        row.value for row in rows
    ]
    assert [Where("f", 2), Where("f", 3)] == [row.where(()) for row in rows]
