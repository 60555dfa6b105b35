"""What a submission becomes: whose answers make a person, a request, offers, needs, abilities."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desk.kinds.people import PERSON, first_state

ELSE = ("cos-innego", "nie-wiem")
"""Choices that name no kind of help: the coordinator asks."""


@dataclass(frozen=True)
class Becoming:
    """What is made of a form's answers, by the names of its questions.

    role: see `desk.kinds.people.ROLES`. makes: "request", "offer" or nothing; one for each answer
    to `category`. needs, abilities: questions whose choices are kept with the person.
    """

    role: str
    makes: str = ""
    category: str = ""
    needs: str = ""
    abilities: str = ""


FORMS: Mapping[str, Becoming] = {
    "potrzeba": Becoming("recipient", "request", "category"),
    "oferta": Becoming("helper", "offer", "category"),
    "uczestnik": Becoming("participant", needs="needs", abilities="abilities"),
    "wolontariusz": Becoming("helper", abilities="services"),
}
"""A submission of another form is accepted, and nobody is made of it."""

DONATION = "darowizna"
"""The form by which a donation is declared: accepted, it becomes one, and no person."""

REPLY = "odpowiedz"
"""The form by which people answer a notice; its question `notice` holds the notice's number."""
REPLIES: Mapping[str, Becoming] = {
    "request": Becoming("helper", "offer"),
    "offer": Becoming("recipient", "request"),
}
"""What an answer becomes, by what the notice was of: the other side, of the same kind of help."""


def state_after_joining(state: str, roles: Collection[str], role: str) -> str:
    """The state of a person who is known already and sends something in this role.

    Whoever was known for asking only, or whose matter had ended, begins anew in a new role.
    """
    ended = PERSON.state(state).ended
    only_asked = state == "accepted" and set(roles) <= {"recipient"}
    return first_state(role) if ended or only_asked else state
