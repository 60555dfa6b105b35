"""The description says what the forms say, and nothing that the service would not do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from catalog.forms.form import Form
from catalog.question_types.answer_formats import FORMATS
from catalog.text.language import Language
from forms_backend.serving.answer_pages import REFUSALS
from tests.conftest import ROOT
from tests.forms_backend.synthetic_service import FORM, House, publication
from tests.forms_backend.test_canary import real_forms, rounds
from tests.openapi import REFUSED, body_of, describe, paths_of

WRITINGS: dict[str, dict[str, str | None]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "forms_writings.yml").read_text(encoding="utf-8")
)
FORMS = real_forms()


def as_json(answers: dict[str, list[str]], form: Form) -> dict[str, Any]:
    """Answers as the description's schema sees a body: lists where many may be chosen."""
    many = {one.name for one in form.asked if one.kind.holds_many}
    return {name: sent if name in many else sent[0] for name, sent in answers.items()}


def test_every_form_has_its_addresses() -> None:
    """Each form: one address to look and send, one for the last page."""
    paths = describe(publication())["paths"]
    assert {"get", "post"} == set(paths["/zgloszenia/proba"])
    assert {"get"} == set(paths["/zgloszenia/proba/przyjete"])
    assert {"get"} == set(paths["/zdrowie"])


def test_every_language_has_its_addresses() -> None:
    """The same forms at their English addresses, each operation with a name of its own."""
    words = {"zgloszenia": "submissions", "przyjete": "accepted"}
    english = paths_of({FORM.name: FORM}, Language("en", {}, words))
    assert {"/en/submissions/proba", "/en/submissions/proba/accepted"} == set(english)
    both = paths_of({FORM.name: FORM}) | english
    names = [one["operationId"] for path in both.values() for one in path.values()]
    assert 6 == len(set(names))


def test_every_status_is_described() -> None:
    """A POST names 200, 303, 422 and each refusal; every refusal that has its own words is one."""
    responses = describe(publication())["paths"]["/zgloszenia/proba"]["post"]["responses"]
    assert {"200", "303", "422", *map(str, REFUSED)} == set(responses)
    assert set() == set(REFUSALS) - set(REFUSED) - {500}


@pytest.mark.parametrize("name", FORMS)
def test_right_answers_fit(name: str) -> None:
    """What a browser sends when everything is right is what the schema allows."""
    schema = body_of(FORMS[name])
    Draft202012Validator.check_schema(schema)
    for answers in rounds(FORMS[name]):
        sent = {**as_json(answers, FORMS[name]), "wz_step": "wyslij", "wz_page": "x" * 16}
        assert [] == [error.message for error in Draft202012Validator(schema).iter_errors(sent)]


@pytest.mark.parametrize(
    "change",
    [
        {"role": "admin"},
        {"first_name": "Anna" * 20},
        {"first_name": ""},
        {"first_name": "Anna\x00"},
        {"needs": ["rower"]},
        {"needs": []},
        {"town": "krakow"},
        {"clause_read": "nie"},
        {"wz_page": "za-krotki"},
        {"wz_step": "skasuj"},
    ],
)
def test_wrong_answers_do_not_fit(change: dict[str, Any]) -> None:
    """Unknown names, too long text, control characters, other choices and steps are no body."""
    right = {"first_name": "Anna", "phone": "1", "needs": ["zakupy"], "clause_read": "tak"}
    validator = Draft202012Validator(body_of(FORM))
    assert validator.is_valid(right)
    assert not validator.is_valid(right | change)


def test_one_of_two_is_needed() -> None:
    """A form that asks for one of several questions says so."""
    sent = {"first_name": "Anna", "needs": ["zakupy"], "clause_read": "tak"}
    assert not Draft202012Validator(body_of(FORM)).is_valid(sent)
    assert Draft202012Validator(body_of(FORM)).is_valid(sent | {"email": "a@przyklad.pl"})


@pytest.mark.parametrize("required", ["tak", "nie"])
@pytest.mark.parametrize(
    ("name", "typed"),
    [(name, typed) for name, rows in WRITINGS.items() for typed, kept in rows.items() if kept],
)
def test_no_usual_writing_is_described_away(name: str, typed: str, required: str) -> None:
    """Whatever writing the service reads, the description allows."""
    kind = {"type": name} if name in ("date", "integer") else {"type": "text", "format": name}
    question = {"name": "one", "label": "Co?", "required": required} | kind
    section = {"title": "Próba", "questions": [question]}
    told = FORM.model_dump() | {"sections": [section], "at_least_one": []}
    schema = body_of(Form.model_validate(told))
    assert Draft202012Validator(schema).is_valid({"one": typed})


@given(
    st.sampled_from(["nip", "krs", "postal_code"]), st.text("0123456789 -–.NIPKRSpl", max_size=20)
)
def test_patterns_hold_whatever_is_read(name: str, typed: str) -> None:
    """A pattern of the description never forbids what the service would read."""
    try:
        FORMATS[name].read(typed)
    except ValueError:
        return
    test_no_usual_writing_is_described_away(name, typed, "tak")


def test_command_writes_it(house: House, tmp_path: Path) -> None:
    """`python -m tests.openapi FILE` describes the published forms, and tells no secret."""
    file = tmp_path / "openapi.json"
    words = [sys.executable, "-m", "tests.openapi", str(file)]
    run = subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | {"WZAJEMNIE_VAR": str(house.settings.var)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (0, "") == (run.returncode, run.stderr)
    assert describe(publication()) == json.loads(file.read_text(encoding="utf-8"))
    assert str(house.settings.var) not in file.read_text(encoding="utf-8")
