"""`wzajemnie desk export-person`: a new private file, or one sentence and nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk.commands import export_to_file
from forms_backend.operator_error import OperatorError
from tests.desk.desk_houses import PASSPHRASE, Place
from tests.desk.desk_people import ASKS, accepted, of_kind, sent
from wzajemnie import main


def test_everything_of_one_person_in_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the number as they say it; nobody else may read it; nothing is written over."""
    place = Place(tmp_path)
    place.open()
    (number,) = place.keep(sent("potrzeba", ASKS))
    accepted(place.record, number)
    (person,) = of_kind(place.record, "person")
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSPHRASE)
    monkeypatch.setenv("WZAJEMNIE_DESK", str(place.desk.desk.desk))
    settings, file = place.house.settings, tmp_path / "dane.json"

    assert 0 == export_to_file(settings, number.replace("-", " ").lower(), file)
    assert 0o600 == file.stat().st_mode & 0o777
    assert person.reference == json.loads(file.read_bytes())["reference"]
    assert "Cieknie kran." in file.read_text(encoding="utf-8")
    assert f"osobie z numerem {person.reference}" in capsys.readouterr().out
    before = file.read_bytes()
    for asked, target, said in (
        (number, file, "już jest"),
        (
            "XXX-XXXX",
            tmp_path / "other.json",
            "Nie ma osoby, zgłoszenia ani darowizny o numerze XXX-XXXX",
        ),
        (number, tmp_path / "nowhere" / "dane.json", "Nie można zapisać pliku"),
    ):
        with pytest.raises(OperatorError, match=said):
            export_to_file(settings, asked, target)
    assert before == file.read_bytes()
    assert {file} == set(tmp_path.glob("*.json"))
    assert () == place.record.damages()
    place.desk.lock()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export-person", "ABC-DEFG"], "Podaj numer i nowy plik"),
        (["export-person", "ABC-DEFG", "jeden", "dwa"], "Podaj numer i nowy plik"),
        (["backup", "jeden", "dwa"], "Za dużo słów po „backup”: dwa"),
    ],
)
def test_words_that_are_too_few_or_too_many(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing that was typed is left unread."""
    with pytest.raises(SystemExit) as ended:
        main(["desk", *words])
    assert ended.value.code != 0
    assert said in capsys.readouterr().err
