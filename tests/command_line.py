"""Our command line in this process: what somebody types, and what is said to it."""

from __future__ import annotations

from typing import Any

import click
from click.testing import CliRunner

from wzajemnie import program


def typed(*words: str) -> tuple[int, str, str]:
    """Exit code, what was said, and what was complained about."""
    done = CliRunner().invoke(program, words, prog_name="wzajemnie", catch_exceptions=False)
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
