"""Laws of mistakes in clubs: each is told once, at its line, and hides no other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.clubs.checks import problems, warnings
from catalog.clubs.model import Cycle
from catalog.loading import load
from catalog.model import Catalog
from catalog.records.problems import ContentError
from catalog.records.value_types import PartialDate
from tests.catalog.clubs.cycles import FIRST, raw_cycle
from tests.real_content import CATALOG
from tests.small_content import leave_out_towns

ROOT = Path(__file__).parents[3]
FILE = "clubs/przyklad.yml"
TEXT = (ROOT / "content" / FILE).read_text(encoding="utf-8")
BREAKS = "  breaks:\n"
WHOLE: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/cases/club_problems.yml").read_text(encoding="utf-8")
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
    named = "\n".join(str(fault.get("replace", "")) for fault in WHOLE + PERIOD)
    (folder / FILE).write_text(f"{TEXT}\n{named}", encoding="utf-8")
    leave_out_towns(folder)
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


@pytest.mark.parametrize(
    ("today", "status", "said"),
    [
        (date(2011, 11, 30), "running", []),
        (date(2027, 1, 1), "running", ["klub działa (running), a jego cykl skończył się: 2026"]),
        (date(2027, 1, 1), "finished", []),
        (date(2026, 12, 31), "running", []),
    ],
)
def test_a_club_that_runs_after_its_end_is_a_warning(
    today: date, status: str, said: list[str]
) -> None:
    """Whoever forgets a club shows people meetings that are over; its year is told."""
    club = CATALOG.clubs["kis-wiecbork"]
    cycle = club.cycle.model_copy(update={"ends": PartialDate(2026), "weeks": None})
    changed = club.model_copy(update={"status": status, "cycle": cycle})
    assert said == [fault.what for fault in warnings(changed, today) if fault.path == ("status",)]


def test_an_exact_end_is_told_by_its_day() -> None:
    """The day after the last one is over; an example is never over."""
    club = CATALOG.clubs["kis-wiecbork"]
    cycle = club.cycle.model_copy(update={"ends": PartialDate(2026, 6, 26), "weeks": None})
    running = club.model_copy(update={"status": "running", "cycle": cycle})
    assert [] == list(warnings(running, date(2026, 6, 26)))
    (warning,) = warnings(running, date(2026, 6, 27))
    assert warning.what.endswith("26 czerwca 2026")
    example = running.model_copy(update={"example": True})
    assert [] == list(warnings(example, date(2026, 6, 27)))


def test_what_ships_has_no_warning() -> None:
    """The real content's clubs have nothing to mend."""
    catalog: Catalog = CATALOG
    assert () == catalog.warnings
    assert [] == [fault for club in catalog.clubs.values() for fault in warnings(club, date.min)]


Told = list[tuple[tuple[str | int, ...], str]]
ROOMS = [{"id": "sala", "name": "Sala"}, {"id": "hol", "name": "Hol"}]
BROKEN = {"id": "zepsute", "starts_at": "99:99"}


def told_of(raw: dict[str, Any], cycle: Cycle | None = None) -> Told:
    """Where something is wrong in the cycle of an example, and what."""
    found = problems({"example": "tak", "cycle": raw}, cycle)
    return [(fault.path[1:], fault.what) for fault in found]


def pause(starts: str, ends: str) -> dict[str, Any]:
    """A break that closes a club from one day to another."""
    return {"breaks": [{"id": "p", "name": "ferie", "starts": starts, "ends": ends}]}


def counted(**hours: str) -> dict[str, Any]:
    """A rhythm without dates, and how long its meetings last."""
    rhythm = {"id": "k", "name": "Prawnik", "times": "1", "every": "week"}
    return {"meetings": [rhythm | hours]}


RIGHT: list[dict[str, Any]] = [
    {},
    {"weeks": "39"},
    {"ends": "2028-04-10", "sessions": [FIRST]},
    {"starts": "2026-03", "ends": "2026-03", "sessions": []},
    {"starts": "2026-03-02", "ends": "2026", "sessions": []},
    pause("2026-01-01", "2026-03-02"),
    pause("2026-11-29", "2027-01-01"),
    pause("2026-07-01", "2026-07-01"),
    pause("2026-01-01", "2026-01-02") | {"ends": "2026", "sessions": []},
    counted(min_hours="3", max_hours="3"),
    counted(min_hours="3"),
    counted(max_hours="3"),
]
WRONG: list[tuple[tuple[str | int, ...], str, dict[str, Any]]] = [
    ((), "brak pola „ends” albo „weeks”", {"ends": None}),
    (("ends",), "cykl kończy się, zanim się zacznie", {"ends": "2026-03-01"}),
    (("ends",), "cykl kończy się, zanim się zacznie", {"ends": "2026-02", "sessions": []}),
    (("ends",), "cykl ze spotkaniami trwa ponad dwa lata", {"ends": "2028-04-11"}),
    (("ends",), "pole „ends”: listopad 2026 to nie dzień", {"ends": "2026-11"}),
    (("starts",), "pole „starts”: marzec 2026 to nie dzień", {"starts": "2026-03"}),
    (("meetings", 0, "max_hours"), "to mniej niż", counted(min_hours="3", max_hours="2")),
    (("weeks",), "pole „weeks”: 40 nie zgadza się", {"weeks": "40"}),
    (("breaks", 0), "przerwa „ferie” jest poza cyklem", pause("2026-01-01", "2026-03-01")),
    (("breaks", 0), "przerwa „ferie” jest poza cyklem", pause("2026-11-30", "2027-01-01")),
    (("breaks", 0, "ends"), "zanim się zacznie", pause("2026-07-02", "2026-07-01")),
]


@pytest.mark.parametrize("changes", RIGHT)
def test_what_is_right_is_not_told(changes: dict[str, Any]) -> None:
    """First and last days belong to cycle and break; vague ends are compared as far as known."""
    raw = raw_cycle({}, **changes)
    assert [] == told_of(raw) == told_of(raw, Cycle.model_validate(raw))


@pytest.mark.parametrize(("path", "says", "changes"), WRONG)
def test_a_mistake_in_the_period_is_told_alone(
    path: tuple[str | int, ...], says: str, changes: dict[str, Any]
) -> None:
    """One fault at the field to mend, whether or not another mistake keeps the model from it."""
    raw = raw_cycle({}, **changes)
    ((where, what),) = told_of(raw)
    assert path == where
    assert says in what
    assert [(where, what)] == told_of(raw, Cycle.model_validate(raw))


@pytest.mark.parametrize(
    ("shared", "one", "other"),
    [
        ("ta sama sala „sala”", {"groups": ["grupa-1"], "room": "sala"}, {"room": "sala"}),
        ("ta sama grupa „grupa-1”", {"room": "sala"}, {"room": "hol", "groups": ["grupa-1"]}),
        ("ta sama grupa", {"groups": [], "room": "sala"}, {"room": "hol"}),
        ("", {"groups": ["grupa-1"], "room": "sala"}, {"room": "hol"}),
        ("", {"groups": ["grupa-1"]}, {}),
        ("", {"room": "sala", "starts_at": "17:30", "ends_at": "18:00"}, {"room": "sala"}),
    ],
)
def test_clashes_are_told_once(shared: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    """Two rules at one time share no room and no group; each pair is told once, at the later."""
    first = {"groups": ["grupa-1"]} | one
    second = {"id": "drugie", "groups": ["grupa-2"]} | other
    raw = raw_cycle(first, second, rooms=ROOMS)
    found = told_of(raw)
    expected = [("sessions", 1)] if shared else []
    assert expected == [path for path, _ in found]
    assert all(f"w tym samym czasie: {shared} (3 marca 2026, 16:00)" in what for _, what in found)
    assert found == told_of(raw, Cycle.model_validate(raw))


def test_a_broken_session_hides_no_other_mistake() -> None:
    """What the model refuses is left out; breaks, holidays and rooms are still known."""
    day: dict[str, Any] = {"every": "once", "weekdays": []}
    closed = raw_cycle(day | {"day": "2026-07-01"}, BROKEN, **pause("2026-07-01", "2026-07-02"))
    ((path, what),) = told_of(closed)
    assert (("sessions", 0), True) == (path, "(1 lipca 2026: ferie)" in what)
    holiday = raw_cycle(day | {"day": "2026-11-11"}, BROKEN)
    assert [("sessions", 0)] == [path for path, _ in told_of(holiday)]
    assert [] == told_of(holiday | {"closed_on_holidays": "nie"})
    clash = raw_cycle({"room": "sala"}, BROKEN, {"id": "trzecie", "room": "sala"}, rooms=ROOMS)
    assert [("sessions", 2)] == [path for path, _ in told_of(clash)]
    lost = {"id": "drugie", "room": "piwnica"}
    also = raw_cycle({"room": "sala"}, lost, {"id": "trzecie", "room": "sala"}, rooms=ROOMS)
    assert [("sessions", 1, "room"), ("sessions", 2)] == [path for path, _ in told_of(also)]
    wrong = raw_cycle({"room": "piwnica"}, {"id": "drugie", "room": "piwnica"}, rooms=ROOMS)
    assert [("sessions", 0, "room"), ("sessions", 1, "room")] == [one for one, _ in told_of(wrong)]


@pytest.mark.parametrize(
    "raw", [None, [], "klub", {"example": "tak"}, {"example": "tak", "cycle": 5}]
)
def test_what_is_no_club_is_not_judged(raw: object) -> None:
    """The model says what is wrong with it; here it breaks nothing."""
    assert [] == list(problems(raw))


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": "kiedyś"},
        {"starts": None},
        {"weeks": "sto"},
        {"closed_on_holidays": "może"},
        {"groups": ["grupa"], "breaks": [5], "meetings": ["raz"]},
        {"groups": 5, "breaks": 5, "meetings": 5, "rooms": 5},
        {"sessions": ["zajęcia"]},
    ],
)
def test_what_the_model_refuses_is_told_by_the_model_alone(changes: dict[str, Any]) -> None:
    """Values of a wrong kind break nothing here and bring no second complaint."""
    assert [] == told_of(raw_cycle({}, **changes))
