"""Matching: the same whatever the order, nothing against a hard condition, and reasons are true."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.matching.fitting import Fit, hindrance, left_out, match
from desk.matching.reasons import Against, For, Hard, Reason, sentence
from desk.matching.sides import Offered, Wanted
from desk.matching.times import TIMES, shared, times_of
from desk.rules.places import Place, Places, distance
from tests.desk.desk_records import BRZEZIA, CHELMZA, CHOICES, LUBICZ, TORUN

TODAY = date(2026, 11, 27)
LATER = TODAY + timedelta(days=30)
REQUEST = Wanted("K7M-D4QV", 1, "naprawy", TODAY, CHELMZA, valid_until=LATER, organization="jedna")
OFFER = Offered("P34-B4CZ", 2, "naprawy", TODAY, LUBICZ, valid_until=LATER, organization="jedna")

PLACES = st.sampled_from((None, TORUN, CHELMZA, LUBICZ, *BRZEZIA))
CATEGORIES = st.sampled_from(("naprawy", "nauka-dzieci", ""))
DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
NAMED = st.frozensets(st.sampled_from(sorted(TIMES)), max_size=4)
PLACED = st.sampled_from((None, "jedna", "druga"))
LANGUAGES = st.sampled_from(("pl", "en", "uk"))
PEOPLE = st.integers(1, 6)

REQUESTS = st.builds(
    Wanted,
    reference=st.just("K7M-D4QV"),
    person=PEOPLE,
    category=CATEGORIES,
    since=DAYS,
    place=PLACES,
    times=NAMED,
    organization=PLACED,
    language=LANGUAGES,
    by_day=st.none() | DAYS,
    valid_until=st.none() | DAYS,
    children=st.booleans(),
    is_open=st.booleans(),
    refused=st.frozensets(PEOPLE, max_size=2),
    dropped=st.frozensets(PEOPLE, max_size=2),
    paired=st.frozensets(st.sampled_from(("O0", "O1")), max_size=1),
)
ONE_OFFER = st.builds(
    Offered,
    reference=st.just("O0"),
    person=PEOPLE,
    category=CATEGORIES,
    since=DAYS,
    place=PLACES,
    how_far=st.sampled_from(("miejscowosc", "gmina", "powiat", "dalej", "zdalnie")),
    times=NAMED,
    organization=PLACED,
    language=LANGUAGES,
    valid_until=st.none() | DAYS,
    child_check=st.none() | DAYS,
    is_open=st.booleans(),
    busy=st.integers(0, 3),
)
OFFERS = st.lists(ONE_OFFER, max_size=12).map(
    lambda ones: [replace(one, reference=f"O{at}") for at, one in enumerate(ones)]
)


@given(REQUESTS, OFFERS, st.randoms())
def test_order_of_the_offers_does_not_matter(
    request_: Wanted, offers: list[Offered], dice: random.Random
) -> None:
    """Shuffled offers give the same list with the same reasons."""
    mixed = list(offers)
    dice.shuffle(mixed)
    assert match(request_, offers, TODAY) == match(request_, mixed, TODAY)


@given(REQUESTS, OFFERS)
def test_nothing_against_a_hard_condition(request_: Wanted, offers: list[Offered]) -> None:
    """What is shown breaks none of them; what is not shown is counted once, by one of them."""
    fits = match(request_, offers, TODAY)
    for fit in fits:
        offer = fit.offer
        assert request_.category == offer.category != ""
        assert request_.is_open
        assert offer.is_open
        assert offer.person not in {request_.person, *request_.refused}
        assert offer.reference not in request_.paired
        for one in (request_, offer):
            assert one.valid_until is None or one.valid_until >= TODAY
        if request_.place and offer.place:
            if offer.how_far == "miejscowosc":
                assert request_.place == offer.place
            if offer.how_far in ("gmina", "powiat") and request_.place.code != offer.place.code:
                assert "powiat" == offer.how_far
                assert "0463" in {request_.place.code, offer.place.code}
                assert distance(request_.place, offer.place) <= 30
    assert len(offers) == len(fits) + left_out(request_, offers, TODAY).total()


FITTING = OFFERS.map(
    lambda ones: [
        replace(one, category="naprawy", person=9, is_open=True, valid_until=LATER, how_far="dalej")
        for one in ones
    ]
)


@given(REQUESTS.map(lambda one: replace(one, category="naprawy", is_open=True)), FITTING)
def test_best_come_first(request_: Wanted, offers: list[Offered]) -> None:
    """A shared time before an unknown one before none; then the nearest; then who waits longest."""

    def rank(fit: Fit) -> tuple[int, int, date]:
        whys = {one.why for one in fit.pro + fit.con}
        times = 0 if For.TIMES in whys else 2 if Against.TIMES_DIFFER in whys else 1
        near, other = request_.place, fit.offer.place
        far = distance(near, other) if near and other else 1000
        return times, 0 if fit.offer.how_far == "zdalnie" else far, fit.offer.since

    ranks = [rank(one) for one in match(request_, offers, TODAY)]
    assert sorted(ranks) == ranks


@given(REQUESTS, OFFERS)
def test_reasons_are_true(request_: Wanted, offers: list[Offered]) -> None:
    """Each reason is there just when what it says is so."""
    for fit in match(request_, offers, TODAY):
        offer, whys = fit.offer, {one.why for one in fit.pro + fit.con}
        remote = offer.how_far == "zdalnie"
        both = shared(request_.times, offer.times)
        same = request_.place is not None and request_.place == offer.place
        ends = offer.valid_until
        truth = {
            For.CATEGORY: True,
            For.SAME_TOWN: same and not remote,
            For.REMOTE: remote,
            For.TIMES: bool(both),
            For.ORGANIZATION: None is not request_.organization == offer.organization,
            For.LANGUAGE: request_.language == offer.language != "pl",
            For.CHECKED: request_.children and offer.child_check is not None,
            For.WAITED: offer.since < TODAY,
            Against.NO_TOWN_WANTED: request_.place is None and not remote,
            Against.NO_TOWN_OFFERED: offer.place is None and not remote,
            Against.ONLY_REMOTE: remote,
            Against.TIMES_DIFFER: both is not None and not both,
            Against.TIMES_UNKNOWN: both is None,
            Against.UNCHECKED: request_.children and offer.child_check is None,
            Against.ORGANIZATION: request_.organization != offer.organization,
            Against.LANGUAGE: request_.language != offer.language,
            Against.TOO_LATE: request_.by_day is not None and request_.by_day < TODAY,
            Against.ENDS_SOON: ends is not None and ends <= TODAY + timedelta(days=7),
            Against.BUSY: offer.busy > 0,
            Against.DROPPED: offer.person in request_.dropped,
            Against.POWIAT: offer.how_far == "powiat"
            and request_.place is not None is not offer.place
            and request_.place.code != offer.place.code,
        }
        for why, expected in truth.items():
            assert expected == (why in whys), why
        numbers = {one.why: one.number for one in fit.pro + fit.con}
        for why in (For.NEAR, Against.GMINA, Against.POWIAT):
            if why in numbers:
                assert request_.place is not None
                assert offer.place is not None
                assert distance(request_.place, offer.place) == numbers[why]
        assert len(whys) == len(fit.pro) + len(fit.con)
        assert not {For.NEAR, For.SAME_TOWN} & whys or not {Against.GMINA, Against.POWIAT} & whys


@pytest.mark.parametrize(
    ("offer", "hard"),
    [
        (OFFER, None),
        (replace(OFFER, category="nauka-dzieci"), Hard.CATEGORY),
        (replace(OFFER, is_open=False), Hard.ENDED),
        (replace(OFFER, valid_until=TODAY), None),
        (replace(OFFER, valid_until=TODAY - timedelta(days=1)), Hard.ENDED),
        (replace(OFFER, person=1), Hard.SAME_PERSON),
        (replace(OFFER, how_far="miejscowosc"), Hard.TOO_FAR),
        (replace(OFFER, how_far="miejscowosc", place=CHELMZA), None),
        (replace(OFFER, how_far="miejscowosc", place=None), None),
        (replace(OFFER, how_far="gmina"), None),
        (replace(OFFER, how_far="powiat"), None),
        (replace(OFFER, how_far="powiat", place=TORUN), None),
        (replace(OFFER, how_far="gmina", place=TORUN), Hard.TOO_FAR),
        (replace(OFFER, how_far="powiat", place=BRZEZIA[0]), Hard.TOO_FAR),
        (replace(OFFER, how_far="powiat", place=replace(TORUN, lat=54.5)), Hard.TOO_FAR),
        (replace(OFFER, how_far="dalej", place=BRZEZIA[0]), None),
    ],
)
def test_what_forbids_a_match(offer: Offered, hard: Hard | None) -> None:
    """On the last day it is still valid; a town that we do not know forbids nothing."""
    assert hard == hindrance(REQUEST, offer, TODAY)


def test_refused_and_paired_are_not_proposed_again() -> None:
    """By the person, for whatever they offer; the pair that goes on is not begun twice."""
    assert Hard.REFUSED == hindrance(replace(REQUEST, refused=frozenset({2})), OFFER, TODAY)
    paired = replace(REQUEST, paired=frozenset({OFFER.reference}))
    assert Hard.PAIRED == hindrance(paired, OFFER, TODAY)
    assert Counter({Hard.PAIRED: 1}) == left_out(paired, [OFFER], TODAY)


def test_reasons_are_sentences() -> None:
    """Every reason that there is says something whole in Polish, with its words and numbers."""
    for why in (*For, *Against):
        told = sentence(Reason(why, 12, "naprawy"), CHOICES.categories)
        assert told[0].isupper()
        assert told.endswith(".")
        assert "{" not in told
    (fit,) = match(replace(REQUEST, times=times_of("po 16")), [OFFER], TODAY)
    assert [
        "Ten sam rodzaj pomocy: Naprawy sprzętu.",
        "W linii prostej 20 km, a oferta sięga: jeszcze dalej.",
        "Obie osoby są w tej samej organizacji.",
    ] == [sentence(one, CHOICES.categories) for one in fit.pro]
    assert ["Nie wiemy, czy mają wspólną porę: zapytaj."] == [
        sentence(one, CHOICES.categories) for one in fit.con
    ]


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("po 16", {"afternoon", "evening"}),
        ("po godz. 18:00", {"evening"}),
        ("do 12", {"morning"}),
        ("W Soboty rano", {"saturday", "morning"}),
        ("weekend", {"saturday", "sunday"}),
        ("popołudniami, we środę i piątek", {"afternoon", "wednesday", "friday"}),
        ("codziennie wieczorem", {*(set(TIMES) - {"morning", "afternoon"})}),
        ("nie w soboty", set()),
        ("jak się umówimy", set()),
        ("", set()),
    ],
)
def test_times_are_read_as_people_mean_them(words: str, times: set[str]) -> None:
    """What somebody excludes is left to a person."""
    assert times == times_of(words)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("w soboty", "w soboty rano", {"saturday"}),
        ("w soboty rano", "w soboty wieczorem", set()),
        ("w soboty", "rano", None),
        ("rano", "", None),
        ("w poniedziałki rano", "rano", {"morning"}),
        ("w poniedziałki", "we wtorki", set()),
    ],
)
def test_days_and_parts_of_the_day_both_have_to_agree(
    one: str, other: str, both: set[str] | None
) -> None:
    """Where both named them; else nobody can tell."""
    assert both == shared(times_of(one), times_of(other))


def test_towns_are_found_as_they_are_typed() -> None:
    """Without capitals and diacritics; of two of one name none is sure, with the powiat one is."""
    places = Places((TORUN, *BRZEZIA))
    assert TORUN == places.sure(" torun ")
    assert BRZEZIA == places.meant("Brzezie")
    assert None is places.sure("Brzezie")
    assert BRZEZIA[1] == places.sure("Brzezie (powiat pleszewski)")
    assert () == places.meant("Nibylandia")
    assert 0 == distance(TORUN, TORUN)
    assert 20 == distance(TORUN, CHELMZA)
    assert Place("x", "x", "0463", 54.0137, 18.5981) != TORUN
