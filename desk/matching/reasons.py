"""Why an offer fits a request, and what speaks against it: values, each with a Polish sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalog.text.phrases import plural


class Hard(StrEnum):
    """Why an offer is not shown at all for a request, and how many of them there are."""

    CATEGORY = "innego rodzaju"
    ENDED = "już nieważne albo zajęte"
    SAME_PERSON = "tej samej osoby"
    REFUSED = "odrzucone przez jedną ze stron"
    PAIRED = "już dopasowane do tej prośby"
    TOO_FAR = "za daleko"


class For(StrEnum):
    """What speaks for a match."""

    CATEGORY = "category"
    SAME_TOWN = "same town"
    NEAR = "near"
    REMOTE = "remote"
    TIMES = "times"
    ORGANIZATION = "organization"
    LANGUAGE = "language"
    CHECKED = "checked"
    WAITED = "waited"


class Against(StrEnum):
    """What speaks against one, or has to be asked first."""

    NO_TOWN_WANTED = "no town wanted"
    NO_TOWN_OFFERED = "no town offered"
    GMINA = "gmina"
    POWIAT = "powiat"
    ONLY_REMOTE = "only remote"
    TIMES_DIFFER = "times differ"
    TIMES_UNKNOWN = "times unknown"
    UNCHECKED = "unchecked"
    ORGANIZATION = "other organization"
    LANGUAGE = "other language"
    TOO_LATE = "too late"
    ENDS_SOON = "ends soon"
    BUSY = "busy"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Reason:
    """One reason. `number` counts kilometres, days or matches; `words` is a slug, town or times."""

    why: For | Against
    number: int = 0
    words: str = ""


FAR = {
    "miejscowosc": "tylko u siebie w miejscowości",
    "gmina": "po swojej gminie",
    "powiat": "po swoim powiecie",
    "dalej": "jeszcze dalej",
}
SPOKEN = {"pl": "po polsku", "en": "po angielsku", "uk": "po ukraińsku"}


_SAYS: Mapping[For | Against, str] = {
    For.CATEGORY: "Ten sam rodzaj pomocy: {words}.",
    For.SAME_TOWN: "Ta sama miejscowość: {words}.",
    For.NEAR: "W linii prostej {number} km, a oferta sięga: {words}.",
    For.REMOTE: "Pomoże przez telefon albo internet, więc odległość nie ma znaczenia.",
    For.TIMES: "Wspólna pora: {words}.",
    For.ORGANIZATION: "Obie osoby są w tej samej organizacji.",
    For.LANGUAGE: "Obie osoby pisały {words}.",
    For.CHECKED: "Pomoc dotyczy dziecka i jest sprawdzenie w rejestrze ({words}).",
    For.WAITED: "Oferta czeka {days}.",
    Against.NO_TOWN_WANTED: "Nie wiemy, gdzie jest potrzebna pomoc: zapytaj o miejscowość.",
    Against.NO_TOWN_OFFERED: "Nie wiemy, skąd jest osoba, która pomaga: zapytaj o miejscowość.",
    Against.GMINA: "Oferta sięga po gminie, a to {number} km w tym samym powiecie: zapytaj.",
    Against.POWIAT: "Oferta sięga po powiecie, a to {number} km do miasta obok: zapytaj.",
    Against.ONLY_REMOTE: "Tylko przez telefon albo internet: sprawdź, czy to wystarczy.",
    Against.TIMES_DIFFER: "Nie widać wspólnej pory: {words}.",
    Against.TIMES_UNKNOWN: "Nie wiemy, czy mają wspólną porę: zapytaj.",
    Against.UNCHECKED: "Pomoc dotyczy dziecka, a nie ma jeszcze sprawdzenia w rejestrze.",
    Against.ORGANIZATION: "Osoby są w różnych organizacjach: umawia koordynator programu.",
    Against.LANGUAGE: "Pisały w różnych językach: {words}.",
    Against.TOO_LATE: "Pomoc była potrzebna do {words}: zapytaj, czy nadal jest.",
    Against.ENDS_SOON: "Oferta kończy się wkrótce (dni: {number}).",
    Against.BUSY: "Ta oferta jest już w toku z kimś innym ({number}).",
    Against.DROPPED: "Koordynator zakończył już raz dopasowanie tych osób.",
}


def sentence(reason: Reason, categories: Mapping[str, str]) -> str:
    """The reason as a coordinator reads it. `categories` are kinds of help by slug."""
    words, number = reason.words, reason.number
    shown: dict[For | Against, str] = {
        For.CATEGORY: categories.get(words, words),
        For.NEAR: FAR.get(words, words),
        For.LANGUAGE: SPOKEN.get(words, words),
    }
    days = f"{number} {plural(number, 'dzień', 'dni', 'dni')}"
    says = _SAYS[reason.why]
    return says.format(number=number, days=days, words=shown.get(reason.why, words))


def languages(one: str, other: str) -> str:
    """Both languages: "po angielsku i po polsku"."""
    return f"{SPOKEN.get(one, one)} i {SPOKEN.get(other, other)}"
