"""Bad requests by the thousand: hypothesis with faults of our own, and schemathesis.

schemathesis reads the OpenAPI description and breaks what it says of the fields; our own faults are
those that no description speaks of: bytes, headers, methods, addresses, signatures.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import schemathesis
from schemathesis import Case, CheckFunction, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from catalog.forms.form import Form
from catalog.publication import Edition
from tests.bench.report import ROOT, table, write_section
from tests.forms_backend.bad_requests import LANGUAGES, Maker
from tests.forms_backend.response_laws import Answer, Court, Sending
from tests.forms_backend.synthetic_service import FORM, House, furnish, publication
from tests.forms_backend.test_canary import real_forms
from tests.openapi import describe
from tests.torture.sending import batches, send_all
from tests.torture.wire import BROKEN, Wire, break_http

REPORT = ROOT / "docs" / "developers" / "torture.md"
SEED = 20261122
OWN, DESCRIBED, WIRED = 12_000, 350, 1_500


def court_in(var: Path, *names: str) -> Court:
    """The service with the project's own forms (or these), the tests' form and a closed one."""
    house = furnish(var, demonstration=False)
    forms = {name: form for name, form in real_forms().items() if name in names or not names}
    forms |= {FORM.name: FORM, "zamkniety": closed()}
    published = publication(demonstration=False)
    entries = {"/organizacje/probna/": "Organizacja Próbna"}
    site = published.site.model_copy(update={"lang": "en"})
    english = {"en": Edition(site=site, forms=forms)}
    told = {"forms": forms, "entries": entries, "translations": english}
    published.model_copy(update=told).write(house.settings.publication)
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
    kinds = Maker(court.service).kinds()
    for at, strategy in enumerate(kinds):
        share = -(-number // len(kinds))
        for wanted, own_seed in batches(share, seed + at * number, shrink=shrink):
            send_all(strategy, court.hear, wanted, own_seed)


def break_the_description(court: Court, number: int, seed: int, *, shrink: bool = False) -> None:
    """Let schemathesis send so many bad requests to each address that takes a form, a twentieth to
    each other, and a third of it that the description allows.
    """
    schema = schemathesis.openapi.from_dict(describe(court.service.published.current, LANGUAGES))
    schema.app = court.house.app
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if operation.body or operation.query:
            few = number if operation.body else max(number // 20, 1)
            for mode, part in ((GenerationMode.NEGATIVE, 1), (GenerationMode.POSITIVE, 3)):
                strategy = operation.as_strategy(generation_mode=mode)
                for wanted, own_seed in batches(-(-few // part), seed, shrink=shrink):
                    send_all(strategy, partial(_call, court, mode), wanted, own_seed)


def _call(court: Court, mode: GenerationMode, case: Case[Any]) -> None:
    response = case.call()
    sending = Sending(f"schemathesis, {mode.value}", case.method.upper(), case.path.encode())
    headers = tuple((name, values[0]) for name, values in response.headers.items())
    court.judge(sending, Answer(response.status_code, headers, response.content))
    # Not judged: whether right fields are right answers, and broken ones wrong. A check digit or a
    # step back to an earlier page decides that, of which the description says nothing.
    undecided: list[CheckFunction] = [positive_data_acceptance, negative_data_rejection]
    case.validate_response(response, excluded_checks=undecided)


def report() -> None:
    """The whole run, in `docs/developers/torture.md`. A broken law is an AssertionError."""
    logging.disable(logging.CRITICAL)  # Each refusal is logged, as it should be.
    with TemporaryDirectory(prefix="wz-") as folder:
        court = court_in(Path(folder) / "var")
        start = time.monotonic()
        fuzz(court, OWN, SEED)
        break_the_description(court, DESCRIBED, SEED)
        wire = break_http(court, WIRED, SEED)
        kept = court.verdict(wire.silent)
        seconds = time.monotonic() - start
    bad = {kind: n for kind, n in told(court, wire).items() if not kind.endswith("positive")}
    right = told(court, wire)["schemathesis, positive"].total()
    number = sum(one.total() for one in bad.values())
    words = (
        f"Seed {SEED}: {number:,} bad requests in {seconds:.0f} s, and {right:,} that the "
        f"description allows. No 500. {kept:,} submissions were kept, all answered with 303 (the "
        "same answers from the same page are one); each was opened with the private key and holds "
        "nothing that its form forbids."
    )
    rows = [(kind, f"{n.total():,}", _counts(n)) for kind, n in sorted(bad.items())]
    text = f"{words}\n\n{table(('what is bad', 'sent', 'answers'), rows)}"
    print(text, flush=True)
    write_section("fuzzing", "python -m tests.torture.fuzzing", text, REPORT)


def told(court: Court, wire: Wire) -> dict[str, Counter[int]]:
    """How often each kind of request was answered with each status; 0: hung up."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for (kind, status), number in court.heard.items():
        if kind != BROKEN:
            found[kind][status] += number
    found[BROKEN] = wire.statuses + Counter({0: wire.silent})
    return found


def _counts(answers: Counter[int]) -> str:
    named = [(f"{status}" if status else "none", n) for status, n in sorted(answers.items())]
    return ", ".join(f"{status}: {number:,}" for status, number in named)


if __name__ == "__main__":
    report()
