"""The report of a year as a page."""

from __future__ import annotations

from desk.rules.roles import Role
from tests.desk.desk_houses import Place
from tests.desk.desk_records import NOW
from tests.desk.reports.test_yearly import put

TOLD = ("mniej niż 5", "za mało wpisów", "co najmniej 8", "9 godz.", "Razem", "jeszcze trwa")


def test_page_of_a_year(place: Place) -> None:
    """Small numbers are words, and a total stands where organizations are several."""
    ewa = place.browser(Role.PROGRAMME)
    assert "nikt jeszcze nie zapisał" in ewa.page("/sprawozdanie")
    put(place.desk.record, "jedna", NOW.date(), outcomes=7, entries=6)
    put(place.desk.record, "druga", NOW.date(), outcomes=2, entries=1)
    page = ewa.page("/sprawozdanie")
    for words in TOLD:
        assert words in page
    for wrong in ("1066", "2026x", ""):
        assert 404 == ewa.get(f"/sprawozdanie?rok={wrong}").status_code
