"""kill -9 under load: whatever was answered is there, whatever was erased never comes back.

A writer's threads append, change states and erase. Before each operation they write down what they
mean to do, and after each what the store has answered; a killed process leaves both behind.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

from forms_backend.stores.contract import Store, StoreError
from tests.forms_backend.sealed_records import NOON, Place, record
from tests.forms_backend.synthetic_service import FORM
from tests.postgres import wait_for_the_killed

THREADS = 4
STATES = ("new", "read", "done")
FORKED = multiprocessing.get_context("fork")
"""The killed process is a copy of this one, which has everything imported; no threads run here."""


@dataclass
class Expected:
    """What the writers were told: states of what is there, what may be either, what is gone."""

    there: dict[str, set[str]] = field(default_factory=dict)
    perhaps: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    answered: int = 0

    def learn(self, journal: Path) -> None:
        """Take in what a killed writer has left. A cut last line says nothing."""
        lines = journal.read_text("utf-8").split("\n")[:-1]
        for line in lines:
            what, reference, state = line.split(" ")
            self.answered += what.islower()
            if what == "a":
                self.there[reference] = {"new"}
            elif what == "S":
                self.there[reference].add(state)
            elif what == "s":
                self.there[reference] = {state}
            elif what == "E":
                self.there.pop(reference)
                self.perhaps.add(reference)
            elif what == "e":
                self.perhaps.discard(reference)
                self.gone.add(reference)

    def check(self, place: Place) -> None:
        """Hold the store against it; then what was half done counts as it was found."""
        listing = place.open().listing()
        found = {one.label.reference: one.state for one in listing.records}
        assert () == listing.damages
        assert set() == self.there.keys() - found.keys(), "an answered submission is lost"
        assert set() == self.gone & found.keys(), "an erased submission came back"
        wrong = {one: found[one] for one in self.there if found[one] not in self.there[one]}
        assert {} == wrong, "an answered state is lost"
        self.there |= {one: {found[one]} for one in self.there}
        self.gone |= self.perhaps - found.keys()
        # What was stored and not answered, or not erased yet, goes on as any other.
        self.there |= {one: {state} for one, state in found.items() if one not in self.there}
        self.perhaps.clear()


def write_until_killed(place: Place, references: list[str], journal: Path, seed: int) -> None:
    """Do one thing after another for ever, in several threads over one store.

    Each thread changes and erases its own share of the references only.
    """
    store = place.open()
    with journal.open("ab", buffering=0) as file:  # A line is one write, whole or not there.
        for number in range(THREADS):
            chance = random.Random(THREADS * seed + number)  # noqa: S311 - the same every time
            words = (store, references[number::THREADS], file, chance)
            threading.Thread(target=_work, args=words, daemon=True).start()
        threading.Event().wait()


def _work(store: Store, references: list[str], file: FileIO, chance: random.Random) -> None:
    """A store that cannot answer is asked again."""
    while True:
        operation = chance.choices((_append, _set_state, _erase), (6, 2, 3))[0]
        try:
            operation(store, references, file, chance)
        except StoreError:
            time.sleep(0.01)


def _append(store: Store, references: list[str], file: FileIO, chance: random.Random) -> None:
    when = NOON.replace(month=chance.randint(10, 12))
    one = record(page=f"p{chance.random()}", when=when)
    answered = store.append(one, FORM)
    file.write(f"a {answered} -\n".encode())
    references.append(answered)


def _set_state(store: Store, references: list[str], file: FileIO, chance: random.Random) -> None:
    if references:
        reference, state = chance.choice(references), chance.choice(STATES)
        file.write(f"S {reference} {state}\n".encode())
        if store.set_state(reference, state):
            file.write(f"s {reference} {state}\n".encode())


def _erase(store: Store, references: list[str], file: FileIO, chance: random.Random) -> None:
    if len(references) > 5:
        reference = references.pop(chance.randrange(len(references)))
        file.write(f"E {reference} -\n".encode())
        store.erase([reference])
        file.write(f"e {reference} -\n".encode())


def kill(
    place: Place,
    times: int,
    folder: Path,
    crash: Callable[[], object] | None = None,
    least: int = 0,
) -> Expected:
    """Kill so many writers of one store, each at a random moment, and check after each.

    A busy machine answers little between two kills: then more are killed, until at least `least`
    operations were answered, ten times as many at most. `crash` also stops the database's server
    as a power cut does, ten times in the whole run.
    """
    expected = Expected()
    chance = random.Random(1)  # noqa: S311
    every = max(times // 10, 1)
    for number in range(10 * times):
        if number >= times and expected.answered >= least:
            break
        journal = folder / f"journal-{number}"
        journal.touch()
        words = (place, list(expected.there), journal, number)
        writer = FORKED.Process(target=write_until_killed, args=words)
        writer.start()
        while not journal.stat().st_size:
            time.sleep(0.001)
        time.sleep(chance.uniform(0.0, 0.2))
        if crash and number % every == 0:
            crash()
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        writer.close()
        if place.kind == "postgresql":
            wait_for_the_killed(place.address)
        expected.learn(journal)
        expected.check(place)
    place.open().erase([])  # Finishes an erasure that was killed before the files were scrubbed.
    everything = place.everything()
    assert [] == [one for one in expected.gone if one.encode() in everything]
    return expected
