"""The folder `places`: one list of voivodeships, and tables of powiats and towns."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from catalog.content.record_reader import Intake, named
from catalog.content.yaml_reader import YamlError, read_csv
from catalog.records.places import Place, Places, Powiat, Town, VoivodeshipsFile

FILES = {
    "voivodeships": "places/voivodeships.yml",
    "powiats": "places/powiats.csv",
    "towns": "places/towns.csv",
}
"""Where each kind of place is written."""

_NAMED_BY = {"powiats": "teryt", "towns": "slug"}
"""The column by which other files name a place."""

P = TypeVar("P", bound=Place)


def read_places(intake: Intake) -> Places:
    """All places that are right. A powiat has to lie in a voivodeship, and a town in a powiat."""
    document = intake.document(intake.root / FILES["voivodeships"], "oczekiwano listy województw")
    file = None if document is None else intake.value(VoivodeshipsFile, document)
    if document is not None:
        intake.known["voivodeships"] = named(document, "voivodeships", "slug")
    codes = named(document, "voivodeships", "teryt")
    powiats = _table(intake, "powiats", Powiat, lambda one: one.teryt[:2], codes)
    known = intake.known.get("powiats", ())
    towns = _table(intake, "towns", Town, lambda one: one.powiat, known)
    return Places({one.slug: one for one in (file.voivodeships if file else ())}, powiats, towns)


def _table(
    intake: Intake, name: str, model: type[P], lies_in: Callable[[P], str], above: Collection[str]
) -> dict[str, P]:
    """The rows of a table by what names them. `lies_in` is the code of the place around one.

    `above` are the codes of all such places, none where they could not be read.
    """
    path = intake.root / FILES[name]
    content = intake.content(path, "oczekiwano tabeli miejsc")
    if content is None:
        return {}
    try:
        rows = read_csv(intake.shown(path), content, tuple(model.model_fields))
    except YamlError as error:
        intake.problems.extend(error.problems)
        return {}
    found: dict[str, P] = {}
    slugs: set[str] = set()
    for document in rows:
        record = intake.value(model, document)
        if record is None:
            continue
        here, key = document.where(()), document.value[_NAMED_BY[name]]
        for text in {key, record.slug} & (slugs | found.keys()):
            intake.note_problem(here, f"„{text}” jest już wyżej", "oczekiwano innego")
        if above and lies_in(record) not in above:
            what = f"nie ma kodu „{lies_in(record)}”, w którym leży „{key}”"
            intake.note_problem(here, what, "oczekiwano kodu z tabel w folderze places")
        found[key] = record
        slugs.add(record.slug)
    intake.known[name] = {str(document.value[_NAMED_BY[name]]) for document in rows}
    return found
