"""From the folder `content/` to a `Catalog`, or to all of its problems at once.

`load` is the only way in. A record with a mistake never vanishes: one problem anywhere means that
nothing is published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from catalog.club_faults import faults, warnings
from catalog.clubs import Club
from catalog.complaints import problems_of
from catalog.content_files import ContentFiles
from catalog.forms import Form
from catalog.language import CODES, HOME
from catalog.model import (
    Catalog,
    Organization,
    Partnership,
    Project,
    PublisherFile,
    Source,
    Taxonomy,
)
from catalog.places import Places, Powiat, Town, VoivodeshipsFile
from catalog.problems import ContentError, Fault, Problem, Where, shown_path
from catalog.reading import Document, ReadingError, read_csv, read_yaml
from catalog.record import Record
from catalog.record_faults import (
    form_faults,
    partnership_faults,
    record_faults,
    standard_faults,
)
from catalog.references import doubled, references, targets
from catalog.standards import Standard
from catalog.text import SLUG
from catalog.words import FOLDER as WORDS
from catalog.words import translations, untranslated

M = TypeVar("M", bound=BaseModel)

SHELVES: Mapping[str, type[BaseModel]] = {
    "sources": Source,
    "taxonomies": Taxonomy,
    "organizations": Organization,
    "partnerships": Partnership,
    "standards": Standard,
    "clubs": Club,
    "projects": Project,
    "forms": Form,
}
"""Folders of records, one file each, and the model of each."""

_PLACE_FILES = {
    "voivodeships": "places/voivodeships.yml",
    "powiats": "places/powiats.csv",
    "towns": "places/towns.csv",
}
_SLUG_WORDS = "małych liter bez polskich znaków, cyfr i pojedynczych łączników"


def load(root: Path) -> Catalog:
    """Read and check everything below `root`. Raises ContentError with every problem."""
    return _Loader(root).load()


class _Loader:
    """One run over a content folder: what was read, which slugs exist, what is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = ContentFiles(root, SHELVES)
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.known: dict[str, set[str]] = {}
        self.read: list[tuple[type[BaseModel], Document]] = []
        self.records: dict[tuple[str, str], Document] = {}

    def load(self) -> Catalog:
        if not self.root.is_dir():
            raise ContentError(
                [Problem(Where(str(self.root), 1), "nie ma takiego folderu", "oczekiwano treści")]
            )
        self.problems.extend(self.files.strangers())
        publisher = self._publisher()
        places = self._places()
        shelves: Any = {name: self._shelf(name, model) for name, model in SHELVES.items()}
        self._require_taxonomies()
        self._check_references()
        self._check_clubs(shelves["clubs"])
        self._check_records(shelves)
        words = self._words(shelves["forms"])
        if self.problems or publisher is None:
            raise ContentError(self.problems)
        return Catalog(
            publisher=publisher,
            places=places,
            words=words,
            warnings=tuple(sorted(self.warnings)),
            **shelves,
        )

    def complain(self, where: Where, what: str, expected: str) -> None:
        self.problems.append(Problem(where, what, expected))

    # Files

    def _start(self, path: Path) -> Where:
        return Where(shown_path(path, self.root), 1)

    def _bytes(self, path: Path, expected: str = "oczekiwano zwykłego pliku") -> bytes | None:
        if not path.is_file():  # a folder, a broken link, a device: reading might never end
            there = path.exists() or path.is_symlink()
            what = "tego pliku nie da się przeczytać" if there else "brak pliku"
            self.complain(self._start(path), what, expected)
            return None
        try:
            return path.read_bytes()
        except OSError:
            self.complain(self._start(path), "nie wolno nam czytać tego pliku", expected)
            return None

    def _document(self, path: Path, expected: str = "oczekiwano zwykłego pliku") -> Document | None:
        content = self._bytes(path, expected)
        if content is None:
            return None
        try:
            return read_yaml(shown_path(path, self.root), content)
        except ReadingError as error:
            self.problems.extend(error.problems)
            return None

    def _model(self, model: type[M], document: Document, **given: str) -> M | None:
        raw = document.value
        self.read.append((model, document))
        for path, value in doubled(raw):
            named = "identyfikator " if isinstance(path[-1], str) else ""
            what = f"{named}„{value}” jest już na tej liście"
            self.complain(document.where(path), what, "oczekiwano innego")
        if isinstance(raw, dict):
            for key, value in given.items():
                if raw.get(key, value) != value:
                    self.complain(
                        document.where((key,)),
                        f"pole „{key}”: „{raw[key]}” nie zgadza się z nazwą pliku",
                        f"oczekiwano „{value}” albo braku tego pola",
                    )
            raw = {**raw, **given}
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.problems.extend(problems_of(document, error))
            return None

    # Kinds of content

    def _publisher(self) -> PublisherFile | None:
        document = self._document(self.root / "publisher.yml", "oczekiwano danych wydawcy")
        return None if document is None else self._model(PublisherFile, document)

    def _shelf(self, name: str, model: type[BaseModel]) -> dict[str, BaseModel]:
        found: dict[str, BaseModel] = {}
        seen: dict[str, Path] = {}
        given = "name" if model is Form else "slug"
        for path in self.files.on_shelf(name):
            slug = path.stem
            if not self._slug_is_good(path):
                continue
            if slug in seen:
                self.complain(
                    self._start(path),
                    f"identyfikator „{slug}” ma już plik {shown_path(seen[slug], self.root)}",
                    "oczekiwano innej nazwy pliku",
                )
                continue
            seen[slug] = path
            document = self._document(path)
            if document is None:
                continue
            if name == "taxonomies":
                self.known[f"taxonomies/{slug}"] = _named(document, "terms", "slug")
            self.records[name, slug] = document
            record = self._model(model, document, **{given: slug})
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
        self.complain(
            self._start(path),
            f"zły identyfikator „{path.stem}” w nazwie pliku",
            f"oczekiwano {_SLUG_WORDS}",
        )
        return False

    def _require_taxonomies(self) -> None:
        """A list of terms that is not there would leave its terms unchecked, and pages unmade."""
        for target in sorted(set(chain.from_iterable(map(targets, SHELVES.values())))):
            shelf, _, name = target.partition("/")
            if name and name not in self.known[shelf]:
                path = self.root / shelf / f"{name}.yml"
                self.complain(self._start(path), "brak pliku", "oczekiwano listy terminów")
                self.known[shelf].add(name)  # told once; whoever names the list is right

    def _places(self) -> Places:
        path = self.root / _PLACE_FILES["voivodeships"]
        document = self._document(path, "oczekiwano listy województw")
        file = None if document is None else self._model(VoivodeshipsFile, document)
        if document is not None:
            self.known["voivodeships"] = _named(document, "voivodeships", "slug")
        codes = _named(document, "voivodeships", "teryt")
        powiats = self._table("powiats", Powiat, "teryt", lambda one: one.teryt[:2], codes)
        known = self.known.get("powiats", set())
        return Places(
            {one.slug: one for one in (file.voivodeships if file else ())},
            powiats,
            self._table("towns", Town, "slug", lambda one: one.powiat, known),
        )

    def _table(
        self, name: str, model: type[M], key: str, above: Callable[[M], str], known: Collection[str]
    ) -> dict[str, M]:
        """The rows of a table of places, by the column that names each of them.

        `known` are the codes of what the places lie in, none where that could not be read.
        """
        path = self.root / _PLACE_FILES[name]
        content = self._bytes(path, "oczekiwano tabeli miejsc")
        if content is None:
            return {}
        try:
            rows = read_csv(shown_path(path, self.root), content, tuple(model.model_fields))
        except ReadingError as error:
            self.problems.extend(error.problems)
            return {}
        found: dict[str, M] = {}
        for document in rows:
            record, here, slug = (
                self._model(model, document),
                document.where(()),
                document.value[key],
            )
            if slug in found:
                self.complain(here, f"„{slug}” jest już wyżej", "oczekiwano innego")
            if record is not None:
                found[slug] = record
                if known and above(record) not in known:
                    what = f"nie ma kodu „{above(record)}”, w którym leży „{slug}”"
                    self.complain(here, what, "oczekiwano kodu z tabel w folderze places")
        self.known[name] = {document.value[key] for document in rows}
        return found

    def _words(self, forms: Mapping[str, Form]) -> dict[str, dict[str, str]]:
        found, damaged = translations(self.root)
        self.problems.extend(damaged)
        for name, code, text in untranslated(forms.values(), found):
            where = self.records["forms", name].place_of(text)
            what = f"tekst bez tłumaczenia ({code}): „{text}”"
            self.warnings.append(Problem(where, what, f"oczekiwano go w {WORDS}/{code}.po"))
        for code in CODES:
            if forms and code != HOME and code not in found:
                path = self.root / WORDS / f"{code}.po"
                what = f"brak pliku, więc formularze w tym języku ({code}) są po polsku"
                expected = "oczekiwano pliku gettext (.po)"
                self.warnings.append(Problem(self._start(path), what, expected))
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
                    expected = f"oczekiwano wpisu z {_PLACE_FILES.get(target, f'folderu {target}')}"
                self.complain(document.where(path), what, expected)

    def _check_clubs(self, clubs: Mapping[str, Club]) -> None:
        for (shelf, slug), document in self.records.items():
            if shelf != "clubs":
                continue
            club = clubs.get(slug)
            found = list(faults(document.value, club.cycle if club else None))
            for fault in found:
                self._fault(document, fault)
            for fault in warnings(club.cycle) if club and not found else ():
                where = document.where(fault.path)
                self.warnings.append(Problem(where, fault.what, fault.expected))

    def _check_records(self, shelves: Mapping[str, Mapping[str, Any]]) -> None:
        for (shelf, slug), document in self.records.items():
            record = shelves[shelf].get(slug)
            for fault in record_faults(record) if isinstance(record, Record) else ():
                self._fault(document, fault)
        across = {
            "partnerships": partnership_faults(shelves["partnerships"]),
            "standards": standard_faults(shelves["standards"]),
            "forms": form_faults(shelves["forms"].values(), self.known),
        }
        for shelf, found in across.items():
            for slug, fault in found:
                self._fault(self.records[shelf, slug], fault)

    def _fault(self, document: Document, fault: Fault) -> None:
        self.complain(document.where(fault.path), fault.what, fault.expected)


def _named(document: Document | None, key: str, name: str) -> set[str]:
    """What the items of a list are called, even those that have a mistake elsewhere."""
    value = document.value.get(key) if document and isinstance(document.value, dict) else None
    items = value if isinstance(value, list) else ()
    return {str(item.get(name)) for item in items if isinstance(item, dict)}
