"""Hours as people type them, in minutes: 2, 1,5, 1.5, 1:30, 45 min."""

from __future__ import annotations

import re
from fractions import Fraction

MOST_MINUTES = 24 * 60
"""In one day."""
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_HOURS = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)(?: ?(?:h|godz\.?|godzin\w*))?")
_MINUTES = re.compile(r"([0-9]{1,3}) ?min\.?")


def minutes(text: str) -> int:
    """ValueError with a Polish sentence for what is no time between a minute and a day."""
    text = text.strip().casefold()
    if found := _CLOCK.fullmatch(text):
        number = int(found[1]) * 60 + int(found[2])
    elif found := _MINUTES.fullmatch(text):
        number = int(found[1])
    elif found := _HOURS.fullmatch(text):
        exact = Fraction(found[1].replace(",", ".")) * 60
        number = round(exact)
    else:
        raise ValueError(f"„{text}” to nie są godziny. Wpisz na przykład 2 albo 1,5 albo 1:30.")
    if not 0 < number <= MOST_MINUTES:
        raise ValueError(f"„{text}” to za dużo albo za mało na jeden dzień.")
    return number


def shown(number: int) -> str:
    """2 godz. 30 min; no part that is nothing."""
    hours, rest = divmod(number, 60)
    parts = [f"{hours} godz." if hours else "", f"{rest} min" if rest else ""]
    return " ".join(filter(None, parts)) or "0 godz."
