"""`python -m tests.torture.desk_killing [KILLS]`: kill -9 of a desk that makes moves.

The killed process writes down every move that the record has answered. After each kill the record
opens, its chain is whole, and as many lines as versions tell what was answered.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from desk.database.errors import RefusedMoveError, WrongAnswersError
from desk.database.record import Record
from desk.database.tables import MOVES, THINGS
from desk.record.facts import ACCESS
from tests.bench.report import ROOT, write_section
from tests.desk.desk_records import PROGRAMME, Trial, arrival
from tests.torture.killing import FORKED

REPORT = ROOT / "docs" / "developers" / "torture.md"
SUBMISSIONS = 12
DAY = "2026-12-01"
MOVES_TRIED: tuple[tuple[str, dict[str, str]], ...] = (
    ("take", {}),
    ("leave", {}),
    ("note", {"note": "Zmyślona rozmowa."}),
    ("plan", {"next_day": DAY, "next_step": "zadzwonić"}),
    ("missed", {}),
    ("mark urgent", {}),
    ("mark calm", {}),
    ("give back", {}),
    ("hand over", {"organization": "druga"}),
)


@dataclass(frozen=True)
class Kept:
    """What came of it: moves that were answered, and lines of moves that the chain has."""

    answered: int
    lines: int


def kill_desk(folder: Path, times: int) -> Kept:
    """Kill so many writers, each at a random moment, and look after each. AssertionError."""
    trial = Trial(folder)
    references = trial.keep(*(arrival({"organization": "jedna"}) for _ in range(SUBMISSIONS)))
    trial.record.close()
    chance = random.Random(1)  # noqa: S311 - the same every time
    answered = Counter[str]()
    for number in range(times):
        journal = folder / f"journal-{number}"
        journal.touch()
        words = (folder, trial.key, references, journal, number)
        writer = FORKED.Process(target=_write_until_killed, args=words)
        writer.start()
        while not journal.stat().st_size:
            time.sleep(0.001)
        time.sleep(chance.uniform(0.0, 0.2))
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert -signal.SIGKILL == writer.exitcode, "a move ended the writer"
        answered.update(journal.read_text("utf-8").split("\n")[:-1])
        lines = _check(folder, trial.key, answered)
    return Kept(answered.total(), lines)


def _write_until_killed(
    folder: Path, key: bytes, references: tuple[str, ...], journal: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    trial = Trial(folder, key)
    with journal.open("ab", buffering=0) as file:
        while True:
            reference = chance.choice(references)
            move, given = chance.choice(MOVES_TRIED)
            before = trial.thing(reference).version
            if trial.whole_thing(reference).item.thing.state == "new":
                move, given = "open", {}
            try:
                after = trial.move(reference, move, PROGRAMME, 0, **given).version
            except (RefusedMoveError, WrongAnswersError):  # not in this state
                continue
            assert before + 1 == after
            file.write(f"{reference}\n".encode())


def _check(folder: Path, key: bytes, answered: Counter[str]) -> int:
    record = Record.open(folder / "desk.db", key)
    try:
        assert () == record.damages()
        made = (
            sa.select(THINGS.c.reference, sa.func.count())
            .join(MOVES, MOVES.c.thing == THINGS.c.id)
            .where(MOVES.c.move.not_in(ACCESS))
            .group_by(THINGS.c.reference)
        )
        with record.reading() as connection:
            versions = {
                row.reference: row.version
                for row in connection.execute(sa.select(THINGS.c.reference, THINGS.c.version))
            }
            lines = {row[0]: row[1] for row in connection.execute(made)}
    finally:
        record.close()
    assert versions == lines, "a change without its line, or a line without its change"
    lost = {one: number for one, number in answered.items() if lines[one] - 1 < number}
    assert {} == lost, "an answered move is lost"
    return sum(lines.values())


def main(times: int) -> None:
    """Kill, and write the section."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        kept = kill_desk(Path(folder), times)
    text = (
        f"{times} kills of a desk that makes moves: {kept.answered:,} answered moves are all in a "
        f"whole chain of {kept.lines:,} lines; {time.monotonic() - start:.0f} s."
    )
    write_section("desk-kills", f"python -m tests.torture.desk_killing {times}", text, REPORT)
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 40)
