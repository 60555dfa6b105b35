"""The law of channels: the same answers are kept alike, from the site and from paper."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from forms_backend.keys.opening import open_record
from tests.forms_backend.paper_sheets import DAY, Entered, entered
from tests.forms_backend.serving.test_submit import ADDRESS, confirmed
from tests.forms_backend.synthetic_service import FORM

__all__ = ["entered"]

ROOT = Path(__file__).parents[3]
ANSWERS: list[dict[str, str | list[str]]] = [
    {},
    {"first_name": "  Ewa ", "phone": "22 123 45 67", "remarks": "Proszę:\r\ndwa dni."},
    {"phone": [], "email": "a@b.example", "since": "1.12.2026", "people": "3"},
]


@pytest.mark.parametrize("answers", ANSWERS, ids=["whole", "untidy", "little"])
def test_same_answers_are_sealed_alike(
    entered: Entered, answers: dict[str, str | list[str]]
) -> None:
    """What is sealed differs in the channel's own data alone: number, time, version, sheet, day."""
    by_site, by_paper = confirmed(entered.house, ADDRESS, **answers), entered.saved(**answers)
    rows = {one.label.reference: one for one in entered.house.records}
    site, paper = (open_record(rows[one], entered.house.foundation) for one in (by_site, by_paper))
    assert site == replace(
        paper, label=site.label, paper={}, keep_until=site.keep_until, doubts=site.doubts
    )
    assert (site.label.form, site.label.form_version) == (
        paper.label.form,
        paper.label.form_version,
    )
    assert rows[by_site].state == rows[by_paper].state
    assert [FORM.digest] * 2 == [site.form_digest, paper.form_digest]
    assert (site.label.received.date() - DAY) == (
        rows[by_site].keep_until - rows[by_paper].keep_until
    )


def test_one_module_seals_and_stores() -> None:
    """Nothing else in the service hands answers to a store."""
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "forms_backend").rglob("*.py"))
        if re.search(r"\bstore\.append\(", path.read_text(encoding="utf-8"))
    ]
    assert ["forms_backend/intake/acceptance.py"] == found
