"""The torture, shortened: `make torture` runs the same functions for long."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.forms_backend.sealed_records import KINDS, Place, place_of
from tests.forms_backend.synthetic_service import furnish
from tests.torture.desk_killing import kill_desk
from tests.torture.disk import meet_a_full_disk, truncate
from tests.torture.killing import kill
from tests.torture.loading import load, serve_and_load


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty store of each kind."""

    def database() -> str:
        return str(request.getfixturevalue("postgres").new_database())

    return place_of(request.param, tmp_path / "store", database)


def test_killed_writers(place: Place, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """After each kill -9: answered is there, erased is gone, everything opens; no byte is left."""
    crash = request.getfixturevalue("postgres").crash if place.kind == "postgresql" else None
    expected = kill(place, 3 if crash else 12, tmp_path, crash, least=16)
    assert expected.answered > 15


def test_killed_desk(tmp_path: Path) -> None:
    """After each kill -9 of a desk: the record opens, and every answered move has its line."""
    assert kill_desk(tmp_path, 4).answered > 4


def test_many_writers(place: Place, tmp_path: Path) -> None:
    """Four processes at once: all answered, all stored, all different."""
    load(place, 4, 25 if place.kind == "tinydb" else 50, tmp_path)


@pytest.mark.parametrize("kind", ["tinydb", "sqlite"])
def test_two_servers(kind: str, tmp_path: Path) -> None:
    """Two real servers over one store, 500 submissions each: 1,000 answered and stored."""
    var = tmp_path / "var"
    furnish(var, demonstration=False)
    serve_and_load(var, place_of(kind, var / "store", str), 500 if kind == "tinydb" else 60)


@pytest.mark.skipif(os.geteuid() != 0, reason="Mały dysk na próbę może zrobić tylko root.")
@pytest.mark.parametrize("kind", KINDS)
def test_full_disk(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A full disk: 503 with a clear page, everything answered stays, with room it goes on."""
    settings = furnish(tmp_path / "var").settings
    meet_a_full_disk(kind, settings, lambda: request.getfixturevalue("postgres"))


@pytest.mark.parametrize(
    ("kind", "file", "step"),
    [("tinydb", "proba-2026-11.json", 13), ("sqlite", "zgloszenia.db", 251)],
)
def test_cut_files(kind: str, file: str, step: int, tmp_path: Path) -> None:
    """At each of many lengths a store's file is whole, or its damage is named."""
    truncate(place_of(kind, tmp_path / "store", str), tmp_path / "store" / file, step)
