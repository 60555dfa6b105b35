"""The one step that the reader of a record can take next: whom to call, or where to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from catalog.organizations.model import Organization
from catalog.records import identifiers
from catalog.text.language import _


@dataclass(frozen=True)
class NextStep:
    """One thing to do. `target` is a site path or a `tel:` address; `label` its link."""

    text: str
    label: str
    target: str


@lru_cache(maxsize=65536)
def phone_words(e164: str) -> str:
    """A number as people read it aloud in Poland, in one line: 22 394 72 44."""
    return identifiers.grouped(identifiers.phone(e164)).replace(" ", "\u00a0")


def look_nearby() -> NextStep:
    """The step where no other is known."""
    return NextStep(
        _("Szukasz pomocy dziś? Zobacz, kto pomaga blisko Ciebie."),
        _("Wybierz swoje województwo"),
        "/wojewodztwa/",
    )


def step_through(organization: Organization, text: str) -> NextStep:
    """The step to an organization; `text` says why, with a place for its name.

    Where its number is known one calls from here: no tap is lost on its page.
    """
    phone = organization.contact.phone
    if phone is not None:
        call = _("Zadzwoń: {phone}").format(phone=phone_words(phone))
        return NextStep(text.format(name=organization.name), call, f"tel:{phone}")
    return NextStep(
        text.format(name=organization.name),
        _("Zobacz, kto to jest"),
        f"/organizacje/{organization.slug}/",
    )
