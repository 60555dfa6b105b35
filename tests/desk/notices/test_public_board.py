"""What leaves the desk for the board: these fields of these notices, and nothing of a person."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalog.board import Board, board_file
from catalog.notices.model import TIMES as TIMES_OF_THE_SITE
from catalog.notices.model import Notice
from desk.database.errors import RefusedMoveError, WrongAnswersError
from desk.database.tables import EXCHANGES
from desk.kinds.notices import TIMES
from desk.notices.public_board import public_board, publish_board
from desk.record.clock import tend
from desk.record.erasing import erase
from desk.record.reads import whole_thing
from desk.rules.move import Thing
from tests.desk.desk_people import (
    ASKS,
    HELPS,
    POST,
    accepted,
    move,
    of_kind,
    opened,
    posted,
    put,
    sent,
)
from tests.desk.desk_records import CHOICES, NOW, ONE, PROGRAMME, Trial

TODAY = NOW.date()
CANARY = "kanarekzofia"
PERSON = {
    "first_name": CANARY,
    "place": f"{CANARY}-town",
    "what": f"{CANARY} what",
    "when": f"{CANARY} when",
    "callback": f"{CANARY} callback",
    "email": f"{CANARY}@example.org",
    "phone": "+48601234567",
}
"""A canary in every answer that a form takes as text."""


@pytest.fixture
def offer(trial: Trial) -> Thing:
    """An open offer of repairs by somebody who was accepted."""
    (reference,) = trial.keep(sent("oferta", HELPS | PERSON))
    accepted(trial.record, reference)
    (person,) = of_kind(trial.record, "person")
    put(trial.record, person.id, state="accepted")
    made = of_kind(trial.record, "offer")[-1]
    opened(trial.record, made)
    move(trial.record, made.reference, "note", note=f"{CANARY} note")
    return made


def board(trial: Trial, days: int = 0) -> set[str]:
    """The numbers that are public so many days from now."""
    found = public_board(trial.record, CHOICES.exchangeable, TODAY + timedelta(days=days))
    return {one.number for one in found.notices}


def test_nothing_of_the_person_leaves(trial: Trial, offer: Thing, tmp_path: Path) -> None:
    """The file has the fields of the model and no other, and no canary in any of them."""
    notice = posted(trial.record, offer)
    folder = tmp_path / "pass"
    assert publish_board(trial.record, folder, CHOICES.exchangeable, TODAY)
    text = board_file(folder).read_text(encoding="utf-8")
    assert {
        "slug": notice.reference.lower(),
        "side": "offer",
        "category": "naprawy",
        "powiat": POST["powiat"],
        "when": POST["when"],
        "words": POST["words"],
        "published": TODAY.isoformat(),
        "until": POST["until"],
    } == json.loads(text)["notices"][0]
    for secret in (CANARY, "601234567", offer.reference, "jedna", "ewa"):
        assert secret not in text.casefold()
    assert [board_file(folder)] == [path for path in folder.rglob("*") if path.is_file()]
    assert not publish_board(trial.record, folder, CHOICES.exchangeable, TODAY)


@pytest.mark.parametrize(
    "words",
    [
        f"Pomaga {CANARY}.",
        f"Z {CANARY}-town.",
        "Zadzwoń 601 234 567.",
        "Pisz: kran@example.org.",
        "Pomoże Anna.",
    ],
)
def test_words_that_find_somebody_are_refused(trial: Trial, offer: Thing, words: str) -> None:
    """When it is proposed and when it is corrected; nothing is changed."""
    with pytest.raises(WrongAnswersError) as refused:
        propose(trial, offer, words=words)
    assert {"words"} == set(refused.value.field_errors)
    assert [] == of_kind(trial.record, "notice")
    notice = posted(trial.record, offer)
    with pytest.raises(WrongAnswersError):
        move(trial.record, notice.reference, "correct", PROGRAMME, **(POST | {"words": words}))
    assert {notice.reference} == board(trial)


def refusal(step: Callable[[], object]) -> str:
    """Why a move is not made, in the words that a page shows."""
    with pytest.raises(RefusedMoveError) as refused:
        step()
    return " ".join(refused.value.sentences)


def propose(trial: Trial, exchange: Thing, **other: str) -> Thing:
    """With the person's yes."""
    move(trial.record, exchange.reference, "ask board", board="tak")
    return proposed(trial, exchange, **other)


def proposed(trial: Trial, exchange: Thing, **other: str) -> Thing:
    """Whatever the person has said."""
    given = POST | other
    return move(trial.record, exchange.reference, "propose notice", PROGRAMME, **given)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"board": ""}, "zgadza się na ogłoszenie"),
        ({"board": "nie"}, "zgadza się na ogłoszenie"),
        ({"board": "tak", "category": "nauka-dzieci"}, "robią dla siebie nawzajem"),
        ({"board": "tak", "valid_until": TODAY - timedelta(days=1)}, "musi być otwarta i ważna"),
    ],
)
def test_only_who_agreed_and_only_exchanged_help(
    trial: Trial, offer: Thing, columns: dict[str, object], says: str
) -> None:
    """Proposing and publishing ask for the same: what has changed in between stops it."""
    put(trial.record, offer.id, **columns)
    assert says in refusal(
        lambda: move(trial.record, offer.reference, "propose notice", PROGRAMME, **POST)
    )
    put(trial.record, offer.id, board="tak", category="naprawy")
    opened(trial.record, offer)
    move(trial.record, offer.reference, "propose notice", PROGRAMME, **POST)
    (notice,) = of_kind(trial.record, "notice")
    put(trial.record, offer.id, **columns)
    assert says in refusal(lambda: move(trial.record, notice.reference, "publish"))
    assert set() == board(trial)


def test_form_answer_is_the_persons_word(trial: Trial) -> None:
    """Who said yes in the form can be proposed at once; who said no or nothing cannot."""
    for answer in ("tak", "nie", ""):
        trial.keep(sent("potrzeba", ASKS | {"board": answer, "phone": f"+4860123456{len(answer)}"}))
    for one in of_kind(trial.record, "submission"):
        accepted(trial.record, one.reference, "new")
    may = []
    for request in of_kind(trial.record, "request"):
        opened(trial.record, request)
        try:
            move(trial.record, request.reference, "propose notice", PROGRAMME, **POST)
        except RefusedMoveError:
            continue
        may.append(request.reference)
    assert may == [of_kind(trial.record, "request")[0].reference]


def test_organization_proposes_and_the_programme_publishes(trial: Trial, offer: Thing) -> None:
    """Whoever moderates is never only the one who proposes; both may take it down."""
    propose(trial, offer)
    (notice,) = of_kind(trial.record, "notice")
    with pytest.raises(RefusedMoveError):
        move(trial.record, notice.reference, "publish", ONE)
    assert set() == board(trial)
    move(trial.record, notice.reference, "publish")
    assert {notice.reference} == board(trial)
    move(trial.record, notice.reference, "withdraw", ONE)
    assert set() == board(trial)
    move(trial.record, notice.reference, "reopen", ONE)
    assert set() == board(trial)


def test_one_notice_for_each(trial: Trial, offer: Thing) -> None:
    """No second one beside a living one, neither new nor reopened."""
    first = posted(trial.record, offer)
    assert "ma już inne ogłoszenie" in refusal(
        lambda: move(trial.record, offer.reference, "propose notice", PROGRAMME, **POST)
    )
    move(trial.record, first.reference, "withdraw")
    second = posted(trial.record, offer)
    assert "ma już inne ogłoszenie" in refusal(
        lambda: move(trial.record, first.reference, "reopen")
    )
    assert {second.reference} == board(trial)


def test_notice_ends_before_what_it_is_of(trial: Trial, offer: Thing) -> None:
    """Its last day is not after that of the offer, and not later than two months from now."""
    put(trial.record, offer.id, valid_until=TODAY + timedelta(days=5))
    with pytest.raises(WrongAnswersError) as refused:
        propose(trial, offer, until=(TODAY + timedelta(days=6)).isoformat())
    assert "jest ważna do 2 grudnia 2026" in refused.value.field_errors["until"]
    with pytest.raises(WrongAnswersError):
        propose(trial, offer, until=(TODAY + timedelta(days=61)).isoformat())
    propose(trial, offer, until=(TODAY + timedelta(days=5)).isoformat())


def ended(trial: Trial, offer: Thing, how: str) -> None:
    """One of the ways in which a notice loses its ground."""
    if how == "no consent":
        move(trial.record, offer.reference, "ask board", board="nie")
    elif how == "occupy":
        move(trial.record, offer.reference, "occupy")
    elif how == "close":
        move(trial.record, offer.reference, "close", note="nie trzeba")
    elif how == "correct":
        put(trial.record, offer.id, state="checked")
    else:
        put(trial.record, offer.id, valid_until=TODAY - timedelta(days=1))


@pytest.mark.parametrize("how", ["no consent", "occupy", "close", "correct", "expire"])
def test_notice_without_ground_is_gone_at_once(trial: Trial, offer: Thing, how: str) -> None:
    """From the file with the next round, whatever its state; then the clock takes it down."""
    notice = posted(trial.record, offer)
    ended(trial, offer, how)
    assert set() == board(trial)
    assert notice.reference in tend(trial.record, TODAY, NOW)
    assert "withdrawn" == trial.thing(notice.reference).state
    assert () == tend(trial.record, TODAY, NOW)
    assert () == trial.record.damages()


def test_last_day_is_the_last(trial: Trial, offer: Thing) -> None:
    """Public on it, not after it; then the clock ends it."""
    notice = posted(trial.record, offer)
    assert {notice.reference} == board(trial, 20)
    assert set() == board(trial, 21)
    assert () == tend(trial.record, TODAY + timedelta(days=20), NOW)
    tend(trial.record, TODAY + timedelta(days=21), NOW)
    assert "expired" == trial.thing(notice.reference).state


def test_erasing_the_person_erases_the_notice(trial: Trial, offer: Thing) -> None:
    """Row, words, and the line of the file; the page names it before."""
    notice = posted(trial.record, offer)
    (person,) = of_kind(trial.record, "person")
    erase(trial.record, PROGRAMME, [person.reference], NOW)
    assert [] == of_kind(trial.record, "notice")
    assert set() == board(trial)
    with trial.record.reading() as connection:
        assert 0 == connection.scalar(sa.text("SELECT count(*) FROM notices"))
    assert notice.id
    assert () == trial.record.damages()


def test_it_goes_along_with_its_person(trial: Trial, offer: Thing) -> None:
    """Handed to another organization, it is seen there and no longer here."""
    notice = posted(trial.record, offer)
    (person,) = of_kind(trial.record, "person")
    move(trial.record, person.reference, "hand over", organization="druga")
    assert "druga" == trial.thing(notice.reference).organization


@pytest.mark.parametrize(
    ("form", "answers", "kind", "makes"),
    [("oferta", HELPS, "offer", "request"), ("potrzeba", ASKS, "request", "offer")],
)
def test_answer_goes_to_who_has_the_notice(
    trial: Trial, form: str, answers: dict[str, str], kind: str, makes: str
) -> None:
    """It belongs to the notice's organization, is linked with it, and becomes the other side."""
    (reference,) = trial.keep(sent(form, answers))
    accepted(trial.record, reference)
    (made,) = of_kind(trial.record, kind)
    opened(trial.record, made)
    notice = posted(trial.record, made)
    reply = {"notice": notice.reference.lower(), "first_name": "Ola", "organization": "druga"}
    (answer,) = trial.keep(sent("odpowiedz", reply | {"what": "Chętnie.", "place": "Toruń"}))
    thing = trial.thing(answer)
    assert "jedna" == thing.organization
    found = whole_thing(trial.record, PROGRAMME, answer, TODAY)
    linked = {one.thing.reference for one in found.linked}
    assert {notice.reference} == linked
    accepted(trial.record, answer)
    (other,) = of_kind(trial.record, makes)
    with trial.record.reading() as connection:
        row = connection.execute(sa.select(EXCHANGES).filter_by(thing=other.id)).one()
    assert ("naprawy", "Chętnie.", "Toruń") == (row.category, row.what, row.town)


def test_answer_to_what_is_gone_is_kept(trial: Trial) -> None:
    """It belongs to the programme; nobody is made of it, and nothing is lost."""
    (answer,) = trial.keep(sent("odpowiedz", {"notice": "zzz-zzzz", "organization": ""}))
    thing = trial.thing(answer)
    assert None is thing.organization
    move(trial.record, answer, "open")
    put(trial.record, thing.id, organization="jedna")
    move(trial.record, answer, "accept")
    assert [] == of_kind(trial.record, "person")


def test_both_sides_say_the_same_of_times() -> None:
    """The desk's rules are pure and repeat what the site can say."""
    assert dict(TIMES) == dict(TIMES_OF_THE_SITE)
    assert set(Notice.model_fields) == {
        "slug", "side", "category", "powiat", "when", "words", "published", "until",
    }  # fmt: skip
    assert Board() == Board.read(Path("nie/ma"))
