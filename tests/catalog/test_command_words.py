"""Laws of commands' own words: a slip of whoever types one is answered in Polish."""

from __future__ import annotations

import pytest

from wzajemnie import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "brakuje: POLECENIE"),
        (["chek"], "POLECENIE: nie ma „chek”; do wyboru: 'check'"),
        (["sample", "sto", "x"], "N: zła wartość „sto”"),
        (["sample", "5"], "brakuje: FOLDER"),
        (["check", "--content"], "--content: brakuje wartości"),
        (["check", "--szybko"], "nie ma takich słów: --szybko"),
    ],
)
def test_a_slip_is_answered_in_polish(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing or wrong is named, after how the command is used; exit code 2."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    told = capsys.readouterr().err
    assert 2 == caught.value.code
    assert told.startswith("użycie: wzajemnie")
    assert f"nie rozumiem: {said}" in told


def test_help_is_polish(capsys: pytest.CaptureFixture[str]) -> None:
    """Not a word of argparse's own is left in the help."""
    with pytest.raises(SystemExit):
        main(["sample", "--help"])
    told = capsys.readouterr().out
    assert "pokaż tę pomoc" in told
    assert not [word for word in ("usage", "options", "arguments", "show this") if word in told]
