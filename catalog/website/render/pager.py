"""Which part of a long list a page is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One page of a long list: its path, and the first and the last thing on it."""

    path: str
    first: str
    last: str


@dataclass(frozen=True)
class Pager:
    """All parts of a list, which of them this page is (from 0), and how many things there are."""

    parts: tuple[Part, ...]
    here: int
    total: int

    @property
    def before(self) -> Part | None:
        """The part before this one."""
        return self.parts[self.here - 1] if self.here else None

    @property
    def after(self) -> Part | None:
        """The part after this one."""
        return self.parts[self.here + 1] if self.here + 1 < len(self.parts) else None
