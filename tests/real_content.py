"""The real content, read once for a whole run: a catalogue is frozen, so tests may share it."""

from __future__ import annotations

from pathlib import Path

from catalog.loading import load

CONTENT = Path(__file__).parents[1] / "content"
CATALOG = load(CONTENT)
