"""The contract of a store, held against each kind: TinyDB, SQLite, a real PostgreSQL server."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from catalog.forms.form import Form
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.contract import ReferenceTakenError, Store
from tests.forms_backend.sealed_records import KINDS, NOON, Place, place_of, record
from tests.forms_backend.synthetic_service import FORM


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty store of each kind."""

    def database() -> str:
        return str(request.getfixturevalue("postgres").new_database())

    return place_of(request.param, tmp_path / "store", database)


@pytest.fixture
def store(place: Place) -> Store:
    """The store in that place, opened."""
    return place.open()


def test_what_is_kept_is_given_back(store: Store) -> None:
    """A record is listed as it was appended, and its reference is the answer."""
    one = record("AAAA-BBBB", page="p1")
    assert "AAAA-BBBB" == store.append(one, FORM)
    assert (one,) == store.listing().records
    assert () == store.listing().damages


def test_listing_is_by_time_and_by_form(store: Store) -> None:
    """Records of all forms and months come oldest first; one form can be asked for."""
    late = record(when=NOON + timedelta(days=40))
    early = record(when=NOON - timedelta(days=40))
    other = record(form="proba-inna")
    for one in (late, early, other):
        store.append(one, FORM)
    assert (early, other, late) == store.listing().records
    assert (early, late) == store.listing("proba").records
    assert () == store.listing("nic").records


def test_find(store: Store) -> None:
    """Records are found by reference, whatever their form and month."""
    one, other = record(), record(form="inna", when=NOON + timedelta(days=60))
    store.append(one, FORM)
    store.append(other, FORM)
    assert (other,) == store.find([other.label.reference, "AAAA-AAAA"]).records
    assert () == store.find([]).records


def test_form_is_kept_as_it_was_asked(store: Store) -> None:
    """The definition is kept, and given back equal, for as long as somebody's answers are."""
    for _ in range(3):
        store.append(record(), FORM)
    assert FORM == store.form(FORM.version)
    assert store.form("000000000000") is None


def test_form_of_a_repetition_is_kept_once_it_is_needed(store: Store) -> None:
    """A repetition keeps nothing, not even its form; the next submission to that form does."""
    newer = Form.model_validate(FORM.model_dump() | {"title": "Zgłoś próbę jeszcze raz"})
    first = store.append(record(page="p1"), FORM)
    assert first == store.append(record(page="p1"), newer)
    other = record(page="p2")
    store.append(replace(other, label=replace(other.label, form_version=newer.version)), newer)
    assert (FORM, newer) == (store.form(FORM.version), store.form(newer.version))


def test_taken_reference_is_refused(store: Store) -> None:
    """No two submissions share a reference, not even in two forms and two months."""
    store.append(record("AAAA-BBBB"), FORM)
    for again in (
        record("AAAA-BBBB", page="p1"),
        record("AAAA-BBBB", form="inna"),
        record("AAAA-BBBB", when=NOON + timedelta(days=60)),
    ):
        with pytest.raises(ReferenceTakenError):
            store.append(again, FORM)
    assert 1 == len(store.listing().records)
    assert "AAAA-CCCC" == store.append(record("AAAA-CCCC", page="p1"), FORM)


def test_repetition_gets_the_earlier_reference(store: Store) -> None:
    """The same page and answers within 24 hours are the same submission."""
    first = store.append(record(page="p1"), FORM)
    again = record(page="p1", when=NOON + timedelta(hours=23, minutes=59))
    assert first == store.append(again, FORM)
    assert 1 == len(store.listing().records)


def test_repetition_is_known_across_months(store: Store) -> None:
    """The last minute of a month and the first of the next are one submission too."""
    midnight = datetime(2026, 12, 1, tzinfo=UTC)
    first = store.append(record(page="p1", when=midnight - timedelta(minutes=1)), FORM)
    assert first == store.append(record(page="p1", when=midnight), FORM)


def test_other_answers_or_page_are_another_submission(store: Store) -> None:
    """Other answers from the same page, the same from another page, or no page: all are kept."""
    for one in (record(page="p1"), record(page="p1", name="Ewa"), record(page="p2"), record()):
        store.append(one, FORM)
    assert 4 == len(store.listing().records)


def test_recognition_is_forgotten_after_a_day(store: Store) -> None:
    """After 24 hours a repetition is new, and what made the old ones recognisable is forgotten."""
    store.append(record(page="p-stara", when=NOON), FORM)
    store.append(record(page="p-stara", when=NOON + timedelta(hours=24, seconds=1)), FORM)
    store.append(record(page="p-nowa", when=NOON + timedelta(hours=49)), FORM)
    assert 3 == len(store.listing().records)
    assert [False, False, True] == [one.once is not None for one in store.listing().records]


def test_second_store_sees_the_first(store: Store, place: Place) -> None:
    """Two processes' stores in one place know each other's references, repetitions, erasures."""
    other = place.open()
    for number in range(6):
        writer = (store, other)[number % 2]
        writer.append(record(f"AAAA-AAA{number + 2}", page=f"p{number}"), FORM)
    with pytest.raises(ReferenceTakenError):
        store.append(record("AAAA-AAA7"), FORM)
    assert "AAAA-AAA7" == store.append(record(page="p5"), FORM)
    assert 6 == len(store.listing().records)
    assert ("AAAA-AAA7",) == other.erase(["AAAA-AAA7"])
    assert "AAAA-AAA8" == store.append(record("AAAA-AAA8", page="p5"), FORM)


def test_simultaneous_repetitions_are_one_submission(place: Place) -> None:
    """The same page confirmed many times at once, in two stores, is stored once."""
    stores = (place.open(), place.open())

    def confirm(number: int) -> str:
        return stores[number % 2].append(record(page="p1"), FORM)

    with ThreadPoolExecutor(8) as threads:
        references = set(threads.map(confirm, range(40)))
    stored = [one.label.reference for one in place.open().listing().records]
    assert (1, sorted(references)) == (len(stored), stored)


def test_simultaneous_others_are_answered_each_for_itself(place: Place) -> None:
    """New ones, repetitions and taken references, all at once: each as if it had come alone."""
    stores = (place.open(), place.open())
    taken = stores[0].append(record(page="p-dawna"), FORM)
    jobs = [record(page=f"p{number // 2}") for number in range(120)]
    jobs[::10] = [record(taken, page=f"p-zajeta-{number}") for number in range(12)]

    def send(number: int) -> str:
        try:
            return stores[number % 2].append(jobs[number], FORM)
        except ReferenceTakenError:
            return "taken"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(120)))
    assert ["taken"] * 12 == answers[::10]
    for number in (one for one in range(0, 120, 2) if one % 10):
        assert answers[number] == answers[number + 1]
    stored = [one.label.reference for one in place.open().listing().records]
    assert sorted({*answers, taken} - {"taken"}) == sorted(stored)
    again = record(page="p-zajeta-0")
    assert again.label.reference == stores[0].append(again, FORM)


def test_states(store: Store) -> None:
    """A state is set by reference and asked for; nothing else of the record changes."""
    one, near, other = (record(when=NOON + timedelta(days=days)) for days in (0, 1, 60))
    for each in (one, near, other):
        store.append(each, FORM)
    assert store.set_state(one.label.reference, "done")
    assert not store.set_state("AAAA-AAAA", "done")
    assert (replace(one, state="done"), near, other) == store.listing().records
    assert (near, other) == store.listing(states=["new", "open"]).records
    assert () == store.listing("inna", states={"done"}).records
    assert () == store.listing(states=()).records


def test_listing_of_what_is_new(store: Store) -> None:
    """Since a moment, inclusive, also across months; together with a form and with states."""
    days = [-60, -31, -1, 0, 1]
    ones = [record(when=NOON + timedelta(days=each)) for each in days]
    other = record(form="inna", when=NOON + timedelta(days=2))
    store.adopt([*ones, other], {FORM.version: FORM})
    store.set_state(ones[3].label.reference, "done")
    assert (ones[4], other) == store.listing(since=NOON + timedelta(seconds=1)).records
    assert (ones[4],) == store.listing("proba", ["new"], NOON).records
    assert (ones[2], ones[4]) == store.listing("proba", ["new"], NOON - timedelta(days=2)).records
    assert tuple(ones[1:3]) == store.listing(since=ones[1].label.received).records[:2]
    assert () == store.listing(since=NOON + timedelta(days=3)).records
    half = ones[4].label.received + timedelta(microseconds=500_000)
    assert (ones[4], other) == store.listing(since=half).records


def test_erasure_is_whole(store: Store) -> None:
    """What is erased is in no listing, is not recognised, and a second erasure finds nothing."""
    kept = [record(), record(when=NOON + timedelta(days=60))]
    gone = [record(page="p1"), record(page="p2", when=NOON + timedelta(days=60))]
    for one in (*kept, *gone):
        store.append(one, FORM)
    references = [one.label.reference for one in gone]
    assert sorted(references) == sorted(store.erase([*references, "AAAA-AAAA"]))
    assert () == store.erase(references)
    assert tuple(kept) == store.listing().records
    assert () == store.find(references).records
    assert not store.set_state(references[0], "done")
    again = replace(gone[0], label=replace(gone[0].label, reference=new_reference()))
    assert again.label.reference == store.append(again, FORM)


def test_everything_can_be_erased(store: Store) -> None:
    """A store from which all was erased is empty, well, and takes the next submission."""
    references = [store.append(record(page=f"p{number}"), FORM) for number in range(3)]
    assert 3 == len(store.erase(references))
    assert ((), ()) == (store.listing().records, store.listing().damages)
    assert () == store.health()
    store.append(record(), FORM)
    assert 1 == len(store.listing().records)
    assert FORM == store.form(FORM.version)


def test_purge_forgets_what_recognises_a_sending(store: Store) -> None:
    """A day later nothing tells two sendings to be the same, though nothing else has come since."""
    now = datetime.now(UTC).replace(microsecond=0)
    old, fresh = (record(page=f"strona{n}", when=now - timedelta(hours=n)) for n in (25, 23))
    store.adopt([old, fresh], {FORM.version: FORM})
    assert () == store.purge(old.keep_until)
    assert [None, fresh.once] == [one.once for one in store.listing().records]
    assert fresh.label.reference == store.append(record(page="strona23", when=now), FORM)


def test_purge_keeps_the_last_day(store: Store) -> None:
    """On its last day a record is still kept; the day after it is erased."""
    short, long = record(days=30), record(days=31)
    for one in (short, long):
        store.append(one, FORM)
    assert () == store.purge(short.keep_until)
    assert (short.label.reference,) == store.purge(short.keep_until + timedelta(days=1))
    assert (long,) == store.listing().records
    assert (long.label.reference,) == store.purge(date(2100, 1, 1))


def test_adopted_records_are_the_same(store: Store) -> None:
    """Records of another store come as they are, once, with state, recognition and form."""
    records = [
        replace(record(page=f"p{number}", when=NOON + timedelta(days=number)), state="done")
        for number in range(40)
    ]
    mine = replace(records[0], state="open", once=None)
    store.append(mine, FORM)
    for _ in range(2):
        store.adopt(iter(records), {FORM.version: FORM})
    assert ("open", *["done"] * 39) == tuple(one.state for one in store.listing().records)
    assert tuple(records[1:]) == store.listing().records[1:]
    assert FORM == store.form(FORM.version)
    late = record(page="p39", when=NOON + timedelta(days=39, hours=1))
    assert records[39].label.reference == store.append(late, FORM)


@pytest.mark.parametrize("kind", ["tinydb", "sqlite"])
def test_erasure_is_physical(kind: str, tmp_path: Path) -> None:
    """After erasure and purge no file of the store has a byte of the record: search them all."""
    place = place_of(kind, tmp_path / "store", str)
    store = place.open()
    gone = [record(page=f"strona-{number}-xyz", name="x" * 900) for number in range(20)]
    for one in gone:
        store.append(one, FORM)
        store.append(record(page=new_reference(), days=60), FORM)
    assert {True} == {mark in place.everything() for one in gone for mark in marks(one)}
    store.erase([one.label.reference for one in gone[:10]])
    assert {False} == {mark in place.everything() for one in gone[:10] for mark in marks(one)}
    store.purge(gone[10].keep_until + timedelta(days=1))
    assert {False} == {mark in place.everything() for one in gone for mark in marks(one)}
    assert 20 == len(store.listing().records)


def marks(one: SealedSubmission) -> list[bytes]:
    """What a search of bytes looks for: reference, page id, and pieces of the sealed text."""
    assert one.once
    box = str(one.envelope.as_json()["box"]).encode()
    sealed = box[:60], box[60:120], box[-60:]
    return [one.label.reference.encode(), one.once.page.encode(), *sealed]
