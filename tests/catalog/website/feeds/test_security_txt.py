"""Whom to tell of a weakness: RFC 9116, from what the publisher says, and nothing invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.records.publisher import PublisherFile
from catalog.website.feeds.security_txt import PATH, security_txt
from tests.conftest import BuiltSite

TODAY = date(2026, 11, 29)
SOMEBODY = {
    "name": "Fundacja Przykład",
    "site_name": "Wzajemnie",
    "site_url": "https://przyklad.example/",
    "clause_version": "2026-11",
    "accessibility": {"published": "2026-11-22", "prepared": "2026-11-22"},
}


def fields(**more: str) -> list[tuple[str, str]]:
    """The lines of the file for such a publisher."""
    publisher = PublisherFile.model_validate(SOMEBODY | more)
    text = security_txt(publisher, "https://przyklad.example", TODAY)
    assert text is not None
    assert text.endswith("\n")
    return [(name, value) for name, _, value in (one.partition(": ") for one in text.splitlines())]


@pytest.mark.parametrize(
    ("given", "contacts"),
    [
        (
            {"email": "biuro@przyklad.example"},
            ["mailto:biuro@przyklad.example", "https://przyklad.example/kontakt/"],
        ),
        ({"phone": "22 123 45 67"}, ["https://przyklad.example/kontakt/", "tel:+48221234567"]),
    ],
)
def test_contacts_are_the_publishers(given: dict[str, str], contacts: list[str]) -> None:
    """What the publisher gave, the best first; it ends, and names itself."""
    told = fields(**given)
    assert contacts == [value for name, value in told if name == "Contact"]
    assert [("Expires", "2027-02-27T00:00:00Z")] == [one for one in told if one[0] == "Expires"]
    assert ("Canonical", f"https://przyklad.example/{PATH}") in told


def test_a_copy_that_nobody_runs_has_none(built_site: BuiltSite) -> None:
    """A demonstration would send people to nobody."""
    publisher = PublisherFile.model_validate(SOMEBODY | {"name": None})
    assert security_txt(publisher, "https://przyklad.example", TODAY) is None
    assert not (built_site.folder / Path(PATH)).exists()
