"""Words in which rules are written: thing, kind, state, move, its questions and its guards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desk.rules.agreement_text import AgreementTemplate
from desk.rules.places import Places
from desk.rules.roles import Role


class Ask(StrEnum):
    """How a question of a move is answered."""

    NOTE = "note"
    """Free words for a note of the thing; erased with it."""
    TEXT = "text"
    SENTENCE = "sentence"
    """Text of a sentence or two, in a field of several lines."""
    DAY = "day"
    ORGANIZATION = "organization"
    CHOICE = "choice"
    """One of the question's own choices."""
    CATEGORY = "category"
    """A kind of help."""
    TOWN = "town"
    """A town as people type it; of several of one name it has to be said which."""
    PERSON = "person"
    """Whether somebody is one of the people that are alike, or a new one."""
    OFFER = "offer"
    """One of the offers that may be matched with a request."""
    PUBLIC = "public"
    """Words that everybody will read: nothing in them may tell who somebody is."""
    POWIAT = "powiat"
    """One of all powiats."""
    HOURS = "hours"
    """How long, as people type it: kept in minutes."""
    AMOUNT = "amount"
    """Money, as people type it: kept in grosze."""


@dataclass(frozen=True)
class Question:
    """What somebody is asked when making a move. `name` is the column it fills, but for a note.

    A column of the thing's own row, or of the table that only its kind has. choices: value and
    label, for CHOICE. earliest, latest: days from today within which a DAY may lie.
    """

    name: str
    label: str
    ask: Ask
    required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    earliest: int = 0
    latest: int = 366


@dataclass(frozen=True)
class Choices:
    """Among what questions may choose: names by slug, kinds of help, alike people, offers, powiats.

    exchangeable: the kinds of help that people do for each other, which alone may be on the board.
    agreements: the texts, by who agrees with the organization: "volunteer", "recipient".
    """

    organizations: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    exchangeable: Collection[str] = ()
    powiats: Mapping[str, str] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    agreements: Mapping[str, AgreementTemplate] = field(default_factory=dict)


@dataclass(frozen=True)
class Guard:
    """What must be true first. `fact` is a name that the record finds; `says` tells what to do."""

    fact: str
    says: str


class Effect(StrEnum):
    """What a move does to the row besides its state and the answered columns."""

    TAKE = "take"
    """Whoever moves becomes its coordinator."""
    LEAVE = "leave"
    """Nobody is its coordinator any more."""
    RETURN = "return"
    """It belongs to the programme again, and nobody has taken it."""
    REACHED = "reached"
    """Tries of calling begin anew."""
    MISSED = "missed"
    """One more try; the next one on the next working day."""
    SETTLED = "settled"
    """No next step is planned any more."""
    URGENT = "urgent"
    CALM = "calm"


class Cause(StrEnum):
    """What a move does to other things, in the same transaction."""

    BECOME = "become"
    """A submission becomes a person, with a request or offers."""
    REQUEST = "request"
    """A person asks for something more."""
    OFFER = "offer"
    """A person offers something more."""
    ALONG = "along"
    """What a person asked for and offered goes to the same organization."""
    PAIR = "pair"
    """A request and the chosen offer become a match."""
    TAKEN = "taken"
    """Both sides of a match are taken."""
    FREED = "freed"
    """Both sides of a match are open again, where they were taken."""
    NOTICE = "notice"
    """A request or an offer gets a notice, which nobody has looked at yet."""
    AGREEMENTS = "agreements"
    """A match gets those agreements of its two people with the organization that are missing."""
    WORDING = "wording"
    """What was settled becomes the wording to which both parties have to agree."""
    AGREED = "agreed"
    """The other party agrees to the wording as it is now."""
    CONCLUDED = "concluded"
    """The organization agrees to the same wording."""
    DISSOLVED = "dissolved"
    """Tasks under an agreement that is dissolved are broken off."""
    TASK = "task"
    """Of a match whose agreements are concluded."""
    HOURS = "hours"
    """Somebody worked so long on a day."""
    OUTCOME = "outcome"
    """What changed for whoever helps is counted."""
    REFERENCE = "reference"
    """Whoever was helped is asked what they say of it."""
    PAID = "paid"
    """What a donation brought is in the ledger."""
    CONFIRMED = "confirmed"
    """A donation's confirmation gets the next number of its organization and year."""
    GIVEN_BACK = "given back"
    """What a donation brought is out of the ledger, or is to be explained."""
    EXPLAINED = "explained"
    """What was to be explained is paid by somebody."""
    SUPPORT = "support"
    """A person asks for money or things."""
    TERMS = "terms"
    """What is asked for fits together."""
    GRANTED = "granted"
    """What was granted is out of the ledger."""
    UNGRANTED = "ungranted"
    """What was granted and nobody has got is in the ledger again."""
    UNPAID = "unpaid"
    """A donation lets go of the transfer that had been taken for it."""
    CLOSED = "closed"
    """A closed task ends its match and what was asked for."""


@dataclass(frozen=True)
class Move:
    """A step that a person (or the clock) makes with a thing.

    start: states from which it may be made; to: the state after it, None when it stays.
    by: the roles that may make it. tells: names of contentless letters that go out with it.
    other: True when it may not be made by whoever brought the thing into its state.
    causes: what becomes of others.
    channel: how it was done, as the chain tells it. usual: what mostly comes next in its states.
    """

    name: str
    label: str
    start: frozenset[str]
    to: str | None
    by: frozenset[Role]
    needs: tuple[Guard, ...] = ()
    asks: tuple[Question, ...] = ()
    effects: tuple[Effect, ...] = ()
    causes: tuple[Cause, ...] = ()
    tells: tuple[str, ...] = ()
    other: bool = False
    channel: str = "desk"
    usual: bool = False
    told: str = ""
    """How the timeline tells it; the label where empty."""


@dataclass(frozen=True)
class State:
    """A state of a kind. An ended thing is kept only as long as retention says."""

    name: str
    label: str
    ended: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of thing: what it is called, where it begins, its states and its moves."""

    name: str
    label: str
    first: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def state(self, name: str) -> State:
        """KeyError for a state that it has not."""
        return {one.name: one for one in self.states}[name]

    @property
    def open_states(self) -> frozenset[str]:
        """States in which somebody still has to do something."""
        return frozenset(one.name for one in self.states if not one.ended)


@dataclass(frozen=True)
class Thing:
    """The row of a thing, as every kind has it. Days are days in Poland.

    reference: the number by which people name it. organization: a slug, None for the programme.
    coordinator: the account that has taken it. tries: missed calls since somebody was reached.
    """

    id: int
    kind: str
    reference: str
    state: str
    version: int = 1
    organization: str | None = None
    coordinator: str | None = None
    urgent: bool = False
    next_day: date | None = None
    next_step: str = ""
    tries: int = 0
    keep_until: date | None = None


@dataclass(frozen=True)
class Facts:
    """What guards ask about a thing at this moment.

    true: names of the facts that hold. last_mover: who brought it into its state.
    """

    today: date
    true: frozenset[str] = field(default_factory=frozenset)
    last_mover: str | None = None
