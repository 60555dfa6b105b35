"""The offers that fit a request, the best first, each with its reasons.

The order is lexicographic, never a score: a shared time, then the nearest, then the longest
waiting. Nothing is drawn by lot, and the order of the offers that are handed in does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from catalog.text.phrases import long_date
from desk.matching.reasons import Against, For, Hard, Reason, languages
from desk.matching.sides import Offered, Wanted
from desk.matching.times import shared, told
from desk.rules.places import distance

SOON = timedelta(days=7)
AROUND_KM = 30
"""How far around a city people may mean by their powiat."""
_UNKNOWN = 100_000
"""Kilometres in the order of those whose town we do not know: after all others."""


@dataclass(frozen=True)
class Fit:
    """An offer that may be taken, and why."""

    offer: Offered
    pro: tuple[Reason, ...]
    con: tuple[Reason, ...]


def match(request: Wanted, offers: Iterable[Offered], today: date) -> tuple[Fit, ...]:
    """Every offer that no hard condition forbids, the best first, with its reasons."""
    return tuple(explained(request, one, today) for one in ordered(request, offers, today))


def ordered(request: Wanted, offers: Iterable[Offered], today: date) -> list[Offered]:
    """The same without reasons: whoever shows a few explains those alone."""
    # Most offers that are left out are too far away: which condition is first told matters only
    # to `left_out`, and this one is quick.
    ranked = [
        (_rank(request, one), one)
        for one in offers
        if not _too_far(request, one) and _unfit(request, one, today) is None
    ]
    ranked.sort(key=itemgetter(0))
    return [one for _rank_of_it, one in ranked]


def explained(request: Wanted, offer: Offered, today: date) -> Fit:
    """An offer that fits, with what speaks for it and against."""
    return Fit(offer, tuple(_pro(request, offer, today)), tuple(_con(request, offer, today)))


def left_out(request: Wanted, offers: Iterable[Offered], today: date) -> Counter[Hard]:
    """How many offers are not shown, by the first reason that forbids each."""
    found = (hindrance(request, one, today) for one in offers)
    return Counter(one for one in found if one is not None)


def hindrance(request: Wanted, offer: Offered, today: date) -> Hard | None:
    """The first hard condition against it."""
    return _unfit(request, offer, today) or (Hard.TOO_FAR if _too_far(request, offer) else None)


def _unfit(request: Wanted, offer: Offered, today: date) -> Hard | None:
    """The first hard condition against it, wherever the two live."""
    if request.category != offer.category or not offer.category:
        return Hard.CATEGORY
    if not (_lives(offer, today) and _lives(request, today)):
        return Hard.ENDED
    if offer.person == request.person:
        return Hard.SAME_PERSON
    if offer.person in request.refused:
        return Hard.REFUSED
    if offer.reference in request.paired:
        return Hard.PAIRED
    return None


def _lives(one: Wanted | Offered, today: date) -> bool:
    last = one.valid_until
    return one.is_open and (last is None or last >= today)


def _too_far(request: Wanted, offer: Offered) -> bool:
    """Only what is sure: of gminas we know the powiat alone."""
    if offer.how_far in ("dalej", "zdalnie"):
        return False
    here, there = request.place, offer.place
    if here is None or there is None:
        return False
    if offer.how_far == "miejscowosc":
        return here != there
    return here.code != there.code and not _around_a_city(request, offer)


def _around_a_city(request: Wanted, offer: Offered) -> bool:
    """Of a city that is a powiat by itself, people may mean the powiat around it as theirs."""
    here, there = request.place, offer.place
    if offer.how_far != "powiat" or here is None or there is None or here.code == there.code:
        return False
    return (here.is_city or there.is_city) and distance(here, there) <= AROUND_KM


def _km(request: Wanted, offer: Offered) -> int | None:
    if offer.how_far == "zdalnie":
        return 0
    if request.place is None or offer.place is None:
        return None
    return distance(request.place, offer.place)


def _rank(request: Wanted, offer: Offered) -> tuple[int, int, date, str]:
    times = shared(request.times, offer.times)
    fits = 1 if times is None else 0 if times else 2
    km = _km(request, offer)
    return fits, _UNKNOWN if km is None else km, offer.since, offer.reference


def _pro(request: Wanted, offer: Offered, today: date) -> Iterator[Reason]:
    yield Reason(For.CATEGORY, words=offer.category)
    times = shared(request.times, offer.times)
    if times:
        yield Reason(For.TIMES, words=told(times))
    km = _km(request, offer)
    if offer.how_far == "zdalnie":
        yield Reason(For.REMOTE)
    elif request.place is not None and request.place == offer.place:
        yield Reason(For.SAME_TOWN, words=request.place.name)
    elif km is not None and offer.how_far != "gmina" and not _around_a_city(request, offer):
        yield Reason(For.NEAR, km, offer.how_far)
    if request.organization is not None and request.organization == offer.organization:
        yield Reason(For.ORGANIZATION)
    if request.language == offer.language != "pl":
        yield Reason(For.LANGUAGE, words=offer.language)
    if request.children and offer.child_check:
        yield Reason(For.CHECKED, words=long_date(offer.child_check))
    if (today - offer.since).days > 0:
        yield Reason(For.WAITED, (today - offer.since).days)


def _con(request: Wanted, offer: Offered, today: date) -> Iterator[Reason]:
    if request.children and not offer.child_check:
        yield Reason(Against.UNCHECKED)
    yield from _con_place(request, offer)
    times = shared(request.times, offer.times)
    if times is None:
        yield Reason(Against.TIMES_UNKNOWN)
    elif not times:
        both = f"{told(request.times)}; {told(offer.times)}"
        yield Reason(Against.TIMES_DIFFER, words=both)
    if request.organization != offer.organization:
        yield Reason(Against.ORGANIZATION)
    if request.language != offer.language:
        yield Reason(Against.LANGUAGE, words=languages(request.language, offer.language))
    if request.by_day is not None and request.by_day < today:
        yield Reason(Against.TOO_LATE, words=long_date(request.by_day))
    if offer.valid_until is not None and offer.valid_until - today <= SOON:
        yield Reason(Against.ENDS_SOON, (offer.valid_until - today).days)
    if offer.busy:
        yield Reason(Against.BUSY, offer.busy)
    if offer.person in request.dropped:
        yield Reason(Against.DROPPED)


def _con_place(request: Wanted, offer: Offered) -> Iterator[Reason]:
    if offer.how_far == "zdalnie":
        yield Reason(Against.ONLY_REMOTE)
        return
    if request.place is None:
        yield Reason(Against.NO_TOWN_WANTED)
    if offer.place is None:
        yield Reason(Against.NO_TOWN_OFFERED)
    km = _km(request, offer)
    if offer.how_far == "gmina" and km is not None and request.place != offer.place:
        yield Reason(Against.GMINA, km)
    elif km is not None and _around_a_city(request, offer):
        yield Reason(Against.POWIAT, km)
