"""Whole or not at all: what one move makes of several things, when killed, and in the chain."""

from __future__ import annotations

import subprocess
import sys

import sqlalchemy as sa

from desk.database.record import Record
from desk.database.tables import EXCHANGES, LINKS, MOVES, PEOPLE, THINGS
from desk.record.facts import ACCESS
from tests.conftest import ROOT
from tests.desk.desk_people import ASKS, HELPS, move, of_kind, pair, sent
from tests.desk.desk_records import Trial

CANARY = "Kanarek-Zofia-7319"
KILLED = """
import os, signal, sys, time
from pathlib import Path
from tests.desk.desk_people import accepted
from tests.desk.desk_records import Trial

def work(references, told):
    trial = Trial(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
    for one in references:
        accepted(trial.record, one, "new")
        os.write(told, b".")
    time.sleep(60)

references = sys.argv[3:]
for number in range(12):
    mine = references[number::12]
    heard, told = os.pipe()
    child = os.fork()
    if not child:
        work(mine, told)
    for _ in range(2 + number % 5):
        os.read(heard, 1)
    time.sleep(0.0013 * number)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_kill_leaves_a_whole_person_or_none(trial: Trial) -> None:
    """However often: an accepted submission has its person and request, another one has neither."""
    kept = trial.keep(*(sent("potrzeba", ASKS | {"first_name": f"A{at}"}) for at in range(120)))
    trial.record.close()
    words = [sys.executable, "-c", KILLED, str(trial.folder), trial.key.hex(), *kept]
    subprocess.run(words, cwd=ROOT, check=True, timeout=120)
    trial.record = Record.open(trial.folder / "desk.db", trial.key)
    done = (THINGS.c.kind == "submission") & (THINGS.c.state == "accepted")
    with trial.record.reading() as connection:
        accepted = int(connection.scalar(sa.select(sa.func.count()).where(done)) or 0)
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(one))
            for one in (PEOPLE, EXCHANGES, LINKS)
        ]
    assert 0 < accepted < len(kept)
    assert [accepted, accepted, 2 * accepted] == counts
    assert () == trial.record.damages()


def test_every_version_has_its_line(trial: Trial) -> None:
    """Also of what another thing's move has changed: as many lines of moves as versions."""
    kept = trial.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    request, _offer, match = pair(trial.record, (kept[0], kept[1]))
    for step in ("tell request", "tell offer"):
        move(trial.record, match.reference, step)
    move(trial.record, match.reference, "one agrees", willing="offer")
    move(trial.record, match.reference, "other agrees")
    move(trial.record, match.reference, "agree", note="sobota")
    move(trial.record, match.reference, "reject", refused_by="request")
    person = of_kind(trial.record, "person")[0].reference
    move(trial.record, person, "hand over", organization="druga")
    assert "taken" in [line.to for line in trial.whole_thing(request.reference).lines]
    versions = sa.select(THINGS.c.id, THINGS.c.version)
    lines = (
        sa.select(MOVES.c.thing, sa.func.count())
        .where(MOVES.c.move.not_in(ACCESS))
        .group_by(MOVES.c.thing)
    )
    with trial.record.reading() as connection:
        rows = {row[0]: row[1] for row in connection.execute(versions)}
        assert rows == {row[0]: row[1] for row in connection.execute(lines)}
    assert () == trial.record.damages()


def test_no_person_is_readable_in_any_file(trial: Trial) -> None:
    """Neither who it is nor what was asked for, while the record is open and after."""
    asks = ASKS | {"first_name": CANARY, "what": f"dla {CANARY}"}
    kept = trial.keep(sent("potrzeba", asks), sent("oferta", HELPS))
    _request, _offer, match = pair(trial.record, (kept[0], kept[1]))
    move(trial.record, match.reference, "note", note=f"o {CANARY}")
    for text in (CANARY, CANARY.casefold(), "601234567", "jan@example.org"):
        assert text.encode() not in trial.everything()
    trial.record.close()
    assert CANARY.encode() not in trial.everything()
