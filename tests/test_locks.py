"""What users install is pinned by hash, and is what was tested."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.locks import FOLDER, SBOM, SETS, Pin, pins, sbom

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = dict(
    line.split("==")
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def names(requirements: list[str]) -> set[str]:
    """The packages that these lines ask for."""
    return {re.sub(r"[-_.]+", "-", Requirement(one).name).lower() for one in requirements}


def locked(name: str) -> list[Pin]:
    """The packages of a lock."""
    return list(pins((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", SETS)
def test_lock_is_whole(name: str) -> None:
    """Each lock has what pyproject.toml asks for, in the versions of constraints.txt, by hash."""
    build = PROJECT["build-system"]["requires"]
    asked = [*PROJECT["project"]["dependencies"], *build]
    for extra in SETS[name]:
        asked += PROJECT["project"]["optional-dependencies"][extra]
    found = {pin.name: pin for pin in locked(name)}
    assert set() == names(asked) - found.keys(), "stale: make locks"
    known = CONSTRAINTS | dict(one.split("==") for one in build)
    assert [] == [pin for pin in found.values() if known.get(pin.name) != pin.version]
    assert [] == [pin.name for pin in found.values() if not pin.hashes]


def test_every_extra_of_users_is_locked() -> None:
    """All but the developers' own."""
    extras = set(PROJECT["project"]["optional-dependencies"]) - {"dev"}
    assert extras == set(SETS["all"])


def test_make_installs_by_hash() -> None:
    """`make` asks for each lock in turn, with hashes and without building anything."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"for set in {' '.join(SETS)}" in makefile
    assert "--require-hashes --only-binary :all:" in makefile


def test_the_list_for_machines_is_of_today() -> None:
    """The SBOM has every package of the largest lock, with version and hashes; nothing else."""
    texts = ((FOLDER / f"{one}.txt").read_text(encoding="utf-8") for one in ("all", "least"))
    made, kept = sbom(*texts), json.loads(SBOM.read_text(encoding="utf-8"))
    for listed in (made, kept):
        for one in listed["components"]:
            one.pop("licenses", None)  # what an installed package says of itself
    assert made == kept


def test_a_line_that_is_none_is_told() -> None:
    """A lock that somebody edited is refused."""
    with pytest.raises(ValueError, match="flask>=1"):
        list(pins("flask>=1\n"))


def test_old_libraries_are_told_by_their_versions() -> None:
    """The table of those that face the network and are old names what is installed."""
    text = (ROOT / "docs/developers/security.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([a-z-]+) \| (\d[\d.]*) \| \d{4}-\d\d-\d\d \|", text, re.MULTILINE)
    assert len(told) > 2
    assert [] == [(name, version) for name, version in told if CONSTRAINTS.get(name) != version]
