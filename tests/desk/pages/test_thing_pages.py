"""A thing's page: what stands before the number, every move by HTTP, stale pages, hostile words."""

from __future__ import annotations

from itertools import product

import pytest
import sqlalchemy as sa

from desk.database.tables import THINGS
from desk.kinds.registry import KINDS
from desk.record.rows import find_thing
from desk.rules.roles import Role
from desk.views.cards import calling, short_day
from tests.desk.desk_houses import Place, seen_in
from tests.desk.desk_records import NOW, PROGRAMME, arrival

pytestmark = pytest.mark.slow

GIVEN = {
    "note": "krótko",
    "next_day": NOW.date().isoformat(),
    "next_step": "zadzwonić",
    "organization": "jedna",
}


def state(place: Place, reference: str) -> tuple[str, int]:
    """State and version."""
    with place.record.reading() as connection:
        thing = find_thing(connection, PROGRAMME, reference)
    return thing.state, thing.version


def put(place: Place, reference: str, **columns: object) -> None:
    """A row, past all rules."""
    with place.record.writing() as connection:
        here = THINGS.c.reference == reference
        connection.execute(sa.update(THINGS).where(here).values(**columns))


def test_every_move_of_the_table_works_by_http(place: Place) -> None:
    """States × moves × who: what the table allows is done, everything else is refused."""
    kind = KINDS["submission"]
    people = (
        (place.browser(Role.PROGRAMME), {Role.PROGRAMME}),
        (place.browser(Role.ORGANIZATION, organization="jedna", name="jan"), {Role.ORGANIZATION}),
        (place.browser(Role.ORGANIZATION, organization="druga", name="ola"), set[Role]()),
        (place.browser(Role.TYPIST, organization="jedna", name="typ"), set[Role]()),
    )
    references = {
        one.name: place.keep(arrival({"organization": "jedna"}))[0] for one in kind.states
    }
    for start, move, (browser, roles) in product(kind.states, kind.moves, people):
        reference = references[start.name]
        put(
            place,
            reference,
            state=start.name,
            organization="jedna",
            coordinator="ktoś",
            urgent=move.name == "mark calm",
            next_day=NOW.date(),
        )
        before = state(place, reference)
        answer = browser.post(
            f"/zgloszenie/{reference}/ruch", move=move.name, seen=str(before[1]), **GIVEN
        )
        cell = (start.name, move.name, roles)
        if start.name in move.start and roles & move.by:
            assert (303, (move.to or start.name, before[1] + 1)) == (
                answer.status_code,
                state(place, reference),
            ), cell
        else:
            assert answer.status_code == (409 if roles else 404), cell
            assert before == state(place, reference), cell
    assert () == place.record.damages()


def test_stale_page_says_who_was_quicker_and_keeps_the_words(place: Place) -> None:
    """409: what the page showed, what is now, who did it; nothing typed is lost."""
    (reference,) = place.keep(arrival({"organization": "jedna"}))
    ewa = place.browser(Role.PROGRAMME)
    jan = place.browser(Role.ORGANIZATION, organization="jedna", name="jan")
    seen = seen_in(ewa.page(f"/zgloszenie/{reference}"))
    path = f"/zgloszenie/{reference}/ruch"
    assert 303 == jan.post(path, move="refuse", seen=seen, note="nie nasza sprawa").status_code
    before = state(place, reference)
    answer = ewa.post(path, move="note", seen=seen, note="oddzwonić jutro o 9")
    page = answer.get_data(as_text=True)
    assert 409 == answer.status_code
    assert before == state(place, reference)
    for words in ("czytane", "odmowa", "jan: odmawia", "oddzwonić jutro o 9"):
        assert words in page


def test_mistake_keeps_what_was_typed(place: Place) -> None:
    """422: the form of that move is open, each mistake leads to its field."""
    (reference,) = place.keep(arrival())
    ewa = place.browser(Role.PROGRAMME)
    seen = seen_in(ewa.page(f"/zgloszenie/{reference}"))
    answer = ewa.post(
        f"/zgloszenie/{reference}/ruch",
        move="plan",
        seen=seen,
        next_day="2020-01-01",
        next_step="zadzwonić do Jedni",
    )
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert "zadzwonić do Jedni" in page
    assert 'href="#plan-next_day"' in page
    assert 'id="plan-next_day"' in page
    assert "<details open>" in page


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("nie", "Nie zostawiaj wiadomości."),
        ("tak", "Można zostawić wiadomość"),
        ("", "Nie wiemy, czy można zostawić wiadomość: nie zostawiaj."),
    ],
)
def test_message_rule_stands_before_the_number(place: Place, answer: str, says: str) -> None:
    """Whoever reads from the top has read it before dialling."""
    one = arrival({"phone": "+48601234567", "may_leave_message": answer})
    (reference,) = place.keep(one)
    page = place.browser(Role.PROGRAMME).page(f"/zgloszenie/{reference}")
    assert 0 < page.index(says) < page.index('href="tel:+48601234567"')
    assert says in calling(one.opened).message


def test_hostile_words_stay_words(place: Place) -> None:
    """Markup in an answer or a note is shown as it was typed; nothing of it becomes an address."""
    evil = '"><script>alert(1)</script><a href="javascript:alert(1)">'
    (reference,) = place.keep(arrival({"first_name": evil, "phone": "javascript:alert(1)"}))
    ewa = place.browser(Role.PROGRAMME)
    seen = seen_in(ewa.page(f"/zgloszenie/{reference}"))
    ewa.post(f"/zgloszenie/{reference}/ruch", move="note", seen=seen, note=evil)
    for path in (f"/zgloszenie/{reference}", "/dzisiaj", "/zgloszenia", "/wydruk"):
        page = ewa.page(path)
        assert "<script" not in page
        assert 'href="javascript' not in page


def test_erasing_asks_first(place: Place) -> None:
    """A GET and a POST without being sure change nothing."""
    (reference,) = place.keep(arrival())
    ewa = place.browser(Role.PROGRAMME)
    path = f"/zgloszenie/{reference}/skasuj"
    assert "Nie da się tego cofnąć" in ewa.page(path)
    assert 200 == ewa.post(path).status_code
    assert "new" == state(place, reference)[0]
    assert 303 == ewa.post(path, sure="tak").status_code
    assert 404 == ewa.get(f"/zgloszenie/{reference}").status_code


def test_opening_printing_and_searching_are_in_the_chain(place: Place) -> None:
    """Who looked at whom can be told afterwards, without what was seen."""
    (reference,) = place.keep(arrival())
    ewa = place.browser(Role.PROGRAMME)
    ewa.page(f"/zgloszenie/{reference}")
    ewa.page("/wydruk")
    ewa.post("/szukaj", words="Anna")
    with place.record.reading() as connection:
        rows = connection.execute(sa.text("SELECT user, move FROM moves ORDER BY number")).all()
    told = [(row.user, row.move) for row in rows]
    assert [("ewa", "open"), ("ewa", "printed"), ("ewa", "searched")] == told[1:]


def test_search_leaves_no_name_in_an_address(place: Place) -> None:
    """It is a POST; a GET of its address finds nothing."""
    place.keep(arrival())
    ewa = place.browser(Role.PROGRAMME)
    assert "(1)" in ewa.post("/szukaj", words="anna").get_data(as_text=True)
    assert ewa.get("/szukaj?words=anna").status_code in (404, 405)


@pytest.mark.parametrize(
    "query",
    ["stan=open", "stan=nie-ma", "formularz=proba", "moje=tak", "pilne=tak", "strona=99",
     "strona=x", "organizacja=-", "organizacja=jedna", "organizacja='"],
)  # fmt: skip
def test_filters_never_break(place: Place, query: str) -> None:
    """Whatever stands in the address, a page comes."""
    place.keep(arrival({"organization": "jedna"}))
    assert "Zgłoszenia" in place.browser(Role.PROGRAMME).page(f"/zgloszenia?{query}")


def test_days_are_said_as_people_say_them() -> None:
    """Near ones by word, farther ones by date."""
    day = NOW.date()
    ordinal = day.toordinal()
    told = [short_day(type(day).fromordinal(ordinal + one), day) for one in (-3, -1, 0, 1, 5)]
    assert ["3 dni temu", "wczoraj", "dziś", "jutro", "za 5 dni"] == told
