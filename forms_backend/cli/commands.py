"""The service's half of the command line: each room of it mounts its own commands.

Each command is a plain function that returns an exit code; what it says is Polish. A refusal is
one sentence on the error stream.
"""

from __future__ import annotations

from argparse import Namespace

from forms_backend.cli.key_commands import add_key_commands
from forms_backend.cli.mail_commands import add_mail_commands
from forms_backend.cli.retention_commands import add_keeping_commands
from forms_backend.cli.submission_commands import add_submission_commands
from forms_backend.cli.terminal import Subparsers, refusing
from forms_backend.config import Settings
from forms_backend.serving.server import serve


def add_commands(subparsers: Subparsers) -> None:
    """Mount every command. Each sets `run`, a function of the arguments."""
    server = subparsers.add_parser("serve", help="przyjmuj zgłoszenia na prawdziwym serwerze")
    server.set_defaults(run=refusing(serve_forms))
    add_key_commands(subparsers)
    add_submission_commands(subparsers)
    add_mail_commands(subparsers)
    add_keeping_commands(subparsers)


def serve_forms(_arguments: Namespace) -> int:
    """The public service, until stopped."""
    return serve(Settings.from_environment())
