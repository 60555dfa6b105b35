"""`wzajemnie serve`: the public service."""

from __future__ import annotations

from dataclasses import replace

import click

from forms_backend.cli.command_line import PORT, command
from forms_backend.config import Settings
from forms_backend.serving.server import serve


@command("serve", help="przyjmuj zgłoszenia na prawdziwym serwerze")
@click.option("--port", type=PORT, metavar="PORT", help="zamiast WZAJEMNIE_PORT")
def serve_forms(port: int | None) -> int:
    """The public service, until stopped."""
    settings = Settings.from_environment()
    return serve(settings if port is None else replace(settings, port=port))
