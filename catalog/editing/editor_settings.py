"""Which schema an editor's program uses for which files: settings of VS Code and of Zed.

Both are JSON that people may add to, so only the rows about our schemas are written anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from catalog.editing.schemas import FOLDER, KINDS

FILES = (".vscode/settings.json", ".zed/settings.json")
"""Below the project's folder."""
_ROWS = re.compile(rf'(?:^ *"\./content/{re.escape(FOLDER)}/.*\n)+', re.MULTILINE)


def wired(settings: str) -> str:
    """The text of a settings file with a row for each schema, where it has any."""
    found = _ROWS.search(settings)
    if found is None:
        return settings
    indent = re.match(" *", found[0])
    assert indent
    rows = (
        f'{indent[0]}"./content/{FOLDER}/{kind}.json": "content/{files}"'
        for kind, files in _files().items()
    )
    return settings[: found.start()] + ",\n".join(rows) + "\n" + settings[found.end() :]


def wire(project: Path) -> None:
    """Write the rows into the settings of a project that has them."""
    for path in map(project.joinpath, FILES):
        if path.is_file():
            text = wired(path.read_text(encoding="utf-8"))
            path.write_text(text, encoding="utf-8", newline="\n")


def _files() -> dict[str, str]:
    """Schema → the files below `content/` that it is for."""
    return {kind: "publisher.yml" if kind == "publisher" else f"{kind}/**/*.yml" for kind in KINDS}
