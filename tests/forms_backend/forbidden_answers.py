"""What a form's definition forbids, told once more and in other words than the service's own.

It looks at answers as they are kept: composed text, E.164, ISO 8601, digits, values of choices.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from decimal import Decimal

from stdnum.pl import nip

from catalog.forms.form import Answer, Form, Question

LINE_ENDS = {"multiline": "\n"}
LIMITS = {"email": 254, "phone": 60, "account": 60}
WRITINGS = {
    "phone": re.compile(r"\+[1-9][0-9]{5,14}(;ext=[0-9]{1,7})?"),
    "email": re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+"),
    "nip": re.compile(r"[0-9]{10}"),
    "krs": re.compile(r"[0-9]{10}"),
    "postal_code": re.compile(r"[0-9]{2}-[0-9]{3}"),
    "amount": re.compile(r"[0-9]{1,7},[0-9]{2}"),
    "account": re.compile(r"[0-9]{26}"),
    "date": re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-[0-9]{2}"),
    "integer": re.compile(r"0|[1-9][0-9]{0,8}"),
}


def forbidden(form: Form, answers: Mapping[str, Answer]) -> Iterator[str]:
    """Every way in which these answers are not what the form allows."""
    questions = {one.name: one for section in form.sections for one in section.questions}
    asked = {name: one for name, one in questions.items() if one.type != "note"}
    if set(answers) != set(asked):
        yield f"other questions: {sorted(set(answers) ^ set(asked))}"
        return
    for name, question in asked.items():
        answer = answers[name]
        if not called_for(question, questions, answers):
            if answer:
                yield f"{name}: answered, and nothing calls for it"
        elif answer:
            yield from (f"{name}: {fault}" for fault in faults(question, answer))
        elif question.required:
            yield f"{name}: not answered"
    for rule in form.at_least_one:
        called = [n for n in rule.questions if called_for(asked[n], questions, answers)]
        if called and not any(answers[name] for name in called):
            yield f"none of {rule.questions} is answered"


def called_for(
    question: Question, questions: Mapping[str, Question], answers: Mapping[str, Answer]
) -> bool:
    """Whether its condition holds, and that of what it depends on."""
    condition = question.relevant
    if condition is None:
        return True
    answer = answers[condition.question]
    chosen = {answer} if isinstance(answer, str) else set(answer)
    other = questions[condition.question]
    return bool(chosen.intersection(condition.values)) and called_for(other, questions, answers)


def faults(question: Question, answer: Answer) -> Iterator[str]:
    """What is wrong with one answer that is not empty."""
    values = [choice.value for choice in question.choices]
    if question.type == "select_multiple":
        if not isinstance(answer, tuple) or [v for v in values if v in answer] != list(answer):
            yield "not some of the choices, each once and in their order"
    elif not isinstance(answer, str):
        yield "not text"
    elif question.type == "select_one":
        if answer not in values:
            yield "not one of the choices"
    elif question.type == "acknowledge":
        if answer != "tak":
            yield "not a tick"
    else:
        yield from text_faults(question, answer)


def text_faults(question: Question, text: str) -> Iterator[str]:
    """What is wrong with typed text."""
    writing = question.format or ("" if question.type == "text" else question.type)
    usual = 2000 if question.appearance == "multiline" else LIMITS.get(writing, 40)
    if len(text) > (question.max_length or (usual if writing or usual == 2000 else 200)):
        yield "too long"
    if unicodedata.normalize("NFC", text) != text or text.strip() != text:
        yield "not tidied"
    allowed = LINE_ENDS.get(question.appearance or "", "")
    if any(unicodedata.category(one) in ("Cc", "Cs") and one not in allowed for one in text):
        yield "a control character"
    if writing and not (WRITINGS[writing].fullmatch(text) and means_something(writing, text)):
        yield f"not a {writing}"


def means_something(writing: str, text: str) -> bool:
    """Whether the digits are more than a pattern: a day of the calendar, a right check digit."""
    if writing == "date":
        return int(text[8:]) in range(1, monthrange(int(text[:4]), int(text[5:7]))[1] + 1)
    if writing == "nip":
        return bool(nip.is_valid(text))
    if writing == "account":
        return int(f"{text[2:]}2521{text[:2]}") % 97 == 1
    if writing == "amount":
        return 0 < Decimal(text.replace(",", ".")) <= 1_000_000
    return True
