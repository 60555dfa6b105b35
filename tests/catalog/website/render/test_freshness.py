"""Laws of honesty: each page says how old its facts are, and ends with one thing to do."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.organizations.model import Organization
from catalog.records.record import FactChecks, Record
from catalog.text.phrases import long_date
from catalog.website.kinds.registry import SITE_KINDS
from catalog.website.kinds.site_kind import RecordPage
from catalog.website.lookup.indexes import Indexes
from catalog.website.render.freshness import standing_words
from catalog.website.render.next_step import NextStep
from tests.real_content import CATALOG

INDEXES = Indexes(CATALOG)
RECORDS = [
    (shown.page, record)
    for shown in SITE_KINDS
    if shown.page
    for record in CATALOG.listed(shown.kind).values()
]


def next_step(organization: Organization) -> NextStep:
    """What the page of an organization ends with."""
    page = next(one.page for one in SITE_KINDS if one.kind.model is Organization)
    assert page
    return page.next_step(INDEXES, organization)


@pytest.mark.parametrize(("page", "record"), RECORDS, ids=lambda one: getattr(one, "slug", ""))
def test_every_record_says_its_age_and_has_a_next_step(
    page: RecordPage[Any, Any], record: Record
) -> None:
    """The notice names the year or that there is none; the step has words, a label, a target."""
    said = page.notice(CATALOG, record, None)
    assert said.fresh or said.text.startswith(("Dane z 20", "Dane z dokumentu bez daty"))
    step = page.next_step(INDEXES, record)
    assert step.target.startswith(("/", "tel:+48"))
    assert step.text.endswith((".", "?"))
    assert step.label


def test_nobody_is_sent_back_to_the_same_page() -> None:
    """The next step of an organization is never its own page."""
    steps = {one.slug: next_step(one) for one in CATALOG.organizations.values()}
    assert [] == [slug for slug, step in steps.items() if step.target == f"/organizacje/{slug}/"]


def test_known_numbers_are_offered_and_unknown_ones_are_owned_up_to() -> None:
    """Where a number is known one can call; elsewhere the page says that we do not know it."""
    for one in CATALOG.organizations.values():
        step = next_step(one)
        expected = "tel:" if one.contact.phone else "Nie znamy numeru"
        assert expected in step.target + step.text


def test_a_checked_number_comes_from_no_document() -> None:
    """Who has checked a record has also checked its number; else its page says where it is from."""
    known = next(one for one in CATALOG.organizations.values() if one.contact.phone)
    checked = known.model_copy(update={"last_checked": known.updated})
    told = [next_step(one).text for one in (known, checked)]
    assert [True, False] == ["z tego samego dokumentu" in text for text in told]


def test_a_checked_telephone_vouches_for_nothing_else() -> None:
    """Whoever asked for the number today has not read the description of 2014: both are said."""
    page = next(one.page for one in SITE_KINDS if one.kind.model is Organization)
    assert page
    known = CATALOG.organizations["ops-rybnik"]
    day = known.updated
    checks = FactChecks.model_validate({"contact": day.isoformat(), "by": "koordynator"})
    phoned = known.model_copy(update={"checks": checks})
    said = page.notice(CATALOG, phoned, day).text
    assert said.startswith(f"Telefon i adres sprawdzono {long_date(day)} (koordynator).")
    assert "dane z 2014 r." in said
    assert "Godziny sprawdzono" not in said
    assert "2014" in standing_words(CATALOG, phoned)
    assert (day, None) == (phoned.contact_checked, phoned.last_checked)


def test_all_checked_is_said_once() -> None:
    """Where everything was checked on one day no fact is named alone."""
    known = CATALOG.organizations["ops-rybnik"]
    whole = known.model_copy(update={"last_checked": known.updated})
    assert f"Sprawdzono {long_date(known.updated)}" == standing_words(CATALOG, whole)
    assert known.updated == whole.contact_checked
