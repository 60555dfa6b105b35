"""The table of variables, made from the settings: `python -m tests.settings_table`.

It writes the part of `docs/developers/settings.md` between the two marks; a test holds that it is
as the settings are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.environment import Variable, variables

PAGE = Path(__file__).parents[1] / "docs" / "developers" / "settings.md"
MARKS = ("<!-- made by tests/settings_table.py -->\n", "<!-- end -->\n")


def rows() -> Iterator[str]:
    """A line a variable."""
    yield "| variable | kind | default | what it says |"
    yield "| --- | --- | --- | --- |"
    for one in (*variables(Settings), *variables(DeskSettings)):
        yield f"| `{one.name}` | {one.kind.words} | {default_of(one)} | {one.told.words} |"


def default_of(one: Variable) -> str:
    """As somebody would type it, or what it means that it is not set."""
    if one.told.empty and one.default:
        return one.told.empty
    if isinstance(one.default, bool):
        return "`tak`" if one.default else "`nie`"
    if one.default in (None, "", ()):
        return f"empty: {one.told.empty}" if one.told.empty else "empty"
    return f"`{one.default}`"


def made(page: str) -> str:
    """The page with its table as the settings are."""
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    table = "".join(f"{row}\n" for row in rows())
    return f"{before}{MARKS[0]}{table}{MARKS[1]}{after}"


if __name__ == "__main__":
    PAGE.write_text(made(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
