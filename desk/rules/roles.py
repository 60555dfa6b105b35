"""Who comes in, what each may do, and the scope by which the record is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """Why somebody is at the desk. One account may have several roles."""

    PROGRAMME = "programme"
    ORGANIZATION = "organization"
    TYPIST = "typist"
    TREASURER = "treasurer"
    LEADER = "leader"
    KEEPER = "keeper"
    CLOCK = "clock"


class Capability(StrEnum):
    """What a page of the desk needs. Every route names exactly one."""

    ANYBODY = "anybody"
    """Before entering: the pages that open the desk and let people in."""
    ENTERED = "entered"
    """Whoever has an account: to leave, to change the own passphrase."""
    READ = "read"
    """To see things of the scope."""
    MOVE = "move"
    """To make moves; each move says further by which roles."""
    SEARCH = "search"
    PRINT = "print"
    ERASE = "erase"
    EXPORT = "export"
    """To take out all that is held of one person, for that person."""
    TYPE_IN = "type in"
    """To type in sheets of paper, without reading anything back."""
    TEAM = "team"
    """To make and close accounts."""
    MONEY = "money"
    """To read bank statements in, and to say which donation a transfer pays."""


_EVERYBODY = frozenset({Capability.ANYBODY, Capability.ENTERED})
_COORDINATOR = _EVERYBODY | {
    Capability.READ,
    Capability.MOVE,
    Capability.SEARCH,
    Capability.PRINT,
    Capability.EXPORT,
    Capability.TYPE_IN,
}

ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.PROGRAMME: "koordynacja programu",
        Role.ORGANIZATION: "koordynacja organizacji",
        Role.TYPIST: "przepisywanie kartek",
        Role.TREASURER: "skarbnik",
        Role.LEADER: "prowadzenie grupy",
        Role.KEEPER: "opieka nad kluczem",
        Role.CLOCK: "program",
    }
)
"""Each role in Polish."""

CAPABILITIES: Mapping[Role, frozenset[Capability]] = MappingProxyType(
    {
        Role.PROGRAMME: _COORDINATOR | {Capability.ERASE},
        Role.ORGANIZATION: _COORDINATOR,
        Role.TYPIST: _EVERYBODY | {Capability.TYPE_IN},
        Role.TREASURER: _EVERYBODY
        | {Capability.READ, Capability.MOVE, Capability.PRINT, Capability.MONEY},
        Role.LEADER: _EVERYBODY,
        Role.KEEPER: _EVERYBODY | {Capability.TEAM},
        Role.CLOCK: frozenset[Capability](),
    }
)
"""What each role may do. A role that is not here may do nothing."""

OF_MONEY = frozenset({"donation"})
"""Kinds of thing that treasurers alone see, who see no others: who decides on help does not know
who gave, and who counts the money does not know who was helped.
"""


@dataclass(frozen=True)
class Scope:
    """Who asks. The only argument by which anything of the record can be read or moved.

    user: the account's name, as the chain of moves keeps it.
    organization: the slug of the organization that the account works for; None for the programme.
    """

    user: str
    roles: frozenset[Role]
    organization: str | None = None

    def may(self, capability: Capability) -> bool:
        """Whether one of the roles gives this capability."""
        return any(capability in CAPABILITIES.get(one, frozenset()) for one in self.roles)

    @property
    def sees_all(self) -> bool:
        """Whether people's things of every organization, and of none yet, are in the scope."""
        return bool(self.roles & {Role.PROGRAMME, Role.CLOCK})

    def sees(self, organization: str | None, kind: str = "") -> bool:
        """Whether a thing of this organization and kind is in the scope."""
        if Role.CLOCK in self.roles:
            return True
        if kind in OF_MONEY:
            return Role.TREASURER in self.roles and self.organization in (None, organization)
        if self.sees_all:
            return True
        own = Role.ORGANIZATION in self.roles and self.organization is not None
        return own and organization == self.organization


CLOCK = Scope("program", frozenset({Role.CLOCK}))
"""The program itself: it takes in what came and ends what expired."""
