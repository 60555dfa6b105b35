"""The facts about the demonstration content: `expected.yml` beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

EXPECTED: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("expected.yml").read_text(encoding="utf-8")
)
