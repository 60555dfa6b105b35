"""An organization, how to reach it, and the kinds of help that it gives. Frozen values.

The names are Open Referral HSDS's where it has them.
"""

from __future__ import annotations

from typing import Literal

from catalog.records.record import Frozen, Record
from catalog.records.value_types import (
    Account,
    Email,
    Flag,
    GroupTerm,
    HelpTerm,
    Krs,
    Line,
    Nip,
    OrganizationKind,
    Phone,
    PostalCode,
    Prose,
    Regon,
    Slug,
    TownRef,
    TransferName,
    VoivodeshipRef,
    Website,
)


class Contact(Frozen):
    """How the public reaches an organization. Never a private person's number or address."""

    phone: Phone | None = None
    email: Email | None = None
    website: Website | None = None
    street: Line | None = None
    postal_code: PostalCode | None = None
    hours: Line | None = None


class Service(Frozen):
    """One kind of help: for whom, at what cost, whether one signs up, what happens next."""

    id: Slug
    name: Line
    category: HelpTerm
    description: Prose | None = None
    for_whom: Line | None = None
    cost: Literal["free", "paid"] | None = None
    sign_up: Line | None = None
    what_next: Line | None = None


class Programme(Frozen):
    """An organization's place in the mutual-help programme. None: nobody has said."""

    takes_participants: Flag | None = None
    registration_point: Flag | None = None
    takes_donations: Flag | None = None


class Organization(Record):
    """An institution, association, foundation or social co-operative.

    `place` is the town of its seat; `works_in` the towns where the source saw it work.
    """

    short_name: Line | None = None
    kind: OrganizationKind
    place: TownRef | None = None
    voivodeship: VoivodeshipRef | None = None
    works_in: tuple[TownRef, ...] = ()
    groups: tuple[GroupTerm, ...] = ()
    services: tuple[Service, ...] = ()
    contact: Contact = Contact()
    nip: Nip | None = None
    regon: Regon | None = None
    krs: Krs | None = None
    account: Account | None = None
    transfer_name: TransferName | None = None
    programme: Programme = Programme()
