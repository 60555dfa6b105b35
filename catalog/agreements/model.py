"""The text of an agreement: points with places that the desk fills in. Frozen values.

Source of what an agreement with a volunteer has to say: the Act of 24 April 2003 on public benefit
activity and volunteering, art. 42 to 48.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from catalog.records.problems import value_problem
from catalog.records.record import Frozen
from catalog.records.value_types import Day, Line, Prose, Slug

PLACES = {
    "organizacja": "nazwa organizacji",
    "osoba": "imię drugiej strony",
    "zakres": "co będzie robione",
    "od": "pierwszy dzień",
    "do": "ostatni dzień",
    "tryb": "bezpłatnie albo odpłatnie",
}
"""What the desk fills in, by the word that stands in braces."""
_PLACE = re.compile(r"\{([^{}]*)\}")


def _filled(point: str) -> str:
    for name in _PLACE.findall(point):
        if name not in PLACES:
            raise value_problem(
                f"nieznane miejsce {{{name}}}",
                f"oczekiwano jednego z: {', '.join('{' + one + '}' for one in PLACES)}",
            )
    if re.search(r"[{}]", _PLACE.sub("", point)):
        raise value_problem("nawias klamrowy bez pary", "oczekiwano miejsca takiego jak {osoba}")
    return point


Point = Annotated[Prose, AfterValidator(_filled)]
"""A point of an agreement; words in braces are filled in."""


class AgreementText(Frozen):
    """The text of one kind of agreement with an organization.

    `between` says who the other party is. `version` is the day of the wording. `reviewed` is the
    day on which a lawyer approved it; without it every print says that none did.
    """

    slug: Slug
    title: Line
    between: Literal["volunteer", "recipient"]
    version: Day
    reviewed: Day | None = None
    points: tuple[Point, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_all(self) -> AgreementText:
        """A text that leaves a place out would let somebody agree to less than was settled."""
        whole = " ".join(self.points)
        missing = [one for one in PLACES if f"{{{one}}}" not in whole]
        if missing:
            shown = ", ".join(f"{{{one}}} ({PLACES[one]})" for one in missing)
            raise value_problem(f"w punktach brakuje: {shown}", "oczekiwano każdego z nich")
        return self
