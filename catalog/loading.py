"""From the folder `content/` to a `Catalog`, or to all of its problems at once.

`load` is the only way in. A record with a mistake never vanishes: one problem anywhere means that
nothing is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from catalog.agreements.model import AgreementText
from catalog.content.content_files import ContentFiles
from catalog.content.place_files import FILES as PLACE_FILES
from catalog.content.place_files import read_places
from catalog.content.record_reader import Intake, named
from catalog.content.translations import translations, untranslated
from catalog.content.yaml_reader import Document
from catalog.forms.choice_checks import form_problems
from catalog.forms.form import Form
from catalog.kinds.record_kind import RecordKind
from catalog.kinds.registry import CHOICE_LISTS, RECORD_KINDS
from catalog.model import Catalog
from catalog.records.problems import ContentError, Problem, Where
from catalog.records.publisher import PublisherFile
from catalog.records.record import Record
from catalog.records.record_checks import record_problems, record_warnings
from catalog.records.references import references, targets
from catalog.records.sources import Source
from catalog.records.taxonomies import Taxonomy
from catalog.records.value_types import slug_words
from catalog.text.folding import SLUG
from catalog.text.gettext_files import FOLDER as WORDS
from catalog.text.time_zone import WARSAW

_ALIKE = 0.8
"""How alike a slug that is there has to be to one that is not, to be what was meant."""

SHELVES: Mapping[str, type[BaseModel]] = {
    "sources": Source,
    "taxonomies": Taxonomy,
    **{kind.folder: kind.model for kind in RECORD_KINDS},
    "forms": Form,
    "agreements": AgreementText,
}
"""Folders of records, one file each, and the model of each."""


def load(root: Path, today: date | None = None) -> Catalog:
    """Read and check everything below `root`. Raises ContentError with every problem.

    Warnings about what is over are given for `today`, else for the day that it is in Poland.
    """
    return _Loader(root, today or datetime.now(WARSAW).date()).load()


class _Loader(Intake):
    """One run over a content folder, from its first file to the last comparison of two."""

    def __init__(self, root: Path, today: date) -> None:
        super().__init__(root)
        self.today = today
        self.files = ContentFiles(root, SHELVES)
        self.warnings: list[Problem] = []
        self.records: dict[tuple[str, str], Document] = {}

    def load(self) -> Catalog:
        if not self.root.is_dir():
            raise ContentError(
                [Problem(Where(str(self.root), 1), "nie ma takiego folderu", "oczekiwano treści")]
            )
        self.problems.extend(self.files.strangers())
        publisher = self._publisher()
        places = read_places(self)
        shelves: Any = {name: self._shelf(name, model) for name, model in SHELVES.items()}
        self._require_taxonomies()
        self._check_references()
        self._check_records(shelves)
        words = self._words(shelves["forms"], shelves["taxonomies"])
        if self.problems or publisher is None:
            raise ContentError(self.problems)
        return Catalog(
            publisher=publisher,
            places=places,
            words=words,
            warnings=tuple(sorted(self.warnings)),
            sources=shelves["sources"],
            taxonomies=shelves["taxonomies"],
            forms=shelves["forms"],
            agreements=shelves["agreements"],
            records={kind.folder: shelves[kind.folder] for kind in RECORD_KINDS},
        )

    # Kinds of content

    def _publisher(self) -> PublisherFile | None:
        document = self.document(self.root / "publisher.yml", "oczekiwano danych wydawcy")
        return None if document is None else self.value(PublisherFile, document)

    def _shelf(self, name: str, model: type[BaseModel]) -> dict[str, BaseModel]:
        found: dict[str, BaseModel] = {}
        seen: dict[str, Path] = {}
        given = "name" if model is Form else "slug"
        for path in self.files.on_shelf(name):
            slug = path.stem
            if not self._slug_is_good(path):
                continue
            if slug in seen:
                self.note_problem(
                    self.start(path),
                    f"identyfikator „{slug}” ma już plik {self.shown(seen[slug])}",
                    "oczekiwano innej nazwy pliku",
                )
                continue
            seen[slug] = path
            document = self.document(path)
            if document is None:
                continue
            if name == "taxonomies":
                self.known[f"taxonomies/{slug}"] = named(document, "terms", "slug")
            self.records[name, slug] = document
            record = self.value(model, document, **{given: slug})
            if record is not None:
                found[slug] = record
        self.known[name] = set(seen)
        return found

    def _slug_is_good(self, path: Path) -> bool:
        """Taxonomies are named in the model and may have underscores."""
        if SLUG.fullmatch(
            path.stem.replace("_", "-") if path.parent.name == "taxonomies" else path.stem
        ):
            return True
        self.note_problem(
            self.start(path),
            f"zły identyfikator „{path.stem}” w nazwie pliku",
            slug_words(path.stem),
        )
        return False

    def _require_taxonomies(self) -> None:
        """A list of terms that is not there would leave its terms unchecked, and pages unmade."""
        for target in sorted(set(chain.from_iterable(map(targets, SHELVES.values())))):
            shelf, _, name = target.partition("/")
            if name and name not in self.known[shelf]:
                path = self.root / shelf / f"{name}.yml"
                self.note_problem(self.start(path), "brak pliku", "oczekiwano listy terminów")
                self.known[shelf].add(name)  # told once; whoever names the list is right

    def _words(
        self, forms: Mapping[str, Form], taxonomies: Mapping[str, Taxonomy]
    ) -> dict[str, dict[str, str]]:
        found, damaged = translations(self.root)
        self.problems.extend(damaged)
        for name, code, text in untranslated(forms.values(), found):
            where = self.records["forms", name].place_of(text)
            what = f"tekst bez tłumaczenia ({code}): „{text}”"
            self.warnings.append(Problem(where, what, f"oczekiwano go w {WORDS}/{code}.po"))
        named = {
            code
            for taxonomy in taxonomies.values()
            for term in taxonomy.terms
            for code, translation in term.translations.items()
            if translation.name
        }
        for code in sorted(named):
            if forms and code not in found:
                path = self.root / WORDS / f"{code}.po"
                what = f"brak pliku, więc formularze w tym języku ({code}) są po polsku"
                expected = "oczekiwano pliku gettext (.po)"
                self.warnings.append(Problem(self.start(path), what, expected))
        return found

    # Across records

    def _check_references(self) -> None:
        for model, document in self.read:
            for path, target, slug in references(model, document.value):
                known = self.known.get(target)
                if known is None or slug in known or not SLUG.fullmatch(slug):
                    continue
                if target.startswith("taxonomies/"):
                    what = f"nieznany termin „{slug}”"
                    expected = f"oczekiwano terminu z {target}.yml"
                else:
                    what = f"odwołanie do „{slug}”, którego nie ma"
                    expected = f"oczekiwano wpisu z {PLACE_FILES.get(target, f'folderu {target}')}"
                if meant := get_close_matches(slug, sorted(known), 1, _ALIKE):
                    expected += f", na przykład „{meant[0]}”"
                self.note_problem(document.where(path), what, expected)

    def _check_records(self, shelves: Mapping[str, Mapping[str, Any]]) -> None:
        for kind in RECORD_KINDS:
            records = shelves[kind.folder]
            for (shelf, slug), document in self.records.items():
                if shelf == kind.folder:
                    self._check_record(kind, document, records.get(slug))
            for slug, problem in kind.problems_across(records):
                self.problem(self.records[kind.folder, slug], problem)
        for slug, problem in form_problems(shelves["forms"].values(), self.known, CHOICE_LISTS):
            self.problem(self.records["forms", slug], problem)

    def _check_record(self, kind: RecordKind[Any], document: Document, record: Any) -> None:
        for problem in record_problems(record) if isinstance(record, Record) else ():
            self.problem(document, problem)
        found = list(kind.file_problems(document.value, record))
        for problem in found:
            self.problem(document, problem)
        warnings = list(kind.warnings(record, self.today)) if record and not found else []
        if isinstance(record, Record):
            warnings += record_warnings(record, self.today)
        for problem in warnings:
            where = document.where(problem.path)
            self.warnings.append(Problem(where, problem.what, problem.expected))
