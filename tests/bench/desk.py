"""How soon the desk answers with ten thousand people and fifty thousand moves in its record.

Beside each page, in the same rounds: the query that a list of fifty is, on plain SQLite with the
same rows (the way out that the desk rehearses). What counts are the ratios.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from catalog.sample.seeded_random import Dice
from desk.database.tables import CONTACTS, EXCHANGES, MOVES, PEOPLE, THINGS
from desk.intake.opened_record import check_passphrase
from desk.matching.fitting import ordered
from desk.matching.sides import Offered, Wanted
from desk.matching.times import times_of
from desk.rules.places import Place as Town
from desk.rules.roles import Role
from tests.bench.report import table, write_section
from tests.desk.desk_houses import PASSPHRASE, Place
from tests.desk.desk_records import NOW, TORUN

PEOPLE_NUMBER = 10_000
MOVES_NUMBER = 50_000
ROUNDS = 15
OFFERS = REQUESTS = 5_000
KINDS_OF_HELP = ("naprawy", "nauka-dzieci", "malowanie", "sprzatanie", "codzienne", "komputer")
TIMES = ("w soboty", "po 16", "rano", "")
TOWNS = ("Toruń", "Chełmża", "Lubicz", "Nibylandia")
PLAIN = (
    "SELECT * FROM things JOIN exchanges ON exchanges.thing = things.id"
    " WHERE kind = 'request' AND state = 'open' ORDER BY created LIMIT 50"
)


def fill(place: Place) -> None:
    """Each person has asked for something, or offers something; all of it is open."""
    dice = Dice("desk bench")
    things, people, exchanges, contacts = list[dict[str, object]](), [], [], []
    for number in range(1, PEOPLE_NUMBER + 1):
        whose, what = 2 * number - 1, 2 * number
        kind = "offer" if number % 2 else "request"
        for key, name, state in ((whose, "person", "accepted"), (what, kind, "open")):
            things.append(
                {
                    "id": key, "kind": name, "reference": f"{key:07}", "state": state,
                    "version": 1, "organization": "jedna", "urgent": False, "next_step": "",
                    "coordinator": "jan" if key % 3 else None, "tries": 0,
                    "created": NOW - timedelta(days=key % 60),
                }
            )  # fmt: skip
        people.append(
            {
                "thing": whose, "name": f"Osoba {number}", "town": "", "email": "", "way": "",
                "phones": '[["601 000 000", "+48601000000"]]', "callback": "", "language": "pl",
                "may_leave_message": "", "of_age": "tak", "roles": '["helper"]',
            }
        )  # fmt: skip
        contacts.append({"thing": whose, "what": "name", "value": f"osoba {number}"})
        exchanges.append(
            {
                "thing": what, "person": whose, "category": dice.one(KINDS_OF_HELP),
                "what": "Cieknie kran.", "town": dice.one(TOWNS), "how_far": "dalej",
                "times": dice.one(TIMES), "children": "", "board": "", "language": "pl",
                "valid_until": (NOW + timedelta(days=dice.number(1, 60))).date(),
            }
        )  # fmt: skip
    moves = [
        {
            "number": number, "at": NOW, "user": "jan", "kind": "person", "move": "note",
            "thing": 1 + number % len(things), "start": "open", "to": "open", "channel": "desk",
            "hash": str(number),
        }
        for number in range(1, MOVES_NUMBER + 1)
    ]  # fmt: skip
    rows = ((THINGS, things), (PEOPLE, people), (EXCHANGES, exchanges), (CONTACTS, contacts))
    with place.record.writing() as connection:
        for one, values in (*rows, (MOVES, moves)):
            connection.execute(sa.insert(one), values)


def lasts(work: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pages(place: Place, plain: Path) -> list[list[str]]:
    """A row for each page: median and its ratio to the query on plain SQLite."""
    browser = place.browser(Role.PROGRAMME)
    paths = (
        "/dzisiaj", "/osoby", "/prosby", "/oferty?strona=40", "/dopasowania", "/telefony",
        "/osoba/0000001", "/prosba/0000004", "/prosba/0000004/kto-moze",
    )  # fmt: skip
    rows = []
    with closing(sqlite3.connect(plain)) as connection:
        for path in paths:
            browser.page(path)
            both = [
                (
                    lasts(lambda path=path: browser.page(path)),  # type: ignore[misc]
                    lasts(lambda: connection.execute(PLAIN).fetchall()),
                )
                for _ in range(ROUNDS)
            ]
            median = statistics.median(mine for mine, _ in both)
            ratio = statistics.median(mine / other for mine, other in both)
            rows.append([f"`{path}`", f"{1000 * median:.0f} ms", f"{ratio:.1f}"])
    return rows


def opening(place: Place) -> tuple[float, float]:
    """Seconds in which a locked desk opens, and of them those for the private key alone; medians.

    The key here is made with little effort; a real one takes longer, by its own choice.
    """
    whole, alone = list[float](), list[float]()
    for _ in range(ROUNDS):
        place.desk.lock()
        whole.append(lasts(place.open))
        alone.append(lasts(lambda: check_passphrase(place.house.settings, PASSPHRASE)))
    return statistics.median(whole), statistics.median(alone)


def matching() -> float:
    """Seconds of the processor in which every request finds, in order, the offers of its kind."""
    dice = Dice("desk bench, matching")
    towns = [
        Town(f"Miasto {at}", f"powiat {at % 380}", f"{at % 380:04}",
             TORUN.lat + dice.number(0, 100) / 100, TORUN.lon + dice.number(0, 100) / 100)
        for at in range(2_826)
    ]  # fmt: skip
    reach = ("miejscowosc", "gmina", "powiat", "dalej", "zdalnie")
    day = NOW.date()
    offers = [
        Offered(f"O{at}", at, dice.one(KINDS_OF_HELP), day - timedelta(days=at % 60),
                dice.one(towns), dice.one(reach), times_of(dice.one(TIMES)))
        for at in range(OFFERS)
    ]  # fmt: skip
    by_kind = {kind: [one for one in offers if one.category == kind] for kind in KINDS_OF_HELP}
    requests = [
        Wanted(f"R{at}", OFFERS + at, dice.one(KINDS_OF_HELP), day, dice.one(towns),
               times_of(dice.one(TIMES)))
        for at in range(REQUESTS)
    ]  # fmt: skip
    start = time.process_time()
    for one in requests:
        ordered(one, by_kind[one.category], day)
    return time.process_time() - start


def main() -> None:
    """Measure, and write the section."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.open()
        fill(place)
        plain = Path(folder) / "plain.db"
        place.record.copy_to(plain, None)
        rows = pages(place, plain)
        whole, alone = opening(place)
        place.desk.lock()
    text = (
        f"{PEOPLE_NUMBER:,} people, as many requests and offers, {MOVES_NUMBER:,} moves; one "
        f"thread, warm, {ROUNDS} rounds. The ratio is to fifty requests read from plain SQLite in "
        "the same round.\n\n"
        f"{table(('page', 'median', 'ratio'), rows)}\n\n"
        f"A locked desk opens in {whole:.2f} s, {alone:.2f} s of them for the private key. "
        f"All {REQUESTS:,} requests are matched with {OFFERS:,} offers in {matching():.1f} s of "
        "the processor."
    )
    write_section("desk", "python -m tests.bench.desk", text)


if __name__ == "__main__":
    main()
