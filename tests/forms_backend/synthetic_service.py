"""A service with synthetic forms, its own keys and a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from catalog.forms.form import Form
from catalog.programme import Programme, programme_file
from catalog.publication import NavLink, Publication, Publisher, SiteFrame
from forms_backend.config import Settings
from forms_backend.keys.opening import PrivateKey
from forms_backend.sealing.envelope import PublicKeys
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.serving.app import create_app
from forms_backend.stores.address import open_store

FORM = Form.model_validate(
    {
        "name": "proba",
        "title": "Zgłoś próbę",
        "summary": "Formularz, na którym uczą się testy.",
        "intro": "Wypełnij.",
        "sections": [
            {
                "title": "O Tobie",
                "questions": [
                    {
                        "name": "first_name",
                        "type": "text",
                        "label": "Jak masz na imię?",
                        "hint": "Wystarczy imię.",
                        "required": "tak",
                        "required_message": "Wpisz imię.",
                        "max_length": "40",
                        "autocomplete": "given-name",
                    },
                    {
                        "name": "phone",
                        "type": "text",
                        "format": "phone",
                        "label": "Telefon",
                        "autocomplete": "tel",
                    },
                    {
                        "name": "email",
                        "type": "text",
                        "format": "email",
                        "label": "E-mail",
                        "autocomplete": "email",
                    },
                    {
                        "name": "needs",
                        "type": "select_multiple",
                        "label": "W czym pomóc?",
                        "required": "tak",
                        "choices": [
                            {"value": "zakupy", "label": "Zakupy"},
                            {"value": "komputer", "label": "Komputer i łącze"},
                        ],
                    },
                    {
                        "name": "town",
                        "type": "select_one",
                        "appearance": "minimal",
                        "label": "Gdzie?",
                        "choices": [{"value": "lodz", "label": "Łódź"}],
                    },
                ],
            },
            {
                "title": "Reszta",
                "questions": [
                    {
                        "name": "remarks",
                        "type": "text",
                        "appearance": "multiline",
                        "label": "Uwagi",
                    },
                    {"name": "since", "type": "date", "label": "Od kiedy?"},
                    {"name": "people", "type": "integer", "label": "Ile osób?"},
                    {"name": "thanks", "type": "note", "label": "Dziękujemy, że piszesz."},
                    {
                        "name": "clause_read",
                        "type": "acknowledge",
                        "label": "Wiem, co stanie się z danymi.",
                        "required": "tak",
                        "required_message": "Zaznacz to pole.",
                    },
                ],
            },
        ],
        "at_least_one": [
            {"questions": ["phone", "email"], "message": "Podaj telefon albo e-mail."}
        ],
        "next_steps": ["Przeczytamy.", "Odpowiemy."],
        "clause": {
            "version": "1",
            "purpose": "Tylko próba.",
            "optional": "Wszystko.",
            "recipients": "Nikt.",
        },
        "retention_days": "30",
    }
)

RIGHT: dict[str, str | list[str]] = {
    "first_name": "Żaneta Próbna",
    "phone": "601 234 567",
    "needs": ["zakupy", "komputer"],
    "remarks": "Dzień dobry.\r\nProszę o próbę.",
    "since": "22.11.2026",
    "clause_read": "tak",
}
"""Answers that are right, as a browser sends them."""


PRINTED = FORM.paper_version("1")
"""What stands at the foot of its print."""


def publication(*, demonstration: bool = True) -> Publication:
    """The synthetic form in a frame; filled when it is not a demonstration."""
    publisher = Publisher(
        name=None if demonstration else "Fundacja Próbna",
        email=None if demonstration else "biuro@przyklad.example",
        demonstration=demonstration,
        clause_version="1",
    )
    frame = SiteFrame(
        name="Wzajemnie",
        url="https://przyklad.example",
        navigation=(NavLink(path="/formularze/", label="Zgłoś się"),),
        footer=(NavLink(path="/prywatnosc/", label="Prywatność"),),
        stylesheet="style.css",
        publisher=publisher,
    )
    return Publication(site=frame, forms={FORM.name: FORM})


@dataclass
class House:
    """One copy of the service in a folder of its own, with the private keys beside it."""

    settings: Settings
    foundation: PrivateKey
    recovery: PrivateKey
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.app = create_app(self.settings)
        self.app.testing = True

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    @property
    def records(self) -> tuple[SealedSubmission, ...]:
        """Everything that was stored, oldest first."""
        return open_store(self.settings.store).listing().records

    @property
    def store_folder(self) -> Path:
        """Where TinyDB keeps its files."""
        return Path(self.settings.store)

    def everything(self) -> bytes:
        """Every byte that the service has written."""
        files = sorted(path for path in self.settings.var.rglob("*") if path.is_file())
        return b"\0".join(path.read_bytes() for path in files)


def settings_in(var: Path) -> Settings:
    """Settings whose every path is in this folder."""
    calm = {"WZAJEMNIE_PACE": "0", "WZAJEMNIE_RATE": "0"}  # tests are quicker than people
    return Settings.from_environment({"WZAJEMNIE_VAR": str(var)} | calm)


def furnish(var: Path, *, demonstration: bool = True, development: bool = False) -> House:
    """Publish the synthetic form and make keys, as a build and `keys new` do."""
    settings = settings_in(var)
    foundation, recovery = PrivateKey.new(), PrivateKey.new()
    settings.public_keys.parent.mkdir(mode=0o700, parents=True)
    keys = (foundation.public("foundation"), recovery.public("recovery"))
    PublicKeys(development, keys).write(settings.public_keys)
    publication(demonstration=demonstration).write(settings.publication)
    Programme().write(programme_file(settings.publication))
    return House(settings, foundation, recovery)


def sent(**changes: str | list[str]) -> MultiDict[str, str]:
    """The right answers with some changed; an empty list leaves a question out."""
    fields = MultiDict[str, str]()
    for name, value in (RIGHT | changes).items():
        fields.setlist(name, value if isinstance(value, list) else [value])
    return fields
