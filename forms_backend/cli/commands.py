"""The service's half of the command line: which module holds which command.

Each command is a function that returns an exit code; what it says is Polish. A module is imported
when its command is used. A refusal is one sentence on the error stream.
"""

from __future__ import annotations

_HERE = "forms_backend.cli"

COMMANDS = {
    "serve": f"{_HERE}.serve_command:serve_forms",
    "keys": f"{_HERE}.key_commands:keys",
    "submissions": f"{_HERE}.submission_commands:submissions",
    "audit": f"{_HERE}.submission_commands:audit_show",
    "mail": f"{_HERE}.mail_commands:mail",
    "store": f"{_HERE}.retention_commands:store",
    "backup": f"{_HERE}.retention_commands:backup_write",
    "restore": f"{_HERE}.retention_commands:backup_restore",
}
"""By the word that is typed: module:name."""
