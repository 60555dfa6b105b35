"""Bad requests by the thousand: hypothesis with faults of our own, and schemathesis.

schemathesis reads the OpenAPI description and breaks what it says of the fields; our own faults are
those that no description speaks of: bytes, headers, methods, addresses, signatures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase, given
from schemathesis import Case, CheckFunction, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from catalog.forms import Form
from forms_backend.openapi import describe
from tests.forms_backend.faults import Maker
from tests.forms_backend.furniture import FORM, House, furnish, publication
from tests.forms_backend.laws import Answer, Court, Sending
from tests.forms_backend.test_canary import real_forms

BATCH = 1000
"""Requests after which hypothesis starts afresh: it remembers every one of a run."""


def court_in(var: Path) -> Court:
    """The service with the project's own forms, the tests' form and one that is closed."""
    house = furnish(var, demonstration=False)
    forms = {FORM.name: FORM, "zamkniety": closed(), **real_forms()}
    published = publication(demonstration=False)
    entries = {"/organizacje/probna/": "Organizacja Próbna"}
    published.model_copy(update={"forms": forms, "entries": entries}).write(
        house.settings.publication
    )
    settings = replace(house.settings, altcha=True)
    return Court(House(settings, house.foundation, house.recovery))


def closed() -> Form:
    """A form with a required list that has nothing to choose from."""
    question = {"name": "one", "type": "select_one", "label": "Co?", "required": "tak"}
    section = {"title": "Pusto", "questions": [question | {"choices_from": "clubs/running"}]}
    told = FORM.model_dump() | {"name": "zamkniety", "sections": [section], "at_least_one": []}
    return Form.model_validate(told)


def fuzz(court: Court, number: int, seed: int, *, shrink: bool = False) -> None:
    """Send so many bad requests of our own, as many of each kind."""
    forms = court.service.published.current.forms.values()
    maker = Maker(court.service, tuple(one for one in forms if not one.closed))
    kinds = maker.kinds()
    for at, strategy in enumerate(kinds):
        share = -(-number // len(kinds))
        for start in range(0, share, BATCH):
            wanted = _settings(min(BATCH, share - start), shrink=shrink)
            _run(strategy, court.hear, wanted, seed + at * number + start)


def break_the_description(court: Court, number: int, seed: int, *, shrink: bool = False) -> None:
    """Let schemathesis send so many bad requests to each address that takes a form, a twentieth to
    each other, and as many again that the description allows.
    """
    schema = schemathesis.openapi.from_dict(describe(court.service.published.current))
    schema.app = court.house.app
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if operation.body or operation.query:
            few = number if operation.body else max(number // 20, 1)
            for mode in (GenerationMode.NEGATIVE, GenerationMode.POSITIVE):
                strategy = operation.as_strategy(generation_mode=mode)
                told = _settings(few, shrink=shrink)
                _run(strategy, partial(_call, court, mode), told, seed)


def _call(court: Court, mode: GenerationMode, case: Case[Any]) -> None:
    response = case.call()
    sending = Sending(f"schemathesis, {mode.value}", case.method.upper(), case.path.encode())
    headers = tuple((name, values[0]) for name, values in response.headers.items())
    court.judge(sending, Answer(response.status_code, headers, response.content))
    # Not judged: whether right fields are right answers, and broken ones wrong. A check digit or a
    # step back to an earlier page decides that, of which the description says nothing.
    undecided: list[CheckFunction] = [positive_data_acceptance, negative_data_rejection]
    case.validate_response(response, excluded_checks=undecided)


def _run(
    strategy: Any, hear: Callable[[Any], None], settings: hypothesis.settings, seed: int
) -> None:
    @hypothesis.seed(seed)
    @settings
    @given(strategy)
    def send(one: Any) -> None:
        hear(one)

    send()


def _settings(number: int, *, shrink: bool) -> hypothesis.settings:
    return hypothesis.settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        suppress_health_check=list(HealthCheck),
    )
