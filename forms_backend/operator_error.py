"""What whoever runs a copy has to mend: every command says it in one sentence."""

from __future__ import annotations


class OperatorError(Exception):
    """A command or the service cannot go on. The message is a Polish sentence for the terminal."""
