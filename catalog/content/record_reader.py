"""Reading files of content one by one: what was read, and everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from catalog.content.validation_messages import problems_of
from catalog.content.yaml_reader import Document, YamlError, read_yaml
from catalog.records.problems import Problem, RecordProblem, Where, shown_path
from catalog.records.references import doubled

M = TypeVar("M", bound=BaseModel)
_PLAIN = "oczekiwano zwykłego pliku"


class Intake:
    """One run over a content folder. Whatever cannot be used is None, and told in `problems`.

    `read` are all values that were held against a model; `known` the slugs by folder, by taxonomy
    (`taxonomies/groups`) and by table of places, of which a file that nobody can read has none.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.read: list[tuple[type[BaseModel], Document]] = []
        self.known: dict[str, set[str]] = {}

    def note_problem(self, where: Where, what: str, expected: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(where, what, expected))

    def problem(self, document: Document, problem: RecordProblem) -> None:
        """Note a problem of a document at its line."""
        self.note_problem(document.where(problem.path), problem.what, problem.expected)

    def start(self, path: Path) -> Where:
        """The first line of a file, as editors know it."""
        return Where(self.shown(path), 1)

    def shown(self, path: Path) -> str:
        """A file as editors know it."""
        return shown_path(path, self.root)

    def content(self, path: Path, expected: str = _PLAIN) -> bytes | None:
        """The bytes of a file that has to be there."""
        if not path.is_file():  # a folder, a broken link, a device: reading might never end
            there = path.exists() or path.is_symlink()
            what = "tego pliku nie da się przeczytać" if there else "brak pliku"
            self.note_problem(self.start(path), what, expected)
            return None
        try:
            return path.read_bytes()
        except OSError:
            self.note_problem(self.start(path), "nie wolno nam czytać tego pliku", expected)
            return None

    def document(self, path: Path, expected: str = _PLAIN) -> Document | None:
        """A file of YAML that has to be there."""
        content = self.content(path, expected)
        if content is None:
            return None
        try:
            return read_yaml(self.shown(path), content)
        except YamlError as error:
            self.problems.extend(error.problems)
            return None

    def value(self, model: type[M], document: Document, **given: str) -> M | None:
        """A document as its model. `given` are fields that the file's name says."""
        raw = document.value
        self.read.append((model, document))
        for path, text in doubled(raw):
            named = "identyfikator " if isinstance(path[-1], str) else ""
            what = f"{named}„{text}” jest już na tej liście"
            self.note_problem(document.where(path), what, "oczekiwano innego")
        if isinstance(raw, dict):
            for key, text in given.items():
                if raw.get(key, text) != text:
                    self.note_problem(
                        document.where((key,)),
                        f"pole „{key}”: „{raw[key]}” nie zgadza się z nazwą pliku",
                        f"oczekiwano „{text}” albo braku tego pola",
                    )
            raw = {**raw, **given}
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.problems.extend(problems_of(document, error))
            return None


def named(document: Document | None, key: str, name: str) -> set[str]:
    """What the items of a list are called, even those that have a mistake elsewhere."""
    value = document.value.get(key) if document and isinstance(document.value, dict) else None
    items = value if isinstance(value, list) else ()
    return {str(item.get(name)) for item in items if isinstance(item, dict)}
