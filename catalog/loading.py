"""From the folder `content/` to a `Catalog`, or to all of its problems at once.

`load` is the only way in. A record with a mistake never vanishes: one problem anywhere means that
nothing is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from catalog.club_faults import faults, warnings
from catalog.clubs import Club
from catalog.complaints import problems_of
from catalog.forms import Form
from catalog.model import (
    Catalog,
    Organization,
    Partnership,
    Project,
    PublisherFile,
    Source,
    Taxonomy,
)
from catalog.places import Places, Powiat, Town, Voivodeship
from catalog.problems import ContentError, Problem, Where, shown_path
from catalog.reading import Document, ReadingError, read_csv, read_yaml
from catalog.references import doubled, references
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

RECORD_LISTS = {
    "organizations/programme",
    "organizations/recipients",
    "clubs/running",
    "taxonomies/help_categories/exchangeable",
}
"""Lists that a form may offer in `choices_from`, besides the taxonomies."""

_BESIDE = {"publisher.yml", "ATTRIBUTION.md"}
_PLACES = {"voivodeships.yml", "powiats.csv", "towns.csv"}
_SLUG_WORDS = "małych liter bez polskich znaków, cyfr i pojedynczych łączników"


def load(root: Path) -> Catalog:
    """Read and check everything below `root`. Raises ContentError with every problem."""
    return _Loader(root).load()


class _Loader:
    """One run over a content folder: what was read, which slugs exist, what is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.known: dict[str, set[str]] = {}
        self.read: list[tuple[type[BaseModel], Document]] = []

    def load(self) -> Catalog:
        if not self.root.is_dir():
            raise ContentError(
                [Problem(Where(str(self.root), 1), "nie ma takiego folderu", "oczekiwano treści")]
            )
        self._refuse_strangers()
        publisher = self._publisher()
        places = self._places()
        shelves = {name: self._shelf(name, model) for name, model in SHELVES.items()}
        self._check_references()
        self._check_clubs(cast(dict[str, Club], shelves["clubs"]))
        self._check_numbers(cast(dict[str, Partnership], shelves["partnerships"]))
        self._check_choices(cast(dict[str, Form], shelves["forms"]))
        self._check_roles(cast(dict[str, Standard], shelves["standards"]))
        words = self._words(cast(dict[str, Form], shelves["forms"]))
        if self.problems or publisher is None:
            raise ContentError(self.problems)
        return Catalog(
            publisher=publisher,
            places=places,
            words=words,
            warnings=tuple(sorted(self.warnings)),
            **cast(Any, shelves),
        )

    def complain(self, where: Where, what: str, expected: str) -> None:
        self.problems.append(Problem(where, what, expected))

    # Files

    def _refuse_strangers(self) -> None:
        """A misspelt folder or ending would hide an organization without a word."""
        expected = "oczekiwano pliku .yml w jednym ze znanych folderów"
        for path in sorted(self.root.rglob("*")):
            part = path.relative_to(self.root)
            if path.is_dir() or any(name.startswith(".") for name in part.parts):
                continue
            shelf = part.parts[0]
            fine = (
                (len(part.parts) == 1 and part.name in _BESIDE)
                or (shelf == "places" and part.name in _PLACES)
                or (shelf == WORDS and path.suffix == ".po")
                or (shelf in SHELVES and len(part.parts) > 1 and path.suffix == ".yml")
            )
            if not fine:
                self.complain(self._start(path), "nieznany plik", expected)

    def _start(self, path: Path) -> Where:
        return Where(shown_path(path, self.root), 1)

    def _document(self, path: Path) -> Document | None:
        try:
            return read_yaml(shown_path(path, self.root), path.read_bytes())
        except ReadingError as error:
            self.problems.extend(error.problems)
            return None

    def _model(self, model: type[M], document: Document, **given: str) -> M | None:
        raw = document.value
        self.read.append((model, document))
        for path, slug in doubled(raw):
            self.complain(
                document.where(path),
                f"identyfikator „{slug}” jest już na tej liście",
                "oczekiwano innego",
            )
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
        path = self.root / "publisher.yml"
        if not path.exists():
            self.complain(self._start(path), "brak pliku", "oczekiwano danych wydawcy")
            return None
        document = self._document(path)
        return None if document is None else self._model(PublisherFile, document)

    def _shelf(self, name: str, model: type[BaseModel]) -> dict[str, BaseModel]:
        found: dict[str, BaseModel] = {}
        seen: dict[str, Path] = {}
        given = "name" if model is Form else "slug"
        for path in sorted((self.root / name).rglob("*.yml"), key=lambda p: (p.stem, p)):
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
                self.known[f"taxonomies/{slug}"] = _slugs_in(document)
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

    def _places(self) -> Places:
        folder = self.root / "places"
        voivodeships: dict[str, Voivodeship] = {}
        path = folder / "voivodeships.yml"
        document = self._document(path) if path.exists() else None
        for index, raw in enumerate(_items(document, "voivodeships")):
            assert document is not None
            part = Document(document.file, raw, {(): document.where(("voivodeships", index)).line})
            record = self._model(Voivodeship, part)
            if record is not None:
                voivodeships[record.slug] = record
        powiats = self._table(folder / "powiats.csv", Powiat, lambda powiat: powiat.teryt)
        towns = self._table(folder / "towns.csv", Town, lambda town: town.slug)
        self.known["voivodeships"] = set(voivodeships)
        return Places(voivodeships, powiats, towns)

    def _table(self, path: Path, model: type[M], key: Callable[[M], str]) -> dict[str, M]:
        found: dict[str, M] = {}
        known = self.known.setdefault(path.stem, set())
        try:
            rows = list(read_csv(shown_path(path, self.root), path.read_bytes()))
        except FileNotFoundError:
            return found
        except ReadingError as error:
            self.problems.extend(error.problems)
            return found
        for document, values in rows:
            known.add(values.get("slug") or "")
            record = self._model(model, document)
            if record is None:
                continue
            if key(record) in found:
                self.complain(
                    document.where(()),
                    f"identyfikator „{key(record)}” jest już wyżej",
                    "oczekiwano innego",
                )
            found[key(record)] = record
        return found

    def _words(self, forms: Mapping[str, Form]) -> dict[str, dict[str, str]]:
        found, damaged = translations(self.root)
        self.problems.extend(damaged)
        self.warnings.extend(untranslated(self.root, forms.values(), found))
        return found

    # Across records

    def _check_references(self) -> None:
        for model, document in self.read:
            for path, target, slug in references(model, document.value):
                known = self.known.get(target)
                if known is None or slug in known or not SLUG.fullmatch(slug):
                    continue
                taxonomy = target.removeprefix("taxonomies/")
                if taxonomy != target:
                    what = f"nieznany termin „{slug}”"
                    expected = f"oczekiwano terminu z taxonomies/{taxonomy}.yml"
                else:
                    what = f"odwołanie do „{slug}”, którego nie ma"
                    expected = f"oczekiwano wpisu z folderu {target}"
                self.complain(document.where(path), what, expected)

    def _check_choices(self, forms: Mapping[str, Form]) -> None:
        lists = {name for name in self.known if name.startswith("taxonomies/")}
        known = lists | RECORD_LISTS
        for slug, form in forms.items():
            for path, source in form.sources():
                if source not in known:
                    self.complain(
                        self._document_of("forms", slug).where(path),
                        f"nieznana lista odpowiedzi „{source}”",
                        f"oczekiwano jednej z: {', '.join(sorted(known))}",
                    )

    def _check_clubs(self, clubs: Mapping[str, Club]) -> None:
        for document in (document for model, document in self.read if model is Club):
            club = clubs.get(Path(document.file).stem)
            found = list(faults(document.value, club.cycle if club else None))
            for fault in found:
                self.complain(document.where(fault.path), fault.what, fault.expected)
            for fault in warnings(club.cycle) if club and not found else ():
                where = document.where(fault.path)
                self.warnings.append(Problem(where, fault.what, fault.expected))

    def _check_numbers(self, partnerships: Mapping[str, Partnership]) -> None:
        seen: dict[int, str] = {}
        for slug, partnership in partnerships.items():
            other = seen.setdefault(partnership.number, slug)
            if other != slug:
                self.complain(
                    self._document_of("partnerships", slug).where(("number",)),
                    f"numer {partnership.number} ma już partnerstwo „{other}”",
                    "oczekiwano innego numeru",
                )

    def _check_roles(self, standards: Mapping[str, Standard]) -> None:
        for slug, standard in standards.items():
            document = self._document_of("standards", slug)
            known = {role.id for role in standard.roles}
            for index, row in enumerate(standard.rows):
                named = [role for cell in row.cells for role in cell.roles]
                for role in named:
                    if role not in known or named.count(role) > 1:
                        self.complain(
                            document.where(("rows", index, "cells")),
                            f"rola „{role}” nie ma kolumny albo ma w tym wierszu dwie komórki",
                            f"oczekiwano każdej z ról najwyżej raz: {', '.join(sorted(known))}",
                        )

    def _document_of(self, shelf: str, slug: str) -> Document:
        return next(
            document
            for _, document in self.read
            if document.file.endswith(f"/{slug}.yml") and f"/{shelf}/" in document.file
        )


def _items(document: Document | None, key: str) -> Iterable[Any]:
    value = document.value.get(key) if document and isinstance(document.value, dict) else None
    return value if isinstance(value, list) else ()


def _slugs_in(document: Document) -> set[str]:
    """The slugs of a taxonomy's terms, even of those that have a mistake elsewhere."""
    return {str(item.get("slug")) for item in _items(document, "terms") if isinstance(item, dict)}
