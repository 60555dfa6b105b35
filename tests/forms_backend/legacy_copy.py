"""A copy of what an earlier program kept on an operator's disk: see `legacy/README.md`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

LEGACY = Path(__file__).parent / "legacy"
FACTS: dict[str, Any] = json.loads((LEGACY / "facts.json").read_text(encoding="utf-8"))
"""The passphrase, a receipt's address, and of each store which reference is what."""


def copy_of_before(var: Path) -> None:
    """Put it into a folder, with the names and permissions that it had."""
    shutil.copytree(LEGACY, var)
    for file in var.rglob("*.bin"):
        file.rename(file.with_suffix(""))
    for file in (var / "keys").iterdir():
        file.chmod(0o600)  # git keeps no permissions
