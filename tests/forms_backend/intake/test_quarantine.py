"""What looks like a machine is put aside and never dropped; people are let through."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms_backend.intake.quarantine import (
    CROWDED,
    DOUBTS,
    HASTY,
    NEW,
    QUARANTINE,
    SEEN,
    TRAP,
    TRAPPED,
    UNSEEN,
    Watch,
)
from forms_backend.keys.opening import open_record
from forms_backend.sealing.signed_values import Signer
from tests.forms_backend.serving.test_submit import ADDRESS, carried, confirmed
from tests.forms_backend.synthetic_service import House, furnish, sent

PAGE = "p" * 22


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is moved."""
    return Clock()


@pytest.fixture
def watch(clock: Clock) -> Watch:
    """Five an hour, two seconds to read."""
    return Watch(b"s" * 32, rate=5, pace=2, clock=clock)


def test_person_is_let_through(watch: Watch, clock: Clock) -> None:
    """Somebody who reads the check page for two seconds raises no doubt."""
    seen = watch.stamp({TRAP: [""]}, PAGE)
    clock.now += 2
    assert () == watch.doubts({SEEN: [seen]}, PAGE, "198.51.100.7")


@pytest.mark.parametrize(("wait", "doubts"), [(0.0, (HASTY,)), (1.9, (HASTY,)), (2.0, ())])
def test_pace(watch: Watch, clock: Clock, wait: float, doubts: tuple[str, ...]) -> None:
    """Confirming faster than anybody reads is put aside."""
    seen = watch.stamp({}, PAGE)
    clock.now += wait
    assert doubts == watch.doubts({SEEN: [seen]}, PAGE, "198.51.100.7")


def test_trap_is_remembered(watch: Watch, clock: Clock) -> None:
    """A trap that was filled on the form's page counts on the check page too."""
    seen, later = watch.stamp({TRAP: ["tanie buty"]}, PAGE), watch.stamp({}, PAGE)
    clock.now += 60
    assert (TRAPPED,) == watch.doubts({SEEN: [seen]}, PAGE, "198.51.100.7")
    assert (TRAPPED,) == watch.doubts({SEEN: [later], TRAP: ["x"]}, PAGE, "198.51.100.7")
    assert (TRAPPED, UNSEEN) == watch.doubts({TRAP: ["x"]}, PAGE, "198.51.100.7")
    assert () == watch.doubts({SEEN: [later], TRAP: [" "]}, PAGE, "198.51.100.7")


OTHER_PURPOSE = str(Signer(b"s" * 32, salt="przyjete").dumps([0, False, PAGE]))


@pytest.mark.parametrize("seen", ["", "zmyślone", "[1, false].AAAA", OTHER_PURPOSE])
def test_forged_check_page(watch: Watch, seen: str) -> None:
    """Whoever never saw the check page, or made its stamp up, is put aside."""
    assert (UNSEEN,) == watch.doubts({SEEN: [seen]}, PAGE, "198.51.100.7")


def test_stamp_belongs_to_its_page(watch: Watch, clock: Clock) -> None:
    """A machine that looked at one check page cannot confirm others with what it read there."""
    seen = watch.stamp({}, PAGE)
    clock.now += 60
    assert (UNSEEN,) == watch.doubts({SEEN: [seen]}, "q" * 22, "198.51.100.7")


def test_rate_is_by_address_and_hour(watch: Watch, clock: Clock) -> None:
    """The sixth in an hour is put aside; another address, or an hour later, is not."""
    seen = watch.stamp({}, PAGE)
    clock.now += 5
    doubts = [watch.doubts({SEEN: [seen]}, PAGE, "198.51.100.7") for _ in range(6)]
    assert [()] * 5 + [(CROWDED,)] == doubts
    assert () == watch.doubts({SEEN: [seen]}, PAGE, "198.51.100.8")
    clock.now += 3600
    assert () == watch.doubts({SEEN: [seen]}, PAGE, "198.51.100.7")


def test_refusal_only_at_ten_times_the_rate(watch: Watch, clock: Clock) -> None:
    """Quarantine comes long before a refusal, and an hour later nobody is refused any more."""
    for _ in range(50):
        assert not watch.too_many("198.51.100.7")
        watch.doubts({}, PAGE, "198.51.100.7")
    assert watch.too_many("198.51.100.7")
    assert not watch.too_many("198.51.100.8")
    clock.now += 3599
    assert watch.too_many("198.51.100.7")
    clock.now += 1
    assert not watch.too_many("198.51.100.7")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("198.51.100.7", "::ffff:198.51.100.7", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
    ],
)
def test_one_home_is_one_address(watch: Watch, one: str, other: str, same: bool) -> None:
    """A home's IPv6 addresses count together; an IPv4 address counts alone."""
    for _ in range(50):
        watch.doubts({}, PAGE, one)
    assert same == watch.too_many(other)


def test_memory_is_bounded(watch: Watch) -> None:
    """A flood from many addresses keeps the ten thousand that came last, each up to the refusal."""
    for number in range(10_100):
        watch.doubts({}, PAGE, f"address-{number}")
        if number % 9_000 == 0:
            for _ in range(60):
                watch.doubts({}, PAGE, "198.51.100.7")
    assert 10_000 == len(watch.confirmed)
    assert watch.too_many("198.51.100.7")
    assert [0, 51, 1] == [
        watch.confirmed.number(one) for one in ("address-0", "198.51.100.7", "address-10099")
    ]


def test_zero_turns_it_off() -> None:
    """Without pace and rate nobody is doubted and nobody is refused."""
    calm = Watch(b"s" * 32, rate=0, pace=0)
    assert {()} == {calm.doubts({}, PAGE, "198.51.100.7") for _ in range(2000)}
    assert not calm.too_many("198.51.100.7")
    assert () == calm.doubts({SEEN: [calm.stamp({}, "q" * 22)]}, PAGE, "198.51.100.7")


def watched(folder: Path, **settings: int) -> House:
    """A service with some settings changed."""
    house = furnish(folder)
    changed = replace(house.settings, **settings)  # type: ignore[arg-type]
    return House(changed, house.foundation, house.recovery)


def test_quick_confirmation_is_kept_aside(tmp_path: Path) -> None:
    """A machine that confirms at once gets its number like anybody; its submission is put aside."""
    house = watched(tmp_path / "var", pace=2)
    reference = confirmed(house)
    (record,) = house.records
    assert (reference, QUARANTINE) == (record.label.reference, record.state)
    assert (HASTY,) == open_record(record, house.foundation).doubts


def test_reason_is_sealed(tmp_path: Path) -> None:
    """Why somebody was put aside is nobody's business but the coordinators'."""
    house = watched(tmp_path / "var", pace=2)
    confirmed(house)
    assert b"doubts" not in house.everything()


def test_every_doubt_has_its_words() -> None:
    """Each sign that the watch knows can be told to a coordinator."""
    assert {TRAPPED, UNSEEN, HASTY, CROWDED} < DOUBTS.keys()


def test_filled_trap_is_kept_aside(house: House) -> None:
    """The trap's field is accepted, carried past the check page, and puts the submission aside."""
    check = house.client.post(ADDRESS, data=sent(wz_strona="https://buty.example"))
    assert 200 == check.status_code
    assert "buty" not in check.text
    assert 303 == house.client.post(ADDRESS, data=carried(check, "wyslij")).status_code
    assert [QUARANTINE] == [one.state for one in house.records]


def test_refusal_is_kind_and_comes_late(tmp_path: Path) -> None:
    """With one an hour: the first is new, nine are put aside, the eleventh is told to wait."""
    house = watched(tmp_path / "var", rate=1)
    for _ in range(10):
        confirmed(house)
    check = house.client.post(ADDRESS, data=sent())
    answer = house.client.post(ADDRESS, data=carried(check, "wyslij"))
    assert 429 == answer.status_code
    assert "spróbuj za godzinę albo zadzwoń" in answer.text
    assert carried(check, "wyslij") == carried(answer, "wyslij")
    assert [NEW] + [QUARANTINE] * 9 == [one.state for one in house.records]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
    ],
)
def test_address_behind_a_proxy(tmp_path: Path, proxies: int, forwarded: str, counted: str) -> None:
    """Only what our own proxies have added is believed; a header made up by the sender is not."""
    house = watched(tmp_path / "var", proxies=proxies, rate=1)
    check = house.client.post(ADDRESS, data=sent())
    headers = {"X-Forwarded-For": forwarded}
    house.client.post(ADDRESS, data=carried(check, "wyslij"), headers=headers)
    confirmed_by = house.app.extensions["wzajemnie"].watch.confirmed
    assert (1, 1) == (len(confirmed_by), confirmed_by.number(counted))
