"""The sum that a browser does: it counts once, for one sending, and nobody is lost without it."""

from __future__ import annotations

import base64
import json
import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import altcha
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.intake.challenge import Challenges
from forms_backend.intake.quarantine import (
    DOUBTS,
    EXPIRED,
    NEW,
    PROOF,
    QUARANTINE,
    REPLAYED,
    UNNOTED,
    UNSOLVED,
    WRONG,
)
from forms_backend.keys.opening import open_record
from forms_backend.sealing.submission import Once
from tests.forms_backend.serving.test_submit import ADDRESS, carried
from tests.forms_backend.synthetic_service import House, furnish, sent

pytestmark = pytest.mark.slow

SECRET = b"s" * 32
FIRST = Once("page-one", "digest-one")
SECOND = Once("page-two", "digest-one")


def solved(challenges: Challenges) -> str:
    """What a browser sends for a fresh challenge: ALTCHA's own solver."""
    challenge = altcha.Challenge.from_dict(dict(challenges.new()))
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


@pytest.fixture
def challenges(tmp_path: Path) -> Challenges:
    """A fresh folder."""
    return Challenges(SECRET, tmp_path / "challenges")


def test_solution_counts(challenges: Challenges) -> None:
    """What ALTCHA's own solver found is right; so is the same sending, come again."""
    text = solved(challenges)
    assert () == challenges.doubts(text, FIRST)
    assert () == challenges.doubts(text, FIRST)


@pytest.mark.parametrize("other", [SECOND, Once("page-one", "digest-two")])
def test_solution_counts_once(challenges: Challenges, other: Once) -> None:
    """Another page, or the same page with other answers, needs a sum of its own."""
    text = solved(challenges)
    assert () == challenges.doubts(text, FIRST)
    assert (REPLAYED,) == challenges.doubts(text, other)


def test_rewritten_solution_is_the_same(challenges: Challenges) -> None:
    """Other spaces, another order of names and further fields make no new solution."""
    text = solved(challenges)
    assert () == challenges.doubts(text, FIRST)
    whole = json.loads(base64.b64decode(text))
    whole["solution"]["time"] = 7
    whole["challenge"]["parameters"] = dict(reversed(whole["challenge"]["parameters"].items()))
    again = base64.b64encode(json.dumps(whole, indent=1).encode()).decode()
    assert (REPLAYED,) == challenges.doubts(again, SECOND)


def test_restart_remembers(challenges: Challenges) -> None:
    """A service that was started anew knows what was used before."""
    text = solved(challenges)
    assert () == challenges.doubts(text, FIRST)
    assert (REPLAYED,) == Challenges(SECRET, challenges.folder).doubts(text, SECOND)


def take(folder: Path, text: str, number: int) -> tuple[str, ...]:
    """What another process says to this solution."""
    return Challenges(SECRET, folder).doubts(text, Once(f"page-{number}", "digest"))


def test_processes_agree(challenges: Challenges) -> None:
    """Of many processes that get the same solution for other sendings at once, one takes it."""
    texts = [solved(challenges) for _ in range(5)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        for text in texts:
            work = [(challenges.folder, text, number) for number in range(8)]
            said = pool.starmap(take, work, chunksize=1)
            assert [(), *[(REPLAYED,)] * 7] == sorted(said)


def test_expired(challenges: Challenges) -> None:
    """A solution that comes after its hour does not count."""
    text = solved(replace(challenges, life=-1))
    assert (EXPIRED,) == challenges.doubts(text, FIRST)


def test_used_ones_are_forgotten(challenges: Challenges) -> None:
    """What has expired leaves the folder; a file that is none of ours stays and harms nobody."""
    challenges.folder.mkdir()
    for name in ("1000-abc", "1000-abc.def", "obcy"):
        (challenges.folder / name).touch()
    assert () == challenges.doubts(solved(challenges), FIRST)
    names = {path.name for path in challenges.folder.iterdir()}
    assert {"obcy"} == {name for name in names if len(name) < 60}
    assert 2 == len(names)


def test_note_tells_nothing(challenges: Challenges) -> None:
    """The folder holds hashes alone, readable by the service alone."""
    text = solved(challenges)
    challenges.doubts(text, FIRST)
    (note,) = challenges.folder.iterdir()
    signature = json.loads(base64.b64decode(text))["challenge"]["signature"]
    assert signature not in note.name
    assert 64 == len(note.read_text())
    assert FIRST.digest not in note.read_text()
    assert (0o700, 0o600) == (challenges.folder.stat().st_mode & 0o777, note.stat().st_mode & 0o777)


Payload = dict[str, dict[str, Any]]


def easier(whole: Payload) -> None:
    """A sum made easier by whoever has to do it."""
    whole["challenge"]["parameters"]["keyPrefix"] = ""


def longer(whole: Payload) -> None:
    """A later end."""
    whole["challenge"]["parameters"]["expiresAt"] = 99_999_999_999


def guessed(whole: Payload) -> None:
    """Another key."""
    whole["solution"]["derivedKey"] = "00" * 32


@pytest.mark.parametrize("change", [easier, longer, guessed])
def test_tampering(challenges: Challenges, change: Callable[[Payload], None]) -> None:
    """Whatever is changed in challenge or solution makes it worthless, and uses nothing up."""
    text = solved(challenges)
    whole = json.loads(base64.b64decode(text))
    change(whole)
    forged = base64.b64encode(json.dumps(whole).encode()).decode()
    assert (WRONG,) == challenges.doubts(forged, FIRST)
    assert () == challenges.doubts(text, FIRST)


def test_another_service_is_not_believed(challenges: Challenges) -> None:
    """A challenge that another secret has signed is worth nothing."""
    text = solved(replace(challenges, secret=b"x" * 32))
    assert (WRONG,) == challenges.doubts(text, FIRST)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "challenge solution parameters signature algorithm nonce salt cost keyLength "
                "keyPrefix keySignature expiresAt data counter derivedKey __proto__".split()
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(st.text(max_size=60) | JSON.map(lambda one: base64.b64encode(json.dumps(one).encode())))
def test_nonsense_is_no_accident(text: str | bytes) -> None:
    """Whatever stands in the field, there is a doubt and never an exception."""
    given_text = text if isinstance(text, str) else text.decode()
    doubts = Challenges(SECRET, Path("nigdzie")).doubts(given_text, FIRST)
    assert doubts in ((WRONG,), (UNSOLVED,), (EXPIRED,))


@pytest.mark.parametrize("text", ["A" * 2_001, "A" * 60_000, "ą", "AAAA", "e30="])
def test_wrong_text(challenges: Challenges, text: str) -> None:
    """Too long, or not ALTCHA's at all."""
    assert (WRONG,) == challenges.doubts(text, FIRST)


def test_disk_in_the_way(challenges: Challenges) -> None:
    """When the use cannot be noted, the submission is put aside and not refused."""
    challenges.folder.write_text("plik, nie folder")
    assert (UNNOTED,) == challenges.doubts(solved(challenges), FIRST)


def test_every_doubt_has_its_words() -> None:
    """Coordinators read why, in Polish."""
    assert {UNSOLVED, WRONG, EXPIRED, REPLAYED, UNNOTED} < DOUBTS.keys()


@pytest.fixture
def asking(tmp_path: Path) -> House:
    """A service that asks browsers for a sum."""
    house = furnish(tmp_path / "var")
    return House(replace(house.settings, altcha=True), house.foundation, house.recovery)


def challenges_of(house: House) -> Challenges:
    """The service's own."""
    challenges = house.app.extensions["wzajemnie"].challenges
    assert isinstance(challenges, Challenges)
    return challenges


def said(house: House) -> list[tuple[str, tuple[str, ...]]]:
    """The state of everything that was kept, and why it is in it."""
    opened = ((one.state, open_record(one, house.foundation).doubts) for one in house.records)
    return sorted(opened)


def test_off_is_off(house: House) -> None:
    """As shipped there is no script, no address and no question."""
    check = house.client.post(ADDRESS, data=sent())
    assert "proof.js" not in check.text
    assert "data-challenge" not in check.text
    assert 404 == house.client.get("/zgloszenia/wyzwanie").status_code
    assert not (house.settings.var / "challenges").exists()


def test_check_page_asks(asking: House) -> None:
    """The check page alone carries the script; the challenge is fresh and is not to be kept."""
    check = asking.client.post(ADDRESS, data=sent())
    assert "/assets/proof.js" in check.text
    assert 'data-challenge="/zgloszenia/wyzwanie"' in check.text
    assert "proof.js" not in asking.client.post(ADDRESS, data=sent(phone="12")).text
    one, other = (asking.client.get("/zgloszenia/wyzwanie") for _ in range(2))
    assert "no-store" == one.headers["Cache-Control"]
    assert one.json is not None
    assert other.json is not None
    assert one.json["parameters"]["nonce"] != other.json["parameters"]["nonce"]
    assert not (asking.settings.var / "challenges").exists()


def test_sums_are_not_given_without_end(asking: House) -> None:
    """A sum costs the server too: one address gets ten times the rate of them, others go on.

    Who got none is not lost: the browser says that it failed, and the form can be sent.
    """
    crowded = House(replace(asking.settings, rate=1), asking.foundation, asking.recovery).client
    statuses = [crowded.get("/zgloszenia/wyzwanie").status_code for _ in range(11)]
    assert [200] * 10 + [429] == statuses
    other = {"REMOTE_ADDR": "198.51.100.8"}
    assert 200 == crowded.get("/zgloszenia/wyzwanie", environ_base=other).status_code
    check = crowded.post(ADDRESS, data=sent())
    assert 303 == crowded.post(ADDRESS, data=carried(check, "wyslij")).status_code


def test_solved_is_new(asking: House) -> None:
    """Who solved it is new; the same sending again gets the same number."""
    data = carried(asking.client.post(ADDRESS, data=sent()), "wyslij")
    data[PROOF] = solved(challenges_of(asking))
    answers = [asking.client.post(ADDRESS, data=data) for _ in range(2)]
    assert [303, 303] == [one.status_code for one in answers]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert [(NEW, ())] == said(asking)


def test_unsolved_is_kept_aside(asking: House) -> None:
    """Without a script: the same thanks, and quarantine with its reason."""
    data = carried(asking.client.post(ADDRESS, data=sent()), "wyslij")
    thanks = asking.client.post(ADDRESS, data=data)
    assert 303 == thanks.status_code
    assert 200 == asking.client.get(thanks.headers["Location"]).status_code
    assert [(QUARANTINE, (UNSOLVED,))] == said(asking)


def test_replayed_is_kept_aside(asking: House) -> None:
    """One solution for two submissions: the second is put aside, and nothing is lost."""
    text = solved(challenges_of(asking))
    for name in ("Anna", "Ewa"):
        data = carried(asking.client.post(ADDRESS, data=sent(first_name=name)), "wyslij")
        data[PROOF] = text
        assert 303 == asking.client.post(ADDRESS, data=data).status_code
    assert [(NEW, ()), (QUARANTINE, (REPLAYED,))] == said(asking)


def test_turned_off_in_between(asking: House) -> None:
    """Somebody whose check page still carried a solution is not refused after it was turned off."""
    data = carried(asking.client.post(ADDRESS, data=sent()), "wyslij")
    data[PROOF] = solved(challenges_of(asking))
    calm = House(replace(asking.settings, altcha=False), asking.foundation, asking.recovery)
    assert 303 == calm.client.post(ADDRESS, data=data).status_code
    assert [(NEW, ())] == said(calm)


@pytest.mark.parametrize(("text", "on"), [("tak", True), ("1", True), ("nie", False), ("", False)])
def test_switch(text: str, *, on: bool) -> None:
    """It is off unless somebody says yes."""
    assert on == Settings.from_environment({"WZAJEMNIE_ALTCHA": text}).altcha


def test_wrong_switch() -> None:
    """A misspelt yes is a problem at the start and not a silent no."""
    with pytest.raises(SettingsError, match="WZAJEMNIE_ALTCHA: „taak”; oczekiwano tak albo nie"):
        Settings.from_environment({"WZAJEMNIE_ALTCHA": "taak"})
