"""What ends by itself, what is written, what goes when a person is erased."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from catalog.publication import Publisher
from desk.database.tables import METADATA
from desk.letters.contentless import SUBJECT, send_letters
from desk.record.clock import tend, waiting_letters
from desk.record.erasing import erase, erase_expired
from desk.record.reads import today
from forms_backend.mail.mailer import Post
from tests.desk.desk_people import ASKS, HELPS, accepted, move, of_kind, opened, pair, put, sent
from tests.desk.desk_records import NOW, ONE, PROGRAMME, Trial

CANARY = "Kanarek-Zofia-7319"
PUBLISHER = Publisher(
    name="Fundacja Próbna", demonstration=False, email="biuro@example.org", clause_version="1"
)


def paired(trial: Trial, **more: str) -> tuple[str, str, str]:
    """Numbers of a request, an offer and their match."""
    kept = trial.keep(sent("potrzeba", ASKS | more), sent("oferta", HELPS))
    request, offer, match = pair(trial.record, (kept[0], kept[1]))
    return request.reference, offer.reference, match.reference


def counts(trial: Trial) -> dict[str, int]:
    """How many rows each table has."""
    with trial.record.reading() as connection:
        return {
            table.name: int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
            for table in METADATA.sorted_tables
        }


def test_day_of_an_end_ends_it(trial: Trial) -> None:
    """Open on its last day, expired on the next; its person is written to a week before, once."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference)
    (request,) = of_kind(trial.record, "request")
    opened(trial.record, request)
    last = NOW + timedelta(days=30)
    told = []
    for days in range(-12, 2):
        now = last + timedelta(days=days)
        if tend(trial.record, now.date(), now):
            told.append((days, trial.whole_thing(request.reference).lines[-1].move))
    assert [(-7, "remind"), (1, "expire")] == told
    assert "expired" == trial.thing(request.reference).state
    assert () == trial.record.damages()


@pytest.mark.parametrize(("days", "shown"), [(7, True), (8, False)])
def test_near_end_is_on_the_day(trial: Trial, days: int, *, shown: bool) -> None:
    """For whoever cannot be written to; an ended one is there no more."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference)
    (request,) = of_kind(trial.record, "request")
    opened(trial.record, request)
    put(trial.record, request.id, valid_until=(NOW + timedelta(days=days)).date())
    ending = today(trial.record, PROGRAMME, NOW.date()).ending
    assert ([request.reference] if shown else []) == [one.thing.reference for one in ending]
    put(trial.record, request.id, state="expired")
    assert () == today(trial.record, PROGRAMME, NOW.date()).ending


def test_prolonged_is_reminded_again(trial: Trial) -> None:
    """Each end has its own letter."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference)
    (request,) = of_kind(trial.record, "request")
    opened(trial.record, request)
    put(trial.record, request.id, valid_until=(NOW + timedelta(days=5)).date())
    assert (request.reference,) == tend(trial.record, NOW.date(), NOW)
    move(
        trial.record,
        request.reference,
        "prolong",
        valid_until=str((NOW + timedelta(days=60)).date()),
    )
    later = NOW + timedelta(days=54)
    assert () == tend(trial.record, NOW.date(), NOW)
    assert (request.reference,) == tend(trial.record, later.date(), later)


def test_letters_say_nothing_and_go_once(trial: Trial) -> None:
    """No name, no kind of help, no side in any header or line; a refused one waits."""
    _request, _offer, match = paired(trial, first_name=CANARY)
    move(trial.record, match, "write offer")
    (letter,) = waiting_letters(trial.record)
    assert ("jan@example.org", match) == (letter.email, letter.number)
    sent_out: list[EmailMessage] = []

    def refuse(_message: EmailMessage) -> None:
        raise smtplib.SMTPServerDisconnected

    assert 0 == send_letters(trial.record, Post(PUBLISHER, "biuro@example.org", refuse), NOW)
    post = Post(PUBLISHER, "biuro@example.org", sent_out.append)
    assert 1 == send_letters(trial.record, post, NOW)
    assert 0 == send_letters(trial.record, post, NOW)
    (message,) = sent_out
    assert (SUBJECT, "jan@example.org") == (message["Subject"], message["To"])
    whole = message.as_string() + str(message.get_content())
    for word in (CANARY, "Jan", "kran", "Cieknie", "napraw", "Napraw", "pomaga", "prosi,", "Toruń"):
        assert word not in whole
    assert match in whole


def test_without_an_email_nothing_is_written(trial: Trial) -> None:
    """The guard says so; such people are on the list of calls."""
    request, _offer, match = paired(trial)
    assert "request email" not in trial.whole_thing(match).facts.true
    assert "offer email" in trial.whole_thing(match).facts.true
    put(trial.record, trial.thing(request).id, valid_until=NOW.date())
    tend(trial.record, NOW.date(), NOW)
    assert () == waiting_letters(trial.record)


@pytest.mark.parametrize("kind", ["person", "submission"])
def test_erasing_a_person_takes_everything(trial: Trial, kind: str) -> None:
    """What they sent, asked for, and its match; the other side stays, and the chain is true."""
    _request, offer, match = paired(trial, first_name=CANARY, what=CANARY)
    move(trial.record, match, "note", note=f"z {CANARY}")
    before = counts(trial)
    erase(trial.record, PROGRAMME, [of_kind(trial.record, kind)[0].reference], NOW)
    left = counts(trial)
    assert {
        "things": 4,
        "submissions": 1,
        "people": 1,
        "exchanges": 1,
        "matches": 1,
        "notes": 1,
    } == {
        name: before[name] - left[name]
        for name in ("things", "submissions", "people", "exchanges", "matches", "notes")
    }
    plain = trial.folder / "plain.db"
    trial.record.copy_to(plain, None)
    assert CANARY.encode() not in plain.read_bytes()
    assert offer == trial.thing(offer).reference
    assert () == trial.record.damages()


def test_person_known_otherwise_stays(trial: Trial) -> None:
    """Erasing one of two submissions takes what came of it alone."""
    first, second = trial.keep(sent("potrzeba", ASKS), sent("potrzeba", ASKS))
    accepted(trial.record, first)
    (person,) = of_kind(trial.record, "person")
    accepted(trial.record, second, person.reference)
    erase(trial.record, PROGRAMME, [first], NOW)
    assert (1, 1) == tuple(len(of_kind(trial.record, kind)) for kind in ("person", "request"))


def test_age_of_a_submission_leaves_the_person(trial: Trial) -> None:
    """Answers go by their own day; the person by theirs, with what they asked for."""
    (reference,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, reference)
    (person,) = of_kind(trial.record, "person")
    longer = (NOW + timedelta(days=300)).date()
    move(trial.record, person.reference, "keep longer", ONE, keep_until=str(longer))
    later = NOW + timedelta(days=200)
    assert (reference,) == erase_expired(trial.record, later.date(), later)
    assert 1 == len(of_kind(trial.record, "request"))
    later = NOW + timedelta(days=301)
    erase_expired(trial.record, later.date(), later)
    assert 0 == counts(trial)["things"]
    assert () == trial.record.damages()


def test_refusal_frees_both_sides_and_is_remembered(trial: Trial) -> None:
    """Who said no is not proposed to the same person again; both are open for others."""
    request, offer, match = paired(trial)
    for side in ("request", "offer"):
        move(trial.record, match, f"tell {side}")
    move(trial.record, match, "one agrees", willing="request")
    move(trial.record, match, "other agrees")
    move(trial.record, match, "agree", note="sobota")
    assert ["taken", "taken"] == [trial.thing(one).state for one in (request, offer)]
    move(trial.record, match, "reject", refused_by="offer")
    assert ["open", "open"] == [trial.thing(one).state for one in (request, offer)]
    lines = [line.move for line in trial.whole_thing(request).lines]
    assert ["occupy", "free"] == lines[-2:]
    assert () == trial.record.damages()
