"""Bad requests, shortened: `make torture` sends 20,000 with the same functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms_backend import response_laws
from tests.forms_backend.forbidden_answers import forbidden
from tests.forms_backend.response_laws import Court, Sending
from tests.forms_backend.synthetic_service import FORM
from tests.torture.fuzzing import break_the_description, court_in, fuzz
from tests.torture.wire import break_http

pytestmark = pytest.mark.slow


@pytest.fixture
def court(tmp_path: Path) -> Court:
    """The service with a form of one page and one of several; the long run has them all."""
    return court_in(tmp_path / "var", "darowizna", "potrzeba")


def test_bad_requests(court: Court) -> None:
    """No 500; a Polish page with our headers each time; nothing kept untold or forbidden."""
    fuzz(court, 320, seed=20261122, shrink=True)
    assert court.verdict() > 5
    assert {400, 403, 404, 405, 415, 422} <= {status for _, status in court.heard}


def test_broken_description(court: Court) -> None:
    """The same when schemathesis breaks what the OpenAPI description says; and it says the truth:
    every status, media type and header that comes back is described.
    """
    break_the_description(court, 8, seed=20261122, shrink=True)
    court.verdict()
    assert {400, 422} <= {status for _, status in court.heard}


def test_broken_http(court: Court) -> None:
    """A real server answers broken HTTP with a page, with waitress's bare 400, or hangs up; it goes
    on, and keeps nothing untold.
    """
    wire = break_http(court, 25, seed=20261122)
    court.verdict(wire.silent)
    assert {400, 422} <= set(wire.statuses)


ANSWERS: dict[str, str | tuple[str, ...]] = {
    "first_name": "Anna",
    "phone": "+48601234567",
    "email": "",
    "needs": ("zakupy",),
    "town": "",
    "remarks": "Dzień dobry.\nTak.",
    "since": "2026-11-22",
    "people": "3",
    "clause_read": "tak",
}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("first_name", ""),
        ("first_name", "A" * 41),
        ("first_name", " Anna"),
        ("first_name", "A\nB"),
        ("first_name", "z\u0307"),
        ("phone", "601 234 567"),
        ("phone", ""),
        ("email", "anna"),
        ("needs", ("rower",)),
        ("needs", ("komputer", "zakupy")),
        ("needs", "zakupy"),
        ("needs", ()),
        ("town", "Łódź"),
        ("remarks", "\x1b[2J"),
        ("remarks", "a" * 2001),
        ("since", "2026-02-30"),
        ("people", "03"),
        ("clause_read", "on"),
        ("role", "admin"),
    ],
)
def test_judge_sees_what_is_forbidden(question: str, answer: str | tuple[str, ...]) -> None:
    """The judge of kept answers knows right from wrong: one wrong answer is one complaint."""
    assert [] == list(forbidden(FORM, ANSWERS))
    assert 1 == len(list(forbidden(FORM, ANSWERS | {question: answer})))


@pytest.mark.parametrize(
    ("sending", "law"),
    [
        (Sending("", "GET", b"/zle/500"), "status 500"),
        (Sending("", "GET", b"/zle/echo"), "a refusal repeats"),
        (Sending("", "GET", b"/zle/keep"), "stored, and not told"),
        (Sending("", "GET", b"/zle/english"), "in another language"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.target.decode(),
)
def test_court_sees_a_broken_law(court: Court, sending: Sending, law: str) -> None:
    """A service that breaks a law is caught, or this whole file would prove nothing."""

    def wrong(law: str) -> tuple[str, int]:
        if law == "keep":
            court.house.store_folder.joinpath("proba-2026-11.json").write_text("{}")
        page = (
            '<html lang="en"><h1>Error</h1>' if law == "english" else '<html lang="pl"><h1>Nie</h1>'
        )
        return page + ("<wz-mark>" if law == "echo" else ""), 500 if law == "500" else 404

    court.house.app.add_url_rule("/zle/<law>", "wrong", wrong)
    with pytest.raises(AssertionError, match=law):
        court.hear(sending)


def test_court_sees_an_answer_that_takes_long(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that costs more of the processor than is allowed is caught."""
    monkeypatch.setattr(response_laws, "LONGEST", 0.0)
    with pytest.raises(AssertionError, match="keeps others waiting"):
        court.hear(Sending("", "GET", b"/zdrowie"))
