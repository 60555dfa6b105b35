"""What a sheet says of a person, a request, an offer, a match or a notice: label and value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalog.text.money import zloty
from catalog.text.phrases import long_date
from catalog.text.time_zone import WARSAW
from desk.details.agreements import Acceptance, Agreement
from desk.details.donations import Donation
from desk.details.exchanges import Exchange
from desk.details.notices import Posting
from desk.details.people import Person
from desk.details.registry import Detail
from desk.details.support import Support
from desk.details.tasks import Reference, Task
from desk.kinds.notices import TIMES
from desk.kinds.people import HOW_FAR, ROLES
from desk.kinds.support import GIVERS, MEANS
from desk.kinds.tasks import OUTCOMES
from desk.rules.agreement_text import MODES, short
from desk.rules.hours import shown
from desk.rules.move import Choices
from desk.rules.places import Places

Row = tuple[str, str]
_YES = {"tak": "tak", "nie": "nie"}
_AGE = {"tak": "ma 18 lat", "zgoda": "jest zgoda opiekuna na papierze", "nie": "nie ma 18 lat"}


def rows_of(detail: Detail | None, choices: Choices) -> tuple[Row, ...]:
    """Rows of a person, a request or an offer; a match shows its two sides instead."""
    if isinstance(detail, Person):
        return tuple(_of_person(detail, choices))
    if isinstance(detail, Posting):
        return tuple(_of_posting(detail, choices))
    if isinstance(detail, Agreement):
        return tuple(_of_agreement(detail))
    if isinstance(detail, Task):
        return tuple(_of_task(detail))
    if isinstance(detail, Reference):
        return tuple(_of_reference(detail))
    if isinstance(detail, Donation):
        return tuple(_of_donation(detail))
    if isinstance(detail, Support):
        return tuple(_of_support(detail, choices))
    return tuple(_of_exchange(detail, choices)) if isinstance(detail, Exchange) else ()


def _of_person(one: Person, choices: Choices) -> Iterator[Row]:
    yield "Skąd się znamy", ", ".join(ROLES.get(role, role) for role in one.roles)
    yield "Miejscowość", one.town or "nie wiemy"
    yield "Wiek", _AGE.get(one.of_age, "nie wiemy")
    if one.needs:
        yield "Czego potrzebuje", _kinds(one.needs, choices)
    if one.abilities:
        yield "Co umie", _kinds(one.abilities, choices)
    if one.child_check:
        yield "Sprawdzono w rejestrze", long_date(one.child_check)


def _of_posting(one: Posting, choices: Choices) -> Iterator[Row]:
    category = one.side.exchange.category
    yield "Tak będzie na stronie", one.words
    yield "Rodzaj pomocy", choices.categories.get(category, category)
    yield "Gdzie", choices.powiats.get(one.powiat, one.powiat) or "przez telefon albo internet"
    yield "Kiedy", dict(TIMES).get(one.when, one.when)
    yield "Ostatni dzień na stronie", long_date(one.until)
    said = _YES.get(one.side.exchange.board, "jeszcze nie wiemy")
    yield "Czy ta osoba się zgadza", said


_PARTIES = {"person": "osoba prywatna", "firm": "firma albo instytucja"}
_CHANNELS = {"phone": "przez telefon", "paper": "na papierze", "online": "przez internet"}


def _of_agreement(one: Agreement) -> Iterator[Row]:
    yield "Zakres", one.what or "jeszcze nie wpisany"
    yield "Od kiedy do kiedy", _days(one)
    yield "Tryb", dict(MODES)[one.mode]
    yield "Druga strona", _PARTIES[one.party]
    yield "Zgoda drugiej strony", _agreed(one.accepted_by("person"))
    yield "Zgoda organizacji", _agreed(one.accepted_by("organization"))
    if one.wordings:
        newest = one.wordings[-1]
        yield "Skrót tekstu", short(newest.digest)
        reviewed = newest.reviewed
        yield "Prawnik sprawdził", long_date(date.fromisoformat(reviewed)) if reviewed else "nie"


def _days(one: Agreement) -> str:
    if one.starts is None or one.ends is None:
        return "jeszcze nie wpisane"
    return f"{long_date(one.starts)} – {long_date(one.ends)}"


def _agreed(one: Acceptance | None) -> str:
    if one is None:
        return "jeszcze nie ma"
    day = long_date(one.at.astimezone(WARSAW).date())
    how = [day, _CHANNELS.get(one.channel, ""), f"zapisuje {one.user}", one.folder]
    return ", ".join(filter(None, how))


def _of_task(one: Task) -> Iterator[Row]:
    yield "Kiedy", long_date(one.day)
    yield "Ubezpieczenie", _INSURED[one.insured]
    yield "Godziny", shown(one.minutes) if one.work else "jeszcze nie zapisane"
    if len(one.work) > 1:
        yield (
            "Po kolei",
            ", ".join(f"{long_date(day)}: {shown(number)}" for day, number in one.work),
        )
    if one.outcomes:
        yield "Co się zmieniło", ", ".join(dict(OUTCOMES)[name] for name in one.outcomes)
    yield "Adres", "Podaj go przez telefon. Na papierze wpisz go ręką."


def _of_reference(one: Reference) -> Iterator[Row]:
    yield "Co ta osoba umie", one.skills or "jeszcze nie wiemy"
    yield "Godziny", shown(one.task.minutes)


def _of_donation(one: Donation) -> Iterator[Row]:
    yield "Kod w tytule przelewu", one.code
    yield "Zapowiedziana kwota", zloty(one.declared) if one.declared else "nie podano"
    yield "Zgłoszona", long_date(one.declared_on)
    yield "Cel", one.purpose or "nie podano"
    yield "Ile wpłynęło", zloty(one.paid) if one.paid is not None else "jeszcze nic"
    if one.paid_on:
        yield "Kiedy wpłynęło", long_date(one.paid_on)
    if one.proof:
        yield "Dowód", one.proof
    yield "Gdzie wysłać potwierdzenie", one.email or "nie trzeba"


def _of_support(one: Support, choices: Choices) -> Iterator[Row]:
    yield "Na co", choices.categories.get(one.category, one.category)
    yield "Co dajemy", dict(MEANS)[one.means]
    if one.items:
        yield "Jakie rzeczy", one.items
    yield "Ile z darowizn", zloty(one.grosze) if one.grosze else "nic"
    yield "Dlaczego potrzeba", one.what
    if one.folder:
        yield "Kto wydał", dict(GIVERS)[one.giver]
        yield "Podpisane pokwitowanie", one.folder


_INSURED = {"policy": "polisa NNW organizacji", "law": "zaopatrzenie z ustawy (ponad 30 dni)"}


def _of_exchange(one: Exchange, choices: Choices) -> Iterator[Row]:
    yield "Rodzaj pomocy", choices.categories.get(one.category, "") or "jeszcze nie wybrany"
    yield "O co chodzi", one.what or "nie wiemy"
    yield "Miejscowość", told_town(one.town, choices.places)
    if one.how_far:
        yield "Jak daleko", dict(HOW_FAR).get(one.how_far, one.how_far)
    yield "Kiedy", one.times or "nie wiemy"
    if one.children:
        yield "Dotyczy dziecka", _YES.get(one.children, one.children)
    if one.by_day:
        yield "Potrzebne do", long_date(one.by_day)
    yield "Ważne do", long_date(one.valid_until) if one.valid_until else "jeszcze nie sprawdzone"
    if one.board:
        yield "Zgoda na ogłoszenie na stronie", _YES.get(one.board, one.board)


def told_town(town: str, places: Places) -> str:
    """As it was typed, and whether we know where that is."""
    if not town:
        return "nie wiemy"
    number = len(places.meant(town))
    if number == 1:
        return town
    return f"{town} (jest kilka takich)" if number else f"{town} (nie znamy takiej)"


def _kinds(slugs: tuple[str, ...], choices: Choices) -> str:
    return ", ".join(choices.categories.get(one, one) for one in slugs)


def typed_before(
    detail: Detail | None, choices: Choices, latest: date, posted: date
) -> dict[str, str]:
    """What the fields of a move show at first: what is kept already; an end that may be changed.

    latest, posted: the last days that a request and a notice may have.
    """
    if isinstance(detail, Posting):
        return {
            "words": detail.words,
            "powiat": detail.powiat,
            "when": detail.when,
            "until": str(detail.until),
        }
    if isinstance(detail, Agreement):
        return {
            "what": detail.what,
            "starts": str(detail.starts or ""),
            "ends": str(detail.ends or ""),
            "mode": detail.mode,
            "party": detail.party,
        }
    if isinstance(detail, Reference):
        return {"skills": detail.skills}
    if isinstance(detail, Support):
        return {
            "category": detail.category,
            "what": detail.what,
            "means": detail.means,
            "grosze": f"{detail.grosze // 100},{detail.grosze % 100:02}" if detail.grosze else "",
            "items": detail.items,
        }
    if isinstance(detail, Exchange):
        place = choices.places.sure(detail.town)
        return {
            "board": detail.board,
            "powiat": place.code if place and detail.how_far != "zdalnie" else "",
            "when": "any",
            "until": str(min(detail.valid_until or posted, posted)),
            "category": detail.category,
            "what": detail.what,
            "town": detail.town,
            "how_far": detail.how_far,
            "times": detail.times,
            "children": detail.children,
            "valid_until": str(detail.valid_until or latest),
        }
    return {"town": detail.town} if isinstance(detail, Person) else {}
