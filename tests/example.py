"""The example club as it was in November 2026, for laws that name days.

`content/clubs/przyklad.yml` gets new dates from time to time; these laws must not notice.
"""

from __future__ import annotations

from catalog.clubs.model import Club
from catalog.content.yaml_reader import read_yaml
from tests.conftest import ROOT

_FILE = ROOT / "tests" / "cases" / "example_club.yml"


def example_club() -> Club:
    """It; its cycle is from 7 September 2026 to 13 June 2027."""
    document = read_yaml(_FILE.name, _FILE.read_bytes())
    return Club.model_validate({**document.value, "slug": "przyklad"})
