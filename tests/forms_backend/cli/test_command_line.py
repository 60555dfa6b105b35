"""Laws of the command line: Polish to whoever slips, quick, and no word of its library's own."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from tests.command_line import typed, understood
from tests.conftest import ROOT
from wzajemnie import program

SLIPS = [
    ("", "wzajemnie: nie rozumiem: brakuje: POLECENIE"),
    ("chek", "wzajemnie: nie rozumiem: POLECENIE: nie ma „chek”; do wyboru: check, "),
    ("keys", "wzajemnie keys: nie rozumiem: brakuje: POLECENIE"),
    ("keys nowe", "wzajemnie keys: nie rozumiem: POLECENIE: nie ma „nowe”; do wyboru: new, "),
    ("sample sto x", "wzajemnie sample: nie rozumiem: N: zła wartość „sto”; oczekiwano liczby"),
    ("sample 5", "wzajemnie sample: nie rozumiem: brakuje: FOLDER"),
    ("sample 5 x y z", "wzajemnie sample: nie rozumiem: nie ma takich słów: y z"),
    ("check --content", "wzajemnie check: nie rozumiem: --content: brakuje wartości"),
    ("check --szybko", "wzajemnie check: nie rozumiem: nie ma takich słów: --szybko"),
    ("--szybko", "wzajemnie: nie rozumiem: nie ma takich słów: --szybko"),
    (
        "desk inny",
        "desk: nie rozumiem: CO: nie ma „inny”; do wyboru: serve, check, reseal",
    ),
    ("submissions show", "wzajemnie submissions show: nie rozumiem: brakuje: NUMER"),
    ("submissions erase --yes=3", "erase: nie rozumiem: --yes: niepotrzebna wartość"),
    ("submissions export --format doc", "--format: nie ma „doc”; do wyboru: csv, json, xlsx"),
    ("keys sign --paper", "wzajemnie keys sign: nie rozumiem: --paper: brakuje wartości"),
]


@pytest.mark.parametrize(("line", "said"), SLIPS, ids=[line or "nothing" for line, _said in SLIPS])
def test_a_slip_is_answered_in_polish(line: str, said: str) -> None:
    """What is missing or wrong is named, after how the command is used; exit code 2."""
    code, out, told = typed(*line.split())
    assert (2, "") == (code, out)
    assert told.startswith("użycie: wzajemnie")
    assert said in told.splitlines()[-1]


def every(command: click.Command, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The words of each command and of each group of commands."""
    if not isinstance(command, click.Group):
        return [words]
    context = click.Context(command)
    inner = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
    return [words, *(one for name, sub in inner if sub for one in every(sub, (*words, name)))]


@pytest.mark.parametrize("words", every(program), ids=" ".join)
def test_help_is_polish_and_whole(words: tuple[str, ...]) -> None:
    """Every command explains itself and each of its words; nothing of click's own is left."""
    code, told, complained = typed(*words, "--help")
    assert (0, "") == (code, complained)
    assert told.startswith(" ".join(["użycie: wzajemnie", *words, ""]))
    assert "pokaż tę pomoc" in told
    strange = ("Usage", "Options", "OPTIONS", "Commands", "COMMAND", "Show", "PATH", "TEXT", "...")
    assert [] == [word for word in strange if word in told]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("keys sign --paper AA BB --key k.json", {"paper": ("AA", "BB"), "file": None}),
        ("keys check --old-paper CC --paper AA BB", {"paper": ("AA", "BB"), "old_paper": ("CC",)}),
        ("submissions quarantine --release AA --release BB CC", {"release": ("AA", "BB", "CC")}),
        ("submissions quarantine --release=AA", {"release": ("AA",)}),
        ("submissions quarantine", {"release": ()}),
    ],
)
def test_an_option_takes_several_words(line: str, values: dict[str, object]) -> None:
    """`--paper NUMER NUMER`: every word up to the next option is its value."""
    given = understood(*line.split())
    assert values == {name: given[name] for name in values}


def test_only_what_a_command_needs_is_imported() -> None:
    """`check` starts neither the website's nor the service's libraries."""
    heavy = "mkdocs flask werkzeug tinydb nacl sqlalchemy altcha waitress typst".split()
    code = (
        "import sys, wzajemnie\n"
        "try: wzajemnie.main(['check', '--help'])\n"
        f"finally: print('started:', *[one for one in {heavy} if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "started:" == done.stdout.splitlines()[-1]
