"""Ceilings across addresses: many homes of one network, and everybody together, are counted."""

from __future__ import annotations

from ipaddress import IPv6Address
from pathlib import Path
from typing import NamedTuple

import pytest

from forms_backend.config import Settings
from forms_backend.intake import quarantine_share
from forms_backend.intake.quarantine import CROWDED, FLOODED, NETWORK, QUARANTINE, Watch
from forms_backend.intake.quarantine_share import FullQuarantineError, QuarantineShare
from forms_backend.intake.rate_limit import network_of
from forms_backend.stores.address import open_store
from tests.forms_backend.sealed_records import record
from tests.forms_backend.serving.test_submit import ADDRESS, carried
from tests.forms_backend.synthetic_service import FORM, House, furnish, sent

RATE = 5


def address(network: int, home: int) -> str:
    """An address of one home of one network, as providers give them out."""
    return str(IPv6Address((0x20010DB8 << 96) | (network << 80) | (home << 64) | 1))


def doubts(watch: Watch, where: str) -> tuple[str, ...]:
    """Of one confirmation from there, whose page was seen."""
    page = "strona-do-sprawdzenia"
    return watch.doubts({"wz_seen": [watch.stamp({}, page)]}, page, where)


def test_homes_of_one_network() -> None:
    """Each from a home of its own: after four homes' worth this network alone is put aside."""
    watch = Watch(b"secret", RATE, 0)
    found = [doubts(watch, address(1, home)) for home in range(4 * RATE + 3)]
    assert [()] * 4 * RATE + [(NETWORK,)] * 3 == found
    assert () == doubts(watch, address(2, 1))
    assert not watch.too_many(address(1, 99))


def test_everybody_together() -> None:
    """Each from a network of its own: after ten homes' worth all are put aside, none refused."""
    watch = Watch(b"secret", RATE, 0)
    found = [doubts(watch, address(network, 1)) for network in range(10 * RATE + 3)]
    assert [()] * 10 * RATE + [(FLOODED,)] * 3 == found
    assert (FLOODED,) == doubts(watch, "192.0.2.1")
    assert not watch.too_many("192.0.2.1")


def test_an_hour_later_all_is_forgotten() -> None:
    """Counts are of an hour."""
    now = [1_000_000.0]
    watch = Watch(b"secret", RATE, 0, clock=lambda: now[0])
    for network in range(20 * RATE):
        doubts(watch, address(network, 1))
    now[0] += 3601
    assert () == doubts(watch, address(1, 1))


def test_turned_off() -> None:
    """Where nothing is counted, nothing is put aside."""
    watch = Watch(b"secret", 0, 0)
    assert {()} == {doubts(watch, address(1, home)) for home in range(200)}


class Case(NamedTuple):
    """Two addresses, and whether they are of one network."""

    one: str
    other: str
    same: bool


@pytest.mark.parametrize(
    "case",
    [
        Case("2001:db8:1:1::1", "2001:db8:1:ffff::9", same=True),
        Case("2001:db8:1::1", "2001:db8:2::1", same=False),
        Case("::1:2:3:4:5", "0:0:0:9::1", same=True),
        Case("192.0.2.1", "192.0.2.2", same=False),
        Case("::ffff:192.0.2.1", "192.0.2.1", same=True),
        Case("2001:db8:1::1%eth0", "2001:db8:1:2::1", same=True),
        Case("", "unix", same=False),
    ],
)
def test_network(case: Case) -> None:
    """The first 48 bits of IPv6; an IPv4 address is its own network."""
    assert case.same == (network_of(case.one) == network_of(case.other))


def test_flood_through_the_service(tmp_path: Path) -> None:
    """1,500 answers from as many homes no longer come out as new; every one of them is kept."""
    settings = Settings.from_environment(
        {"WZAJEMNIE_VAR": str(tmp_path), "WZAJEMNIE_PACE": "0", "WZAJEMNIE_RATE": "1"}
    )
    plain = furnish(tmp_path)
    house = House(settings, plain.foundation, plain.recovery)
    for home in range(15):
        where = {"REMOTE_ADDR": address(1, home)}
        check = house.client.post(ADDRESS, data=sent(people=str(home + 1)), environ_base=where)
        done = house.client.post(ADDRESS, data=carried(check, "wyslij"), environ_base=where)
        assert 303 == done.status_code
    states = [one.state for one in house.records]
    assert (15, 4) == (len(states), states.count("new"))
    assert CROWDED not in states


def test_quarantine_leaves_room(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """When what waits takes its share, a suspicious one gets its answers back, and a person's is
    kept; once somebody has looked through it, there is room again.
    """
    service = house.app.extensions["wzajemnie"]
    monkeypatch.setattr(quarantine_share.QuarantineShare, "most", 6_000)
    trap = {"wz_strona": "x"}
    kept = []
    for number in range(4):
        check = house.client.post(ADDRESS, data=sent(people=str(number + 1), **trap))
        kept.append(house.client.post(ADDRESS, data=carried(check, "wyslij")))
    codes = [one.status_code for one in kept]
    assert codes == sorted(codes)
    assert {303, 503} == set(codes)
    assert "Twoje odpowiedzi są niżej" in kept[-1].text
    check = house.client.post(ADDRESS, data=sent(people="9"))
    assert 303 == house.client.post(ADDRESS, data=carried(check, "wyslij")).status_code
    aside = [one.label.reference for one in house.records if one.state == QUARANTINE]
    service.store.erase(aside)
    check = house.client.post(ADDRESS, data=sent(people="10", **trap))
    assert 303 == house.client.post(ADDRESS, data=carried(check, "wyslij")).status_code


def test_share_counts_what_is_there(tmp_path: Path) -> None:
    """After a restart what waits from before counts; what was released counts no more."""
    store = open_store(str(tmp_path / "store"))
    one = record()
    store.append(one, FORM)
    store.set_state(one.label.reference, QUARANTINE)
    share = QuarantineShare(store, tmp_path / "nowhere" / "var", 10)
    assert share.most > 1_000_000
    with pytest.raises(FullQuarantineError):
        share.take(share.most)
    share.take(10)
