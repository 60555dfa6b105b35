"""Laws of mistakes in one session: each is told at its own field, and what is right is not told."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.clubs.session_checks import SessionChecker
from tests.catalog.clubs.cycles import cycle_of

KNOWN = {"classes": {"zajecia"}, "groups": {"grupa-1", "grupa-2"}, "rooms": {"sala"}}
MONTH = {"every": "month", "weekdays": []}
ONE = {"since": "2026-03-03", "until": "2026-03-03"}
TO = {"day": "2026-03-03", "to": "2026-03-05"}


def told(session: dict[str, Any], **cycle: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Where something is wrong, and what."""
    whole = cycle_of(session, **cycle)
    found = SessionChecker(whole, KNOWN).problems(whole.sessions[0], None)
    return [(problem.path, problem.what) for problem in found]


@pytest.mark.parametrize(
    "session",
    [
        {},
        {"groups": ["grupa-2"], "room": "sala"},
        {"since": "2026-03-02", "until": "2026-11-29"},
        {"every": "once", "weekdays": [], "day": "2026-03-02"},
        {"every": "once", "weekdays": [], "day": "2026-11-29"},
        ONE,
        ONE | {"cancelled": [{"day": "2026-03-03"}]},
        {"moved": [TO | {"room": "sala"}]},
        {"moved": [TO | {"to": "2026-03-02"}]},
        {"moved": [TO | {"to": "2026-11-29"}]},
        {"moved": [TO | {"starts_at": "17:29"}]},
        {"moved": [TO | {"ends_at": "16:01"}]},
        {"moved": [TO | {"starts_at": "18:00", "ends_at": "19:00"}]},
        {"moved": [TO | {"starts_at": "9:00", "ends_at": "10:00"}]},
        MONTH | {"month_day": "15"},
        MONTH | {"weekdays": ["monday"], "nth": "-1"},
    ],
)
def test_what_is_right_is_not_told(session: dict[str, Any]) -> None:
    """First and last days belong to the cycle; a move may change hours, room and day."""
    assert [] == told(session)


@pytest.mark.parametrize(
    ("path", "says", "session"),
    [
        (("what",), "„nauka”", {"what": "nauka"}),
        (("groups", 1), "„grupa-3”", {"groups": ["grupa-1", "grupa-3"]}),
        (("room",), "„piwnica”", {"room": "piwnica"}),
        (("moved", 0, "room"), "„piwnica”", {"moved": [TO | {"room": "piwnica"}]}),
        (("ends_at",), "zanim się zacznie", {"ends_at": "16:00"}),
        (("since",), "1 marca 2026 jest poza cyklem", {"since": "2026-03-01"}),
        (("until",), "30 listopada 2026 jest poza cyklem", {"until": "2026-11-30"}),
        (("until",), "zanim się zacznie", {"since": "2026-03-11", "until": "2026-03-10"}),
        (("nth",), "„nth” nie pasuje", {"nth": "2"}),
        (("month_day",), "„month_day” nie pasuje", {"every": "two_weeks", "month_day": "2"}),
        ((), "brak pola „weekdays”", {"weekdays": []}),
        ((), "brak pola „day”", {"every": "once", "weekdays": []}),
        ((), "którego dnia miesiąca", MONTH),
        ((), "którego dnia miesiąca", MONTH | {"nth": "2"}),
        ((), "którego dnia miesiąca", MONTH | {"weekdays": ["monday"]}),
        ((), "którego dnia miesiąca", MONTH | {"weekdays": ["monday"], "nth": "0"}),
        ((), "którego dnia miesiąca", MONTH | {"month_day": "2", "nth": "2"}),
        (("moved", 0, "to"), "poza cyklem", {"moved": [TO | {"to": "2026-03-01"}]}),
        (("moved", 0, "to"), "poza cyklem", {"moved": [TO | {"to": "2026-11-30"}]}),
        (("moved", 0, "to"), "klub nie działa", {"moved": [TO | {"to": "2026-11-11"}]}),
        (("moved", 0, "ends_at"), "zanim się zacznie", {"moved": [TO | {"starts_at": "17:30"}]}),
        (("moved", 0, "ends_at"), "zanim się zacznie", {"moved": [TO | {"ends_at": "16:00"}]}),
        (("moved", 1, "day"), "ma już zmianę", {"moved": [TO, TO]}),
        (("cancelled", 0, "day"), "nie daje", {"cancelled": [{"day": "2026-03-04"}]}),
    ],
)
def test_a_mistake_is_told_at_its_field(
    path: tuple[str | int, ...], says: str, session: dict[str, Any]
) -> None:
    """One mistake is one fault, at the field that an editor has to mend."""
    ((where, what),) = told(session)
    assert path == where
    assert says in what


@pytest.mark.parametrize(
    ("why", "session", "breaks"),
    [
        ("", {"since": "2026-03-04", "until": "2026-03-09"}, []),
        (" (3 marca 2026: remont)", ONE, [("2026-03-03", "2026-03-03")]),
        (
            " (3 marca 2026: remont; 10 marca 2026: remont; 17 marca 2026: remont)",
            {"until": "2026-03-24"},
            [("2026-03-02", "2026-03-31")],
        ),
    ],
)
def test_a_rule_without_any_meeting_says_why(
    why: str, session: dict[str, Any], breaks: list[tuple[str, str]]
) -> None:
    """A rule that never meets is a mistake; its first three days off tell the reason."""
    closed = [{"id": "p", "name": "remont", "starts": one, "ends": two} for one, two in breaks]
    said = f"reguła „pierwsze” nie daje żadnego spotkania{why}"
    assert [((), said)] == told(session, breaks=closed)


@pytest.mark.parametrize("vague", [{"starts": "2026-03"}, {"ends": "2026"}])
def test_a_vague_period_hides_nothing_else(vague: dict[str, str]) -> None:
    """Nothing is outside of a period whose days are not known, and other mistakes are told."""
    far = {"since": "2019-01-01", "until": "2031-01-01"}
    assert [] == told(far, **vague)
    assert [("room",)] == [path for path, _ in told(far | {"room": "piwnica"}, **vague)]
