"""A form as data: what a definition may say, and what is made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from catalog.forms.form import Choice, Form
from catalog.kinds.registry import CHOICE_LISTS
from catalog.website.build.published_forms import choices
from tests.real_content import CATALOG

WORDS = {"purpose": "Po coś.", "optional": "Nic.", "recipients": "Nikt.", "version": "1"}


def definition(*questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A smallest form around these questions, with every scalar as YAML gives it: text."""
    return {
        "name": "proba",
        "title": "Próba",
        "summary": "Próba.",
        "intro": "Próba.",
        "sections": [{"title": "Pytania", "questions": list(questions)}],
        "next_steps": ["Nic."],
        "clause": WORDS,
        "retention_days": "30",
        **more,
    }


def text(name: str = "town", **more: Any) -> dict[str, Any]:
    """A text question."""
    return {"name": name, "type": "text", "label": "Gdzie?", **more}


CHOICE = {"value": "tak", "label": "Tak"}
CHOSEN = text("a", type="select_one", choices=[CHOICE])

FAULTS: list[tuple[dict[str, Any], tuple[str | int, ...], str]] = [
    (definition(text(), text()), (), "powtórzone pytanie „town”"),
    (definition(text("wz_town")), ("sections", 0, "questions", 0), "zastrzeżona nazwa"),
    (definition(text(type="select_one")), ("sections", 0, "questions", 0), "bez odpowiedzi"),
    (definition(text(choices=[CHOICE])), ("sections", 0, "questions", 0), "nie jest pytaniem z"),
    (
        definition(text(type="select_one", choices=[CHOICE, CHOICE])),
        ("sections", 0, "questions", 0),
        "powtórzona odpowiedź „tak”",
    ),
    (definition(text(type="date", format="nip")), ("sections", 0, "questions", 0), "format w"),
    (
        definition(text(), at_least_one=[{"questions": ["town", "phone"], "message": "Podaj."}]),
        (),
        "reguła o nieznanym pytaniu „phone”",
    ),
    (definition(text(relevant={"phone": "tak"})), (), "warunek o pytaniu „phone”"),
    (definition(text("a"), text("b", relevant={"a": "tak"})), (), "warunek o pytaniu „a”"),
    (
        definition(
            text("b", relevant={"a": "tak"}), text("a", type="select_one", choices=[CHOICE])
        ),
        (),
        "warunek o pytaniu „a”",
    ),
    (
        definition(
            text("a", type="select_one", choices=[CHOICE]), text("b", relevant={"a": "nie"})
        ),
        (),
        "warunek o nieznanej odpowiedzi „nie” na pytanie „a”",
    ),
    (
        definition(CHOSEN, text("b", relevant={"a": []})),
        ("sections", 0, "questions", 1, "relevant", "values"),
        "pusta lista",
    ),
]


@pytest.mark.parametrize(("faulty", "place", "words"), FAULTS)
def test_faulty_definition_is_refused(
    faulty: dict[str, Any], place: tuple[str | int, ...], words: str
) -> None:
    """A definition that cannot work names one problem, its place, and what was expected."""
    with pytest.raises(ValidationError) as caught:
        Form.model_validate(faulty)
    (problem,) = caught.value.errors()
    assert place == problem["loc"]
    assert words in problem["msg"]
    assert "; oczekiwano" in problem["msg"]


def test_unknown_key_is_refused() -> None:
    """A slip in a key's name is not passed over."""
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Form.model_validate(definition(text(requierd="tak")))


def test_choices_are_compiled() -> None:
    """`choices_from` becomes choices, with its neighbours around it, and the version changes."""
    form = Form.model_validate(
        definition(
            {
                "name": "needs",
                "type": "select_multiple",
                "label": "Co?",
                "choices_before": [{"value": "razem", "label": "Razem"}],
                "choices_from": "taxonomies/needs",
                "choices_after": [{"value": "nie-wiem", "label": "Nie wiem"}],
            }
        )
    )
    place = ("sections", 0, "questions", 0, "choices_from")
    assert [(place, "taxonomies/needs")] == [(at, one.choices_from) for at, one in form.listed()]
    compiled = form.with_choices({"taxonomies/needs": [Choice(value="praca", label="Praca")]})
    values = [choice.value for choice in compiled.questions[0].choices]
    assert ["razem", "praca", "nie-wiem"] == values
    assert [] == list(compiled.listed())
    assert compiled.version != form.version
    assert compiled == Form.model_validate_json(compiled.model_dump_json())


def test_doubled_choice_is_found_when_compiled() -> None:
    """A value written around a taxonomy that has it already is a problem of the definition."""
    question = text(type="select_one", choices_from="x", choices_after=[CHOICE])
    form = Form.model_validate(definition(question))
    with pytest.raises(ValidationError, match="powtórzona odpowiedź"):
        form.with_choices({"x": [Choice(value="tak", label="Tak")]})


def test_version_is_of_the_words() -> None:
    """The same words have the same version; one other word has another."""
    one, same = (Form.model_validate(definition(text())) for _ in range(2))
    other = Form.model_validate(definition(text(hint="Wieś albo miasto.")))
    assert one.version == same.version
    assert one.version != other.version


def test_optional_is_what_no_rule_demands() -> None:
    """A question is marked optional unless it, or a rule over several questions, demands it."""
    form = Form.model_validate(
        definition(
            text("a", required="tak"),
            text("b"),
            text("c"),
            text("d"),
            at_least_one=[{"questions": ["b", "c"], "message": "Podaj."}],
        )
    )
    assert ["d"] == [one.name for one in form.questions if form.may_be_skipped(one)]


WHO = text(
    "who",
    type="select_one",
    choices=[{"value": "ja", "label": "Ja"}, {"value": "my", "label": "My"}],
)
MANY = text("many", type="select_multiple", choices=[CHOICE, {"value": "inne", "label": "Inne"}])


@pytest.mark.parametrize(
    ("answers", "called_for"),
    [
        ({"who": "", "many": ()}, {"who", "many"}),
        ({"who": "ja", "many": ()}, {"who", "many"}),
        ({"who": "my", "many": ()}, {"who", "many", "names"}),
        ({"who": "", "many": ("tak", "inne")}, {"who", "many", "other"}),
        ({"who": "", "many": (), "other": "a"}, {"who", "many"}),
    ],
)
def test_answers_call_for_questions(
    answers: dict[str, str | tuple[str, ...]], called_for: set[str]
) -> None:
    """A question is asked when its condition holds, and what it calls for only when it is asked."""
    form = Form.model_validate(
        definition(
            WHO,
            MANY,
            text("names", relevant={"who": ["my"]}),
            text("other", type="select_one", choices=[CHOICE], relevant={"many": "inne"}),
            text("more", relevant={"other": "tak"}),
        )
    )
    filled = {question.name: "" for question in form.asked} | answers
    assert called_for == form.relevant(filled)
    assert form == Form.model_validate_json(form.model_dump_json())


CONTENT = Path(__file__).parents[3] / "content"
FORMS = sorted(path.stem for path in (CONTENT / "forms").glob("*.yml"))
NEVER_ASKED = re.compile(
    r"(?i)pesel|data urodzenia|\bulic|doch[oó]d|zasił|chorob|zdrowi|zdjęci|karaln|życiorys|dlaczego"
)


@pytest.fixture(scope="module")
def real_forms() -> Mapping[str, Form]:
    """The forms of the real content, compiled."""
    catalog = CATALOG
    known = choices(catalog)
    return {name: form.with_choices(known) for name, form in catalog.forms.items()}


@pytest.mark.parametrize("name", FORMS)
def test_real_form_never_asks_too_much(real_forms: Mapping[str, Form], name: str) -> None:
    """No question asks what may harm: number, birth date, street, income, health, reasons."""
    labels = [question.label for question in real_forms[name].asked]
    assert [] == [label for label in labels if NEVER_ASKED.search(label)]


@pytest.mark.parametrize("name", FORMS)
def test_real_form_ends_with_the_clause(real_forms: Mapping[str, Form], name: str) -> None:
    """The last question is that one knows what happens with the data, and it is required."""
    last = real_forms[name].questions[-1]
    assert ("acknowledge", True) == (last.type, last.required)


@pytest.mark.parametrize("name", FORMS)
def test_real_form_is_plain(real_forms: Mapping[str, Form], name: str) -> None:
    """Every choice is compiled, and each required question says in its own words what to do."""
    form = real_forms[name]
    assert form.closed or [] == list(form.listed())
    assert [] == [one.name for one in form.asked if one.required and not one.required_message]
    empty = [one.name for one in form.asked if one.kind.chooses and not one.choices]
    assert form.closed == bool(empty)


@pytest.mark.parametrize("name", FORMS)
def test_real_form_asks_of_people_how_to_answer(real_forms: Mapping[str, Form], name: str) -> None:
    """Who leaves a telephone as a person says how to call, and whether to leave a message."""
    names = {question.name for question in real_forms[name].asked}
    if {"first_name", "phone"} <= names:
        assert {"email", "contact_way", "callback", "may_leave_message"} <= names
        rules = [set(rule.questions) for rule in real_forms[name].at_least_one]
        assert {"phone", "email"} in rules


def test_exchanged_help_comes_first(real_forms: Mapping[str, Form]) -> None:
    """Whoever asks for help sees first what people do for each other; whoever offers, only that."""
    asked, offered = (
        next(one for one in real_forms[form].asked if one.name == "category")
        for form in ("potrzeba", "oferta")
    )
    exchanged = [choice.value for choice in offered.choices[:-1]]
    assert 6 == len(exchanged)
    assert exchanged == [choice.value for choice in asked.choices[:6]]


def test_example_club_is_not_offered(real_forms: Mapping[str, Form]) -> None:
    """No real club is known to run: the form of a club's places is closed and says what to do."""
    form = real_forms["miejsce-w-klubie"]
    assert form.closed
    assert form.closed_text is not None
    assert "ośrodku pomocy społecznej" in form.closed_text


def test_participant_may_ask_for_help_in_choosing(real_forms: Mapping[str, Form]) -> None:
    """Somebody who knows no organization can still register; the first choice helps."""
    question = real_forms["uczestnik"].questions[0]
    assert "Pomóżcie mi wybrać" == question.choices[0].label


def test_check_knows_the_lists_that_a_build_has() -> None:
    """What `check` lets a form name in `choices_from` is what a build can offer, and all of it."""
    catalog = CATALOG
    known = {*CHOICE_LISTS, *(f"taxonomies/{name}" for name in catalog.taxonomies)}
    assert known == choices(catalog).keys()
