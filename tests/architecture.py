"""The picture and the table of the rooms, made from the imports: `python -m tests.architecture`.

It writes `docs/developers/rooms.svg` and the part of `docs/developers/architecture.md` between the
two marks. `tests/test_docs.py` holds that both are as the code is.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from html import escape

from tests.imports import FILES, IMPORTS, ROOT
from tests.test_walls import ROOMS, room_of

PAGE = ROOT / "docs" / "developers" / "architecture.md"
PICTURE = ROOT / "docs" / "developers" / "rooms.svg"
MARKS = ("<!-- made by tests/architecture.py -->\n", "<!-- end -->\n")
PARTS = {"catalog": "#d8ecdf", "forms_backend": "#fbe6c8", "desk": "#dfe3f6", "wzajemnie": "#eee"}
"""The parts of the house from left to right, and the colour of each."""
WIDE, HIGH, APART, BETWEEN = 148, 40, 14, 34
PACKAGES = {"catalog", "catalog.website", "desk", "forms_backend"}
"""Rooms around rooms: what stands directly in them is drawn by itself."""
KINDS = {path.parent.name for path in (ROOT / "catalog").glob("*/kind.py")}


def shown_room(name: str) -> str:
    """The room of a module as the picture calls it: folders of kinds of record are alike.

    A folder inside a room of the service or the desk is drawn as a part of it.
    """
    parts = room_of(name).split(".")
    if parts[0] == "catalog" and len(parts) > 1 and parts[1] in KINDS:
        parts[1] = "<kind>"
    return "/".join(parts if parts[0] == "catalog" else parts[:2])


def graph() -> dict[str, set[str]]:
    """Each room with the rooms that its modules import."""
    found: dict[str, set[str]] = {}
    for name, others in IMPORTS.items():
        if name not in PACKAGES:
            drawn = {shown_room(other) for other in others & FILES.keys() - PACKAGES}
            found.setdefault(shown_room(name), set()).update(drawn - {shown_room(name)})
    return found


def members(room: str) -> list[str]:
    """The modules that stand directly in a folder."""
    return sorted(one.stem for one in (ROOT / room).glob("*.py") if one.stem != "__init__")


def layers(rooms: dict[str, set[str]]) -> list[list[str]]:
    """From the top: rooms that no other of the layer imports."""

    @cache
    def height(room: str) -> int:
        return 1 + max(map(height, rooms[room]), default=-1)

    top = max(map(height, rooms))
    order = list(PARTS)
    return [
        sorted(
            (one for one in rooms if height(one) == level),
            key=lambda one: (order.index(one.partition("/")[0]), one),
        )
        for level in range(top, -1, -1)
    ]


def direct(rooms: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The imports that no longer way says already."""

    @cache
    def reached(room: str) -> frozenset[str]:
        return frozenset().union(rooms[room], *map(reached, rooms[room]))

    return sorted(
        (room, other)
        for room, others in rooms.items()
        for other in others
        if not any(other in reached(between) for between in others)
    )


def picture() -> str:
    """The rooms in layers: each imports only what is below it."""
    rooms = graph()
    rows = layers(rooms)
    share = {
        part: max(sum(one.partition("/")[0] == part for one in row) for row in rows)
        for part in PARTS
    }
    starts = {part: sum(list(share.values())[:at]) for at, part in enumerate(PARTS)}
    starts["wzajemnie"] = starts["forms_backend"]  # it joins them, from the middle
    places: dict[str, tuple[int, int]] = {}
    for level, row in enumerate(rows):
        for part in PARTS:
            here = [one for one in row if one.partition("/")[0] == part]
            for at, one in enumerate(here):
                middle = starts[part] + (share[part] - len(here)) / 2 + at
                left = round(middle * (WIDE + APART)) + APART + level % 2 * (APART + APART)
                places[one] = (left, level * (HIGH + BETWEEN) + APART)
    width = max(x for x, _y in places.values()) + WIDE + APART
    height = len(rows) * (HIGH + BETWEEN)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<style>text { font: 13px sans-serif; text-anchor: middle }</style>",
        "<title>The rooms of the house: each imports only what is below it</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for room, other in direct(rooms):
        (x, y), (to_x, to_y) = places[room], places[other]
        x, y, to_x, bend = x + WIDE // 2, y + HIGH, to_x + WIDE // 2, BETWEEN
        lines.append(
            f'<path d="M{x} {y}C{x} {y + bend} {to_x} {to_y - bend} {to_x} {to_y}" '
            'fill="none" stroke="#777"/>'
        )
    for room, (x, y) in places.items():
        part, _slash, rest = room.partition("/")
        above, below, middle = (part if rest else ""), rest or part, x + WIDE // 2
        lines.append(
            f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="5" fill="{PARTS[part]}" '
            'stroke="#444"/>'
            f'<text x="{middle}" y="{y + 16}" fill="#555">'
            f"{above}</text>"
            f'<text x="{middle}" y="{y + 33}">{escape(below)}</text>'
        )
    return "\n".join((*lines, "</svg>\n"))


def sentence(name: str) -> str:
    """What a module says of itself first."""
    told = ast.get_docstring(ast.parse(FILES[name].read_text(encoding="utf-8"))) or ""
    first = " ".join(told.partition("\n\n")[0].split())
    return re.split(r"(?<=\.) (?=[A-Z])", first)[0]


def table() -> str:
    """Every room with its sentence and its modules; then the modules between the rooms."""
    lines = ["| room | what it is | modules |", "| --- | --- | --- |"]
    for room in ROOMS:
        path = room.relative_to(ROOT).as_posix()
        inside = ", ".join(f"`{one}`" for one in members(path))
        lines.append(f"| `{path}/` | {sentence(path.replace('/', '.'))} | {inside} |")
    return "\n".join((*lines, ""))


def made(page: str) -> str:
    """The page with its part between the marks made anew."""
    before, _start, rest = page.partition(MARKS[0])
    _old, _end, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n{table()}\n{MARKS[1]}{after}"


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
    PAGE.write_text(made(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
