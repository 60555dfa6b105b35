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
MOMENTS = 20
"""At least so many statements make a person and a request of a submission."""
KILLED = """
import os, signal, sys
from pathlib import Path
import sqlalchemy as sa
from tests.desk.desk_people import move
from tests.desk.desk_records import Trial

def work(reference, moment):
    trial = Trial(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
    said = 0

    def kill_in_time(*_what):
        nonlocal said
        said += 1
        if said == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(trial.record.engine, "before_cursor_execute", kill_in_time)
    sa.event.listen(trial.record.engine, "commit", kill_in_time)
    move(trial.record, reference, "accept", person="new")
    os._exit(0)

for moment, reference in enumerate(sys.argv[3:], 1):
    child = os.fork()
    if not child:
        work(reference, moment)
    _pid, status = os.waitpid(child, 0)
    if status != signal.SIGKILL:
        sys.exit(status and "a move ended by itself")
sys.exit("not every moment had its submission")
"""


def test_kill_leaves_a_whole_person_or_none(trial: Trial) -> None:
    """Killed before each statement of the move, and before its commit: all of it or nothing."""
    answers = (ASKS | {"first_name": f"A{at}"} for at in range(120))
    kept = trial.keep(*(sent("potrzeba", one) for one in answers))
    for one in kept:
        move(trial.record, one, "open")
    trial.record.close()
    words = [sys.executable, "-c", KILLED, str(trial.folder), trial.key.hex(), *kept]
    subprocess.run(words, cwd=ROOT, check=True, timeout=120)
    trial.record = Record.open(trial.folder / "desk.db", trial.key)
    done = (THINGS.c.kind == "submission") & (THINGS.c.state == "accepted")
    with trial.record.reading() as connection:
        accepted = connection.scalars(sa.select(THINGS.c.reference).where(done)).all()
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(one))
            for one in (PEOPLE, EXCHANGES, LINKS)
        ]
    assert [1, 1, 2] == counts, "whoever was killed has left something"
    assert 1 == len(accepted), "whoever was not killed has left all"
    assert kept.index(accepted[0]) > MOMENTS, "killed too seldom"
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
