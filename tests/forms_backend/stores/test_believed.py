"""What the store says is not believed: questions and last days are held against what is sealed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from catalog.forms.form import Form
from catalog.loading import load
from forms_backend.keys.keyring import Keyring
from forms_backend.keys.opening import OpeningError, open_record
from forms_backend.maintenance.backup import back_up, read_backup
from forms_backend.maintenance.erasing import move
from forms_backend.reading.opened_submissions import open_all
from forms_backend.sealing.envelope import seal
from forms_backend.sealing.submission import Submission
from forms_backend.stores.address import open_store
from forms_backend.stores.rows import form_from, form_values
from tests.conftest import ROOT
from tests.forms_backend.cli.test_submission_commands import Terminal, key, terminal
from tests.forms_backend.sealed_records import Place, place_of, record, silent
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import FORM, House, settings_in

__all__ = ["key", "terminal"]

CHANGES = [
    ("Jak masz na imię?", "Jak ma na imię ofiara?"),
    ('"Zakupy"', '"Pieniądze"'),
    ("Tylko próba.", "Co zechcemy."),
]


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(("there", "here"), CHANGES)
def test_changed_question_is_not_shown_as_asked(terminal: Terminal, there: str, here: str) -> None:
    """A word of a question, an answer's name or the clause, changed in the month file: nobody
    is shown an answer to what was not asked. An untouched copy of the questions brings it back.
    """
    reference = confirmed(terminal.house)
    (month,) = terminal.house.store_folder.glob("*.json")
    before = month.read_text("utf-8")
    rows = json.loads(before)
    changed = json.dumps(rows["forms"], ensure_ascii=False)
    assert there in changed
    rows["forms"] = json.loads(changed.replace(there, here))
    month.write_text(json.dumps(rows), encoding="utf-8")
    for words in (["show", reference], ["export"]):
        code, said, complained = terminal.run("submissions", *words)
        assert (1, "") == (code, said)
        assert f"Nie ma pytań do zgłoszenia {reference} w wersji" in complained
    month.with_name("proba-2020-01.json").write_text(
        json.dumps({"forms": json.loads(before)["forms"], "submissions": {}}), encoding="utf-8"
    )
    code, said, _ = terminal.run("submissions", "show", reference)
    assert (0, True) == (code, "Jak masz na imię?" in said)


@pytest.mark.parametrize("place", ["tinydb", "sqlite", "postgresql"], indirect=True)
def test_every_store_computes_the_version_anew(place: Place) -> None:
    """By version and by the whole digest; another digest of the same version is another form."""
    store = place.open()
    store.append(record(), FORM)
    assert FORM == store.form(FORM.version) == store.form(FORM.digest)
    assert store.form(FORM.version + "0" * 52) is None
    assert store.form("0" * 12) is None


def test_changed_definition_in_a_database(tmp_path: Path) -> None:
    """The same in a table."""
    place = place_of("sqlite", tmp_path / "one", str)
    place.open().append(record(), FORM)
    with closing(sqlite3.connect(tmp_path / "one" / "zgloszenia.db")) as database:
        database.execute("UPDATE forms SET definition = replace(definition, 'Telefon', 'Adres')")
        database.commit()
    assert place.open().form(FORM.version) is None


def test_changed_last_day_is_named(house: House) -> None:
    """Who keeps a submission longer by changing its envelope is noticed when it is opened."""
    confirmed(house)
    (one,) = house.records
    assert open_record(one, house.foundation).keep_until == one.keep_until
    later = replace(one, keep_until=one.keep_until + timedelta(days=1))
    with pytest.raises(OpeningError, match="inny ostatni dzień"):
        open_record(later, house.foundation)


def test_submission_of_before_still_opens(house: House) -> None:
    """Without a digest and a last day inside, the version on the label decides as it did."""
    confirmed(house)
    (one,) = house.records
    inside = open_record(one, house.foundation)
    old = replace(inside, form_digest="", keep_until=None)
    keys = house.app.extensions["wzajemnie"].keys
    before = replace(one, envelope=seal(old.to_bytes(), keys))
    assert b"digest" not in old.to_bytes()
    assert old == Submission.from_bytes(old.to_bytes())
    ring = Keyring(house.foundation, {house.foundation.public("").id: house.foundation})
    (opened,) = open_all(open_store(house.settings.store), [before], ring).opened
    assert FORM == opened.form


def test_definition_keeps_its_words(tmp_path: Path) -> None:
    """A form that an older program wrote has another text than today's model writes; it is known
    by its own words in the store, after a move and in a backup.
    """
    short = json.loads(FORM.text)
    del short["unlisted" if "unlisted" in short else "at_least_one"]
    old = Form.from_text(json.dumps(short, ensure_ascii=False, separators=(",", ":")))
    assert old.text != old.model_dump_json()
    one = record()
    one = replace(one, label=replace(one.label, form_version=old.version))
    places = [place_of(kind, tmp_path / kind, str) for kind in ("tinydb", "sqlite")]
    places[0].open().append(one, old)
    move(places[0].open(), places[1].open(), say=silent)
    for place in places:
        found = place.open().form(old.digest)
        assert found is not None
        assert old.text == found.text
    back_up(places[1].open(), settings_in(tmp_path / "var"), tmp_path / "kopia.jsonl")
    assert [old.version] == list(read_backup(tmp_path / "kopia.jsonl").forms)


def test_every_real_form_is_one_text_in_all_stores() -> None:
    """As values of JSON and back, each form of ours is the same text."""
    for form in load(ROOT / "content").forms.values():
        assert form.text == form_from(form_values(form)).text
