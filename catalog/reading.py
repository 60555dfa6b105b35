"""Reading YAML so that every value remembers its line.

Plain scalars stay text: `no`, `2014-02-03`, `0012` and `12:30` mean what they say, and the model
decides what they are. Only an empty scalar, `~` and `null` are None.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from catalog.problems import Problem, Where

Path = tuple[str | int, ...]
"""Where a value is inside a document: keys and list positions, as pydantic names them."""

_NULL = "tag:yaml.org,2002:null"
_DEEPEST = 20


@dataclass(frozen=True)
class Document:
    """A read file: its value (dicts, lists, strings, None) and the line of each path in it."""

    file: str
    value: Any
    lines: Mapping[Path, int]

    def where(self, path: Path) -> Where:
        """The place of a value; of what encloses it when the value itself is missing."""
        for length in range(len(path), -1, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return Where(self.file, line)
        return Where(self.file, 1)


class ReadingError(Exception):
    """The file is no YAML that we can use. Carries the problems found in it."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_yaml(file: str, content: bytes) -> Document:
    """Read one document. `file` is the name to show in problems. Raises ReadingError."""
    try:
        node = yaml.compose(content.decode("utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ReadingError(
            Problem(Where(file, line), "plik nie jest w UTF-8", "oczekiwano zapisu w UTF-8")
        ) from None
    except yaml.YAMLError as error:
        raise ReadingError(_slip(file, error)) from None
    if node is None:
        return Document(file, None, {(): 1})
    problems: list[Problem] = []
    value = _build(node, 0, file, problems)
    if problems:
        raise ReadingError(*problems)
    return Document(file, value, _Lines(content))


class _Lines(Mapping[Path, int]):
    """The line of each value, found by reading again when the first one is asked for.

    Nearly every file is without problems, and the lines of ten thousand files fill a small machine.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _found(self) -> dict[Path, int]:
        node = yaml.compose(self._content.decode("utf-8"), Loader=yaml.CSafeLoader)
        assert node is not None
        return dict(_lines(node, ()))

    def __getitem__(self, path: Path) -> int:
        return self._found[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _lines(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    """Keys by their own line, everything else by the line where it begins."""
    if not path:
        yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*path, str(key.value))
            yield below, key.start_mark.line + 1
            yield from _lines(value, below)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item.start_mark.line + 1
            yield from _lines(item, (*path, index))


def _slip(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    detail = getattr(error, "problem", None) or "niedozwolony znak"
    return Problem(
        Where(file, line),
        f"błąd zapisu YAML ({detail})",
        "oczekiwano poprawnych wcięć, dwukropków i cudzysłowów",
    )


def _build(node: yaml.Node, depth: int, file: str, problems: list[Problem]) -> Any:
    if depth > _DEEPEST:
        problems.append(
            Problem(
                Where(file, node.start_mark.line + 1),
                "zbyt wiele poziomów wcięć albo odwołanie do samego siebie",
                f"oczekiwano najwyżej {_DEEPEST} poziomów",
            )
        )
        return None
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, depth, file, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, depth + 1, file, problems) for item in node.value]
    return None if node.tag == _NULL else node.value


def _build_mapping(
    node: yaml.MappingNode, depth: int, file: str, problems: list[Problem]
) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in built:
            problems.append(
                Problem(
                    Where(file, key_node.start_mark.line + 1),
                    f"błąd zapisu YAML (klucz „{key}” jest dwa razy)",
                    "oczekiwano każdego klucza raz",
                )
            )
            continue
        built[key] = _build(value_node, depth + 1, file, problems)
    return built


def read_csv(file: str, content: bytes) -> Iterator[tuple[Document, dict[str, str | None]]]:
    """Rows of a comma-separated file, each as a one-line document; the first row names columns.

    Raises ReadingError when the file is not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadingError(
            Problem(Where(file, 1), "plik nie jest w UTF-8", "oczekiwano zapisu w UTF-8")
        ) from None
    rows = csv.DictReader(text.splitlines())
    for row in rows:
        values = {key: value or None for key, value in row.items() if key is not None}
        yield Document(file, values, {(): rows.line_num}), values
