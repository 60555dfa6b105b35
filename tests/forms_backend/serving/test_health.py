"""GET /zdrowie: well while the next answer can be kept, and plain about what stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms_backend.stores import durable_files
from forms_backend.stores.address import make_store
from tests.forms_backend.serving.test_submit import ADDRESS, carried, confirmed
from tests.forms_backend.synthetic_service import House, sent


def told(house: House) -> tuple[int, str, list[str]]:
    """Status, word and troubles."""
    answer = house.client.get("/zdrowie")
    return answer.status_code, answer.get_json()["status"], answer.get_json()["troubles"]


def test_well(house: House) -> None:
    """A service that can keep answers says so; no number of submissions is told."""
    confirmed(house)
    assert (200, "ok", []) == told(house)
    names = {"status", "troubles", "version", "forms", "development"}
    assert names == set(house.client.get("/zdrowie").get_json())


def test_damaged_month_is_named(house: House) -> None:
    """A damaged file of this month is named by its last name; once it is mended, all is well."""
    confirmed(house)
    (file,) = house.store_folder.glob("*.json")
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    status, word, (trouble,) = told(house)
    assert (503, "trouble") == (status, word)
    assert trouble.startswith(f"proba-{datetime.now(UTC):%Y-%m}.json: to nie jest cały plik JSON")
    assert str(house.store_folder) not in trouble
    file.write_bytes(whole)
    assert (200, "ok", []) == told(house)


@pytest.mark.parametrize("spoilt", ['{"site": ', '{"site": {}, "nowe": 1}', None])
def test_build_that_cannot_be_used(house: House, spoilt: str | None) -> None:
    """A published file that is gone, cut or newer than the program loses nobody's registration.

    The last good one is used, the operator is told, and the next build is used at once.
    """
    check = house.client.post(ADDRESS, data=sent())
    published = house.settings.publication
    good = published.read_text(encoding="utf-8")
    published.unlink()
    if spoilt is not None:
        published.write_text(spoilt, encoding="utf-8")
    assert 303 == house.client.post(ADDRESS, data=carried(check, "wyslij")).status_code
    stale = "forms.json: nowego pliku nie da się użyć; działa poprzedni"
    assert (200, "trouble", [stale]) == told(house)
    published.with_suffix(".new").write_text(good, encoding="utf-8")
    published.with_suffix(".new").replace(published)
    assert (200, "ok", []) == told(house)
    assert 1 == len(house.records)


def test_full_disk_is_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the disk is full the operator can know."""
    monkeypatch.setattr(durable_files, "ROOM", 2**62)
    assert (503, "trouble", ["store: na dysku kończy się miejsce"]) == told(house)


def test_database_without_tables(house: House, tmp_path: Path) -> None:
    """Without its tables a database is trouble, and a person gets a kind 503; then all is well."""
    address = f"sqlite:///{tmp_path / 'baza.db'}"
    other = House(replace(house.settings, store=address), house.foundation, house.recovery)
    answer = other.client.get("/zdrowie")
    assert 503 == answer.status_code
    assert "wzajemnie store init" in answer.get_json()["troubles"][0]
    data = sent(wz_step="wyslij", wz_page="strona-do-sprawdzenia")
    refused = other.client.post(ADDRESS, data=data)
    assert 503 == refused.status_code
    assert "Nie możemy teraz zapisać zgłoszenia." in refused.text
    make_store(address)
    assert 303 == other.client.post(ADDRESS, data=data).status_code
    assert [confirmed(other)] == [one.label.reference for one in other.records[1:]]
    assert (200, "ok") == told(other)[:2]


def test_database_s_own_words_are_for_the_operator(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever asks learns that the database refuses; host and account are in the log."""
    address = "postgresql+psycopg://tajny@127.0.0.1:9/tajna"
    other = House(replace(house.settings, store=address), house.foundation, house.recovery)
    with caplog.at_level("WARNING"):
        status, word, (trouble,) = told(other)
    assert (503, "trouble") == (status, word)
    assert "tajna: baza danych odmawia; dlaczego, mówi dziennik usługi" == trouble
    assert "port 9" in caplog.text
