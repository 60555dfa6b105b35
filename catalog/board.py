"""The file that the desk hands to the build: the notices that are public, and nothing else.

The desk's user writes it, the build's user reads it; neither sees another file of the other. It
says how things are: a notice that is not in it any more is gone with the next build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from catalog.model import Catalog
from catalog.notices.model import Notice
from catalog.notices.personal_words import personal


class BoardError(Exception):
    """The file cannot be read. A Polish sentence that names it."""


class Board(BaseModel):
    """What `notices.json` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    notices: tuple[Notice, ...] = ()

    def to_bytes(self) -> bytes:
        """The same bytes for the same notices, whatever their order was."""
        ordered = tuple(sorted(self.notices, key=lambda one: one.slug))
        return Board(notices=ordered).model_dump_json(indent=1).encode() + b"\n"

    @classmethod
    def read(cls, path: Path) -> Board:
        """Those in a file, none where there is no file. BoardError when it is damaged."""
        try:
            return cls.model_validate_json(path.read_bytes(), strict=False)
        except FileNotFoundError:
            return cls()
        except (OSError, ValidationError):
            raise BoardError(
                f"Pliku ogłoszeń {path} nie da się odczytać, więc strona zostaje taka, jaka była. "
                "Stanowisko zapisze go na nowo w ciągu minuty, kiedy jest otwarte. Jeśli to nie "
                "pomoże, skasuj ten plik: strona powstanie bez ogłoszeń."
            ) from None


def board_file(exchange: Path) -> Path:
    """Where it lies in the folder by which the desk exchanges files."""
    return exchange / "board" / "notices.json"


def with_board(
    catalog: Catalog, board: Board, today: date
) -> tuple[Catalog, tuple[tuple[str, str], ...]]:
    """The catalogue with every notice that may be shown on this day; what is left out, and why.

    Left out silently: what is past its last day. Named: what no rule of the site lets through,
    whatever the desk says.
    """
    known: dict[str, Notice] = {**catalog.of(Notice), **{one.slug: one for one in board.notices}}
    shown: dict[str, Notice] = {}
    refused: list[tuple[str, str]] = []
    for slug, notice in sorted(known.items()):
        reasons = _hindrances(catalog, notice)
        if reasons:
            refused.append((notice.number, reasons[0]))
        elif notice.until >= today:
            shown[slug] = notice
    records: Mapping[str, Notice] = shown
    return catalog.having(notices=records), tuple(refused)


def _hindrances(catalog: Catalog, notice: Notice) -> Sequence[str]:
    terms = {one.slug: one for one in catalog.taxonomies["help_categories"].terms}
    if notice.category not in terms or not terms[notice.category].exchangeable:
        return ("tym rodzajem pomocy ludzie się nie wymieniają.",)
    if notice.powiat is not None and notice.powiat not in catalog.places.powiats:
        return ("nie znamy takiego powiatu.",)
    return personal(notice.words)
