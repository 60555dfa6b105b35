"""click in Polish: how our commands parse their words, explain themselves and refuse.

People who run a copy meet no other language. click's classes are extended where click offers it;
its own English sentences are never shown, since each kind of error is worded here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from catalog.text.system_errors import reason
from forms_backend.operator_error import OperatorError
from forms_backend.terminal_text import say

_SECTIONS = {
    "Options": "dodatkowo",
    "Positional arguments": "co wpisać",
    "Commands": "polecenia",
}
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

FILE = click.Path(path_type=Path)
"""A file or folder, there or not: whether it has to be is the command's to say."""


class _Number(click.ParamType[int]):
    """A whole number of digits alone."""

    name = "liczba"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if not text.isdecimal() or not text.isascii():
            self.fail(f"zła wartość „{text}”; oczekiwano liczby", param, ctx)
        return int(text)


class _Port(click.ParamType[int]):
    """A port; 0, which only a default can be, is any free one."""

    name = "port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if isinstance(value, int):
            return value
        if not text.isdecimal() or not text.isascii() or not 1 <= int(text) <= 65535:
            self.fail(f"zły port „{text}”; oczekiwano liczby od 1 do 65535", param, ctx)
        return int(text)


NUMBER = _Number()
PORT = _Port()


class OneOf(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        return f"nie ma „{value}”; do wyboru: {', '.join(self.choices)}"


class Several(click.Option):
    """An option that takes every word up to the next option: `--paper NUMER NUMER`."""

    def __init__(self, declarations: Sequence[str], **attributes: Any) -> None:
        super().__init__(declarations, multiple=True, **attributes)


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "użycie: ")

    def section(self, name: str) -> Any:
        return super().section(_SECTIONS[name])


class _Context(click.Context):
    formatter_class = _Formatter


class CommandUsageError(click.UsageError):
    """What was typed cannot be understood, in Polish. Exit code 2, like click's own."""

    def show(self, file: IO[Any] | None = None) -> None:
        assert self.ctx is not None
        lost = isinstance(self.ctx.command, Group)
        click.echo(self.ctx.get_help() if lost else self.ctx.get_usage(), file=file, err=True)
        said = f"{self.ctx.command_path}: nie rozumiem: {self.message}"
        click.echo(said, file=file, err=True)


class Command(click.Command):
    """A command: a function of its options that returns an exit code."""

    context_class = _Context
    allow_extra_args = True
    """They are refused here, in Polish."""

    def __init__(self, *names: Any, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", "[OPCJE]")
        attributes.setdefault("short_help", attributes.get("help"))  # whole, in lists, too
        super().__init__(*names, **{"context_settings": _SETTINGS, **attributes})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        several = {name for one in self.params if isinstance(one, Several) for name in one.opts}
        with _worded(ctx):
            more = super().parse_args(ctx, list(_each_named(args, several)))
        if more and not ctx.resilient_parsing:
            raise CommandUsageError(f"nie ma takich słów: {' '.join(more)}", ctx)
        return more

    def invoke(self, ctx: click.Context) -> NoReturn:
        ctx.exit(super().invoke(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _polish(super().get_help_option(ctx))


class Group(click.Group):
    """Commands under one word. `lazy` names those whose modules are imported when they are used.

    lazy: by the command's word, module:name.
    """

    context_class = _Context
    command_class = Command

    def __init__(
        self, *names: Any, lazy: Mapping[str, str] | None = None, **attributes: Any
    ) -> None:
        attributes.setdefault("options_metavar", "[OPCJE]")
        attributes.setdefault("subcommand_metavar", "POLECENIE …")
        super().__init__(*names, **{"context_settings": _SETTINGS, **attributes})
        self._lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were declared."""
        return [*self.commands, *self._lazy]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._lazy[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _worded(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with _refusing(), _worded(ctx):
            return super().invoke(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _polish(super().get_help_option(ctx))


command = partial(click.command, cls=Command)
"""`@command("name", help=…)`: a command of a lazy group."""


def _each_named(args: Sequence[str], names: set[str]) -> Iterator[str]:
    """The words with an option's name before each of its values, as click wants them."""
    current, started = "", False
    for place, word in enumerate(args):
        if word == "--":
            yield from args[place:]
            return
        if word.startswith("-"):
            current, started = (word if word in names else ""), False
        elif current and started:
            yield current
        else:
            started = bool(current)
        yield word


def _polish(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "pokaż tę pomoc"
    return option


@contextmanager
def _worded(ctx: click.Context) -> Iterator[None]:
    """Click's own errors of usage, in Polish."""
    try:
        yield
    except CommandUsageError:
        raise
    except click.UsageError as error:
        raise CommandUsageError(_words_of(error, error.ctx or ctx), error.ctx or ctx) from None


def _words_of(error: click.UsageError, ctx: click.Context) -> str:
    match error:
        case click.MissingParameter():
            return f"brakuje: {_name_of(error.param, ctx)}"
        case click.BadParameter():
            return f"{_name_of(error.param, ctx)}: {error.message}"
        case click.NoSuchOption():
            return f"nie ma takich słów: {error.option_name}"
        case click.BadOptionUsage():
            flags = {name for one in ctx.command.params if _is_flag(one) for name in one.opts}
            words = "niepotrzebna wartość" if error.option_name in flags else "brakuje wartości"
            return f"{error.option_name}: {words}"
        case click.NoSuchCommand():
            assert isinstance(ctx.command, Group)
            there = ", ".join(ctx.command.list_commands(ctx))
            return f"POLECENIE: nie ma „{error.command_name}”; do wyboru: {there}"
    return "brakuje: POLECENIE"  # the only other one that our commands can raise


def _is_flag(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and parameter.is_flag


def _name_of(parameter: click.Parameter | None, ctx: click.Context) -> str:
    """As somebody types it: `--content`, or what stands for an argument: NUMER."""
    assert parameter is not None
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.make_metavar(ctx).strip("[]…")


@contextmanager
def _refusing() -> Iterator[None]:
    """Known failures said in one sentence, without a traceback; exit code 1."""
    try:
        yield
    except OperatorError as error:
        say(error, error=True)
    except click.Abort:  # click has ended the line of its prompt
        say("Przerwano.", error=True)
    except (KeyboardInterrupt, EOFError):
        say(error=True)
        say("Przerwano.", error=True)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"Nie udało się. {where}{reason(error)}.", error=True)
    else:
        return
    raise click.exceptions.Exit(1)
