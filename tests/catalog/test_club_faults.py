"""Laws of mistakes in clubs: each is told once, at its line, and hides no other."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.club_faults import warnings
from catalog.loading import load
from catalog.model import Catalog
from catalog.problems import ContentError

ROOT = Path(__file__).parents[2]
FILE = "clubs/przyklad.yml"
TEXT = (ROOT / "content" / FILE).read_text(encoding="utf-8")
BREAKS = "  breaks:\n"
WHOLE: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/cases/club_faults.yml").read_text(encoding="utf-8")
)
PERIOD: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/cases/club_period_faults.yml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The least content that the example club stands on."""
    folder = tmp_path_factory.mktemp("clubs") / "content"
    for part in ("publisher.yml", "sources/przyklad-klubu.yml"):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "content" / part, folder / part)
    for shelf in ("taxonomies", "places"):
        shutil.copytree(ROOT / "content" / shelf, folder / shelf)
    (folder / "clubs").mkdir()
    return folder


def spoiled(text: str, fault: dict[str, Any]) -> str:
    """The club's file with one more mistake."""
    if "insert" in fault:
        return text.replace(BREAKS, fault["insert"] + BREAKS, 1)
    assert 1 == text.count(fault["find"]), fault["kind"]
    replaced: str = text.replace(fault["find"], fault["replace"])
    return replaced


def place(text: str, fault: dict[str, Any]) -> str:
    """Where the problem has to be told."""
    line = text[: text.index(fault["at"])].count("\n") + 1 + fault.get("line", 0)
    return f"content/{FILE}:{line}: "


def told(content: Path, text: str) -> list[str]:
    """What `check` says of the club."""
    (content / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content)
    return [str(problem) for problem in caught.value.problems]


def test_as_many_problems_as_mistakes(content: Path) -> None:
    """One mistake of each kind, all in one file, give one problem each, at its own line."""
    text = TEXT
    for fault in WHOLE:
        text = spoiled(text, fault)
    found = told(content, text)
    assert len(WHOLE) == len(found), "\n".join(found)
    for fault in WHOLE:
        here = [line for line in found if line.startswith(place(text, fault))]
        assert [True] == [fault["says"] in line for line in here], (fault["kind"], found)


@pytest.mark.parametrize("fault", WHOLE + PERIOD, ids=lambda fault: str(fault["kind"]))
def test_a_mistake_alone_is_one_problem(content: Path, fault: dict[str, Any]) -> None:
    """A mistake is told once, with what was expected, and brings no other problem."""
    text = spoiled(TEXT, fault)
    (line,) = told(content, text)
    assert line.startswith(place(text, fault))
    assert fault["says"] in line
    assert "; oczekiwano " in line


MAKE_UP = TEXT[TEXT.index("    - id: wsparcie-a-odrabiamy") : TEXT.index("    - id: wsparcie-b")]


@pytest.mark.parametrize(
    ("expected", "find", "replace"),
    [
        ("w planie 50 godz., w kalendarzu 51 godz. dla jednej grupy", "hours: 51", "hours: 50"),
        ("w planie 102 godz., w kalendarzu 51 godz.", "hours: 51", "hours: 102"),
        ("w kalendarzu 49.5, 51 godz. dla jednej grupy, razem 100.5 godz.", MAKE_UP, ""),
    ],
    ids=["less", "of all groups", "one group misses a meeting"],
)
def test_planned_and_scheduled_hours_are_compared(
    content: Path, expected: str, find: str, replace: str
) -> None:
    """Hours that the calendar does not hold are a warning, not a problem."""
    (content / FILE).write_text(TEXT.replace(find, replace), encoding="utf-8")
    (warning,) = load(content).warnings
    assert expected in warning.what


def test_hours_of_nobody_known_may_be_either(content: Path) -> None:
    """Where the source does not say whose hours it counts, both ways to count are right."""
    for hours in ("51", "102"):
        text = TEXT.replace("  hours_for: each_group\n", "").replace("hours: 51", f"hours: {hours}")
        (content / FILE).write_text(text, encoding="utf-8")
        assert () == load(content).warnings


def test_what_ships_has_no_warning() -> None:
    """The real content's clubs have nothing to mend."""
    catalog: Catalog = load(ROOT / "content")
    assert () == catalog.warnings
    assert [] == [fault for club in catalog.clubs.values() for fault in warnings(club.cycle)]
