"""Conditions between answers: as a language, and in every form of the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from catalog.forms.expressions import Answers, parse
from catalog.forms.form import Form, Question
from catalog.forms.form_class import filled
from catalog.website.build.published_forms import choices
from forms_backend.intake import paper_form
from tests.catalog.forms.test_form import definition, text
from tests.real_content import CATALOG

TODAY = date(2026, 11, 22)
FORMS = {name: form.with_choices(choices(CATALOG)) for name, form in CATALOG.forms.items()}
RIGHT = {"phone": "601 234 567", "email": "anna@przyklad.pl", None: "cokolwiek"}


@pytest.mark.parametrize(
    ("expression", "answers", "holds"),
    [
        ("${a} = 'x'", {"a": "x"}, True),
        ("${a} = 'x'", {"a": "y"}, False),
        ("${a} = 'x'", {}, False),
        ("${a} != 'x'", {}, True),
        ("${a} != ''", {}, False),
        ("${a} != ''", {"a": "x"}, True),
        ("${a} != ''", {"a": ("x",)}, True),
        ("${a} = 'x'", {"a": ("x", "y")}, True),
        ("selected(${a}, 'y')", {"a": ("x", "y")}, True),
        ("${a} = 'x' or ${b} = 'y'", {"b": "y"}, True),
        ("${a} = 'x' and ${b} = 'y'", {"b": "y"}, False),
        ("${a} = 'x' and ${b} = 'y' or ${c} = 'z'", {"c": "z"}, True),
        ("${a} >= today()", {"a": "2026-11-22"}, True),
        ("${a} >= today() + 1", {"a": "2026-11-22"}, False),
        ("${a} < today() - 365", {"a": "2020-01-01"}, True),
        ("${a} >= '2027-01-01'", {"a": "2026-11-22"}, False),
        ("${a} <= 10", {"a": "9"}, True),
        ("${a} <= '10'", {"a": "9"}, True),
        ("${a} >= 9", {"a": "10"}, True),
        ("${a} >= 1", {"a": "0"}, False),
        ("${a} < 10", {}, True),
    ],
)
def test_expression(expression: str, answers: Mapping[str, Any], holds: bool) -> None:
    """Comparisons mean what XLSForm says; `and` binds before `or`."""
    assert holds == parse(expression).holds(Answers("", answers, TODAY))


@pytest.mark.parametrize(
    "wrong", ["a = 'x'", "${a}", "${a} == 'x'", "", "${a} = x", "not(${a} = 'x')"]
)
def test_wrong_expression(wrong: str) -> None:
    """What we do not read is a fault of the definition, never a rule that is passed over."""
    with pytest.raises(PydanticCustomError, match="niezrozumiały warunek"):
        parse(wrong)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("${b} = 'tak'", "warunek o nieznanym pytaniu „b”"),
        ("${a} = 'x'", "nieznanej odpowiedzi „x”"),
    ],
)
def test_expression_about_nothing(expression: str, words: str) -> None:
    """An expression names questions of its form, and answers that can be chosen there."""
    choice = {"value": "tak", "label": "Tak"}
    one = text("a", type="select_one", choices=[choice])
    with pytest.raises(ValidationError, match=words):
        Form.model_validate(definition(one, text("c", required=expression)))


def pairs() -> Iterator[tuple[str, str, str, str | None]]:
    """Every pair of dependent answers: form, question, the question that it depends on, answer."""
    for name, form in FORMS.items():
        for question in form.asked:
            if isinstance(question.required, str):
                for other, value in parse(question.required).questions:
                    yield name, question.name, other, value or None


def mistakes(form: Form, answers: Mapping[str, str], on_paper: bool) -> dict[str, str]:
    """What is said of these answers, by question."""
    values = {name: [answer] for name, answer in answers.items()}
    if on_paper:
        values |= {"paper_date": ["2026-11-20"], "paper_contact": ["osoba"]}
        bound = paper_form.read(form, values, TODAY)
    else:
        bound = filled(form, values, today=TODAY)
        bound.validate()
    return {one.question: one.message for one in bound.field_errors}


def right(question: Question) -> str:
    """A right answer to a text question."""
    return RIGHT[question.format]


PAIRS = list(pairs())


def test_pairs_are_there() -> None:
    """Each form that asks how to answer, or offers to send something, has its pairs."""
    found = {(form, other) for form, _, other, _ in PAIRS}
    asked = {name: {one.name for one in form.asked} for name, form in FORMS.items()}
    asking = {name for name, questions in asked.items() if "contact_way" in questions}
    assert {(name, "contact_way") for name in asking} <= found
    assert {(name, "callback") for name in asking} <= found
    assert ("darowizna", "confirmation") in found


@pytest.mark.parametrize("on_paper", [False, True], ids=["page", "paper"])
@pytest.mark.parametrize(("name", "question", "other", "value"), PAIRS)
def test_an_answer_that_needs_another(
    name: str, question: str, other: str, value: str | None, on_paper: bool
) -> None:
    """With the one answer the other is demanded; without it, or with both, nothing is."""
    form = FORMS[name]
    by_name = {one.name: one for one in form.asked}
    asked = by_name[question]
    called = {other: value or "cokolwiek"}
    assert asked.required_message == mistakes(form, called, on_paper).get(question)
    contact = {"email": right(by_name["email"])} if question != "email" else {}
    assert question not in mistakes(form, contact, on_paper)
    both = called | {question: right(asked)}
    assert question not in mistakes(form, both, on_paper)


@pytest.mark.parametrize("on_paper", [False, True], ids=["page", "paper"])
@pytest.mark.parametrize("name", sorted({one[0] for one in PAIRS if one[2] == "contact_way"}))
def test_a_text_message_needs_a_mobile(name: str, on_paper: bool) -> None:
    """A landline is no way to send a text message, and is one to call."""
    form = FORMS[name]
    said = mistakes(form, {"contact_way": "sms", "phone": "22 123 45 67"}, on_paper)["phone"]
    assert said.startswith("Na ten numer nie wyślemy SMS-a")
    for way, phone in (
        ("telefon", "22 123 45 67"),
        ("sms", "601 234 567"),
        ("sms", "+380671234567"),
    ):
        assert "phone" not in mistakes(form, {"contact_way": way, "phone": phone}, on_paper)


@pytest.mark.parametrize(("day", "wrong"), [("01.01.2020", True), ("22.11.2026", False)])
@pytest.mark.parametrize("on_paper", [False, True], ids=["page", "paper"])
def test_help_by_a_day_that_has_passed(day: str, wrong: bool, on_paper: bool) -> None:
    """Nobody can help by a day of last year; a sheet is judged from the day it was written."""
    answers = {"by_when": "do-dnia", "by_day": day}
    assert wrong == ("by_day" in mistakes(FORMS["potrzeba"], answers, on_paper))


def others() -> Iterator[tuple[str, str, str]]:
    """Every box "Coś innego" that has a line of its own: form, question, the line."""
    for name, form in FORMS.items():
        for question in form.asked:
            if question.relevant is not None and "cos-innego" in question.relevant.values:
                yield name, question.relevant.question, question.name


@pytest.mark.parametrize("on_paper", [False, True], ids=["page", "paper"])
@pytest.mark.parametrize(("name", "boxes", "line"), list(others()))
def test_something_else_is_said(name: str, boxes: str, line: str, on_paper: bool) -> None:
    """A box "Coś innego" alone tells nobody anything: what it is, is asked for."""
    form = FORMS[name]
    asked = next(one for one in form.asked if one.name == line)
    tasks = {"tasks": "umiejetnosci"} if boxes == "services" else {}
    ticked = tasks | {boxes: "cos-innego"}
    said = mistakes(form, ticked, on_paper)[line]
    assert asked.required_message == said
    assert "odznacz „Coś innego”" in said
    assert line not in mistakes(form, ticked | {line: "gotować"}, on_paper)
    assert line not in mistakes(form, tasks, on_paper)


def test_a_helper_has_no_email() -> None:
    """Who asks for an e-mail gives one, also when a helper's telephone is there."""
    sent = {"contact_way": "email", "paper_contact": "pomocnik", "paper_helper_phone": "601234567"}
    values = {name: [answer] for name, answer in sent.items()}
    bound = paper_form.read(FORMS["potrzeba"], values | {"paper_date": ["2026-11-20"]}, TODAY)
    assert "email" in {one.question for one in bound.field_errors}
    del values["contact_way"]
    bound = paper_form.read(FORMS["potrzeba"], values | {"paper_date": ["2026-11-20"]}, TODAY)
    assert not {"email", "phone"} & {one.question for one in bound.field_errors}
