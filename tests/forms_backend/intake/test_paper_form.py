"""What has to be known about a sheet of paper, and the form as it is typed in."""

from __future__ import annotations

from datetime import datetime

import pytest

from catalog.forms.form import Form
from catalog.publication import Edition
from catalog.text.time_zone import WARSAW
from forms_backend.intake import paper_form
from tests.forms_backend.synthetic_service import FORM, publication
from tests.real_content import CATALOG

FORMS = CATALOG.forms
TODAY = datetime.now(WARSAW).date()


def test_a_sheet_in_another_language_has_a_known_version() -> None:
    """An English sheet of today's form is today's form."""
    english = FORM.model_copy(update={"title": "Try it"})
    other = Form.model_validate(english.model_dump())
    known = publication()
    both = known.model_copy(
        update={"translations": {"en": Edition(site=known.site, forms={FORM.name: other})}}
    )
    assert other.version != FORM.version
    code = other.paper_version("1")
    found = [paper_form.right_version(one, FORM, code) for one in (known, both)]
    assert [False, True] == found


def test_an_answer_that_nothing_calls_for_is_named() -> None:
    """On paper one may answer what does not concern one: it is said, not lost in silence."""
    form = FORMS["uczestnik"]
    values = {"for_whom": ["siebie"], "contact_person": ["osoby"]}
    number = [one.name for one in form.asked].index("contact_person") + 1
    sheet = paper_form.read(form, values, TODAY)
    assert (f"{number}. Czyj to telefon albo e-mail?",) == sheet.dropped(values)


def test_conditions_are_told_in_words() -> None:
    """No script runs here, so a question that depends on another says on which answer."""
    form = FORMS["uczestnik"]
    asked = {one.name: one for one in paper_form.typed(form).asked}
    number = [one.name for one in form.asked].index("for_whom") + 1
    label = next(one.label for one in asked["for_whom"].choices if one.value == "kogos")
    assert f"Tylko jeśli w pytaniu {number} zaznaczono „{label}”." == asked["contact_person"].hint
    assert asked["phone"].autocomplete is None


@pytest.mark.parametrize("name", sorted(FORMS))
def test_no_form_asks_under_a_name_of_the_sheet(name: str) -> None:
    """The names of what is asked about the sheet are taken."""
    form = FORMS[name]
    assert not set(paper_form.QUESTIONS) & {one.name for one in form.questions}
    assert len(paper_form.typed(form).asked) > len(form.asked)


def test_a_form_without_a_contact_asks_for_none() -> None:
    """Who reports a mistake need not be reached, so nobody is asked whom to reach."""
    names = {one.name for one in paper_form.typed(FORMS["poprawka"]).asked}
    about = {"paper_date", "paper_version", "paper_clause", "paper_typist"}
    assert about == names & set(paper_form.QUESTIONS)
