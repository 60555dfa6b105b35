"""The guide's examples are real files: what it tells editors is what `check` says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog.editing.field_guide import PAGE, field_guide
from catalog.loading import load
from catalog.records.problems import ContentError
from tests.conftest import ROOT

CONTENT = ROOT / "content"
GUIDE = ROOT / "docs" / "pl" / "redakcja"
FENCE = re.compile(
    r'^```yaml title="(?P<title>[^"]+)"\n(?P<text>.*?)^```\n(?:\n```text\n(?P<said>.*?)^```\n)?',
    re.MULTILINE | re.DOTALL,
)
ADDED = "dopisz do "
FAULTY = "z błędem: "


@dataclass(frozen=True)
class Example:
    """A file of the guide: its path below `content/`, its text, and the problems told after it."""

    page: str
    path: str
    text: str
    said: str = ""


def examples(faulty: bool) -> Iterator[Example]:
    """Files of the guide; what is to be added to a file stands at its end."""
    for page in sorted(GUIDE.glob("*.md")):
        whole: dict[str, str] = {}
        for match in FENCE.finditer(page.read_text(encoding="utf-8")):
            title, text = match["title"], match["text"]
            if title.startswith(FAULTY):
                if faulty:
                    yield Example(page.name, title.removeprefix(FAULTY), text, match["said"] or "")
            elif title.startswith(ADDED):
                whole[title.removeprefix(ADDED)] += text
            else:
                whole[title] = text
        if not faulty:
            yield from (Example(page.name, path, text) for path, text in whole.items())


def with_files(folder: Path, files: list[Example]) -> Path:
    """The real content with files of the guide put in."""
    content = folder / "content"
    shutil.copytree(CONTENT, content)
    for one in files:
        (content / one.path).write_text(one.text, encoding="utf-8")
    return content


@pytest.mark.parametrize("page", sorted({one.page for one in examples(faulty=False)}))
def test_examples_are_right(page: str, tmp_path: Path) -> None:
    """An editor who copies a page's examples as they stand gets no problem from `check`."""
    files = [one for one in examples(faulty=False) if one.page == page]
    load(with_files(tmp_path, files))


@pytest.mark.parametrize("example", list(examples(faulty=True)), ids=lambda one: one.said[:60])
def test_told_problems_are_found(example: Example, tmp_path: Path) -> None:
    """Each faulty example gives the problems that the guide shows after it, word for word."""
    with pytest.raises(ContentError) as caught:
        load(with_files(tmp_path, [example]))
    assert example.said.splitlines() == str(caught.value).splitlines()


def test_every_kind_has_its_example() -> None:
    """Organizations, partnerships, clubs, projects and sources are each shown once at least."""
    shelves = {one.path.partition("/")[0] for one in examples(faulty=False)}
    assert {"organizations", "partnerships", "clubs", "projects", "sources"} == shelves


def test_fields_are_explained_as_they_are() -> None:
    """The page of all fields is made from the models: mend it with `wzajemnie schema`."""
    assert field_guide() == (ROOT / "docs" / "pl" / PAGE).read_text(encoding="utf-8")
