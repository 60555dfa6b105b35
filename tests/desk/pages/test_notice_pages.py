"""Notices by HTTP: from an offer to the file of the site, and what a stale page changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.board import Board, board_file
from desk.record.reads import whole_thing
from desk.rules.roles import Role
from tests.desk.desk_houses import Browser, Place, seen_in
from tests.desk.desk_people import HELPS, POST, accepted, of_kind, opened, put, sent
from tests.desk.desk_records import NOW, PROGRAMME

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An open desk with an open offer of organization `jedna`."""
    made = Place(tmp_path)
    made.open()
    (reference,) = made.keep(sent("oferta", HELPS))
    accepted(made.record, reference)
    (person,) = of_kind(made.record, "person")
    put(made.record, person.id, state="accepted")
    opened(made.record, of_kind(made.record, "offer")[0])
    yield made
    made.desk.lock()


def tried(browser: Browser, path: str, move: str, **given: str) -> tuple[int, str]:
    """A move from the page that is shown: the status, and where it leads or what is shown."""
    answer = browser.post(f"{path}/ruch", move=move, seen=seen_in(browser.page(path)), **given)
    return answer.status_code, answer.headers.get("Location", answer.get_data(as_text=True))


def on_board(place: Place) -> list[str]:
    """The words of the notices that the file has after a round."""
    place.desk.round()
    return [one.words for one in Board.read(board_file(place.desk.settings.exchange)).notices]


def test_from_offer_to_site_by_buttons(place: Place) -> None:
    """Asked, proposed by the organization, published by the programme, taken down again."""
    jan = place.browser(Role.ORGANIZATION, organization="jedna", name="jan")
    ewa = place.browser(Role.PROGRAMME)
    path = f"/oferta/{of_kind(place.record, 'offer')[0].reference}"
    assert "Najpierw zapytaj tę osobę" in jan.page(path)
    assert 409 == tried(jan, path, "propose notice", **POST)[0]
    assert 303 == tried(jan, path, "ask board", board="tak")[0]
    page = jan.page(path)
    assert '<option value="0415" selected>' in page, "the powiat of the offer's town"
    status, shown = tried(jan, path, "propose notice", **(POST | {"words": "Jan naprawi kran."}))
    assert 422 == status
    assert "„Jan” mówi, kto to jest albo skąd. Napisz to inaczej." in shown
    assert "Jan naprawi kran." in shown
    status, notice = tried(jan, path, "propose notice", **POST)
    assert (303, "/ogloszenie/") == (status, notice[:12])
    assert "dopóki ktoś z programu nie opublikuje" in jan.page(notice)
    assert "Opublikuj na stronie" not in jan.page(notice)
    assert [] == on_board(place)
    assert "Czeka, aż ktoś to weźmie (1)" in ewa.page("/dzisiaj")
    assert 303 == tried(ewa, notice, "publish")[0]
    assert "Jest na liście dla strony" in ewa.page(notice)
    assert [POST["words"]] == on_board(place)
    assert 303 == tried(jan, notice, "withdraw", note="już nieaktualne")[0]
    assert [] == on_board(place)
    assert "Nie ma tego na liście dla strony." in jan.page(notice)


def test_stale_page_publishes_nothing(place: Place) -> None:
    """Corrected in between: 409, and the file stays as it was."""
    ewa = place.browser(Role.PROGRAMME)
    path = f"/oferta/{of_kind(place.record, 'offer')[0].reference}"
    tried(ewa, path, "ask board", board="tak")
    _status, notice = tried(ewa, path, "propose notice", **POST)
    seen = seen_in(ewa.page(notice))
    tried(ewa, notice, "correct", **(POST | {"words": "Naprawię kran i zlew."}))
    answer = ewa.post(f"{notice}/ruch", move="publish", seen=seen)
    assert 409 == answer.status_code
    assert "Ktoś zmienił to przed chwilą" in answer.get_data(as_text=True)
    reference = notice.rpartition("/")[2]
    thing = whole_thing(place.record, PROGRAMME, reference, NOW.date()).item.thing
    assert "proposed" == thing.state
    assert [] == on_board(place)


def test_locked_desk_writes_nothing(place: Place) -> None:
    """The file stays as it was; the site ends what is over by its own clock."""
    ewa = place.browser(Role.PROGRAMME)
    path = f"/oferta/{of_kind(place.record, 'offer')[0].reference}"
    tried(ewa, path, "ask board", board="tak")
    _status, notice = tried(ewa, path, "propose notice", **POST)
    tried(ewa, notice, "publish")
    assert [POST["words"]] == on_board(place)
    place.desk.lock()
    assert [POST["words"]] == on_board(place)
