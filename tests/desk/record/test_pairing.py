"""Matches in the record: nobody is promised twice, also by clicks at the same moment."""

from __future__ import annotations

import threading

import pytest

from desk.database.errors import RefusedMoveError, StaleError, WrongAnswersError
from desk.matching.reasons import Hard
from desk.record.moves import Request, make_move
from desk.record.pairing import Candidates, candidates, talks
from desk.rules.move import Thing
from tests.desk.desk_people import ASKS, HELPS, accepted, move, of_kind, opened, put, sent
from tests.desk.desk_records import CHOICES, NOW, ONE, OTHER, PROGRAMME, Trial

DAY = NOW.date()


def things(trial: Trial, requests: int, offers: int) -> tuple[list[Thing], list[Thing]]:
    """So many open requests and offers, of different people."""
    sends = [sent("potrzeba", ASKS | {"first_name": f"A{at}"}) for at in range(requests)]
    sends += [sent("oferta", HELPS | {"first_name": f"B{at}"}) for at in range(offers)]
    for reference in trial.keep(*sends):
        accepted(trial.record, reference, "new")
    found = of_kind(trial.record, "request"), of_kind(trial.record, "offer")
    for thing in (*found[0], *found[1]):
        opened(trial.record, thing)
    return found


def who_can(trial: Trial, request: Thing) -> Candidates:
    """The candidates as the programme sees them."""
    return candidates(trial.record, PROGRAMME, request.reference, CHOICES.places, DAY)


def told(trial: Trial, request: Thing, offer: Thing) -> Thing:
    """A match that only wants its last yes."""
    move(trial.record, request.reference, "pair", offer=offer.reference)
    match = of_kind(trial.record, "match")[-1]
    for step in ("tell request", "tell offer"):
        move(trial.record, match.reference, step)
    move(trial.record, match.reference, "one agrees", willing="request")
    move(trial.record, match.reference, "other agrees")
    return match


def test_a_request_is_promised_once(trial: Trial) -> None:
    """Two matches of one request may be talked about; the second that is agreed is refused."""
    (request,), (first, second) = things(trial, 1, 2)
    one, other = told(trial, request, first), told(trial, request, second)
    move(trial.record, one.reference, "agree", note="sobota")
    with pytest.raises(RefusedMoveError) as caught:
        move(trial.record, other.reference, "agree", note="niedziela")
    assert ("Prośba i oferta muszą być otwarte. Sprawdź je.",) == caught.value.sentences
    assert "open" == trial.thing(second.reference).state
    move(trial.record, other.reference, "reject", refused_by="coordinator")
    assert "taken" == trial.thing(request.reference).state
    assert () == trial.record.damages()


def test_an_offer_is_promised_once_at_the_same_moment(trial: Trial) -> None:
    """Four coordinators press at once: one match is agreed, whichever; the chain is whole."""
    requests, (offer,) = things(trial, 4, 1)
    matches = [told(trial, request, offer) for request in requests]
    seen = [trial.thing(one.reference).version for one in matches]
    outcome: list[str] = []

    def agree(at: int) -> None:
        wish = Request(matches[at].reference, "agree", seen[at], {"note": "x"}, CHOICES, NOW)
        try:
            make_move(trial.record, PROGRAMME, wish)
            outcome.append("agreed")
        except (RefusedMoveError, StaleError):
            outcome.append("refused")

    threads = [threading.Thread(target=agree, args=(at,)) for at in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert ["agreed", "refused", "refused", "refused"] == sorted(outcome)
    assert 1 == [one.state for one in of_kind(trial.record, "match")].count("agreed")
    assert 1 == [trial.thing(one.reference).state for one in requests].count("taken")
    assert () == trial.record.damages()


def test_a_pair_is_begun_once(trial: Trial) -> None:
    """While it goes on it is no candidate; a refusal is remembered for these two people."""
    (request,), (offer,) = things(trial, 1, 1)
    assert 1 == who_can(trial, request).number
    move(trial.record, request.reference, "pair", offer=offer.reference)
    assert ((), {Hard.PAIRED: 1}) == (
        who_can(trial, request).found,
        who_can(trial, request).left_out,
    )
    with pytest.raises(WrongAnswersError):
        move(trial.record, request.reference, "pair", offer=offer.reference)
    (match,) = of_kind(trial.record, "match")
    move(trial.record, match.reference, "reject", refused_by="offer")
    assert {Hard.REFUSED: 1} == who_can(trial, request).left_out
    assert 1 == len(of_kind(trial.record, "match"))


def test_what_a_coordinator_ended_may_be_tried_again(trial: Trial) -> None:
    """With a word about it."""
    (request,), (offer,) = things(trial, 1, 1)
    move(trial.record, request.reference, "pair", offer=offer.reference)
    (match,) = of_kind(trial.record, "match")
    move(trial.record, match.reference, "reject", refused_by="coordinator")
    (candidate,) = who_can(trial, request).found
    assert "dropped" in [one.why for one in candidate.fit.con]


def test_only_what_was_matched_is_told(trial: Trial) -> None:
    """The list of calls names the sides that do not know yet, within the scope."""
    (request,), (offer,) = things(trial, 1, 1)
    move(trial.record, request.reference, "pair", offer=offer.reference)
    (talk,) = talks(trial.record, ONE)
    assert (("request", "offer"), ()) == (talk.untold, talk.written)
    move(trial.record, talk.thing.reference, "write offer")
    move(trial.record, talk.thing.reference, "tell request")
    (talk,) = talks(trial.record, ONE)
    assert (("offer",), ("offer",)) == (talk.untold, talk.written)
    assert () == talks(trial.record, OTHER)
    move(trial.record, talk.thing.reference, "tell offer")
    assert () == talks(trial.record, ONE)


@pytest.mark.parametrize(
    ("state", "until", "shown"),
    [("open", 0, True), ("open", -1, False), ("checked", 0, False), ("taken", 0, False)],
)
def test_only_what_is_open_and_valid_is_proposed(
    trial: Trial, state: str, until: int, *, shown: bool
) -> None:
    """Offers to its last day, and in no other state."""
    (request,), (offer,) = things(trial, 1, 1)
    put(trial.record, offer.id, state=state)
    put(trial.record, offer.id, valid_until=DAY.replace(day=DAY.day + until))
    assert shown == bool(who_can(trial, request).number)
