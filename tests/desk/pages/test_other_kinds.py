"""Every kind by HTTP: states × moves × who; every route × the numbers of another organization."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
import sqlalchemy as sa

from desk.database.ledger_tables import LEDGER_ACCOUNTS, LEDGER_ENTRIES
from desk.database.tables import DONATIONS, EXCHANGES, OUTCOMES, THINGS
from desk.kinds.registry import KINDS
from desk.ledger.balances import Movement, pay_in, take_back, unexplained
from desk.record.rows import find_thing
from desk.rules.move import Ask, Kind, Move, Thing
from desk.rules.roles import OF_MONEY, Role, Scope
from desk.views.cards import PATHS
from tests.desk.desk_houses import Place, do, seen_in
from tests.desk.desk_people import (
    ASKS,
    HELPS,
    LATER,
    POST,
    TERMS,
    accepted,
    delegated,
    move,
    of_kind,
    pair,
    posted,
    put,
    sent,
    supported,
)
from tests.desk.desk_records import NOW

pytestmark = pytest.mark.slow

CANARY = "Kanarekzofia"
DAY = NOW.date().isoformat()
GIVEN = (
    {
        "note": "krótko",
        "next_day": DAY,
        "next_step": "zadzwonić",
        "organization": "jedna",
        "category": "naprawy",
        "what": "Cieknie kran.",
        "town": "Toruń",
        "how_far": "dalej",
        "times": "w soboty",
        "children": "nie",
        "valid_until": LATER.isoformat(),
        "keep_until": LATER.isoformat(),
        "child_check": DAY,
        "of_age": "tak",
        "willing": "offer",
        "refused_by": "coordinator",
        "person": "new",
        "board": "tak",
        "read_aloud": "tak",
        "folder": "segregator 1",
        "day": DAY,
        "insured": "policy",
        "worked": DAY,
        "hours": "1,5",
        "outcome": "job",
        "skills": "naprawa kranów",
        "paid": "50,00 zł",
        "paid_on": DAY,
        "proof": "KP 1",
        "paid_by": "own",
    }
    | {name: text for name, text in TERMS.items() if name != "what"}
    | POST
    | {"means": "money", "grosze": "20,00", "items": "", "giver": "volunteer"}
)
EVERYTHING = Scope("ewa", frozenset({Role.PROGRAMME, Role.TREASURER}))
OTHERS = [one for one in KINDS.values() if one.name != "submission"]


def filled(place: Place) -> dict[str, Thing]:
    """One thing of each kind, all of organization `jedna`; the request and the offer are open."""
    asks = ASKS | {"first_name": CANARY, "email": "a@b.pl"}
    first, second = place.keep(sent("potrzeba", asks), sent("oferta", HELPS))
    request, offer, match = pair(place.record, (first, second))
    for side in ("request", "offer"):
        move(place.record, match.reference, f"tell {side}")
    asking, helping = of_kind(place.record, "person")
    move(place.record, asking.reference, "reached")
    move(place.record, asking.reference, "of age", of_age="tak")
    put(place.record, helping.id, state="accepted")
    submission = of_kind(place.record, "submission")[0]
    notice = posted(place.record, offer)
    agreements = (*agree(place, match), notice)
    money = (declared(place), supported(place.record, asking))
    found = (submission, asking, request, offer, match, *agreements, *money)
    return {one.kind: now(place, one) for one in found}


def declared(place: Place) -> Thing:
    """A donation that was announced."""
    (reference,) = place.keep(sent("darowizna", {"donor_name": CANARY, "amount": "50"}))
    accepted(place.record, reference)
    return of_kind(place.record, "donation", EVERYTHING)[-1]


def agree(place: Place, match: Thing) -> tuple[Thing, ...]:
    """Both agreements of a match, its task with hours, and a reference."""
    put(place.record, match.id, state="agreed")
    for side in ("request", "offer"):
        put(place.record, of_kind(place.record, side)[-1].id, state="taken")
    volunteering, helping, task = delegated(place.record, match)
    move(place.record, task.reference, "begin")
    move(place.record, task.reference, "record hours", worked=DAY, hours="2")
    move(place.record, task.reference, "done")
    move(place.record, task.reference, "ask reference")
    for side in ("request", "offer"):
        put(place.record, of_kind(place.record, side)[-1].id, state="open")
    return volunteering, helping, task, of_kind(place.record, "reference")[-1]


def now(place: Place, thing: Thing) -> Thing:
    """The row as it is."""
    with place.record.reading() as connection:
        return find_thing(connection, EVERYTHING, thing.reference)


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: str(kind.name))
def test_every_move_of_the_table_works_by_http(place: Place, kind: Kind) -> None:
    """What the table allows is done; everything else is refused. Every fact is true here."""
    things = filled(place)
    thing = things[kind.name]
    people = (
        (place.browser(Role.PROGRAMME), {Role.PROGRAMME}),
        (place.browser(Role.ORGANIZATION, organization="jedna", name="jan"), {Role.ORGANIZATION}),
        (place.browser(Role.ORGANIZATION, organization="druga", name="ola"), set[Role]()),
        (place.browser(Role.TYPIST, organization="jedna", name="typ"), set[Role]()),
        (place.browser(Role.TREASURER, organization="jedna", name="iga"), {Role.TREASURER}),
    )
    for start, step in product(kind.states, kind.moves):
        before = prepare(place, things, kind.name, (start.name, step))
        for browser, roles in people:
            answer = browser.post(
                f"{PATHS[kind.name]}/{thing.reference}/ruch",
                move=step.name,
                seen=str(before.version),
                offer=things["offer"].reference,
                **GIVEN,
            )
            cell, after = (start.name, step.name, roles), now(place, thing)
            if start.name in step.start and roles & step.by:
                assert 303 == answer.status_code, cell
                assert (step.to or start.name, before.version + 1) == (
                    after.state,
                    after.version,
                ), cell
                before = prepare(place, things, kind.name, (start.name, step))
            else:
                sees = roles and (Role.TREASURER in roles) == (kind.name in OF_MONEY)
                assert answer.status_code == (409 if sees else 404), cell
                assert before == after, cell
    assert () == place.record.damages()


def prepare(place: Place, things: dict[str, Thing], kind: str, cell: tuple[str, Move]) -> Thing:
    """Everything open and of `jedna`, the thing in this state; the match away, for a new one."""
    start, step = cell
    ids = [one.id for one in things.values()]
    states = {"person": "accepted", "request": "open", "offer": "open", kind: start}
    with place.record.writing() as connection:

        def put_all(condition: sa.ColumnElement[bool], **columns: object) -> None:
            connection.execute(sa.update(THINGS).where(condition).values(**columns))

        away = "finished" if any(one.ask is Ask.OFFER for one in step.asks) else "proposed"
        put_all(THINGS.c.kind == "match", state=away)
        put_all(THINGS.c.kind == "notice", state="withdrawn")
        put_all(THINGS.c.kind == "task", state="closed")
        put_all(THINGS.c.kind == "reference", state="withdrawn")
        for name in ("volunteering", "helping"):
            put_all(THINGS.c.kind == name, state="refused")
            if step.name != "prepare agreements":
                put_all(THINGS.c.id == things[name].id, state="concluded")
        connection.execute(sa.delete(OUTCOMES))
        for name, state in states.items():
            put_all(THINGS.c.id == things[name].id, state=state)
        put_all(THINGS.c.id.in_(ids), organization="jedna", coordinator="ktoś")
        mine = THINGS.c.id == things[kind].id
        put_all(mine, urgent=step.name == "mark calm", next_day=NOW.date())
        connection.execute(sa.update(EXCHANGES).values(valid_until=LATER, board="tak"))
        if kind == "support":
            pay_in(connection, Movement(things[kind], 5000, "trial", NOW))
        if kind == "donation":
            reckon(connection, things[kind], step.name)
    return now(place, things[kind])


def reckon(connection: sa.Connection, donation: Thing, move: str) -> None:
    """Its money came, or went back after it had been given on where the move is to explain that."""
    connection.execute(sa.update(DONATIONS).values(paid=5000, paid_on=NOW.date()))
    movement = Movement(donation, 5000, "trial", NOW)
    if move != "explain":
        pay_in(connection, movement)
    elif not unexplained(connection, donation):
        connection.execute(sa.delete(LEDGER_ENTRIES))
        connection.execute(sa.delete(LEDGER_ACCOUNTS))
        take_back(connection, movement)


def every_path(place: Place, reference: str) -> Iterator[tuple[str, str]]:
    """Method and path of every route that names a thing."""
    for rule in place.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if "<reference>" in rule.rule:
                yield method, rule.rule.replace("<reference>", reference)


def test_other_organization_finds_nothing_of_any_kind(place: Place) -> None:
    """404 for every route × every number; nothing in lists, searches, prints and counts."""
    things = filled(place)
    ola = place.browser(Role.ORGANIZATION, organization="druga", name="ola")
    for thing in things.values():
        for method, path in every_path(place, thing.reference):
            answer = ola.get(path) if method == "GET" else ola.post(path, sure="tak", seen="1")
            assert 404 == answer.status_code, (method, path)
            assert CANARY not in answer.get_data(as_text=True)
        assert thing == now(place, thing)
    lists = ["/dzisiaj", "/wydruk", "/telefony", "/sprawozdanie"]
    lists += [f"/{one}{query}" for one in ("zgloszenia", "osoby", "prosby", "oferty", "dopasowania",
                                  "ogloszenia")
              for query in ("", "?stan=")]  # fmt: skip
    for path in lists:
        page = ola.page(path)
        assert CANARY not in page
        assert not [one for one in things.values() if one.reference in page], path
    for words in (CANARY, "601234567", *(one.reference for one in things.values())):
        assert "(0)" in ola.post("/szukaj", words=words).get_data(as_text=True)


def test_offers_of_others_are_no_candidates(place: Place) -> None:
    """Neither shown nor counted nor taken; the programme sees them, and the match is its own."""
    things = filled(place)
    request, offer = things["request"], things["offer"]
    put(place.record, things["match"].id, state="finished", organization=None)
    put(place.record, offer.id, organization="druga")
    jan = place.browser(Role.ORGANIZATION, organization="jedna", name="jan")
    path = f"/prosba/{request.reference}"
    page = jan.page(f"{path}/kto-moze")
    assert "(0)" in page
    assert "których nie pokazujemy" not in page
    seen = str(now(place, request).version)
    answer = jan.post(f"{path}/ruch", move="pair", seen=seen, offer=offer.reference)
    assert 409 == answer.status_code
    ewa = place.browser(Role.PROGRAMME)
    assert "Osoby są w różnych organizacjach" in ewa.page(f"{path}/kto-moze")
    made = ewa.post(f"{path}/ruch", move="pair", seen=seen, offer=offer.reference)
    assert 200 == ewa.get(made.headers["Location"]).status_code
    assert None is of_kind(place.record, "match")[-1].organization
    assert 404 == jan.get(made.headers["Location"]).status_code


def test_from_submission_to_both_told_by_buttons(place: Place) -> None:
    """Every step by what stands on the page: read, make, check, open, match, tell, agree."""
    asking, helping = place.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    ewa = place.browser(Role.PROGRAMME)
    for reference in (asking, helping):
        do(ewa, f"/zgloszenie/{reference}", "reached", note="")
        assert "Przyjmij" in ewa.page(f"/zgloszenie/{reference}")
        do(ewa, f"/zgloszenie/{reference}", "accept")
    helper = of_kind(place.record, "person")[1].reference
    do(ewa, f"/osoba/{helper}", "of age", of_age="tak")
    do(ewa, f"/osoba/{helper}", "accept")
    (request,), (offer,) = of_kind(place.record, "request"), of_kind(place.record, "offer")
    for thing in (request, offer):
        path = f"{PATHS[thing.kind]}/{thing.reference}"
        do(ewa, path, "check", **GIVEN)
        do(ewa, path, "open up")
    page = ewa.page(f"/prosba/{request.reference}/kto-moze")
    for words in ("Kto może pomóc (1)", "Ten sam rodzaj pomocy: Naprawy sprzętu.",
                  "Wspólna pora: w soboty."):  # fmt: skip
        assert words in page
    path = do(ewa, f"/prosba/{request.reference}", "pair", offer=offer.reference)
    assert path.startswith("/dopasowanie/")
    calls = ewa.page("/telefony")
    assert calls.index("Tylko telefon (1)") < calls.index("Telefon albo list bez treści (1)")
    refused = ewa.post(f"{path}/ruch", move="write request", seen=seen_in(ewa.page(path)))
    assert "nie podała e-maila: zadzwoń" in refused.get_data(as_text=True)
    do(ewa, path, "write offer")
    assert "Tylko telefon (2)" in ewa.page("/telefony")
    do(ewa, path, "tell request", note="")
    do(ewa, path, "one agrees", willing="request")
    refused = ewa.post(f"{path}/ruch", move="other agrees", seen=seen_in(ewa.page(path)))
    assert "Najpierw powiedz o tym osobie, która pomaga." in refused.get_data(as_text=True)
    do(ewa, path, "tell offer", note="")
    do(ewa, path, "other agrees")
    do(ewa, path, "agree", note="sobota o 10")
    assert "Każdy już wie" in ewa.page("/telefony")
    assert ["taken", "taken", "agreed"] == [
        now(place, one).state for one in (request, offer, of_kind(place.record, "match")[0])
    ]
    assert () == place.record.damages()


def test_stale_page_of_a_request_changes_nothing(place: Place) -> None:
    """409, with both versions, also for what would make a match."""
    things = filled(place)
    put(place.record, things["match"].id, state="finished")
    request, offer = things["request"], things["offer"]
    ewa = place.browser(Role.PROGRAMME)
    path = f"/prosba/{request.reference}"
    seen = seen_in(ewa.page(path))
    do(ewa, path, "note", note="pierwsza")
    number = len(of_kind(place.record, "match"))
    answer = ewa.post(f"{path}/ruch", move="pair", seen=seen, offer=offer.reference)
    assert 409 == answer.status_code
    assert "Ktoś zmienił to przed chwilą" in answer.get_data(as_text=True)
    assert number == len(of_kind(place.record, "match"))


def test_doubles_are_asked_on_the_page(place: Place) -> None:
    """One button where nobody is alike; else a choice, and the mistake leads to it."""
    first, second = place.keep(sent("potrzeba", ASKS), sent("potrzeba", ASKS))
    ewa = place.browser(Role.PROGRAMME)
    assert "To ktoś nowy" not in ewa.page(f"/zgloszenie/{first}")
    do(ewa, f"/zgloszenie/{first}", "accept")
    (known,) = of_kind(place.record, "person")
    page = ewa.page(f"/zgloszenie/{second}")
    assert f'value="{known.reference}"' in page
    assert f'href="/osoba/{known.reference}"' in page
    answer = ewa.post(f"/zgloszenie/{second}/ruch", move="accept", seen=seen_in(page))
    assert 422 == answer.status_code
    assert 'href="#accept-person"' in answer.get_data(as_text=True)
    assert 'id="accept-person"' in answer.get_data(as_text=True)


def test_number_under_the_wrong_kind_leads_to_its_sheet(place: Place) -> None:
    """For whoever may see it; what goes with it is named before erasing."""
    things = filled(place)
    ewa = place.browser(Role.PROGRAMME)
    person = things["person"].reference
    assert 404 == ewa.get(f"/darowizna/{things['donation'].reference}").status_code
    assert f"/osoba/{person}" == ewa.get(f"/zgloszenie/{person}").headers["Location"]
    asked = ewa.page(f"/osoba/{person}/skasuj")
    for kind in ("submission", "request", "match"):
        assert things[kind].reference in asked
    assert things["offer"].reference not in asked
