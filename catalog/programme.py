"""The file that the build hands to the desk beside the forms: who takes part, and towns.

The desk never reads `content/`: what it knows of the programme comes from here and from the forms.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class MappedTown(BaseModel):
    """A town where it lies, with the name and the TERYT code of its powiat."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    powiat: str
    code: str
    lat: float
    lon: float


class AgreementWording(BaseModel):
    """The text of an agreement with an organization; words in braces are filled in by the desk.

    between: "volunteer" or "recipient". version, reviewed: days; reviewed is empty before a lawyer
    approved the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    between: str
    version: str
    reviewed: str = ""
    points: tuple[str, ...]


class Programme(BaseModel):
    """What `programme.json` holds.

    organizations: the names, by slug, of those to which people may turn. categories: the labels of
    kinds of help, by slug; exchangeable: those that people may do for each other. powiats: their
    names with the voivodeship, by TERYT code. agreements: one text for each other party.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    organizations: dict[str, str] = {}
    categories: dict[str, str] = {}
    exchangeable: tuple[str, ...] = ()
    powiats: dict[str, str] = {}
    towns: tuple[MappedTown, ...] = ()
    agreements: tuple[AgreementWording, ...] = ()

    def write(self, path: Path) -> None:
        """Replace the file at once, so that a running desk never reads half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(self.model_dump_json(), encoding="utf-8")
        fresh.replace(path)

    @classmethod
    def read(cls, path: Path) -> Programme:
        """Raises FileNotFoundError when the site was not built yet, ValueError when damaged."""
        return cls.model_validate_json(path.read_text(encoding="utf-8"))


def programme_file(publication: Path) -> Path:
    """Where it lies: in the folder of `forms.json`."""
    return publication.with_name("programme.json")
