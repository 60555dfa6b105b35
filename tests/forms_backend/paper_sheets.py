"""Paper entry, a browser that came in, and a right sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from catalog.text.time_zone import WARSAW
from forms_backend.keys.opening import open_record
from forms_backend.local.paper_entry import PaperEntry, paper_app
from forms_backend.reading.export import Opened
from forms_backend.sealing.readable_codes import REFERENCE
from forms_backend.serving.service import Service
from tests.forms_backend.serving.test_submit import carried
from tests.forms_backend.synthetic_service import FORM, PRINTED, House, sent

LOCAL = "http://127.0.0.1:5000"
ADDRESS = "/kartki/proba"
TODAY = datetime.now(WARSAW).date()
DAY = TODAY - timedelta(days=3)
SHEET: Mapping[str, str] = {
    "paper_date": DAY.isoformat(),
    "paper_version": PRINTED,
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
    """Paper entry and a browser that came in."""

    house: House
    paper_entry: PaperEntry
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


@pytest.fixture
def entered(house: House) -> Entered:
    """Paper entry over the synthetic form."""
    entry = PaperEntry(Service.open(house.settings))
    client = paper_app(entry).test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert 303 == client.get(f"/wejdz/{entry.session.token}", base_url=LOCAL).status_code
    return Entered(house, entry, client)
