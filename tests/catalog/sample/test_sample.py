from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import phonenumbers
import pytest
from stdnum import iban
from stdnum.pl import nip, regon

from catalog.loading import load
from catalog.model import Catalog
from catalog.records.problems import ContentError
from catalog.records.record import Record
from catalog.records.sources import MADE_UP
from catalog.sample import numbers
from catalog.sample.projects import PROGRAMMES
from catalog.sample.seeded_random import Dice
from catalog.sample.towns import Towns
from catalog.sample.writer import SampleError, write_sample
from tests.command_line import typed
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

CONTENT = ROOT / "content"
SHELVES = ("organizations", "partnerships", "clubs", "projects")
DRAWS = range(300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of 200 organizations."""
    folder = tmp_path_factory.mktemp("sample") / "content"
    write_sample(200, CONTENT, folder)
    return folder


@pytest.fixture(scope="module")
def sample(folder: Path) -> Catalog:
    """The same, read."""
    return load(folder)


def files(folder: Path, below: str = ".") -> Mapping[str, bytes]:
    """Every file below a folder, by its path there."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted((folder / below).rglob("*"))
        if file.is_file()
    }


def records(catalog: Catalog) -> list[Record]:
    """All records of the directory."""
    return [one for shelf in SHELVES for one in getattr(catalog, shelf).values()]


def test_check_accepts_it(folder: Path) -> None:
    """What `wzajemnie sample` writes has no problem that `wzajemnie check` finds."""
    code, said, complained = typed("check", "--content", str(folder))
    assert (0, "", True) == (code, complained, "200 organizacji" in said)


def test_same_number_gives_same_bytes(folder: Path, tmp_path: Path) -> None:
    """The same N gives the same files with the same bytes."""
    write_sample(200, CONTENT, tmp_path / "again")
    assert files(folder) == files(tmp_path / "again")


def test_smaller_is_part_of_larger(folder: Path, tmp_path: Path) -> None:
    """The organizations of a smaller catalogue stand unchanged in a larger one."""
    write_sample(77, CONTENT, tmp_path / "small")
    assert files(tmp_path / "small", "organizations").items() <= files(folder).items()


@pytest.mark.parametrize("number", [1, 2, 3, 9])
def test_any_number_will_do(number: int, tmp_path: Path) -> None:
    """A catalogue may have any number of organizations from one on, and is whole."""
    write_sample(number, CONTENT, tmp_path / "content")
    assert number == len(load(tmp_path / "content").organizations)


def test_others_are_in_proportion(sample: Catalog) -> None:
    """For eight organizations there is a partnership, most of a club, and two projects."""
    assert [200, 25, 50] == [
        len(getattr(sample, shelf)) for shelf in ("organizations", "partnerships", "projects")
    ]
    assert 15 <= len(sample.clubs) <= 25


def test_every_name_is_marked(sample: Catalog) -> None:
    """Nobody takes a made-up record for a real one: its name and its source say so."""
    assert [] == [one.slug for one in records(sample) if not one.name.endswith(" (przykład)")]
    assert {(MADE_UP,)} == {tuple(c.document for c in one.sources) for one in records(sample)}


def test_addresses_are_kept_for_examples(sample: Catalog) -> None:
    """Mail and links go to example.org, which belongs to nobody."""
    contacts = [one.contact for one in sample.organizations.values()]
    mails = [one.email for one in contacts if one.email]
    sites = [one.website for one in contacts if one.website]
    assert mails
    assert sites
    assert {"example.org"} == {mail.partition("@")[2] for mail in mails}
    assert {"example.org/"} == {site.partition(".")[2] for site in sites}


def test_no_real_money(sample: Catalog) -> None:
    """Made-up projects are paid by made-up programmes; no real funder is named."""
    assert {slug for slug, *_ in PROGRAMMES} == {one.programme for one in sample.projects.values()}
    funders = {funder for one in sample.projects.values() for funder in one.funders}
    assert {None} == {funder.organization for funder in funders}
    assert {"(przykład)"} == {funder.name.rpartition(" ")[2] for funder in funders}


def test_some_take_donations(sample: Catalog) -> None:
    """Associations, foundations and co-operatives may have an account, and a name that fits it."""
    given = [one for one in sample.organizations.values() if one.account]
    assert {"stowarzyszenie", "fundacja", "spoldzielnia-socjalna"} == {one.kind for one in given}
    assert all(one.transfer_name and len(one.transfer_name) <= 20 for one in given)


def test_texts_vary(sample: Catalog) -> None:
    """No two organizations tell the same of themselves, and they tell as much as real ones."""
    texts = [one.description or "" for one in sample.organizations.values()]
    assert len(texts) == len(set(texts))
    assert 300 < sum(map(len, texts)) / len(texts) < 700


def test_places_are_spread(sample: Catalog) -> None:
    """Every voivodeship is drawn, and a fifth of the draws are cities."""
    towns, dice = Towns(sample.places), Dice("towns")
    spots = [towns.draw(dice) for _ in range(2000)]
    assert {one.teryt for one in sample.places.voivodeships.values()} == {
        spot.voivodeship for spot in spots
    }
    assert 0.15 < sum(spot.is_city for spot in spots) / len(spots) < 0.25


def test_numbers_are_well_formed() -> None:
    """NIP, REGON, KRS, account and phone pass the checks that real ones pass."""
    dice = Dice("numbers")
    assert all(nip.is_valid(numbers.nip(dice)) for _ in DRAWS)
    assert all(regon.is_valid(numbers.regon(dice)) for _ in DRAWS)
    assert {10} == {len(numbers.krs(dice)) for _ in DRAWS}
    assert all(iban.is_valid("PL" + numbers.account(dice)) for _ in DRAWS)
    phones = [phonenumbers.parse(numbers.phone(dice, "14"), "PL") for _ in DRAWS]
    assert all(phonenumbers.is_valid_number(phone) for phone in phones)


def test_numbers_belong_to_nobody() -> None:
    """No tax office, no bank and no telephone exchange gives out such numbers."""
    dice = Dice("numbers")
    assert {"000"} == {numbers.nip(dice)[:3] for _ in DRAWS}
    assert {" 0000 0000 "} == {numbers.account(dice)[2:13] for _ in DRAWS}
    assert {"22 000"} == {numbers.phone(dice, "14")[:6] for _ in DRAWS}


def test_full_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds anything is not touched; the command says so in Polish."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    code, _said, complained = typed("sample", "5", str(tmp_path), "--content", str(CONTENT))
    assert (1, True) == (code, "już istnieje" in complained)
    assert ["mine.txt"] == [file.name for file in tmp_path.iterdir()]


def test_number_must_be_positive(tmp_path: Path) -> None:
    """A catalogue of no organization is refused before anything is written."""
    with pytest.raises(SampleError):
        write_sample(0, CONTENT, tmp_path / "content")
    assert [] == list(tmp_path.iterdir())


def test_bad_content_is_named(tmp_path: Path) -> None:
    """Where the real content has problems, these are reported and nothing is written."""
    (tmp_path / "content").mkdir()
    with pytest.raises(ContentError):
        write_sample(5, tmp_path / "content", tmp_path / "sample")
    assert not (tmp_path / "sample").exists()
