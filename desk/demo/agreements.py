"""Of the invented people: one match goes on to agreements, a task, hours, a reference, support."""

from __future__ import annotations

from datetime import datetime, timedelta

from catalog.text.time_zone import WARSAW
from desk.database.record import Record
from desk.demo.matches import HAND, of_kind, step_made
from desk.details.matches import Pairing
from desk.record.reads import whole_thing
from desk.rules.move import Choices, Thing


def agree_some(record: Record, choices: Choices, now: datetime) -> None:
    """The last match to its end but for "close", the one before it to drafts with terms.

    Nothing where there are no two matches, or the site has no organization or no texts.
    """
    matches = of_kind(record, "match", now)
    if len(matches) < 2 or not choices.agreements or not choices.organizations:
        return
    today = now.astimezone(WARSAW).date()
    terms = {
        "what": "Zmyślona pomoc w soboty, po dwie godziny.",
        "starts": today.isoformat(),
        "ends": (today + timedelta(days=20)).isoformat(),
        "mode": "free",
        "party": "person",
        "proposed_by": "organization",
    }

    def do(thing: Thing, move: str, **given: str) -> None:
        step_made(record, HAND, (thing.reference, move, given), choices, now)

    for match in matches[-2:]:
        for person in _people(record, match, now):
            do(person, "hand over", organization=next(iter(choices.organizations)))
        for side in ("request", "offer"):
            do(match, f"tell {side}")
        do(match, "one agrees", willing="offer")
        do(match, "other agrees")
        do(match, "prepare agreements")
    drafts, whole = ([*_made(record, match, now)] for match in matches[-2:])
    for agreement in (*drafts, *whole):
        do(agreement, "set terms", **terms)
    for agreement in whole:
        do(agreement, "agreed by phone", read_aloud="tak")
        do(agreement, "conclude")
    do(matches[-1], "agree", note="Sobota o 10.")
    do(matches[-1], "delegate", day=terms["starts"], insured="policy")
    (task,) = of_kind(record, "task", now)
    do(task, "begin")
    do(task, "record hours", worked=terms["starts"], hours="2")
    do(task, "done")
    do(task, "ask reference")
    (reference,) = of_kind(record, "reference", now)
    do(reference, "received by phone", skills="Naprawy domowe, punktualność.")
    do(reference, "approve")
    asking, _helping = _people(record, matches[-1], now)
    do(
        asking,
        "add support",
        category=next(iter(choices.categories)),
        means="things",
        items="Zmyślona lampa biurkowa, podarowana",
        grosze="",
        what="Zmyślony powód w jednym zdaniu.",
    )
    (support,) = of_kind(record, "support", now)
    do(support, "decide first")


def _people(record: Record, match: Thing, now: datetime) -> tuple[Thing, ...]:
    """Whoever asks and whoever helps."""
    detail = whole_thing(record, HAND, match.reference, now.date()).item.detail
    assert isinstance(detail, Pairing)
    found = (detail.request.exchange.person_thing, detail.offer.exchange.person_thing)
    return tuple(one for one in found if one is not None)


def _made(record: Record, match: Thing, now: datetime) -> tuple[Thing, ...]:
    """The agreements that belong to a match."""
    linked = whole_thing(record, HAND, match.reference, now.date()).linked
    kinds = ("volunteering", "helping")
    return tuple(one.thing for one in linked if one.thing.kind in kinds)
