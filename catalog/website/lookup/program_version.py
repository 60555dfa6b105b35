"""Which program made the site: its version, and its commit where it stands in a Git repository."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def program_version() -> str | None:
    """As `pyproject.toml` says; None where the program was not installed."""
    try:
        return version("wzajemnie")
    except PackageNotFoundError:
        return None


def commit(root: Path = _ROOT) -> str | None:
    """The commit that is checked out; None where there is no repository, or it is written anew.

    Git itself is not asked: it refuses a folder of another account, as a server's is.
    """
    try:
        folder = _git_folder(root / ".git")
        head = (folder / "HEAD").read_text(encoding="ascii").strip()
        name = head.removeprefix("ref: ")
        found = head if name == head else _resolved(folder, name)
    except (OSError, ValueError):
        return None
    return found if found and _HASH.fullmatch(found) else None


def _git_folder(git: Path) -> Path:
    """Of a further work tree a file says where it is."""
    if git.is_dir():
        return git
    return git.parent / git.read_text(encoding="utf-8").strip().removeprefix("gitdir: ")


def _resolved(folder: Path, name: str) -> str | None:
    """A branch, which stands in a file of its own or among packed ones."""
    common = folder / "commondir"
    shared = folder / common.read_text(encoding="utf-8").strip() if common.exists() else folder
    for place in (folder, shared):
        if (place / name).is_file():
            return (place / name).read_text(encoding="ascii").strip()
    packed = (shared / "packed-refs").read_text(encoding="utf-8").splitlines()
    return next((line.split()[0] for line in packed if line.endswith(f" {name}")), None)
