"""Laws of honesty: each page says how old its facts are, and ends with one thing to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.loading import load
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.freshness import notice
from catalog.website.render.next_step import next_step

CATALOG = load(Path(__file__).parents[3] / "content")
INDEXES = Indexes(CATALOG)
RECORDS = [
    record
    for shelf in (CATALOG.organizations, CATALOG.partnerships, CATALOG.real_clubs, CATALOG.projects)
    for record in shelf.values()
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record.slug))
def test_every_record_says_its_age_and_has_a_next_step(record: object) -> None:
    """The notice names the year or that there is none; the step has words, a label, a target."""
    said = notice(CATALOG, record)  # type: ignore[arg-type]
    assert said.fresh or said.text.startswith(("Dane z 20", "Dane z dokumentu bez daty"))
    step = next_step(CATALOG, INDEXES, record)  # type: ignore[arg-type]
    assert step.target.startswith(("/", "tel:+48"))
    assert step.text.endswith((".", "?"))
    assert step.label


def test_nobody_is_sent_back_to_the_same_page() -> None:
    """The next step of an organization is never its own page."""
    steps = {one.slug: next_step(CATALOG, INDEXES, one) for one in CATALOG.organizations.values()}
    assert [] == [slug for slug, step in steps.items() if step.target == f"/organizacje/{slug}/"]


def test_known_numbers_are_offered_and_unknown_ones_are_owned_up_to() -> None:
    """Where a number is known one can call; elsewhere the page says that we do not know it."""
    for one in CATALOG.organizations.values():
        step = next_step(CATALOG, INDEXES, one)
        expected = "tel:" if one.contact.phone else "Nie znamy numeru"
        assert expected in step.target + step.text


def test_a_checked_number_comes_from_no_document() -> None:
    """Who has checked a record has also checked its number; else its page says where it is from."""
    known = next(one for one in CATALOG.organizations.values() if one.contact.phone)
    checked = known.model_copy(update={"last_checked": known.updated})
    told = [next_step(CATALOG, INDEXES, one).text for one in (known, checked)]
    assert [True, False] == ["z tego samego dokumentu" in text for text in told]
