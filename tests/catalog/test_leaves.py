"""Which page of a form comes next, and what each one carries."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.forms.form import Form
from catalog.forms.form_class import Sheet, Values, empty, filled
from catalog.forms.form_page import Leaf, leaf_of_mistake, next_leaf, unasked

YES_NO = [{"value": "tak", "label": "Tak"}, {"value": "nie", "label": "Nie"}]


def raw_form(*, paged: bool) -> dict[str, Any]:
    """Three sections; the second asks nothing of somebody who answers for themselves."""
    return {
        "name": "proba",
        "title": "Próba",
        "summary": "Próba.",
        "intro": "Próba.",
        "paged": "tak" if paged else "nie",
        "sections": [
            {
                "title": "Pierwsza",
                "questions": [
                    {"name": "help", "type": "select_one", "label": "?", "choices": YES_NO},
                    {
                        "name": "how",
                        "type": "text",
                        "label": "?",
                        "max_length": "5",
                        "relevant": {"help": "tak"},
                    },
                ],
            },
            {
                "title": "Druga",
                "questions": [
                    {
                        "name": "helper",
                        "type": "text",
                        "label": "?",
                        "required": "tak",
                        "relevant": {"help": "tak"},
                    }
                ],
            },
            {
                "title": "Trzecia",
                "questions": [{"name": "town", "type": "text", "label": "?", "required": "tak"}],
            },
        ],
        "next_steps": ["Nic."],
        "clause": {"purpose": "a", "optional": "b", "recipients": "c", "version": "1"},
        "retention_days": "30",
    }


def form_of(*, paged: bool = True) -> Form:
    """The form above."""
    return Form.model_validate(raw_form(paged=paged))


def sheet_of(values: Values, parts: int | None = None, *, paged: bool = True) -> Sheet:
    """A sheet with these answers, judged up to a page."""
    sheet = filled(form_of(paged=paged), values, parts)
    sheet.validate()
    return sheet


NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(("answer", "expected"), [("tak", 2), ("nie", 3), ("", 3)])
def test_page_without_questions_is_passed_over(answer: str, expected: int) -> None:
    """After the first page comes the next one that asks anything; back leads the same way."""
    leaf = next_leaf(sheet_of({"help": [answer]}, 1), 1, NONE)
    assert leaf is not None
    assert (expected, expected) == (leaf.part, leaf.reached)
    last = Leaf(sheet_of({"help": [answer]}, 3), 3, 3)
    assert (2 if expected == 2 else 1) == last.before
    assert next_leaf(last.sheet, 3, NONE) is None


def test_later_pages_are_not_judged() -> None:
    """What has not been shown is not missing; on the last page it is."""
    assert () == sheet_of({"help": ["tak"]}, 1).mistakes
    late = sheet_of({"help": ["tak"]}, 3)
    assert ["helper", "town"] == [one.question for one in late.mistakes]
    wrong = leaf_of_mistake(late, 3, frozenset({"how"}))
    assert (2, 3, frozenset({"how"})) == (wrong.part, wrong.reached, wrong.asked)


def test_answers_that_nothing_calls_for_are_dropped() -> None:
    """An answer to a question that is not asked is neither kept, carried nor judged."""
    sheet = sheet_of({"help": ["nie"], "how": ["o wiele za długo"], "helper": ["Anna"]})
    assert ["town"] == [one.question for one in sheet.mistakes]
    assert {"help": "nie", "how": "", "helper": "", "town": ""} == sheet.answers
    assert (("help", "nie"),) == sheet.carried


def test_page_carries_what_it_does_not_ask() -> None:
    """Hidden fields hold every answer of the other pages, and none of this one."""
    sheet = sheet_of({"help": ["tak"], "how": ["raz"], "town": ["Łódź"]}, 1)
    assert (("town", "Łódź"),) == Leaf(sheet, 1, 1).hidden
    assert (("help", "tak"), ("how", "raz")) == Leaf(sheet, 3, 3).hidden


def test_question_in_place_waits_for_the_script() -> None:
    """On the empty first page the question stands ready; without a script it gets its own page."""
    leaf = Leaf(empty(form_of()))
    ((_, (asked, waiting)),) = leaf.sections
    assert ("help", False) == (asked.name, leaf.depends(asked))
    assert (True, True) == (leaf.depends(waiting), leaf.waits(waiting))
    assert leaf.scripted
    own = unasked(sheet_of({"help": ["tak"]}, 1), 1, NONE)
    assert own is not None
    assert (frozenset({"how"}), "Pierwsza", False) == (own.only, own.title, own.scripted)
    assert (("help", "tak"),) == own.hidden


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"help": ["tak"]}, {"how"}),
        ({"help": ["tak"], "how": ["raz"]}, set()),
        ({"help": ["nie"]}, set()),
        ({}, set()),
    ],
)
def test_nothing_is_asked_twice(values: Values, asked: set[str]) -> None:
    """No page of its own where the question was shown, is answered, or is not called for."""
    assert unasked(sheet_of(values, 1), 1, frozenset(asked)) is None


def test_own_page_is_named_after_its_section() -> None:
    """On a form of one page, too, the heading is of what is asked, not of where the form begins."""
    own = unasked(sheet_of({"help": ["tak"], "how": ["raz"]}, paged=False), 1, NONE)
    assert own is not None
    assert (frozenset({"helper"}), "Druga") == (own.only, own.title)


def test_each_page_has_its_title() -> None:
    """The first page is headed by the form, each other by what is asked there."""
    sheet = filled(form_of(), {"help": ["tak"]})
    assert ["Próba", "Druga", "Trzecia"] == [Leaf(sheet, part, part).title for part in (1, 2, 3)]


def test_own_page_asks_all_that_an_answer_called_for() -> None:
    """On a form of one page every section with a missing answer is drawn, and no other.

    Whoever was not asked has made no mistake yet.
    """
    sheet = filled(form_of(paged=False), {"help": ["tak"], "town": ["Łódź"]})
    own = unasked(sheet, 1, NONE)
    assert own is not None
    assert [("Pierwsza", ["how"]), ("Druga", ["helper"])] == [
        (section.title, [one.name for one in questions]) for section, questions in own.sections
    ]
    assert sheet.validate()


def form_with_two_follow_ups() -> Form:
    """A form of two pages; an answer on each calls for one more on the same page."""

    def section(base: str, more: str) -> dict[str, Any]:
        asked = {"name": base, "type": "select_one", "label": "?", "choices": YES_NO}
        called_for = {"name": more, "type": "text", "label": "?", "relevant": {base: "tak"}}
        return {"title": base, "questions": [asked, called_for]}

    pages = [section("help", "how"), section("car", "when")]
    return Form.model_validate(raw_form(paged=True) | {"sections": pages})


@pytest.mark.parametrize(
    ("reached", "car", "asked", "part", "only"),
    [
        (1, "tak", set(), 1, {"how"}),
        (1, "tak", {"how"}, None, set()),
        (2, "tak", set(), 1, {"how"}),
        (2, "tak", {"how"}, 2, {"when"}),
        (2, "nie", {"how"}, None, set()),
    ],
)
def test_a_follow_up_waits_for_its_page(
    reached: int, car: str, asked: set[str], part: int | None, only: set[str]
) -> None:
    """What later answers call for is asked once their page is reached; one page after another.

    Where only a few questions are, there is no page to go back to.
    """
    sheet = filled(form_with_two_follow_ups(), {"help": ["tak"], "car": [car]}, reached)
    own = unasked(sheet, reached, frozenset(asked))
    if part is None:
        assert own is None
    else:
        assert own is not None
        assert (part, frozenset(only), None) == (own.part, own.only, own.before)


def test_what_was_asked_is_remembered() -> None:
    """An optional question that stayed empty is marked on every later page as asked."""
    leaf = next_leaf(sheet_of({"help": ["tak"]}, 1), 1, frozenset({"how"}))
    assert leaf is not None
    assert ("how",) == leaf.asked_before
    assert () == Leaf(leaf.sheet, 1, 1, asked=leaf.asked).asked_before


def test_form_on_one_page() -> None:
    """Without `paged` every section is on the only page, after which all is complete."""
    leaf = Leaf(empty(form_of(paged=False)))
    assert (1, True, None) == (leaf.parts, leaf.last, leaf.before)
    # The helper's name depends on an answer of the same page, so it waits for the script too.
    assert ["Pierwsza", "Druga", "Trzecia"] == [section.title for section, _ in leaf.sections]
