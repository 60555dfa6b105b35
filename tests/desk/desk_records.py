"""Records of the desk with submissions in them, for whatever is tried on one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from catalog.forms.form import Answer, Form
from desk.database.record import Record
from desk.database.tables import THINGS
from desk.record.arrivals import Arrival, keep_arrivals
from desk.record.moves import Request, make_move
from desk.record.reads import WholeThing, whole_thing
from desk.record.rows import find_thing
from desk.rules.agreement_text import AgreementTemplate
from desk.rules.move import Choices, Thing
from desk.rules.places import Place, Places
from desk.rules.roles import Role, Scope
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed
from tests.forms_backend.synthetic_service import FORM

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
ORGANIZATIONS = {"jedna": "Jedna", "druga": "Druga"}
TORUN = Place("Toruń", "Toruń", "0463", 53.0137, 18.5981)
CHELMZA = Place("Chełmża", "powiat toruński", "0415", 53.1849, 18.6043)
LUBICZ = Place("Lubicz", "powiat toruński", "0415", 53.0350, 18.7500)
BRZEZIA = tuple(Place("Brzezie", f"powiat {one}", f"30{at:02}", 51.9, 17.5)
                for at, one in enumerate(("kaliski", "pleszewski")))  # fmt: skip
TEXTS = {
    between: AgreementTemplate(
        title,
        "2026-11-01",
        "",
        ("{organizacja} i {osoba} umawiają się.", "Zakres: {zakres} Od {od} do {do}, {tryb}."),
    )
    for between, title in (("volunteer", "Porozumienie"), ("recipient", "Umowa o pomoc"))
}
CHOICES = Choices(
    ORGANIZATIONS,
    {"naprawy": "Naprawy sprzętu", "nauka-dzieci": "Nauka dzieci"},
    exchangeable=frozenset({"naprawy"}),
    powiats={"0463": "Toruń (kujawsko-pomorskie)", "0415": "powiat toruński (kujawsko-pomorskie)"},
    places=Places((TORUN, CHELMZA, LUBICZ, *BRZEZIA)),
    agreements=TEXTS,
)
PROGRAMME = Scope("ewa", frozenset({Role.PROGRAMME}))
ONE = Scope("jan", frozenset({Role.ORGANIZATION}), "jedna")
OTHER = Scope("ola", frozenset({Role.ORGANIZATION}), "druga")
NOBODY = Scope("nikt", frozenset())
ASKED = Form.model_validate(
    FORM.model_dump()
    | {
        "sections": [
            *FORM.model_dump()["sections"],
            {
                "title": "Dalej",
                "questions": [
                    {
                        "name": "organization",
                        "type": "select_one",
                        "label": "Kto?",
                        "choices": [
                            {"value": "pomozcie-wybrac", "label": "Pomóżcie mi wybrać"},
                            {"value": "jedna", "label": "Jedna"},
                            {"value": "druga", "label": "Druga"},
                        ],
                    },
                    {"name": "by_when", "type": "text", "label": "Na kiedy?", "max_length": "20"},
                ],
            },
        ]
    }
)
"""The synthetic form, which also asks for whom it is and how soon."""


def arrival(
    answers: Mapping[str, Answer] | None = None,
    *,
    reference: str = "",
    state: str = "new",
    when: datetime = NOW,
    days: int = 180,
) -> Arrival:
    """An opened submission with these answers besides a first name."""
    label = Label(reference or new_reference(), ASKED.name, ASKED.version, "1/1", when)
    submission = Submission(label, {"first_name": "Anna", **(answers or {})})
    sealed = Sealed(label, Envelope(b"", ()), (when + timedelta(days=days)).date(), state)
    return Arrival(Opened(sealed, submission, ASKED), secrets.token_hex(16))


@dataclass
class Trial:
    """An open record in a folder, and short ways to fill it and to make moves."""

    folder: Path
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    record: Record = field(init=False)

    def __post_init__(self) -> None:
        self.record = Record.open(self.folder / "desk.db", self.key)

    def keep(self, *arrivals: Arrival) -> tuple[str, ...]:
        """Their numbers."""
        return keep_arrivals(self.record, arrivals, ORGANIZATIONS, NOW)

    def thing(self, reference: str, scope: Scope = PROGRAMME) -> Thing:
        """The row as it is."""
        with self.record.reading() as connection:
            return find_thing(connection, scope, reference)

    def move(
        self, reference: str, move: str, scope: Scope = PROGRAMME, seen: int = 0, **given: str
    ) -> Thing:
        """Make a move on the version that is there, or on the one that was seen."""
        seen = seen or self.thing(reference).version
        return make_move(self.record, scope, Request(reference, move, seen, given, CHOICES, NOW))

    def whole_thing(self, reference: str) -> WholeThing:
        """The thing with all that belongs to it."""
        return whole_thing(self.record, PROGRAMME, reference, NOW.date())

    def lines(self) -> int:
        """How long the chain is."""
        with self.record.reading() as connection:
            return int(connection.scalar(sa.text("SELECT count(*) FROM moves")) or 0)

    def last_line(self) -> str:
        """The newest move."""
        query = sa.text("SELECT move FROM moves ORDER BY number DESC LIMIT 1")
        with self.record.reading() as connection:
            return str(connection.scalar(query))

    def change(self, reference: str, **columns: object) -> None:
        """Put a row into a condition, past all rules."""
        query = sa.update(THINGS).where(THINGS.c.reference == reference).values(**columns)
        with self.record.writing() as connection:
            connection.execute(query)

    def everything(self) -> bytes:
        """Every byte in the folder."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return b"\0".join(path.read_bytes() for path in files)
