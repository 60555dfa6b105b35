"""The page and the file by which a person learns what is held of them."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from desk.database.record import Record
from desk.disclosure.exporting import export_person
from desk.rules.roles import Role
from desk.views.told_person import IN_THE_FILE
from tests.desk.desk_houses import Place
from tests.desk.desk_people import ASKS, of_kind, sent
from tests.desk.desk_records import NOW, PROGRAMME
from tests.desk.disclosure.test_exporting import MARK, helped, mark, marks_in, names


def last_move(record: Record) -> str:
    """The newest line of the chain."""
    with record.reading() as connection:
        return str(connection.scalar(sa.text("SELECT move FROM moves ORDER BY number DESC")))


def test_page_tells_all_that_the_file_tells(place: Place) -> None:
    """Each of their words, and none of the other side's; both are lines of the chain."""
    asks, helps = helped(place)
    mark(place.record, {"A": asks, "B": helps})
    ewa = place.browser(Role.PROGRAMME)
    path = f"/osoba/{asks.reference}/dane"
    assert "do wydania" in ewa.page(path.removesuffix("/dane"))
    assert "Pokaż stronę do druku" in ewa.page(path)
    expected = marks_in(export_person(place.record, PROGRAMME, asks.reference, NOW))
    page = ewa.post(path, **{"as": "page"}).get_data(as_text=True)
    told = {one[0] for one in MARK.finditer(page)}
    # What was answered is told beside its question.
    for_programs = names(expected, "A") & (IN_THE_FILE - {"submissions.answers"})
    assert names(expected, "A") - for_programs == names(told, "A")
    assert names(expected, "W") == names(told, "W")
    assert told <= expected
    for words in ("Co o Tobie wiemy", "Nie piszemy, kto to jest", "notatki: treść", "30 min"):
        assert words in page
    assert helps.reference not in page
    assert "exported" == last_move(place.record)
    file = ewa.post(path, **{"as": "file"})
    assert (
        f'attachment; filename="dane-{asks.reference}.json"'
        == (file.headers["Content-Disposition"])
    )
    assert "no-store" == file.headers["Cache-Control"]
    assert asks.reference == json.loads(file.data)["reference"]
    assert () == place.record.damages()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_it(place: Place, method: str) -> None:
    """Another organization, another role, another kind of thing, nobody: 404, and no line."""
    asks, _helps = helped(place)
    (task,) = of_kind(place.record, "task")
    before = last_move(place.record)
    own = place.browser(Role.ORGANIZATION, organization="jedna")
    for browser, number in (
        (place.browser(Role.ORGANIZATION, organization="druga"), asks.reference),
        (place.browser(Role.TYPIST), asks.reference),
        (place.browser(Role.TREASURER), asks.reference),
        (own, task.reference),
        (own, "XXX-XXXX"),
    ):
        answer = getattr(browser, method)(f"/osoba/{number}/dane")
        assert 404 == answer.status_code
    assert before == last_move(place.record)
    assert 200 == getattr(own, method)(f"/osoba/{asks.reference}/dane").status_code


def test_before_anybody_was_made_of_it(place: Place) -> None:
    """What somebody sent is told by its own number."""
    (number,) = place.keep(sent("potrzeba", ASKS))
    ewa = place.browser(Role.PROGRAMME)
    page = ewa.post(f"/zgloszenie/{number}/dane", **{"as": "page"}).get_data(as_text=True)
    assert "Cieknie kran." in page
    assert f"Zgłoszenie {number}" in page
