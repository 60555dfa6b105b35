"""A build that replaces the old site at once, or leaves it as it was."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from catalog.text.folding import slug

_KEPT = 2


def fresh_folder(builds: Path, site: Path) -> Path:
    """A new empty folder for one build of a site, below `builds`.

    Each site has its own builds: trying another one never takes away what the first is made of.
    """
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    folder = builds / slug(str(site.absolute())) / name
    folder.mkdir(parents=True)
    return folder


def replace_site(site: Path, folder: Path) -> None:
    """Let the symlink `site` point to `folder` by one rename, and drop the oldest builds.

    A real folder at `site` (from a plain `mkdocs build`) is moved out of the way first. Readers
    of the old build keep it until the next but one.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.is_dir() and not site.is_symlink():
        site.rename(folder.parent / f"{folder.name}-replaced")
    link = site.with_name(f".{site.name}.{folder.name}")
    link.symlink_to(os.path.relpath(folder, site.parent), target_is_directory=True)
    link.replace(site)
    for old in sorted(folder.parent.iterdir())[:-_KEPT]:
        if old.resolve() != folder.resolve():
            shutil.rmtree(old, ignore_errors=True)
