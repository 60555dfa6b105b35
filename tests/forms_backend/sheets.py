"""A desk for typing in sheets of paper, a browser that came through its door, and a right sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from forms_backend.keys.opening import open_record
from forms_backend.local.paper_entry import Desk
from forms_backend.reading.export import WARSAW, Opened
from forms_backend.sealing.readable_codes import REFERENCE
from tests.forms_backend.furniture import FORM, House, sent
from tests.forms_backend.test_submit import carried

LOCAL = "http://127.0.0.1:5000"
ADDRESS = "/kartka/proba"
TODAY = datetime.now(WARSAW).date()
DAY = TODAY - timedelta(days=3)
SHEET: Mapping[str, str] = {
    "paper_date": DAY.isoformat(),
    "paper_version": FORM.paper_version,
    "paper_typist": "wolontariusz",
    "paper_contact": "osoba",
}
HELPED: Mapping[str, str | list[str]] = {
    "paper_contact": "pomocnik",
    "paper_helper_role": "pracownica ośrodka",
    "paper_helper_phone": "22 123 45 67",
    "phone": [],
}


@dataclass
class Entered:
    """A desk and a browser that came through its door."""

    house: House
    desk: Desk
    client: FlaskClient

    def post(self, data: MultiDict[str, str], **headers: str) -> TestResponse:
        return self.client.post(ADDRESS, data=data, base_url=LOCAL, headers=headers)

    def typed(self, **changes: str | list[str]) -> MultiDict[str, str]:
        """A right sheet with some answers changed, and the id that the page carries."""
        page = self.client.get(ADDRESS, base_url=LOCAL).text
        match = re.search(r'name="wz_page" value="([^"]+)"', page)
        assert match is not None
        return sent(**{**SHEET, "wz_page": match[1], **changes})

    def checked(self, **changes: str | list[str]) -> TestResponse:
        """The page on which one compares with the sheet."""
        return self.post(self.typed(**changes))

    def saved(self, **changes: str | list[str]) -> str:
        """The whole way: the reference on the last page."""
        return self.save(self.checked(**changes))

    def save(self, check: TestResponse) -> str:
        done = self.post(carried(check, "zapisz"))
        assert 303 == done.status_code
        match = REFERENCE.search(self.client.get(done.headers["Location"], base_url=LOCAL).text)
        assert match is not None
        return match[0]

    def opened(self) -> list[Opened]:
        """Everything in the store, opened with the private key."""
        return [
            Opened(one, open_record(one, self.house.foundation), FORM) for one in self.house.records
        ]
