"""Our command line in this process: what somebody types, and what is said to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click import termui
from click.testing import CliRunner

from wzajemnie import program


class _AtTerminal(CliRunner):
    """Passphrases are asked by `getpass.getpass`, as at a terminal.

    click's own runner takes them from standard input and shows what was asked on standard output.
    """

    @contextmanager
    def isolation(self, *words: Any, **more: Any) -> Iterator[Any]:
        asking = termui.hidden_prompt_func
        with super().isolation(*words, **more) as streams:
            termui.hidden_prompt_func = asking
            yield streams


def typed(*words: str) -> tuple[int, str, str]:
    """Exit code, what was said, and what was complained about."""
    done = _AtTerminal().invoke(program, words, prog_name="wzajemnie", catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def understood(*words: str) -> dict[str, Any]:
    """The parameters with which a command would be called. Raises UsageError for a slip."""
    rest = list(words)
    command: click.Command | None = program
    context = click.Context(program, info_name="wzajemnie")
    while isinstance(command, click.Group):
        name, command, rest = command.resolve_command(context, rest)
        context = click.Context(context.command, info_name=name, parent=context)
    assert command is not None
    return command.make_context(str(context.info_name), rest).params
