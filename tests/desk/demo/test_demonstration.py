"""The demonstration: invented people in every state, and nothing real within its reach."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.board import with_board
from catalog.notices.model import Notice
from catalog.programme import Programme, programme_file
from catalog.publication import Publication
from desk.demo.donations import IGA, give_some
from desk.demo.notices import INVENTED, first_board
from desk.demo.people import PEOPLE, seed
from desk.details.exchanges import Exchange
from desk.donations.paying import waiting_lines
from desk.kinds.registry import KINDS
from desk.notices.public_board import public_board
from desk.record.reads import Filter, inbox
from desk.rules.places import Places
from desk.serving import demonstration
from desk.statements.matching import Kind
from forms_backend.environment import SettingsError
from forms_backend.sealing.readable_codes import right_reference
from tests.conftest import BuiltSite
from tests.desk.desk_people import FORMS
from tests.desk.desk_records import CHOICES, NOW, PROGRAMME, Trial
from tests.forms_backend.synthetic_service import furnish
from tests.real_content import CATALOG


def test_every_state_is_filled_by_invented_people(trial: Trial, built_site: BuiltSite) -> None:
    """Names say that they are made up; numbers are such as no network gives out."""
    publication = Publication.read(built_site.publication)
    seed(trial.record, publication, replace(CHOICES, places=Places()), NOW)
    states = set[str]()
    number = 0
    for state in KINDS["submission"].states:
        found = inbox(trial.record, PROGRAMME, Filter(state=state.name), NOW)
        states |= {state.name} if found.number else set()
        for one in found.items:
            assert one.opened is not None
            if one.opened.record.label.form == "darowizna":
                continue
            number += 1
            answers = one.opened.submission.answers
            assert str(answers["first_name"]).startswith("Zmyślon")
            assert str(answers["phone"]).startswith("+4856000")
    assert number == PEOPLE
    assert {one.name for one in KINDS["submission"].states} - {"quarantine"} == states
    known = CHOICES.exchangeable
    today = NOW.date()
    assert first_board(today, known) == public_board(trial.record, known, today)
    for kind in ("person", "request", "offer", "match", "notice"):
        assert inbox(trial.record, PROGRAMME, Filter(kind=kind), NOW).number
    assert () == trial.record.damages()


def test_whatever_is_asked_on_the_site_somebody_can_help(
    trial: Trial, built_site: BuiltSite
) -> None:
    """Each kind of help that the site knows has an open offer that reaches everywhere."""
    categories = Programme.read(programme_file(built_site.publication)).categories
    choices = replace(CHOICES, places=Places(), categories=categories)
    seed(trial.record, Publication.read(built_site.publication), choices, NOW)
    offers = inbox(trial.record, PROGRAMME, Filter(kind="offer", state="open"), NOW).items
    found = [one.detail for one in offers if isinstance(one.detail, Exchange)]
    assert set(categories) == {one.category for one in found if one.how_far == "dalej"}


def test_invented_notices_fit_the_site() -> None:
    """What the site is built with before the desk runs is shown whole."""
    today = NOW.date()
    catalog, refused = with_board(CATALOG, first_board(today), today)
    assert () == refused
    assert {one.number.lower() for one in INVENTED} == set(catalog.of(Notice))
    assert all(right_reference(one.number) for one in INVENTED)


@pytest.mark.parametrize(
    ("demonstration_site", "development", "says"),
    [(True, False, "prawdziwe klucze"), (False, True, "ktoś prowadzi")],
)
def test_nothing_real_is_opened(
    tmp_path: Path, *, demonstration_site: bool, development: bool, says: str
) -> None:
    """Not with real keys, and not on a site that somebody runs; a real desk stays as it is."""
    house = furnish(tmp_path / "var", demonstration=demonstration_site, development=development)
    real = house.settings.var / "desk" / "desk.db"
    real.parent.mkdir()
    real.write_bytes(b"echte")
    with pytest.raises(SettingsError, match=says):
        demonstration(house.settings, 0)
    assert b"echte" == real.read_bytes()
    assert not (house.settings.var / "desk-demo").exists()


def test_it_begins_anew_and_leaves_the_real_desk(tmp_path: Path) -> None:
    """What the last one left is gone; beside it nothing is touched."""
    house = furnish(tmp_path / "var", development=True)
    house.foundation.write(house.settings.private_key, None)
    left = house.settings.var / "desk-demo" / "old.txt"
    left.parent.mkdir()
    left.touch()
    real = house.settings.var / "desk" / "desk.db"
    real.parent.mkdir()
    real.write_bytes(b"echte")
    desk = demonstration(house.settings, 0)
    assert desk.demonstration
    assert not left.exists()
    assert b"echte" == real.read_bytes()
    desk.lock()


def test_gifts_wait_for_the_treasurer(trial: Trial, built_site: BuiltSite) -> None:
    """One line is surely a gift that was announced, one suggests another, and nothing is paid."""
    publication = Publication.read(built_site.publication)
    forms = dict(publication.forms) | {"darowizna": FORMS["darowizna"]}
    given = publication.model_copy(update={"forms": forms})
    give_some(trial.record, given, CHOICES, NOW)
    waiting = [one.match for one in waiting_lines(trial.record, IGA)]
    assert {Kind.SURE: 1, Kind.OPEN: 2} == Counter(one.kind for one in waiting)
    assert 1 == len([one for one in waiting if one.suggestions])
    found = inbox(trial.record, IGA, Filter(kind="donation", state="declared"), NOW)
    assert 3 == found.number
    assert () == trial.record.damages()
