"""What argparse says of a command, in Polish: people who run a copy meet no other language.

argparse asks gettext for its words by the name `_`; we answer in its place, without files of
gettext's own kind. What is not here stays in English.
"""

from __future__ import annotations

import argparse

_WORDS = {
    "usage: ": "użycie: ",
    "positional arguments": "co wpisać",
    "options": "dodatkowo",
    "show this help message and exit": "pokaż tę pomoc",
    "%(prog)s: error: %(message)s\n": "%(prog)s: nie rozumiem: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "brakuje: %s",
    "unrecognized arguments: %s": "nie ma takich słów: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "nie ma „%(value)s”; do wyboru: %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "zła wartość „%(value)s”",
    "ambiguous option: %(option)s could match %(matches)s": (
        "„%(option)s” może znaczyć: %(matches)s"
    ),
    "expected one argument": "brakuje wartości",
    "expected at least one argument": "brakuje co najmniej jednej wartości",
    "expected at most one argument": "za dużo wartości",
    "not allowed with argument %s": "nie razem z %s",
    "one of the arguments %s is required": "brakuje jednego z: %s",
    "ignored explicit argument %r": "niepotrzebna wartość %r",
}


def speak_polish() -> None:
    """From now on argparse speaks Polish in this process."""
    vars(argparse)["_"] = lambda text: _WORDS.get(text, text)
