"""Reading YAML and CSV so that every value remembers its line.

Plain scalars stay text: `no`, `2014-02-03`, `0012` and `12:30` mean what they say, and the model
decides what they are. Only an empty scalar, `~` and `null` are None. What YAML would take for an
anchor, an alias, a tag or a remark behind a text is a slip: in a file written by hand it is a text
that would be lost. Texts are composed (NFC) and lose what has no shape, as answers to forms do.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from catalog.content.yaml_messages import place_and_words
from catalog.records.problems import Path, Problem, Where
from catalog.text.tidying import BLANK, composed

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_REMARK = re.compile(r"[ \t]+#")
"""Behind a text nobody can tell a remark from the text's rest: `Klub #1`, `Długa 3 # 4`."""
_TEXT_AS_REMARK = re.compile(r"[ \t]+(#[^\s#][^\n]*|#\s*[0-9][^\n]*)")
"""In place of a text a remark has a space after its sign, else it is the text: `name: #1 Klub`."""
_ONE_LINE = str.maketrans("\x85\u2028\u2029", "   ")
"""YAML begins a new line at these; no editor shows one, so that the lines told would be others."""
_LOOKS_LIKE_KEY = re.compile(
    rf"[ \t]*(?:- +)?(?:([a-z_]+):(?=[^\s/:])"
    rf"|([A-Za-z_]+)(?::(?=[^ \t\r\n]){BLANK}|[\uff1a\u2236\ufe55]))"
)
"""A key that is none: no space or a hard one behind its colon, or a sign that looks like one."""
_NOT_IN_KEYS = re.compile(r"[^\x20-\x7e\u00c0-\u02ff]")
_DEEPEST = 20
_UTF8 = ("plik nie jest w UTF-8", "oczekiwano zapisu w UTF-8")


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

    def place_of(self, text: str) -> Where:
        """Where a text stands first, spaces around it aside; the beginning when it does not."""
        found = (path for path, value in _texts(self.value, ()) if value.strip() == text)
        return self.where(next(found, ()))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(one, (*path, key))


class YamlError(Exception):
    """The file is no YAML or CSV that we can use. Carries the problems found in it."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_yaml(file: str, content: bytes) -> Document:
    """Read one document. `file` is the name to show in problems. Raises YamlError."""
    text = _text(file, content)
    reader = _Reader(file, text)
    value = None
    try:
        value = reader.document()
    except yaml.YAMLError as error:
        line, what, expected = _lookalike(text, error) or place_and_words(error, text.encode())
        if line not in (problem.where.line for problem in reader.problems):
            reader.problems.append(Problem(Where(file, line), what, expected))
    if reader.problems:
        raise YamlError(*reader.problems)
    return Document(file, value, _Lines(content))


def _text(file: str, content: bytes) -> str:
    """The text of a file whose lines are those that editors show."""
    return decoded(file, content, "utf-8").translate(_ONE_LINE)


def _lookalike(text: str, error: yaml.YAMLError) -> tuple[int, str, str] | None:
    """Line and words of a line that only looks like a key, at the place of an error or above it."""
    mark = getattr(error, "problem_mark", None)
    lines = re.split(r"\r\n|\r|\n", text)[: mark.line + 1 if mark else None]
    for number in range(len(lines), max(len(lines) - 2, 0), -1):
        if found := _LOOKS_LIKE_KEY.match(lines[number - 1]):
            return number, *_no_key(found[1] or found[2])
    return None


def _no_key(key: str) -> tuple[str, str]:
    return (
        f"błąd zapisu YAML (po „{key}” nie ma dwukropka ze zwykłą spacją)",
        f"oczekiwano zapisu „{key}: wartość” ze zwykłym dwukropkiem i zwykłą spacją",
    )


def decoded(file: str, content: bytes, encoding: str) -> str:
    """The text of a file; YamlError names the line that is not in this encoding."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise YamlError(Problem(Where(file, line), *_UTF8)) from None


class _Lines(Mapping[Path, int]):
    """The line of each value, found by reading again when the first one is asked for.

    Nearly every file is without problems, and the lines of ten thousand files fill a small machine.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _found(self) -> dict[Path, int]:
        found: dict[Path, int] = {(): 1}
        _Reader("", _text("", self._content), found.__setitem__).document()
        return found

    def __getitem__(self, path: Path) -> int:
        return self._found[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _unheard(_path: Path, _line: int) -> None:
    """Nobody wants to know the lines."""


class _Reader:
    """One pass over the events of a YAML parser, which never go deeper than we follow them.

    `tell` hears the line of each value: of keys their own, of everything else where it begins.
    """

    def __init__(self, file: str, text: str, tell: Callable[[Path, int], None] = _unheard) -> None:
        self.file = file
        self.text = text
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.tell = tell
        self.problems: list[Problem] = []

    def document(self) -> Any:
        """The value of the only document; None when there is none."""
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        first = next(self.events)
        self.tell((), _line(first))
        self._refuse_lookalike(first, 0)
        value = self._value(first, ())
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._slip(after, "w pliku są dwa wpisy, rozdzielone „---”", "jednego wpisu w pliku")
        return value

    def _slip(self, event: yaml.Event, what: str, expected: str) -> None:
        where = Where(self.file, _line(event))
        self.problems.append(Problem(where, f"błąd zapisu YAML ({what})", f"oczekiwano {expected}"))

    def _value(self, event: yaml.Event, path: Path) -> Any:
        if len(path) > _DEEPEST:
            self._slip(event, "zbyt wiele poziomów wcięć", f"najwyżej {_DEEPEST} poziomów")
            raise YamlError(*self.problems)
        self._refuse_sign(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if not isinstance(event, yaml.ScalarEvent):
            return None  # an alias, which is a slip
        self._refuse_remark(event)
        return None if event.implicit[0] and event.value in _NULLS else composed(event.value)

    def _refuse_remark(self, event: yaml.ScalarEvent) -> None:
        """`Klub #1` without quotation marks would be `Klub`, and nobody would be told."""
        assert event.end_mark is not None
        after, expected = (
            event.end_mark.index,
            "całego tekstu w cudzysłowie, a uwagi w osobnym wierszu",
        )
        if event.style:
            return
        if event.value and _REMARK.match(self.text, after):
            last = event.value.splitlines()[-1][-40:]
            self._slip(event, f"„{last}” urywa się przed znakiem #", expected)
        elif not event.value and (lost := _TEXT_AS_REMARK.match(self.text, after)):
            what = f"„{lost[1].strip()[:40]}” to dla YAML uwaga, nie tekst"
            self._slip(event, what, expected)

    def _refuse_sign(self, event: yaml.Event) -> None:
        """`&`, `*` and `!` before a text are YAML's own, and the word after them would vanish."""
        if not isinstance(event, yaml.NodeEvent):
            return
        tag = getattr(event, "tag", None)
        if event.anchor is not None:
            sign = f"{'*' if isinstance(event, yaml.AliasEvent) else '&'}{event.anchor}"
        elif tag not in (None, "!"):
            sign = str(tag).replace("tag:yaml.org,2002:", "!!")
        else:
            return
        self._slip(event, f"„{sign}” nie jest tu zwykłym tekstem", "całego tekstu w cudzysłowie")

    def _refuse_unseen(self, event: yaml.ScalarEvent) -> None:
        """A key looks right and is another one with a hard space or a sign without a shape."""
        if unseen := _NOT_IN_KEYS.search(event.value):
            seen = _NOT_IN_KEYS.sub("", event.value)
            name = unicodedata.name(unseen[0], "bez nazwy")
            what = f"w kluczu „{seen}” jest obcy znak U+{ord(unseen[0]):04X} ({name})"
            self._slip(event, what, "klucza bez twardych spacji i znaków, których nie widać")

    def _sequence(self, path: Path) -> list[Any]:
        built: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            here = (*path, len(built))
            self.tell(here, _line(event))
            built.append(self._value(event, here))
        return built

    def _mapping(self, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in built:
                self._slip(event, f"klucz „{key}” jest dwa razy", "każdego klucza raz")
            here = (*path, key)
            self.tell(here, _line(event))
            value = next(self.events)
            self._refuse_lookalike(value, _line(event))
            built[key] = self._value(value, here)
        return built

    def _refuse_lookalike(self, event: yaml.Event, line: int) -> None:
        """A text in a line of its own below a key, which looks like a key of what is below it."""
        if not isinstance(event, yaml.ScalarEvent) or event.style or _line(event) == line:
            return
        if found := _LOOKS_LIKE_KEY.match(event.value):
            what, expected = _no_key(found[1] or found[2])
            self.problems.append(Problem(Where(self.file, _line(event)), what, expected))

    def _key(self, event: yaml.Event, path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_sign(event)
            self._refuse_unseen(event)
            return composed(event.value)
        self._slip(event, "klucz nie jest słowem", "jednego słowa przed dwukropkiem")
        self._value(event, (*path, ""))
        return ""


def _line(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return event.start_mark.line + 1


def read_csv(file: str, content: bytes, columns: Collection[str]) -> list[Document]:
    """Rows of a comma-separated file, each as a one-line document; the first row names columns.

    Raises YamlError when the columns are others, or when the file is not UTF-8 or no CSV.
    """
    text = decoded(file, content, "utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if sorted(rows.fieldnames or ()) != sorted(columns):
            raise YamlError(
                Problem(
                    Where(file, 1),
                    f"pierwszy wiersz to „{text.partition(chr(10))[0].strip()[:80]}”",
                    f"oczekiwano nazw kolumn rozdzielonych przecinkami: {','.join(columns)}",
                )
            )
        return [_row(file, rows.line_num, row) for row in rows]
    except csv.Error:
        raise YamlError(
            Problem(
                Where(file, rows.line_num),
                "tego wiersza nie da się podzielić na kolumny",
                "oczekiwano przecinków między kolumnami i zamkniętych cudzysłowów",
            )
        ) from None


def _row(file: str, line: int, row: Mapping[str | Any, Any]) -> Document:
    if None in row:
        raise YamlError(
            Problem(
                Where(file, line),
                "w wierszu jest więcej wartości niż kolumn",
                "oczekiwano wartości z przecinkiem w cudzysłowie",
            )
        )
    values = {str(key): composed(value or "") or None for key, value in row.items()}
    return Document(file, values, {(): line})
