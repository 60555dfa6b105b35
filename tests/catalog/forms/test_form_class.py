"""A form bound to answers: what is right, what is wrong, and in which words."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.forms.form import Answer, Form
from catalog.forms.form_class import FieldError, bound_class, empty, filled
from catalog.question_types.answer_formats import FORMATS
from catalog.text.folding import has_controls

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "forms_answers.yml").read_text(encoding="utf-8")
)

ENGLISH = re.compile(r"(?i)\b(this|field|is|required|invalid|not|must|be|the|valid|choice)\b")


def form_of(*questions: dict[str, Any], rules: Sequence[dict[str, Any]] = ()) -> Form:
    """A smallest form around these questions."""
    return Form.model_validate(
        {
            "name": "proba",
            "title": "Próba",
            "summary": "Próba.",
            "intro": "Próba.",
            "sections": [{"title": "Pytania", "questions": list(questions)}],
            "at_least_one": list(rules),
            "next_steps": ["Nic."],
            "clause": {"purpose": "a", "optional": "b", "recipients": "c", "version": "1"},
            "retention_days": "30",
        }
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["law"])
def test_answer(case: dict[str, Any]) -> None:
    """Each kind keeps, shows and refuses what its case says."""
    question = {"name": "q", "label": "Pytanie?"} | case["question"]
    values = {"q": case["sent"]} if "sent" in case else {}
    bound = filled(form_of(question), values, today=date(2026, 11, 22))
    right = bound.validate()
    if "mistake" in case:
        assert (FieldError("q", case["mistake"]),) == bound.field_errors
        assert not right
    else:
        assert () == bound.field_errors
        assert right
    kept: Answer = tuple(case["kept"]) if isinstance(case["kept"], list) else case["kept"]
    assert {"q": kept} == bound.answers
    assert case.get("shown", case["kept"]) == bound.shown("q")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("unit", ["(", "( ", "1 ", "a@", "1.", "-"])
def test_flood_is_judged_at_once(name: str, unit: str) -> None:
    """What fills a whole body takes no longer than any mistake: nobody else has to wait for it."""
    kind = {"type": name} if name in ("integer", "date") else {"type": "text", "format": name}
    bound = filled(form_of({"name": "q", "label": "Pytanie?"} | kind), {"q": [unit * 20_000 + "x"]})
    began = time.process_time()
    assert not bound.validate()
    assert bound.field_errors[0].message.startswith("Skróć odpowiedź: zmieści się ")
    assert bound.shown("q")
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "question",
    [
        {"type": "text", "max_length": "3"},
        {"type": "text", "format": "phone"},
        {"type": "text", "format": "email"},
        {"type": "text", "format": "nip"},
        {"type": "text", "format": "krs"},
        {"type": "text", "format": "postal_code"},
        {"type": "integer"},
        {"type": "date"},
        {"type": "select_one", "choices": [{"value": "a", "label": "A"}]},
        {"type": "select_multiple", "choices": [{"value": "a", "label": "A"}]},
        {"type": "acknowledge"},
    ],
    ids=lambda question: question.get("format", question["type"]),
)
@pytest.mark.parametrize("sent", [[], ["źle i za długo" * 40]], ids=["empty", "wrong"])
def test_no_english(question: dict[str, Any], sent: list[str]) -> None:
    """Every message of every kind is a Polish sentence, without a required_message too."""
    form = form_of({"name": "q", "label": "Pytanie?", "required": "tak"} | question)
    bound = filled(form, {"q": sent})
    assert not bound.validate()
    for message in map(str, bound["q"].errors):
        assert message.endswith((".", "?"))
        assert not ENGLISH.search(message), message


def test_one_length_for_page_and_service() -> None:
    """The same number is the page's maxlength and the service's limit."""
    form = form_of({"name": "q", "type": "text", "label": "Co?", "max_length": "5"})
    assert 5 == form.questions[0].limit
    assert 5 == empty(form)["q"].flags.maxlength
    assert filled(form, {"q": ["żółw!"]}).validate()
    assert not filled(form, {"q": ["żółwie"]}).validate()


def test_one_of_several_is_demanded_once() -> None:
    """A rule complains at its first question, unless one of them is answered or already wrong."""
    form = form_of(
        {"name": "phone", "type": "text", "format": "phone", "label": "Telefon"},
        {"name": "email", "type": "text", "format": "email", "label": "E-mail"},
        rules=[{"questions": ["phone", "email"], "message": "Podaj jedno."}],
    )
    for values, expected in (
        ({}, (FieldError("phone", "Podaj jedno."),)),
        ({"email": ["a@przyklad.pl"]}, ()),
        ({"phone": ["601234567"]}, ()),
    ):
        bound = filled(form, values)
        bound.validate()
        assert expected == bound.field_errors
    bound = filled(form, {"email": ["zły"]})
    bound.validate()
    assert ["email"] == [mistake.question for mistake in bound.field_errors]


def test_class_is_made_once() -> None:
    """An equal definition, read again, uses the class that was made for it."""
    question = {"name": "q", "type": "text", "label": "Co?"}
    assert bound_class(form_of(question)) is bound_class(form_of(question))


def test_empty_sheet_says_nothing() -> None:
    """The page of the site has no mistake and no answer."""
    bound = empty(form_of({"name": "q", "type": "text", "label": "Co?", "required": "tak"}))
    assert () == bound.field_errors
    assert {"q": ""} == bound.answers
    assert () == bound.carried


@example(["\x1f"])
@example(["Jan\x00"])
@given(st.lists(st.text(max_size=30), max_size=4))
def test_carried_answers_are_the_same_answers(sent: list[str]) -> None:
    """What the check page carries, sent again, is the same answers and the same judgement.

    But for signs that cannot be kept: they are taken out, and the answer is asked about once.
    """
    choices = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
    form = form_of(
        {"name": "one", "type": "text", "label": "?"},
        {"name": "many", "type": "text", "appearance": "multiline", "label": "?"},
        {"name": "day", "type": "date", "label": "?"},
        {"name": "phone", "type": "text", "format": "phone", "label": "?"},
        {"name": "pick", "type": "select_multiple", "label": "?", "choices": choices},
    )
    first = filled(form, dict.fromkeys(("one", "many", "day", "phone", "pick"), sent))
    again: dict[str, list[str]] = {}
    for name, value in first.carried:
        again.setdefault(name, []).append(value)
    second = filled(form, again)
    judged = first.validate()
    assert second.validate() in {judged, judged or any(map(has_controls, sent))}
    assert first.answers == second.answers
