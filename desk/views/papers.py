"""What is printed of a thing: an agreement, a card to take along, a certificate, a slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.text.money import zloty
from catalog.text.number_words import amount_words
from catalog.text.phrases import long_date
from desk.details.agreements import Agreement
from desk.details.donations import Donation
from desk.details.registry import Detail
from desk.details.support import Support
from desk.details.tasks import Reference, Task
from desk.rules.agreement_text import short, spaced
from desk.rules.hours import shown
from desk.rules.move import Choices, Thing
from desk.views.cards import name_of

BLANK = "…" * 30
"""What is filled in by hand."""
SIGNATURE = "data i podpis"


@dataclass(frozen=True)
class Paper:
    """Title, paragraphs, rows to fill in by hand, who signs, and what stands below everything.

    mark: by which a page of it is known: its number, and of an agreement its hash. digest: the
    whole hash, in hexadecimal. warning: what has to be said of this sheet before anything else.
    The page that a browser prints and the PDF are both made of this and of nothing else.
    """

    title: str
    paragraphs: tuple[str, ...]
    mark: str
    rows: tuple[tuple[str, str], ...] = ()
    signs: tuple[str, ...] = ()
    foot: str = ""
    digest: str = ""
    warning: str = ""

    @property
    def fingerprint(self) -> str:
        """The whole hash as a line of text, or nothing."""
        return f"Cały skrót (SHA-256): {spaced(self.digest)}" if self.digest else ""


def paper_of(thing: Thing, detail: Detail | None, choices: Choices, today: date) -> Paper | None:
    """None where there is nothing to print yet."""
    place = thing.organization or ""
    organization = choices.organizations.get(place, place) or "program"
    match detail:
        case Agreement():
            return _agreement(thing, detail, organization)
        case Task():
            return _card(thing, detail, organization)
        case Reference() if thing.state == "approved":
            return _certificate(thing, detail, organization, today)
        case Support() if thing.state in ("granted", "given"):
            return _slip(thing, detail, organization)
        case Donation() if thing.state == "confirmed" and detail.confirmation:
            return _confirmation(thing, detail, organization, today)
        case _:
            return None


def _confirmation(thing: Thing, one: Donation, organization: str, today: date) -> Paper:
    """For a donor who asks: what came, when, for what; it is no proof for the tax office."""
    paid = one.paid or 0
    return Paper(
        f"Potwierdzenie darowizny nr {one.confirmation}",
        (f"{organization} potwierdza, że dostała darowiznę, i dziękuje za nią.",),
        f"Numer {thing.reference}.",
        rows=(
            ("Kto dał", one.name or BLANK),
            ("Kwota", zloty(paid)),
            ("Słownie", amount_words(paid)),
            ("Dzień wpływu", long_date(one.paid_on) if one.paid_on else BLANK),
            ("Jak", one.proof),
            ("Na co", one.purpose or "cele statutowe"),
        ),
        signs=(f"Za organizację: {organization}",),
        foot=f"Wydano {long_date(today)}. "
        "Dowodem dla urzędu skarbowego jest potwierdzenie przelewu z Twojego banku.",
    )


def _agreement(thing: Thing, one: Agreement, organization: str) -> Paper | None:
    if not one.wordings:
        return None
    title, *lines = one.wordings[-1].text.split("\n")
    return Paper(
        title,
        tuple(lines),
        f"Numer {thing.reference}. Skrót tekstu: {short(one.wordings[-1].digest)}.",
        signs=(f"Za organizację: {organization}", "Druga strona"),
        foot="Wydrukuj dwa egzemplarze, po jednym dla każdej strony.",
        digest=one.wordings[-1].digest,
    )


def _card(thing: Thing, one: Task, organization: str) -> Paper:
    """Without an address and without a telephone number: both are written by hand."""
    what = one.pairing.request.exchange.what
    return Paper(
        f"Karta zadania {thing.reference}",
        (f"{organization} kieruje osobę, która pomaga, do tego zadania: {what}",),
        f"Numer {thing.reference}.",
        rows=(
            ("Kto pomaga", name_of(one.pairing.offer.exchange)),
            ("Komu", name_of(one.pairing.request.exchange)),
            ("Kiedy", long_date(one.day)),
            ("Godzina", BLANK),
            ("Adres", BLANK),
            ("Telefon do koordynatora", BLANK),
            ("Od której do której", BLANK),
            ("Co zrobiono", BLANK),
        ),
        signs=("Osoba, która korzysta z pomocy: potwierdzam godziny",),
        foot="Jeśli coś jest nie tak, przerwij i zadzwoń do koordynatora.",
        warning="Po zadaniu oddaj tę kartę koordynatorowi. Są na niej dane osób.",
    )


def _slip(thing: Thing, one: Support, organization: str) -> Paper:
    """What was given, without why: the name of whoever gets it is written by hand."""
    amount = (("Kwota z darowizn", zloty(one.grosze)),) if one.grosze else ()
    items = (("Rzeczy", one.items),) if one.items else ()
    return Paper(
        "Pokwitowanie",
        (f"{organization} wydaje z darowizn wsparcie. Odbieram je i nie płacę za nie.",),
        f"Numer {thing.reference}.",
        rows=(*amount, *items, ("Imię i nazwisko odbiorcy", BLANK), ("Dzień", BLANK)),
        signs=("Osoba, która odbiera", "Osoba, która wydaje"),
        foot="Wydrukuj dwa egzemplarze: jeden dla odbiorcy, jeden do segregatora.",
    )


def _certificate(thing: Thing, one: Reference, organization: str, today: date) -> Paper:
    """Skills and hours: no story, and nobody who was helped."""
    helper = name_of(one.task.pairing.offer.exchange)
    return Paper(
        "Zaświadczenie",
        (
            f"{organization} zaświadcza, że {helper} {BLANK} pomaga jako wolontariusz.",
            f"Liczba godzin: {shown(one.task.minutes).rstrip('.')}.",
            f"Umiejętności: {one.skills}",
        ),
        f"Numer {thing.reference}.",
        signs=(f"Za organizację: {organization}",),
        foot=f"Wydano {long_date(today)}. Nazwisko wpisuje się ręką.",
    )
