"""A desk with pages, its record filled, and browsers that are in with a role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from desk.database.record import Record
from desk.pages.app import create_desk
from desk.pages.house import House as Desk
from desk.record.arrivals import Arrival, keep_arrivals
from desk.rules.move import Choices
from desk.rules.roles import Role, Scope
from desk.settings import DeskSettings
from forms_backend.keys.opening import Effort
from tests.desk.desk_records import CHOICES, NOW, ORGANIZATIONS
from tests.forms_backend.synthetic_service import House, furnish

PASSPHRASE = "kot na dachu śpi"
ORIGIN = {"Origin": "http://localhost"}


class TestedDesk(Desk):
    """A desk that knows two organizations, whatever the synthetic site publishes."""

    __test__ = False

    @property
    def organizations(self) -> dict[str, str]:
        return ORGANIZATIONS

    @property
    def choices(self) -> Choices:
        return CHOICES


@dataclass
class Browser:
    """Somebody's browser. `token` stands in its forms once it is in."""

    client: FlaskClient
    desk: Desk
    scope: Scope | None = None
    token: str = ""

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **fields: str) -> TestResponse:
        """As its own form sends it."""
        return self.client.post(path, data={"token": self.token} | fields, headers=ORIGIN)

    def page(self, path: str) -> str:
        """The text of a page that is shown."""
        response = self.get(path)
        assert 200 == response.status_code, path
        return response.get_data(as_text=True)

    def come_in(self, scope: Scope) -> Browser:
        """Past the door."""
        cookie = self.desk.sessions.begin(scope)
        self.client.set_cookie("stanowisko", cookie)
        session = self.desk.sessions.find(cookie)
        assert session is not None
        self.scope, self.token = scope, session.token
        return self


@dataclass
class Place:
    """A forms service, a desk beside it, and what is in its record."""

    folder: Path
    house: House = field(init=False)
    desk: TestedDesk = field(init=False)
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.house = furnish(self.folder / "var")
        self.house.foundation.write(
            self.house.settings.private_key, PASSPHRASE, Effort(1, 8192 * 8)
        )
        settings = DeskSettings.from_environment(self.house.settings, {})
        self.desk = TestedDesk(self.house.settings, settings, clock=lambda: NOW)
        self.app = create_desk(self.desk)

    def browser(self, *roles: Role, organization: str | None = None, name: str = "ewa") -> Browser:
        """A browser; with roles, one that is in."""
        browser = Browser(self.app.test_client(), self.desk)
        return browser.come_in(Scope(name, frozenset(roles), organization)) if roles else browser

    def open(self) -> None:
        """With the right passphrase."""
        self.desk.open(PASSPHRASE)

    @property
    def record(self) -> Record:
        return self.desk.record

    def keep(self, *arrivals: Arrival) -> tuple[str, ...]:
        """Their numbers."""
        return keep_arrivals(self.record, arrivals, ORGANIZATIONS, NOW)


def seen_in(page: str) -> str:
    """The version that the forms of a page carry."""
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found[1]


def do(browser: Browser, path: str, step: str, **given: str) -> str:
    """Make a move from the page that is shown; where it leads."""
    seen = seen_in(browser.page(path))
    answer = browser.post(f"{path}/ruch", move=step, seen=seen, **given)
    assert 303 == answer.status_code, (path, step, answer.get_data(as_text=True))
    return str(answer.headers["Location"])
